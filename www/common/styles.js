// @ts-check
// Style sheets as texts: a shadow root has no part in those of the document. A constructed sheet needs nothing of the
// page's Content-Security-Policy.

/** One for all elements of a kind. @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();

/** @param {string} text @returns {CSSStyleSheet} */
export function sheet(text) {
  const known = sheets.get(text);
  if (known !== undefined) return known;
  const fresh = new CSSStyleSheet();
  fresh.replaceSync(text);
  sheets.set(text, fresh);
  return fresh;
}
