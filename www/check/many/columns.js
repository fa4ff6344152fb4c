// @ts-check
// The columns of the table, and by what each is sorted.

import { urgencyOf } from "../urgency.js";

/** @typedef {import("../rows.js").Row} Row */
/** @typedef {typeof ALL[number]} Column */

/** In the order in which they stand. */
const ALL = /** @type {const} */ ([
  "decision",
  "commonName",
  "notAfter",
  "daysLeft",
  "kind",
  "fileName",
  "folder",
  "notBefore",
  "serialNumber",
  "issuer",
]);
export const COLUMNS = /** @type {readonly Column[]} */ (ALL);
/** What is shown at first; on a narrow screen only what says which certificate it is and what to do. */
export const FIRST_COLUMNS = {
  wide: /** @type {readonly Column[]} */ (["decision", "commonName", "notAfter", "daysLeft", "fileName", "folder"]),
  narrow: /** @type {readonly Column[]} */ (["decision", "commonName", "notAfter"]),
};

/** Behind every other text. */
const LAST = "\uffff";

/**
 * What a row is sorted by: numbers before each other, or text. What is not known comes last.
 * @param {Column} column
 * @returns {(row: Row) => string | number}
 */
export function keyOf(column) {
  switch (column) {
    case "decision":
      return ({ look }) => urgencyOf(look);
    case "daysLeft":
      return ({ notAfter }) => notAfter ?? LAST;
    case "notAfter":
    case "notBefore":
      // Instants in one form are in order as text.
      return (row) => row[column] ?? LAST;
    default:
      return (row) => natural(row[column]);
  }
}

/** `file2` before `file10`. @param {string | null} text */
function natural(text) {
  return text === null ? LAST : text.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(20, "0"));
}
