// @ts-check
// Files → rows of the table, read in workers. It knows what each row came from, to read it again.

import { clockMoved } from "../../certificate/surroundings.js";
import { Pieces } from "../../common/breathe.js";
import { loadFailures } from "../../messages/index.js";
import { placed } from "./archives.js";
import { readUnits } from "./reading.js";
import { judgedRows } from "./rejudging.js";
import * as steps from "./state.js";
import { cardsOf } from "./unit.js";
import { unitsOf } from "./units.js";

/** @typedef {import("../../certificate/core.js").Inspection} Inspection */
/** @typedef {import("../checking.js").Store} Store */
/** @typedef {import("../dropped.js").Dropped} Dropped */
/** @typedef {import("../state.js").Card} Card */
/** @typedef {import("./state.js").Entry} Entry */
/** @typedef {import("./unit.js").Found} Found */
/** @typedef {import("./units.js").Unit} Unit */
/**
 * Where a row comes from. `inspection`: of a file that a password has opened, which nobody keeps.
 * @typedef {{ unit: Unit, inspection: Inspection | null }} Origin
 */
/**
 * `store`: of the element; `rows`: of the table; `settled`: the table shows what is known.
 * @typedef {{
 *   store: Store,
 *   rows: import("../../common/store.js").StoreOf<import("./state.js").State>,
 *   newId: () => number,
 *   settled: () => Promise<void>,
 * }} Table
 */

/** How often rows are taken over while they are read, in milliseconds: each time the table is arranged anew. */
const FLUSH_MS = 150;

export class Intake {
  /** @type {Table} */
  #table;
  /** Of the rows that were read in workers. @type {Map<number, Origin>} */
  #origins = new Map();
  /** Files that are there: they are not read again. @type {Set<string>} */
  #known = new Set();
  #cancelling = new AbortController();
  #readings = 0;

  /** @param {Table} table */
  constructor(table) {
    this.#table = table;
  }

  /** Whether a row came from here, and not from a card of the element. @param {number} id */
  has(id) {
    return this.#origins.has(id);
  }

  /** A card of the row has been opened. @param {number} id @param {Inspection} inspection */
  opened(id, inspection) {
    const origin = this.#origins.get(id);
    if (origin) origin.inspection = inspection;
  }

