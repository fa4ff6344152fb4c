// @ts-check
// Reads many files: in workers, or in the page where there are none.

import { Pieces } from "../../common/breathe.js";
import { loaded } from "../loading.js";
import { startWorkers } from "./pool.js";
import { readUnit } from "./unit.js";

/** @typedef {import("../checking.js").Store} Store */
/** @typedef {import("./unit.js").Found} Found */
/** @typedef {import("./units.js").Unit} Unit */

/** So many units are handed over with their octets at a time. */
const HANDED_OVER = 256;

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
    const pool = await startWorkers();
    /** @type {Unit[]} */
    const unread = [];
    const lot = (/** @type {Unit[]} */ some, /** @type {Found[][]} */ found) => {
      for (const [place, unit] of some.entries()) {
        const rows = found[place] ?? [];
        if (rows.some(({ row }) => row.code === "unreadable-file")) unread.push(unit);
        else taken(unit, rows);
      }
    };
    await pool.read(units, terms, lot, signal);
    // In WebKit, where the page is itself a file, its workers cannot read what it can.
    for (let next = 0; next < unread.length && !signal.aborted; next += HANDED_OVER) {
      const some = unread.slice(next, next + HANDED_OVER);
      const handedOver = await Promise.all(some.map(withOctets));
      const again = (/** @type {Unit[]} */ read, /** @type {Found[][]} */ found) => {
        for (const [place, unit] of read.entries())
          taken(/** @type {Unit} */ (some[handedOver.indexOf(unit)]), found[place] ?? []);
      };
      await pool.read(handedOver, terms, again, signal);
    }
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

/**
 * The same with octets in the place of files, of those that can be read here.
 * @param {Unit} unit
 * @returns {Promise<Unit>}
 */
async function withOctets({ folder, files }) {
  const sources = files.map(async (source) => {
    if ("bytes" in source) return source;
    const { bytes, failure } = await loaded({ ...source, folder });
    return failure ? source : { name: source.name, bytes };
  });
  return { folder, files: await Promise.all(sources) };
}
