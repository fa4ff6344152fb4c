// @ts-check
// Where few files end and many begin.

import { looksLikeCertificate, stemOf } from "../belonging.js";

/** @typedef {import("../dropped.js").Dropped} Dropped */

/** More than so many are a table. */
export const MOST_CARDS = 3;
/** So many by different names are still looked at one with the other. */
const FEW_UNITS = 20;
/** Whether files are so many that they are read in workers. @param {Dropped[]} dropped */
export function areMany(dropped) {
  const stems = new Set();
  for (const { name, folder } of dropped) {
    if (folder === null || looksLikeCertificate(name)) stems.add(`${folder}/${stemOf(name)}`);
    if (stems.size > FEW_UNITS) return true;
  }
  return false;
}
