// @ts-check
// Text out of a file, from a server or of a user's folder is data: it is shown, copied and spoken as such, and names no
// file as it is. What of it is shown, and what a file may be called, is the module's to say. Here is how the page asks,
// and how its words carry data.

/** @typedef {{ printable: (text: string) => string, fileName: (text: string, extension?: string) => string }} Rules */

/** Those of the module; null until it is there. @type {Rules | null} */
let rules = null;

/** @param {Rules} fresh */
export function useRules(fresh) {
  rules = fresh;
}

/** ASCII that is seen: every rule leaves it as it is, and among other words it runs in the direction of these. */
const PLAIN = /^[ -~]*$/;
/**
 * Around data in words: Unicode's isolates (UAX #9). Data itself has none, since what cannot be seen is named in it.
 */
const [BEGIN, END] = ["\u2068", "\u2069"];
const ISOLATED = new RegExp(`${BEGIN}([^${BEGIN}${END}]*)${END}`);

/**
 * Data on its way into words. Facts come from the module, so it is there; what the page knows by itself before, as the
 * name of a file, is shown once it is.
 * @param {string} text
 */
export function data(text) {
  if (PLAIN.test(text)) return text;
  return rules === null ? "…" : `${BEGIN}${rules.printable(text)}${END}`;
}

/**
 * Words in parts, for whoever shows them: every other one, from the second on, is data that is to be isolated. Nothing
 * that cannot be seen is in any of them.
 * @param {string} words
 */
export function parts(words) {
  return words.split(ISOLATED).map(seen);
}

/** Words as plain text on one line: for the clipboard, an attribute, a screen reader. @param {string} words */
export function plain(words) {
  return parts(words).join("");
}

/**
 * Words for where no element can stand, as in an `option`: data is isolated by characters alone.
 * @param {string} words
 */
export function isolated(words) {
  return parts(words)
    .map((part, place) => (place % 2 === 0 ? part : `${BEGIN}${part}${END}`))
    .join("");
}

/**
 * A name for a file that is handed out, made of any text. Before the module is there, only names of the page's own are.
 * @param {string} text
 * @param {string} [extension]
 */
export function fileName(text, extension = "") {
  return rules === null ? `${text}${extension}` : rules.fileName(text, extension);
}

/** Data may have come here by another way than `data`. @param {string} text */
function seen(text) {
  return rules === null || PLAIN.test(text) ? text : rules.printable(text);
}
