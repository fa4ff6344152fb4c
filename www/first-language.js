// @ts-check
// The first script of the page: the words are on their way while the other scripts come.

import { chooseLanguage, loadLanguage } from "./messages/index.js";

const language = chooseLanguage(navigator.languages);

/** The language that the page speaks at first, once its words are there. */
export const firstLanguage = loadLanguage(language).then(() => language);
