// @ts-check
// The language of the page and of its elements, which its buttons choose.

import { renderWords } from "../common/cert-element.js";
import { Speaking } from "../common/speaking.js";
import { translator } from "../messages/index.js";
import { rememberChosen } from "../messages/language.js";

/** @typedef {import("../certificate/surroundings.js").Language} Language */

/**
 * @param {HTMLElement[]} elements
 * @param {import("../common/announcer.js").Announcer} announcer
 */
export function createSpeech(elements, announcer) {
  let language = /** @type {Language} */ (document.documentElement.lang);
  const speaking = new Speaking((come) => {
    language = come;
    document.documentElement.lang = come;
    document.title = translator(come)("page.title");
    renderWords(document, come);
    for (const button of document.querySelectorAll("[data-language]"))
      button.setAttribute("aria-pressed", String(button.getAttribute("data-language") === come));
    for (const element of elements) element.setAttribute("lang", come);
  });

  /** A short word to everybody, by its key. @param {string} key */
  const notify = (key) => announcer.notify(translator(language)(key));

  /** @param {Language} clicked */
  async function speakIn(clicked) {
    rememberChosen(clicked);
    if ((await speaking.change(clicked)) === "failed") notify("language.failed");
  }

  document.addEventListener("click", ({ target }) => {
    const clicked = target instanceof Element ? target.closest("[data-language]") : null;
    if (clicked !== null) void speakIn(/** @type {Language} */ (clicked.getAttribute("data-language")));
  });

  return {
    language: () => language,
    notify,
    /** Where no words come, that stands in the page, in both languages. */
    async begin() {
      if (!(await speaking.begin(language))) document.getElementById("words-failed")?.removeAttribute("hidden");
    },
  };
}
