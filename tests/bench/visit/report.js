// What first visits took and weighed, and what of it is demanded. Timings are noisy: nothing here fails.

import { median, ratio } from "../report.js";
import { FORGE, OURS, PAGES } from "./pages.js";

/** @typedef {import("./one-visit.js").Network} Network */
/** @typedef {import("./one-visit.js").Visit} Visit */
/** @typedef {import("./pages.js").Page} Page */
/** The visits to each page, round by round. @typedef {Map<Page, Visit[]>} Visits */

/** What is timed, and how many times as long as the bare page of node-forge it may take on the slow network. */
/** @type {{ key: "usable" | "ready" | "answer", name: string, demand: number }[]} */
const TIMES = [
  { key: "usable", name: "load → usable", demand: 1.1 },
  { key: "ready", name: "load → module ready", demand: 1.7 },
  { key: "answer", name: "drop → answer", demand: 0.5 },
];
const BARE = PAGES.filter((page) => page !== OURS);
const NAME_WIDTH = 30;
const WIDTH = 19;

const line = (/** @type {string} */ name, /** @type {string[]} */ cells) =>
  console.log(name.padEnd(NAME_WIDTH) + cells.map((cell) => cell.padStart(WIDTH)).join(""));
const visitsOf = (/** @type {Visits} */ visits, /** @type {Page} */ page) => visits.get(page) ?? [];

/** @param {string} server @param {string} browser @param {number} rounds */
export function printHead(server, browser, rounds) {
  console.log(
    `\nA first visit: ${browser}, ${server} with HTTP/2 and brotli, ${rounds} rounds. Medians; in brackets how many ` +
      `times as long ${OURS.name} takes\nas that bare page in the same round: above 1× it is slower.\n`,
  );
  line("", [OURS.name, ...BARE.map(({ name }) => `bare ${name}`)]);
}

/** @param {Network} network @param {Visits} visits */
export function printRows(network, visits) {
  console.log(network.name);
  for (const { key, name } of TIMES) {
    const times = (/** @type {Page} */ page) => visitsOf(visits, page).map((visit) => visit[key]);
    const ours = times(OURS);
    const cells = BARE.map((page) => `${figure(times(page))} (${ratio(ours, times(page)).toFixed(2)}×)`);
    line(`  ${name}, ms`, [figure(ours), ...cells]);
  }
}

/** @param {Map<Network, Visits>} results of any network: the bytes are the same, but for headers */
export function printWeight(results) {
  console.log("asked for until the module is ready, and in all with what is fetched when the page is idle");
  for (const [name, key] of /** @type {[string, "first" | "all"][]} */ ([
    ["until ready", "first"],
    ["in all", "all"],
  ])) {
    const of = (/** @type {Page} */ page, /** @type {"requests" | "bytes"} */ what) =>
      median([...results.values()].flatMap((visits) => visitsOf(visits, page)).map((visit) => visit[key][what]));
    const kilobytes = PAGES.map((page) => (of(page, "bytes") / 1000).toFixed(1));
    const requests = PAGES.map((page) => String(of(page, "requests")));
    line(`  ${name}, kB on the wire`, kilobytes);
    line(`  ${name}, requests`, requests);
  }
}

/** @param {Map<Network, Visits>} results */
export function demands(results) {
  const slow = [...results].filter(([{ isSlow }]) => isSlow);
  return slow.flatMap(([network, visits]) =>
    TIMES.map(({ key, name, demand }) => {
      const times = (/** @type {Page} */ page) => visitsOf(visits, page).map((visit) => visit[key]);
      const found = ratio(times(OURS), times(FORGE));
      return (
        `first visit, ${network.name}: ${name} takes ${found.toFixed(2)}× the time of the bare ${FORGE.name} page; ` +
        `demanded at most ${demand}×: ${found <= demand ? "met" : "not met"}`
      );
    }),
  );
}

/** @param {number[]} times */
const figure = (times) => median(times).toFixed(median(times) < 100 ? 1 : 0);
