// @ts-check
// The first script of the page: the words are on their way while the other scripts come.

import { chooseLanguage, LANGUAGES, loadLanguage } from "./messages/index.js";

/** The language that the page speaks at first, once its words are there. */
export const firstLanguage = first();

/** The visitor's own, or else another one: rather words in another language than none. */
async function first() {
  const preferred = chooseLanguage(navigator.languages);
  for (const language of [preferred, preferred, ...LANGUAGES]) {
    try {
      await loadLanguage(language);
      return language;
    } catch {
      // The next one; the words of the same language are asked for anew.
    }
  }
  // It stands in the page, in both languages.
  document.getElementById("words-failed")?.removeAttribute("hidden");
  throw new Error("no words have come");
}
