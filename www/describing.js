// @ts-check
// What a card does not tell at first: everything that its certificate says. It is read when somebody opens the details.

import { describe } from "./core.js";
import { descriptionView } from "./view/description.js";
import { element } from "./view/element.js";

/** @typedef {import("./words.js").Voice} Voice */

/**
 * Puts everything that a certificate says into the opened details of its card.
 * @param {Element} details @param {Uint8Array} certificate in DER @param {Voice} voice
 */
export async function showDescription(details, certificate, voice) {
  const list = details.querySelector("[data-description]");
  if (list === null || list.childElementCount > 0) return;
  list.append(waiting(voice.t("details.reading")));
  /** @type {Node[]} */
  let entries;
  try {
    entries = descriptionView(await describe(certificate, {}), voice);
  } catch {
    entries = [waiting(voice.t("details.failed"))];
  }
  list.replaceChildren(...entries);
}

/** @param {string} words */
function waiting(words) {
  return element("div", {}, element("dd", {}, words));
}
