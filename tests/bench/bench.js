// Measures this module against other programs in the same run, in Node and in a headless Chromium: `node --expose-gc
// bench.js [--quick]`. Each round runs every program of both engines once, in turn; a figure is the median over the
// rounds, a ratio the median of the rounds' ratios.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { initSync } from "../../dist/npm/orcamo_cert.js";
import { chromium } from "./chromium.js";
import { programs } from "./contestants.js";
import { findChromium } from "./installed.js";
import { makeJobs } from "./jobs.js";
import { openssl, opensslCommand } from "./native.js";
import { demands, printHead, printRefusals, printRows } from "./report.js";
import { printSizes } from "./sizes.js";
import { engine } from "./stint.js";

/** From so many milliseconds on, a program runs in three rounds only: nobody waits for more of it. */
const SLOW = 8_000;
const SLOW_ROUNDS = 3;

/**
 * @typedef {import("./stint.js").Job} Job
 * @typedef {{
 *   engine: "Node" | "Chromium" | "native",
 *   name: string,
 *   prepare: (job: Job) => Promise<{ repetitions: number, milliseconds: number, facts: string | null }>,
 *   stint: (job: Job, repetitions: number) => Promise<number>,
 * }} Contestant
 */

/**
 * Milliseconds by round of each contestant that does the job, and why another does not.
 * @param {Contestant[]} contestants
 * @param {Job} job
 */
async function measure(contestants, job) {
  /** @type {Map<Contestant, { repetitions: number, rounds: number, times: number[] }>} */
  const running = new Map();
  /** @type {[Contestant, string][]} */
  const refusals = [];
  /** @type {string | null} */
  let agreed = null;
  for (const contestant of contestants) {
    try {
      const { repetitions, milliseconds, facts } = await contestant.prepare(job);
      agreed ??= facts;
      if (facts !== null && facts !== agreed) throw new Error(`it tells ${facts}, not ${agreed}`);
      running.set(contestant, { repetitions, rounds: milliseconds > SLOW ? SLOW_ROUNDS : job.rounds, times: [] });
    } catch (error) {
      refusals.push([contestant, String(/** @type {any} */ (error)?.message ?? error)]);
    }
  }
  for (let round = 0; round < job.rounds; round += 1) {
    const order = [...running];
    // Nobody always runs behind the same neighbour.
    for (const [contestant, { repetitions, rounds, times }] of [
      ...order.slice(round % order.length),
      ...order.slice(0, round % order.length),
    ]) {
      if (round < rounds) times.push(await contestant.stint(job, repetitions));
    }
  }
  return { times: new Map([...running].map(([contestant, { times }]) => [contestant, times])), refusals };
}

const quick = process.argv.includes("--quick");
initSync({ module: readFileSync(new URL("../../dist/npm/orcamo_cert_bg.wasm", import.meta.url)) });
const folder = mkdtempSync(join(tmpdir(), "orcamo-cert-bench-"));
const read = async (/** @type {string} */ file) => new Uint8Array(await readFile(join(folder, file)));
/** @type {Awaited<ReturnType<typeof chromium>> | undefined} */
let browser;
try {
  const jobs = makeJobs(folder, quick);
  const found = findChromium();
  if (found) browser = await chromium(found, folder);
  else
    console.log(
      "There is no Chromium here: Node alone. On Debian: sudo apt-get install -y --no-install-recommends chromium\n",
    );

  /** @type {Contestant[]} */
  const contestants = [];
  /**
   * @param {Contestant["engine"]} where
   * @param {string[]} names
   * @param {Pick<ReturnType<typeof engine>, "prepare" | "stint">} at
   */
  const add = (where, names, { prepare, stint }) =>
    contestants.push(
      ...names.map((name) => ({
        engine: where,
        name,
        prepare: (/** @type {Job} */ job) => prepare(name, job),
        stint: (/** @type {Job} */ job, /** @type {number} */ repetitions) => stint(name, job, repetitions),
      })),
    );
  add("Node", Object.keys(programs), engine(programs, read));
  if (browser) add("Chromium", Object.keys(programs), browser);
  add("native", Object.keys(openssl), engine(openssl, read));
  const command = async (/** @type {Job} */ job) =>
    opensslCommand(join(folder, job.file), job.password, job.iterations);
  contestants.push({
    engine: "native",
    name: "openssl command",
    prepare: async (job) => ({ repetitions: 1, milliseconds: await command(job), facts: null }),
    stint: command,
  });

  printHead(contestants);
  const results = [];
  for (const job of jobs) {
    const result = { job, ...(await measure(contestants, job)) };
    printRows(contestants, result);
    results.push(result);
  }
  printRefusals(results);
  const weight = await printSizes();
  console.log("\nWhat is demanded");
  for (const line of demands(contestants, results, weight)) console.log(`  ${line}`);
} finally {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
