// Measures how the page does with thousands of files, in headless Chromium and Firefox: `node main.js [--quick]`.
// A bare page that reads the same files with node-forge, one after the other, is measured in the same run.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundled } from "../bundled.js";
import { chromiumFlags } from "../flags.js";
import { findChromium, installed } from "../installed.js";
import { makeTemplates } from "./files.js";
import { demands, printRow } from "./report.js";

const PATIENCE_MILLISECONDS = 180_000;
const SITE = fileURLToPath(new URL("../../../dist/site", import.meta.url));
const TYPES = /** @type {Record<string, string>} */ ({
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".svg": "image/svg+xml",
});
const quick = process.argv.includes("--quick");
const RUNS = [
  ["crt", 10_000, ""],
  ["bare", 10_000, ""],
  ["p12", 1_000, "AES-256"],
  ["p12", 1_000, "3DES and RC2-40"],
  ["fluid", quick ? 20_000 : 100_000, ""],
];

const folder = mkdtempSync(join(tmpdir(), "orcamo-cert-many-"));
const templates = makeTemplates(folder);
const scripts = new Map();
for (const name of ["page.js", "bare.js"]) {
  scripts.set(`/bench/${name}`, await bundled(fileURLToPath(new URL(name, import.meta.url))));
}
/** @type {(answer: any) => void} */
let answered = () => {};
const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
  // Isolated, so that the clock of the page is fine and it tells what memory it takes.
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
  const send = (/** @type {string} */ type, /** @type {string | Uint8Array} */ body) =>
    response.setHeader("Content-Type", type).end(body);
  if (pathname === "/result") {
    const body = Buffer.concat(await request.toArray()).toString();
    response.end();
    answered(JSON.parse(body));
  } else if (pathname === "/templates.json") send("application/json", JSON.stringify(templates));
  else if (scripts.has(pathname)) send("text/javascript", scripts.get(pathname));
  else if (pathname === "/" && searchParams.get("run")?.startsWith("bare"))
    send("text/html", '<!doctype html><title>bare</title><script type="module" src="/bench/bare.js"></script>');
  else {
    const file = join(SITE, pathname === "/" ? "index.html" : pathname);
    if (!existsSync(file)) response.writeHead(404).end();
    else if (pathname !== "/") send(TYPES[extname(file)] ?? "application/octet-stream", readFileSync(file));
    else {
      const script = '<script type="module" src="/bench/page.js"></script></head>';
      send("text/html", readFileSync(file, "utf8").replace("</head>", script));
    }
  }
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());

/** @param {string} program @param {string[]} parameters @param {string} address */
async function run(program, parameters, address) {
  const browser = spawn(program, [...parameters, address], { stdio: "ignore" });
  const ended = once(browser, "exit");
  try {
    return await new Promise((resolve, reject) => {
      answered = resolve;
      setTimeout(() => reject(new Error(`${address}: nothing within three minutes`)), PATIENCE_MILLISECONDS).unref();
    });
  } finally {
    browser.kill();
    await ended;
  }
}

const browsers = /** @type {[string, string | undefined, (home: string) => string[]][]} */ ([
  ["Chromium", findChromium(), chromiumFlags],
  ["Firefox", installed("firefox", "firefox-esr"), (home) => ["--headless", "--no-remote", "--profile", home]],
]);
try {
  console.log(
    "\nMany files, dropped at once; times in milliseconds. gap: the longest time in which the page did nothing else.\n",
  );
  const lines = [];
  for (const [browser, program, flags] of browsers) {
    if (program === undefined) {
      console.log(`There is no ${browser} here, in which this is measured, too.`);
      continue;
    }
    const results = new Map();
    for (const [name, count, kind] of RUNS) {
      const home = mkdtempSync(join(folder, "home-"));
      const what = [name, count, kind].join();
      const result = await run(program, flags(home), `http://127.0.0.1:${port}/?run=${encodeURIComponent(what)}`);
      printRow(browser, what, result);
      results.set(what, result);
    }
    lines.push(...demands(browser, results));
  }
  console.log("\nWhat is demanded");
  for (const line of lines) console.log(`  ${line}`);
} finally {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
