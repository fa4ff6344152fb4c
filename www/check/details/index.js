// @ts-check
// Everything that a certificate says: what the page loads when somebody opens the details of a card.

import { describe } from "../../certificate/core.js";
import { element } from "../../common/element.js";
import { CoreFailure } from "../../common/failure.js";
import { descriptionView } from "./view.js";

/** @typedef {import("../../certificate/words.js").ViewContext} ViewContext */

/**
 * Puts everything that a certificate says into the opened details of its card.
 * @param {Element} details @param {Uint8Array} certificate in DER @param {ViewContext} context
 */
export async function showDescription(details, certificate, context) {
  const list = details.querySelector("[data-description]");
  if (!(list instanceof HTMLElement) || (list.childElementCount > 0 && list.dataset.failed === undefined)) return;
  delete list.dataset.failed;
  list.replaceChildren(alone(context.t("details.reading")));
  try {
    list.replaceChildren(...descriptionView(await describe(certificate, {}), context));
  } catch (error) {
    // The next opening tries again.
    list.dataset.failed = "";
    const isThere = !(error instanceof CoreFailure) || error.code !== "module-unavailable";
    list.replaceChildren(
      alone(
        isThere
          ? context.t("details.failed")
          : `${context.t("error.module-unavailable")} ${context.t("error.module-unavailable.next")}`,
      ),
    );
  }
}

/** Words that stand for everything. @param {string} words */
function alone(words) {
  return element("div", {}, element("dd", {}, words));
}
