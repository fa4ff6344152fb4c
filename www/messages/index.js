// @ts-check
// Chooses the language, loads its words, and looks them up.

import { ImportOnce } from "../import-once.js";

/** @typedef {import("../state.js").Language} Language */
/** @typedef {(key: string, values?: Record<string, string | number>) => string} Translate */
/** @typedef {{ default: Record<string, string> }} Words */

/** @type {Record<Language, ImportOnce<Words>>} */
const SCRIPTS = { ja: new ImportOnce("messages/ja.js"), en: new ImportOnce("messages/en.js") };
/** All of them. */
export const LANGUAGES = /** @type {Language[]} */ (Object.keys(SCRIPTS));
/** Those that are loaded. @type {Partial<Record<Language, Record<string, string>>>} */
const messages = {};

/**
 * The first of the browser's languages we speak; Japanese when there is none.
 * @param {readonly string[]} preferred
 * @returns {Language}
 */
export function chooseLanguage(preferred) {
  for (const tag of preferred) {
    const primary = tag.toLowerCase().split("-")[0];
    if (primary === "ja" || primary === "en") return primary;
  }
  return "ja";
}

/** Loads the words of a language. It is awaited before that language is spoken. @param {Language} language */
export async function loadLanguage(language) {
  messages[language] ??= (await SCRIPTS[language].load()).default;
}

/** @param {Language} language @param {string} key */
export function has(language, key) {
  return Object.hasOwn(messages[language] ?? {}, key);
}

/**
 * Words by key; a key without words shows itself, so that it is seen and mended.
 * @param {Language} language
 * @returns {Translate}
 */
export function translator(language) {
  const words = messages[language] ?? {};
  return (key, values = {}) => (words[key] ?? key).replace(/\{(\w+)\}/g, (_all, name) => String(values[name] ?? "—"));
}
