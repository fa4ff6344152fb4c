// @ts-check
// Which certificates of a file somebody may use.

/** @typedef {import("./core.js").Inspection} Inspection */
/** @typedef {import("./core.js").Certificate} Certificate */

/**
 * The certificates that a file may stand for: the leaf of each identity, the one to use first.
 * @param {Inspection} inspection
 * @returns {Certificate[]}
 */
export function leavesOf({ identities, certificates }) {
  return identities.map(({ leaf }) => certificates[leaf]).filter((leaf) => leaf !== undefined);
}

/** @param {Pick<Inspection, "leaf" | "certificates">} inspection @returns {Certificate | null} */
export function leafOf({ leaf, certificates }) {
  return leaf === null || leaf === undefined ? null : (certificates[leaf] ?? null);
}
