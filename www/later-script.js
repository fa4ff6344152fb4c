// @ts-check
// Loads `later.js`, when something of it is first wanted.

import { ImportOnce } from "./import-once.js";
import { loadPart } from "./messages/index.js";

/** @typedef {typeof import("./later.js")} Later */

/** @type {ImportOnce<Later>} */
const script = new ImportOnce("later.js");

/** What is loaded; null: it is not there yet. @type {{ features: Later | null }} */
export const later = { features: null };

/**
 * Loads the script and its words once; after a failure the next call tries again.
 * @param {import("./state.js").Language} language
 * @returns {Promise<Later>}
 */
export async function loadLater(language) {
  const [features] = await Promise.all([script.load(), loadPart("later", language)]);
  later.features = features;
  return features;
}
