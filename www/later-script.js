// @ts-check
// Loads `later.js`, when something of it is first wanted.

import { ImportOnce } from "./import-once.js";
import { loadPart } from "./messages/index.js";

/** @typedef {typeof import("./later.js")} Later */

/** One for all scripts of a version of the page. @type {ImportOnce<Later>} */
export const script = new ImportOnce("later.js");

/** What is loaded; null: it is not there yet. @type {{ features: Later | null }} */
export const later = { features: null };

/**
 * Loads the script and its words once; after a failure the next call tries again. A script of another version, which
 * the server has by now, would have its own copy of what it shares with the page, so it is refused.
 * @param {import("./certificate/surroundings.js").Language} language
 * @returns {Promise<Later>}
 */
export async function loadLater(language) {
  const [features] = await Promise.all([script.load(), loadPart("later", language)]);
  if (features.script !== script) throw new Error("later.js is of another version");
  later.features = features;
  return features;
}
