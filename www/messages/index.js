// @ts-check
// Loads the words of a language, and looks them up.

import { ImportOnce } from "../import-once.js";

/** @typedef {import("../certificate/surroundings.js").Language} Language */
/** @typedef {(key: string, values?: Record<string, string | number>) => string} Translate */
/** @typedef {ImportOnce<{ default: Record<string, string> }>} Words */

/**
 * `page`: what it takes to check a file and to renew; `failures`: what goes wrong with it or is not as usual; `later`:
 * everything else.
 * @satisfies {Record<string, Record<Language, Words>>}
 */
const SCRIPTS = {
  page: { ja: new ImportOnce("messages/ja/page.js"), en: new ImportOnce("messages/en/page.js") },
  failures: { ja: new ImportOnce("messages/ja/failures.js"), en: new ImportOnce("messages/en/failures.js") },
  later: { ja: new ImportOnce("messages/ja/later.js"), en: new ImportOnce("messages/en/later.js") },
};
/** @typedef {keyof typeof SCRIPTS} Part */

/** @type {readonly Language[]} */
export const LANGUAGES = ["ja", "en"];
/** What is loaded. @type {Record<Language, Record<string, string>>} */
const messages = { ja: {}, en: {} };
/** What every language needs before it is spoken. @type {Set<Part>} */
const parts = new Set(["page"]);
/** In which somebody speaks, or wants to. @type {Set<Language>} */
const asked = new Set();

/**
 * The language that the page speaks at first, once its words are there: the preferred one, or else another, since
 * words in another language are better than none.
 * @param {Language} preferred
 */
export async function loadFirst(preferred) {
  for (const language of [preferred, preferred, ...LANGUAGES]) {
    try {
      await loadLanguage(language);
      return language;
    } catch {
      // The next one; the words of the same language are asked for anew.
    }
  }
  throw new Error("no words have come");
}

/** Loads the words of a language. It is awaited before that language is spoken. @param {Language} language */
export async function loadLanguage(language) {
  asked.add(language);
  await Promise.all([...parts].map((part) => load(part, language)));
}

/**
 * Loads more words. From here on they come with every language.
 * @param {Part} part
 * @param {Language} language
 */
export async function loadPart(part, language) {
  const isNew = !parts.has(part);
  // From now on: another language may be asked for before these words are there.
  parts.add(part);
  try {
    // For every language that somebody speaks or waits for: it is drawn without them, and has them when they are shown.
    await Promise.all([...new Set([language, ...asked])].map((one) => load(part, one)));
  } catch (error) {
    if (isNew) parts.delete(part);
    throw error;
  }
}

/**
 * Loads the words of failures; it is awaited before one is shown. Where they cannot be loaded, a failure is shown by
 * its code.
 * @param {Language} language
 */
export async function loadFailures(language) {
  await loadPart("failures", language).catch(() => {});
}

/** @param {Part} part @param {Language} language */
async function load(part, language) {
  Object.assign(messages[language], (await SCRIPTS[part][language].load()).default);
}

/** @param {Language} language @param {string} key */
export function has(language, key) {
  return Object.hasOwn(messages[language], key);
}

/**
 * Words by key; a key without words shows itself, so that it is seen and mended.
 * @param {Language} language
 * @returns {Translate}
 */
export function translator(language) {
  const words = messages[language];
  return (key, values = {}) => (words[key] ?? key).replace(/\{(\w+)\}/g, (_all, name) => String(values[name] ?? "—"));
}