  /**
   * Reads files; resolves once all are read and in the table, or somebody has had enough.
   * @param {Dropped[]} dropped
   */
  async add(dropped) {
    /** @type {Dropped[]} */
    const fresh = [];
    const pieces = new Pieces();
    for (const one of dropped) {
      if (pieces.isOver) await pieces.next();
      if (this.#isFresh(one)) fresh.push(one);
    }
    const { signal } = this.#cancelling;
    await this.#during(fresh.length, async () => {
      await loadFailures(this.#table.store.get().language);
      const { units, unseen } = await unitsOf(await placed(this.#table.store, fresh));
      const files = units.reduce((sum, unit) => sum + unit.files.length, 0);
      // Archives are more files than they looked, and some are not read.
      this.#table.rows.apply(steps.readingBegan, files - fresh.length, unseen);
      await this.#read(units, [], signal, (unit, found) => ({ fresh: this.#added(unit, found), changed: [] }));
    });
  }

  /** Reads what could not be read because the module was not there. */
  async readAgain() {
    await this.#again(({ code }) => code === "module-unavailable", []);
  }

  /** Reads what is locked. @param {string[]} passwords they are used and forgotten */
  async readLocked(passwords) {
    await this.#again(({ decision }) => decision === "locked", passwords);
  }

  /** Judges its rows again, by the clock and the policy of now. */
  async judgeAgain() {
    const fresh = await judgedRows(this.#table.store, this.#table.rows.get().rows);
    this.#table.rows.apply(steps.rowsChanged, fresh);
  }

  /** A row is gone: its files are read when they come again. @param {number} id */
  forget(id) {
    const origin = this.#origins.get(id);
    this.#origins.delete(id);
    for (const key of origin ? keysOf(origin.unit) : []) this.#known.delete(key);
  }

  /** All rows are gone. */
  clear() {
    this.cancel();
    this.#origins.clear();
    this.#known.clear();
  }

  /**
   * The card of a row: its file is read again, and what a password has opened needs none.
   * @param {number} id
   * @returns {Promise<Card | null>} null: there is no such row, or the file cannot be read any more
   */
  async cardOf(id) {
    const { store } = this.#table;
    const origin = this.#origins.get(id);
    if (origin === undefined) return null;
    const { unit, inspection } = origin;
    const row = this.#table.rows.get().rows.find((one) => one.id === id);
    const found = await cardsOf(store, unit, []);
    const read = found.find(({ card }) => card.fileName === row?.fileName)?.card;
    if (read === undefined) return null;
    const card = { ...read, id };
    if (card.status === "failed" || inspection !== null) await loadFailures(store.get().language);
    if (card.status !== "locked" || inspection === null) return card;
    const { fileName, bytes, companions } = card;
    return { id, fileName, bytes, companions, status: "read", inspection };
  }

  /** @param {number} count files that are read @param {() => Promise<void>} run */
  async #during(count, run) {
    this.#readings += 1;
    this.#table.rows.apply(steps.readingBegan, count, 0);
    try {
      await run();
    } finally {
      this.#readings -= 1;
      if (this.#readings === 0) this.#table.rows.apply(steps.readingEnded);
      await this.#table.settled();
    }
  }

  /**
   * @param {Unit[]} units
   * @param {string[]} passwords
   * @param {AbortSignal} signal
   * @param {(unit: Unit, found: Found[]) => { fresh: Entry[], changed: Entry[] }} take
   */
  async #read(units, passwords, signal, take) {
    const { policy, clock } = this.#table.store.get();
    /** @type {Entry[]} */
    let fresh = [];
    /** @type {Entry[]} */
    let changed = [];
    let done = 0;
    let nothing = 0;
    let flushed = performance.now();
    const flush = () => {
      // They may have been taken away meanwhile.
      const there = fresh.filter(({ id }) => this.#origins.has(id));
      this.#table.rows.apply(steps.rowsRead, there, changed, done, nothing);
      [fresh, changed, done, nothing, flushed] = [[], [], 0, 0, performance.now()];
    };
    const taken = (/** @type {Unit} */ unit, /** @type {Found[]} */ found) => {
      const rows = take(unit, found);
      for (const row of rows.fresh) fresh.push(row);
      for (const row of rows.changed) changed.push(row);
      done += unit.files.length;
      nothing += found.filter(({ isNothing }) => isNothing).length;
      if (performance.now() - flushed > FLUSH_MS) flush();
    };
    await readUnits(this.#table.store, units, passwords, taken, signal);
    flush();
    if (signal.aborted) this.#known = new Set([...this.#origins.values()].flatMap(({ unit }) => keysOf(unit)));
    const now = this.#table.store.get();
    if (now.policy !== policy || clockMoved({ clock }, now)) await this.judgeAgain();
  }

  /** @param {Unit} unit @param {Found[]} found @returns {Entry[]} */
  #added(unit, found) {
    const rows = [];
    for (const { row, inspection, isNothing } of found) {
      if (isNothing) continue;
      const entry = steps.entryOf({ ...row, id: this.#table.newId() });
      this.#origins.set(entry.id, { unit, inspection });
      rows.push(entry);
    }
    return rows;
  }

  /**
   * Reads the files of some rows again; what comes of it takes their place.
   * @param {(row: Entry) => boolean} isWanted
   * @param {string[]} passwords
   */
  async #again(isWanted, passwords) {
    /** @type {Map<Unit, Entry[]>} */
    const waiting = new Map();
    for (const row of this.#table.rows.get().rows) {
      const origin = isWanted(row) ? this.#origins.get(row.id) : undefined;
      if (origin) waiting.set(origin.unit, [...(waiting.get(origin.unit) ?? []), row]);
    }
    const units = [...waiting.keys()];
    const { signal } = this.#cancelling;
    const files = units.reduce((sum, unit) => sum + unit.files.length, 0);
    await this.#during(files, () =>
      this.#read(units, passwords, signal, (unit, found) => {
        const changed = (waiting.get(unit) ?? []).flatMap((row) => {
          const one = found.find((other) => other.row.fileName === row.fileName);
          const origin = this.#origins.get(row.id);
          if (one === undefined || origin === undefined) return [];
          origin.inspection = one.inspection;
          return [steps.entryOf({ ...one.row, id: row.id })];
        });
        return { fresh: [], changed };
      }),
    );
  }

  /** Ends what is being read; what was read stays. */
  cancel() {
    this.#cancelling.abort();
    this.#cancelling = new AbortController();
  }

  /** @param {Dropped} dropped */
  #isFresh({ name, folder, file }) {
    if (file === null) return true;
    const key = keyOf(folder, name, file);
    const isFresh = !this.#known.has(key);
    this.#known.add(key);
    return isFresh;
  }
}

/** By what the files of a unit are recognized when they come again. @param {Unit} unit */
function keysOf({ folder, files }) {
  return files.flatMap((source) =>
    "file" in source && source.file !== null ? [keyOf(folder, source.name, source.file)] : [],
  );
}

/** @param {string | null} folder @param {string} name @param {File} file */
function keyOf(folder, name, { size, lastModified }) {
  return JSON.stringify([folder, name, size, lastModified]);
}
