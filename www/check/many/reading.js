// @ts-check
// Reads many files: in workers, or in the page where there are none.

import { Pieces } from "../../common/breathe.js";
import { startWorkers } from "./pool.js";
import { readUnit } from "./unit.js";

/** @typedef {import("../checking.js").Store} Store */
/** @typedef {import("./unit.js").Found} Found */
/** @typedef {import("./units.js").Unit} Unit */

/**
 * @param {Store} store
 * @param {Unit[]} units
 * @param {string[]} passwords
 * @param {(unit: Unit, found: Found[]) => void} take
 * @param {AbortSignal} signal what was found stays
 */
export async function readUnits(store, units, passwords, take, signal) {
  const { clock, policy } = store.get();
  const left = new Set(units);
  const taken = (/** @type {Unit} */ unit, /** @type {Found[]} */ found) => {
    if (signal.aborted || !left.delete(unit)) return;
    take(unit, found);
  };
  try {
    const terms = { passwords, surroundings: { clock, policy } };
    const lot = (/** @type {Unit[]} */ some, /** @type {Found[][]} */ found) => {
      for (const [place, unit] of some.entries()) taken(unit, found[place] ?? []);
    };
    await (await startWorkers()).read(units, terms, lot, signal);
  } catch {
    // No worker, or one that has ended: what is left is read here.
    const pieces = new Pieces();
    for (const unit of left) {
      if (signal.aborted) return;
      if (pieces.isOver) await pieces.next();
      taken(unit, await readUnit(store, unit, passwords));
    }
  }
}
