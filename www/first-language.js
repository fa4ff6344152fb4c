// @ts-check
// The first script of the page: the words of the visitor's language are on their way while the other scripts come.

import { chooseLanguage, chosenBefore } from "./messages/language.js";

const language = chooseLanguage([...chosenBefore(), ...navigator.languages]);
document.documentElement.lang = language;
const words = document.createElement("link");
words.rel = "modulepreload";
words.href = `messages/${language}/page.js`;
document.head.append(words);
