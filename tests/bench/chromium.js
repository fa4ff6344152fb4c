// A headless Chromium that does the same work as Node, one stint at a time, through a page that a server on loopback
// gives it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundled } from "./bundled.js";
import { chromiumFlags } from "./flags.js";

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const npm = (/** @type {string} */ name) => readFileSync(here(`../../dist/npm/${name}`));

/**
 * Starts it; files of the jobs are read from `folder`, where its profile goes too.
 * @param {string} program
 * @param {string} folder
 */
export async function chromium(program, folder) {
  // As it is delivered, with its .wasm beside it.
  const page = await bundled(here("page.js"), ["../../dist/npm/orcamo_cert.js"]);

  /** @type {(answer: any) => void} */
  let answered = () => {};
  /** @type {(reason: Error) => void} */
  let failed = () => {};
  /** @type {import("node:http").ServerResponse | undefined} */
  let asking;
  const nextAnswer = () =>
    new Promise((resolve, reject) => {
      answered = resolve;
      failed = reject;
    });

  const server = createServer(async (request, response) => {
    const path = request.url ?? "";
    // Isolated, so that the clock of the page is as fine as it can be.
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    response.setHeader("Cache-Control", "no-store");
    const send = (/** @type {string} */ type, /** @type {string | Uint8Array} */ body) =>
      response.setHeader("Content-Type", type).end(body);
    if (path === "/next") {
      const body = Buffer.concat(await request.toArray()).toString();
      asking = response;
      answered(JSON.parse(body));
    } else if (path === "/")
      send(
        "text/html",
        '<!doctype html><title>bench</title><script type="module" src="/tests/bench/page.js"></script>',
      );
    else if (path === "/tests/bench/page.js") send("text/javascript", page);
    else if (path === "/dist/npm/orcamo_cert.js") send("text/javascript", npm("orcamo_cert.js"));
    else if (path === "/dist/npm/orcamo_cert_bg.wasm") send("application/wasm", npm("orcamo_cert_bg.wasm"));
    else if (/^\/files\/[\w.]+$/.test(path))
      send("application/octet-stream", readFileSync(join(folder, path.slice("/files/".length))));
    else response.writeHead(404).end();
  });
  server.requestTimeout = 0;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());

  const home = join(folder, "chromium");
  mkdirSync(home);
  const ready = nextAnswer();
  const browser = spawn(program, [...chromiumFlags(home), "--js-flags=--expose-gc", `http://127.0.0.1:${port}/`], {
    stdio: "ignore",
    env: { ...process.env, HOME: home },
  });
  const ended = once(browser, "exit").then(
    () => {},
    () => {},
  );
  browser.on("error", (error) => failed(error));
  ended.then(() => failed(new Error("Chromium ended before its work was done")));
  const impatient = setTimeout(() => failed(new Error("the page in Chromium did not start within a minute")), 60_000);
  const close = async () => {
    asking?.end(JSON.stringify({ work: "end" }));
    browser.kill();
    await ended;
    server.closeAllConnections();
    server.close();
  };
  try {
    const hello = await ready;
    if (!hello.isolated) console.log("Chromium's clock is coarse: the page is not isolated.");
  } catch (error) {
    await close();
    throw error;
  } finally {
    clearTimeout(impatient);
  }

  const ask = async (/** @type {object} */ work) => {
    const answer = nextAnswer();
    asking?.setHeader("Content-Type", "application/json").end(JSON.stringify(work));
    const { result, error } = await answer;
    if (error !== undefined) throw new Error(error);
    return result;
  };
  return {
    prepare: (/** @type {string} */ name, /** @type {import("./stint.js").Job} */ job) =>
      ask({ work: "prepare", name, job }),
    stint: (
      /** @type {string} */ name,
      /** @type {import("./stint.js").Job} */ job,
      /** @type {number} */ repetitions,
    ) => ask({ work: "stint", name, job, repetitions }),
    close,
  };
}
