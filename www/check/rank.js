// @ts-check
// Of certificates of one name, which to use first.

/** @typedef {import("./rows.js").Row} Row */

/**
 * One that is valid comes before one that is not, one with its key before one without, one that is valid already before
 * one to come, then the one that lives longest: the order of the module's `identities`.
 * @param {Row} a @param {Row} b
 */
export function byRank(a, b) {
  return (
    Number(a.decision === "expired") - Number(b.decision === "expired") ||
    Number(b.hasPrivateKey) - Number(a.hasPrivateKey) ||
    Number(a.decision === "not-yet-valid") - Number(b.decision === "not-yet-valid") ||
    later(a.notAfter, b.notAfter)
  );
}

/** Of instants in one form. @param {string | null} a @param {string | null} b */
function later(a, b) {
  return a === b ? 0 : (a ?? "") > (b ?? "") ? -1 : 1;
}
