// @ts-check
// Workers that read files side by side.

import { served } from "../../import-once.js";

/** @typedef {import("./unit.js").Found} Found */
/** @typedef {import("./units.js").Unit} Unit */
/** @typedef {import("./worker.js").Answer} Answer */
/** @typedef {import("./worker.js").Lot} Lot */

/** More of them wait for each other. */
const MOST_WORKERS = 4;
/** So many are read side by side. Fewer take longer, and of more the page hears too late. */
const LARGEST_LOT = 256;
/** At the end no worker has much more left than another. */
const LEAST_LOTS = 4;

/** As many as the computer has processors. */
function workerCount() {
  return Math.max(1, Math.min(navigator.hardwareConcurrency || 2, MOST_WORKERS));
}

/**
 * Reads units in workers. It fails where a browser has none, where they do not start, and where one ends.
 * @param {WebAssembly.Module} module
 * @param {Unit[]} units
 * @param {Omit<Lot, "lot" | "units">} terms
 * @param {(units: Unit[], found: Found[][]) => void} take
 * @param {AbortSignal} signal what was found stays
 * @returns {Promise<void>}
 */
export function readInWorkers(module, units, terms, take, signal) {
  const workers = Array.from(
    { length: workerCount() },
    () => new Worker(served("check-worker.js"), { type: "module" }),
  );
  const size = Math.max(1, Math.min(LARGEST_LOT, Math.ceil(units.length / (workers.length * LEAST_LOTS))));
  return new Promise((resolve, reject) => {
    let next = 0;
    let waiting = 0;
    /** @type {Map<number, Unit[]>} */
    const lots = new Map();
    const over = (/** @type {Error | null} */ error) => {
      for (const worker of workers) worker.terminate();
      if (error === null) resolve();
      else reject(error);
    };
    const feed = (/** @type {Worker} */ worker) => {
      if (next >= units.length) return;
      const lot = units.slice(next, next + size);
      lots.set(next, lot);
      waiting += 1;
      worker.postMessage(/** @type {Lot} */ ({ ...terms, lot: next, units: lot }));
      next += size;
    };
    signal.addEventListener("abort", () => over(null));
    for (const worker of workers) {
      worker.addEventListener("error", (event) => over(new Error(event.message)));
      worker.addEventListener("message", ({ data }) => {
        const { lot, found } = /** @type {Answer} */ (data);
        feed(worker);
        waiting -= 1;
        take(lots.get(lot) ?? [], found);
        lots.delete(lot);
        if (waiting === 0) over(null);
      });
      worker.postMessage(module);
      feed(worker);
    }
  });
}
