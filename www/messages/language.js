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
