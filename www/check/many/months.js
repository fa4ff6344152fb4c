// @ts-check
// When certificates expire, by month: a picture of the work that is to come. Pure but for the time zone.

/** @typedef {import("./state.js").Entry} Entry */
/**
 * `from`: the first instant of the month, ISO 8601 in UTC; null: everything before the first month, or behind the last
 * one. `interval`: what a filter takes, as ISO 8601 writes it.
 * @typedef {{ from: string | null, interval: string, count: number }} Month
 */

/** Of a certificate that lives three years all months are there; what expired half a year ago is no work any more. */
const [MONTHS_BEFORE, MONTHS_AHEAD] = [6, 37];
/** As ISO 8601 writes an interval that has no end. */
export const OPEN = "..";

/** Counts expiries. */
export class Months {
  /** Where each month begins, and the last one ends. @type {string[]} */
  #begins;
  /** One more at each end. @type {number[]} */
  #counts;

  /** @param {Date} now */
  constructor(now) {
    this.#begins = Array.from({ length: MONTHS_BEFORE + MONTHS_AHEAD + 2 }, (_, place) =>
      new Date(now.getFullYear(), now.getMonth() - MONTHS_BEFORE + place, 1).toISOString(),
    );
    this.#counts = Array.from({ length: this.#begins.length + 1 }, () => 0);
  }

  /** @param {Pick<Entry, "notAfter">} row */
  add({ notAfter }) {
    if (notAfter === null) return;
    // Instants in one form are in order as text.
    let [at, end] = [0, this.#begins.length];
    while (at < end) {
      const middle = (at + end) >> 1;
      if (notAfter < /** @type {string} */ (this.#begins[middle])) end = middle;
      else at = middle + 1;
    }
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
  }

  /** From the first month in which one expires to the last. @returns {Month[]} */
  get all() {
    const first = this.#counts.findIndex((count) => count > 0);
    const last = this.#counts.findLastIndex((count) => count > 0);
    if (first < 0) return [];
    return this.#counts.slice(first, last + 1).map((count, place) => {
      const at = first + place;
      const [begin, end] = [this.#begins[at - 1] ?? OPEN, this.#begins[at] ?? OPEN];
      return { from: begin === OPEN || end === OPEN ? null : begin, interval: `${begin}/${end}`, count };
    });
  }
}

/** @param {string} interval @returns {(row: Pick<Entry, "notAfter">) => boolean} */
export function expiringIn(interval) {
  const [begin = OPEN, end = OPEN] = interval.split("/");
  return ({ notAfter }) =>
    notAfter !== null && (begin === OPEN || notAfter >= begin) && (end === OPEN || notAfter < end);
}
