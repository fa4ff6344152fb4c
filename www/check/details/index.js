// @ts-check
// Everything that a certificate says: what the page loads when somebody opens the details of a card.

import { describe } from "../../certificate/core.js";
import { leafOf } from "../../certificate/leaf.js";
import { canBeRenewed, neverOffered } from "../../certificate/look.js";
import { element } from "../../common/element.js";
import { CoreFailure } from "../../common/failure.js";
import { clientTable } from "./clients.js";
import { factsView } from "./facts.js";
import { descriptionView } from "./view.js";

/** @typedef {import("../../certificate/core.js").Inspection} Inspection */
/** @typedef {import("../../certificate/words.js").ViewContext} ViewContext */

/**
 * Puts everything that a certificate says into the opened details of its card.
 * @param {Element} details
 * @param {{ id: number, inspection: Inspection }} card
 * @param {ViewContext} context
 */
export async function showDetails(details, { id, inspection }, context) {
  const leaf = leafOf(inspection);
  const { eligibility } = inspection;
  if (details.querySelector("dl") === null)
    details.append(
      ...(eligibility && canBeRenewed(eligibility) && neverOffered(inspection) === null
        ? [clientTable(eligibility, context)]
        : []),
      factsView(inspection, id, context),
      element("dl", { class: "facts", "data-description": true }),
    );
  const list = details.querySelector("[data-description]");
  if (!(list instanceof HTMLElement) || leaf?.bytes === undefined) return;
  if (list.childElementCount > 0 && list.dataset.failed === undefined) return;
  delete list.dataset.failed;
  list.replaceChildren(alone(context.t("details.reading")));
  try {
    list.replaceChildren(...descriptionView(await describe(leaf.bytes, {}), context));
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
