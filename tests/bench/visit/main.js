// Measures a first visit to the page beside bare pages that do nothing but load a library: `node main.js [--quick]`.
// Each round visits every page on every network once; a figure is the median over the rounds, a ratio the median of the
// rounds' ratios.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium } from "../installed.js";
import { COMMON_NAME, makeJobs } from "../jobs.js";
import { startChromium } from "./devtools.js";
import { startLine } from "./line.js";
import { visit } from "./one-visit.js";
import { makePages, PAGES } from "./pages.js";
import { demands, printHead, printRows, printWeight } from "./report.js";
import { findServer, startServer } from "./server.js";

const FILE = ".p12 AES-256, 2048";
/** 1.6 Mbit/s, in bytes a second; and milliseconds. */
const SLOW_RATE = 200_000;
const SLOW_ROUND_TRIP = 150;

const quick = process.argv.includes("--quick");
const program = findChromium();
const found = findServer();
if (program && found) await measure(program, found);
else
  console.log(
    "\nA first visit is not measured: there is no Chromium, or no nginx with brotli. On Debian: " +
      "sudo apt-get install -y --no-install-recommends chromium nginx libnginx-mod-http-brotli-static",
  );

/** @param {string} program @param {{ program: string, module: string }} found */
async function measure(program, found) {
  const rounds = quick ? 3 : 11;
  const folder = mkdtempSync(join(tmpdir(), "orcamo-cert-visit-"));
  /** @type {{ close: () => Promise<void> }[]} */
  const running = [];
  try {
    const pages = join(folder, "pages");
    await makePages(pages);
    const hosts = PAGES.map(({ host }) => host);
    const server = await startServer(found, hosts, pages, join(folder, "nginx"));
    running.push(server);
    const browser = await startChromium(program, join(folder, "chromium"), [
      // Only to the key of this run, and as if a known authority had signed it.
      `--ignore-certificate-errors-spki-list=${server.key}`,
      "--host-resolver-rules=MAP *.localhost 127.0.0.1",
      // The page speaks the language of most who come.
      "--accept-lang=ja",
    ]);
    running.push(browser);
    const drop = makeDrop(folder);
    const line = await startLine(server.port, SLOW_RATE, SLOW_ROUND_TRIP);
    running.push(line);
    const networks = networksOf(server.port, line.port);

    /** @type {Map<import("./one-visit.js").Network, import("./report.js").Visits>} */
    const results = new Map(networks.map((network) => [network, new Map(PAGES.map((page) => [page, []]))]));
    // Chromium itself has everything at hand from the second visit on.
    for (const page of PAGES) for (const network of networks) await visit(browser, page, network, drop);
    for (let round = 0; round < rounds; round += 1) {
      // Nobody always comes behind the same neighbour.
      const turn = round % PAGES.length;
      const order = [...PAGES.slice(turn), ...PAGES.slice(0, turn)];
      for (const [network, visits] of results)
        for (const page of round % 2 === 0 ? order : order.toReversed())
          visits.get(page)?.push(await visit(browser, page, network, drop));
    }

    const { product } = await browser.send("Browser.getVersion");
    printHead(nginxVersion(found.program), product.replace("/", " "), rounds);
    for (const [network, visits] of results) printRows(network, visits);
    printWeight(results);
    console.log("\nWhat is demanded");
    for (const line of demands(results)) console.log(`  ${line}`);
  } finally {
    for (const one of running.reverse()) await one.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/**
 * The line itself is fast. It is made slow in two ways, as neither is what people have: see README.md.
 * @param {number} server @param {number} line ports
 * @returns {import("./one-visit.js").Network[]}
 */
function networksOf(server, line) {
  const throughput = { downloadThroughput: SLOW_RATE, uploadThroughput: SLOW_RATE };
  const conditions = { offline: false, latency: SLOW_ROUND_TRIP, ...throughput };
  return [
    { name: "loopback", port: server, isSlow: false, conditions: null },
    { name: "1.6 Mbit/s, 150 ms by Chromium", port: server, isSlow: true, conditions },
    { name: "1.6 Mbit/s, 150 ms by the line", port: line, isSlow: true, conditions: null },
  ];
}

/** A .p12 and its .pass, as people have them. @param {string} folder @returns {import("./one-visit.js").Drop} */
function makeDrop(folder) {
  const job = makeJobs(folder, true).find(({ name }) => name === FILE);
  if (!job) throw new Error(`there is no job "${FILE}"`);
  const p12 = readFileSync(join(folder, job.file)).toString("base64");
  const pass = Buffer.from(job.password).toString("base64");
  return {
    files: [
      ["bench.p12", p12],
      ["bench.pass", pass],
    ],
    answer: COMMON_NAME,
  };
}

/** @param {string} program */
function nginxVersion(program) {
  const told = execFileSync("bash", ["-c", '"$0" -v 2>&1', program]).toString();
  return `nginx ${/nginx\/(\S+)/.exec(told)?.[1] ?? ""}`;
}
