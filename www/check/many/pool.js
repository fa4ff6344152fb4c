// @ts-check
// Workers that read files side by side. They are started once, and wait: whoever drops files asks no server for them.

import { compiledModule } from "../../certificate/core.js";
import { served } from "../../import-once.js";

/** @typedef {import("./unit.js").Found} Found */
/** @typedef {import("./units.js").Unit} Unit */
/** @typedef {import("./worker.js").Answer} Answer */
/** @typedef {import("./worker.js").Lot} Lot */
/** @typedef {Omit<Lot, "lot" | "units">} Terms */

/** More of them wait for each other. */
const MOST_WORKERS = 4;
/** So many units are read side by side. Fewer take longer, and of more the page hears too late. */
const LARGEST_LOT = 256;
/** At the end no worker has much more left than another. */
const LEAST_LOTS = 4;

class WorkerPool {
  /** @type {Worker[]} */
  #workers;
  /** @type {Map<number, { resolve: (found: Found[][]) => void, reject: (error: Error) => void }>} */
  #waiting = new Map();
  #lastLot = 0;

  /** As many as the computer has processors. @param {WebAssembly.Module} module */
  constructor(module) {
    const count = Math.max(1, Math.min(navigator.hardwareConcurrency || 2, MOST_WORKERS));
    this.#workers = Array.from({ length: count }, () => {
      const worker = new Worker(served("check-worker.js"), { type: "module" });
      worker.addEventListener("message", ({ data }) => this.#answered(data));
      worker.addEventListener("error", ({ message }) => this.#end(new Error(message)));
      worker.postMessage(module);
      return worker;
    });
  }

  /**
   * Reads units; it fails where a worker does not start or has ended.
   * @param {Unit[]} units
   * @param {Terms} terms
   * @param {(units: Unit[], found: Found[][]) => void} take
   * @param {AbortSignal} signal ends it after what is being read
   */
  async read(units, terms, take, signal) {
    const size = Math.max(1, Math.min(LARGEST_LOT, Math.ceil(units.length / (this.#workers.length * LEAST_LOTS))));
    let next = 0;
    const run = async (/** @type {Worker} */ worker) => {
      while (next < units.length && !signal.aborted) {
        const lot = units.slice(next, next + size);
        next += size;
        take(lot, await this.#ask(worker, lot, terms));
      }
    };
    await Promise.all(this.#workers.map(run));
  }

  /** @param {Worker} worker @param {Unit[]} units @param {Terms} terms @returns {Promise<Found[][]>} */
  #ask(worker, units, terms) {
    this.#lastLot += 1;
    const lot = this.#lastLot;
    return new Promise((resolve, reject) => {
      this.#waiting.set(lot, { resolve, reject });
      worker.postMessage(/** @type {Lot} */ ({ ...terms, lot, units }));
    });
  }

  /** @param {Answer} answer */
  #answered({ lot, found }) {
    const waiting = this.#waiting.get(lot);
    this.#waiting.delete(lot);
    if (found === null) waiting?.reject(new Error("a worker could not read its files"));
    else waiting?.resolve(found);
  }

  /** @param {Error} error */
  #end(error) {
    pool = null;
    for (const worker of this.#workers) worker.terminate();
    for (const { reject } of this.#waiting.values()) reject(error);
  }
}

/** One for the page. @type {Promise<WorkerPool> | null} */
let pool = null;

/** Starts the workers, or gives those that wait. @returns {Promise<WorkerPool>} */
export function startWorkers() {
  pool ??= compiledModule
    .get()
    .then((module) => new WorkerPool(module))
    .catch((error) => {
      pool = null;
      throw error;
    });
  return pool;
}
