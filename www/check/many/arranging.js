// @ts-check
// Rows → the lines of the table: those of one name folded under the newest, sorted, filtered. In short pieces.

import { Pieces } from "../../common/breathe.js";
import { byRank } from "../rank.js";
import { counts } from "../words.js";
import { keyOf } from "./columns.js";
import { expiringIn, Months } from "./months.js";
import { sorted } from "./sorting.js";
import { searched } from "./state.js";

/** @typedef {import("./columns.js").Column} Column */
/** @typedef {import("./state.js").Entry} Entry */
/** @typedef {import("./state.js").Filter} Filter */
/** @typedef {import("./state.js").State} State */
/**
 * The newest certificate of a name, and those whose place it has taken.
 * @typedef {{ newest: Entry, older: Entry[] }} Group
 */
/**
 * `older`: how many are folded under it. `replaced`: it is under a newer one, or is the `same` certificate in another
 * file.
 * @typedef {{ row: Entry, level: 1 | 2, older: number, isUnfolded: boolean, replaced: "older" | "same" | null }} Line
 */
/**
 * What the newest certificate of each name comes to, whatever the filter hides. `counts`: how many to what; `older`:
 * how many rows are none of these; `locked`: how many wait for a password; `months`: when they expire.
 * @typedef {{
 *   counts: ReturnType<typeof counts<Entry>>,
 *   older: number,
 *   locked: number,
 *   months: import("./months.js").Month[],
 * }} Summary
 */
/** @typedef {{ lines: Line[], summary: Summary }} Arrangement */

/** Of no rows. @type {Arrangement} */
export const NOTHING = { lines: [], summary: { counts: [], older: 0, locked: 0, months: [] } };

/** Arranges rows again and again; what has not changed is not done again. */
export class Arranger {
  /** @type {{ rows: readonly Entry[], groups: Group[], summary: Summary } | null} */
  #grouped = null;
  /** @type {{ groups: Group[], sort: State["sort"], sorted: Group[] } | null} */
  #sorted = null;

  /**
   * @param {readonly Entry[]} rows
   * @param {Pick<State, "sort" | "filter" | "unfolded">} state
   * @param {Date} now
   * @returns {Promise<Arrangement>}
   */
  async arrange(rows, { sort, filter, unfolded }, now) {
    const pieces = new Pieces();
    if (this.#grouped?.rows !== rows) {
      const groups = await grouped(rows, pieces);
      this.#grouped = { rows, groups, summary: await summaryOf(groups, rows.length, now, pieces) };
    }
    const { groups, summary } = this.#grouped;
    if (this.#sorted?.groups !== groups || this.#sorted.sort !== sort)
      this.#sorted = { groups, sort, sorted: await sortedGroups(groups, sort, pieces) };
    /** @type {Line[]} */
    const lines = [];
    const fits = fitting(filter);
    let count = 0;
    for (const group of this.#sorted.sorted) {
      if (++count % 1024 === 0 && pieces.isOver) await pieces.next();
      if (!fits(group)) continue;
      const { newest, older } = group;
      const isUnfolded = newest.group !== null && unfolded.has(newest.group);
      lines.push({ row: newest, level: 1, older: older.length, isUnfolded, replaced: null });
      if (!isUnfolded) continue;
      for (const row of older) {
        const isSame = row.fingerprintSha256 === newest.fingerprintSha256;
        lines.push({ row, level: 2, older: 0, isUnfolded: false, replaced: isSame ? "same" : "older" });
      }
    }
    return { lines, summary };
  }
}

/**
 * @param {readonly Entry[]} rows
 * @param {Pieces} pieces
 * @returns {Promise<Group[]>}
 */
async function grouped(rows, pieces) {
  /** @type {Map<string, Group>} */
  const named = new Map();
  /** @type {Group[]} */
  const groups = [];
  let count = 0;
  for (const row of rows) {
    if (++count % 1024 === 0 && pieces.isOver) await pieces.next();
    const known = row.group === null ? undefined : named.get(row.group);
    if (known === undefined) {
      const group = { newest: row, older: [] };
      groups.push(group);
      if (row.group !== null) named.set(row.group, group);
    } else if (byRank(row, known.newest) < 0) {
      known.older.push(known.newest);
      known.newest = row;
    } else known.older.push(row);
  }
  for (const group of groups) if (group.older.length > 1) group.older = await sorted(group.older, byRank, pieces);
  return groups;
}

/**
 * @param {Group[]} groups
 * @param {number} rows
 * @param {Date} now
 * @param {Pieces} pieces
 * @returns {Promise<Summary>}
 */
async function summaryOf(groups, rows, now, pieces) {
  const newest = groups.map((group) => group.newest);
  const locked = newest.filter(({ decision }) => decision === "locked").length;
  const months = new Months(now);
  for (const [place, row] of newest.entries()) {
    if (place % 1024 === 0 && pieces.isOver) await pieces.next();
    months.add(row);
  }
  return { counts: counts(newest), older: rows - groups.length, locked, months: months.all };
}

/**
 * Of the same, what expires first; then by name, since no worker is always the first.
 * @param {Group[]} groups
 * @param {State["sort"]} sort
 * @param {Pieces} pieces
 */
async function sortedGroups(groups, { column, isDescending }, pieces) {
  const key = keyOf(column);
  const expiry = keyOf("notAfter");
  /** @type {{ group: Group, keys: (string | number)[] }[]} */
  const keyed = [];
  for (const group of groups) {
    if (keyed.length % 1024 === 0 && pieces.isOver) await pieces.next();
    const { newest } = group;
    const keys = [key(newest), expiry(newest), newest.commonName ?? "", newest.fileName ?? "", newest.folder ?? ""];
    keyed.push({ group, keys });
  }
  const compare = (
    /** @type {typeof keyed[number]} */ { keys: a },
    /** @type {typeof keyed[number]} */ { keys: b },
  ) => {
    for (let place = 0; place < a.length; place += 1) {
      const [one, other] = /** @type {[string, string]} */ ([a[place], b[place]]);
      if (one !== other) return one < other === (place === 0 && isDescending) ? 1 : -1;
    }
    return 0;
  };
  return (await sorted(keyed, compare, pieces)).map(({ group }) => group);
}

/** @param {Filter} filter @returns {(group: Group) => boolean} */
function fitting({ text, look, dueOnly, hideExpired, month }) {
  const expires = month === null ? () => true : expiringIn(month);
  const wanted = searched(text.trim());
  return ({ newest, older }) => {
    if (look !== null && (newest.recognized ?? newest.look) !== look) return false;
    if (dueOnly && newest.look !== "due") return false;
    if (!expires(newest)) return false;
    // `daysLeft` is rounded down: -1 is any time within the first day.
    if (hideExpired !== null && newest.daysLeft !== null && -newest.daysLeft - 1 >= hideExpired) return false;
    return wanted === "" || newest.text.includes(wanted) || older.some((row) => row.text.includes(wanted));
  };
}
