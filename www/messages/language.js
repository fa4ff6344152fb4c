// @ts-check
// Which language the page speaks at first.

/**
 * The first of the browser's languages we speak; Japanese when there is none.
 * @param {readonly string[]} preferred
 * @returns {import("../certificate/surroundings.js").Language}
 */
export function chooseLanguage(preferred) {
  for (const tag of preferred) {
    const primary = tag.toLowerCase().split("-")[0];
    if (primary === "ja" || primary === "en") return primary;
  }
  return "ja";
}

/** The only thing that is kept for longer than a renewal takes. */
const KEY = "orcamo-cert-language";

/** The language that somebody has chosen here before. @returns {string[]} one or none, as `chooseLanguage` takes it */
export function chosenBefore() {
  try {
    return [localStorage.getItem(KEY) ?? ""];
  } catch {
    return []; // The browser keeps nothing for this page.
  }
}

/** @param {string} language */
export function rememberChosen(language) {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Then it is chosen again next time.
  }
}
