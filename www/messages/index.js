// @ts-check
// Chooses the language and looks words up.

import en from "./en.js";
import ja from "./ja.js";

/** @typedef {import("../state.js").Language} Language */
/** @typedef {(key: string, values?: Record<string, string | number>) => string} Translate */

/** @type {Record<Language, Record<string, string>>} */
const MESSAGES = { ja, en };

/** The first of the browser's languages we speak; Japanese when there is none. @param {readonly string[]} preferred @returns {Language} */
export function chooseLanguage(preferred) {
  for (const tag of preferred) {
    const primary = tag.toLowerCase().split("-")[0];
    if (primary === "ja" || primary === "en") return primary;
  }
  return "ja";
}

/** @param {Language} language @param {string} key */
export function has(language, key) {
  return Object.hasOwn(MESSAGES[language], key);
}

/** Words by key; a key without words shows itself, so that it is seen and mended. @param {Language} language @returns {Translate} */
export function translator(language) {
  return (key, values = {}) =>
    (MESSAGES[language][key] ?? key).replace(/\{(\w+)\}/g, (_all, name) => String(values[name] ?? "—"));
}
