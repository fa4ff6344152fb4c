// @ts-check
// A renewal that was interrupted, and one that another tab is at.

import { commonNames } from "../../certificate/words.js";
import { button, element, entry } from "../../common/element.js";
import * as format from "../../common/format.js";
import { phaseHeading } from "./phase.js";

/** @typedef {import("../state.js").Renewal} Renewal */
/** @typedef {import("../../certificate/words.js").ViewContext} ViewContext */

/** @param {Renewal & { phase: "pending" }} renewal @param {ViewContext} context */
export function pending({ pending: { old, created, expires, downloaded, overdue, sealed }, discarding }, context) {
  const { t, language } = context;
  const when = (/** @type {string | null} */ instant) =>
    instant === null ? t("pending.unknown") : format.dateTime(instant, language);
  return [
    phaseHeading(t(pendingHeading(sealed)), "due", { "data-testid": "pending", "data-sealed": String(sealed) }),
    element("p", {}, t(sealed ? "pending.sealed" : downloaded ? "pending.downloaded" : "pending.issued")),
    sealed &&
      element("div", { class: "next" }, element("h4", {}, t("card.next")), element("p", {}, t("pending.sealed.next"))),
    element(
      "dl",
      { class: "facts" },
      sealed
        ? null
        : entry(
            t("card.common-name"),
            { class: "strong", "data-testid": "pending-common-name" },
            old === null ? "—" : commonNames(old, context),
          ),
      entry(t("pending.created"), { "data-testid": "pending-created" }, when(created)),
      sealed ? null : entry(t("pending.expires"), { "data-testid": "pending-expires" }, when(expires)),
    ),
    overdue && !sealed && element("p", { class: "hint", "data-testid": "pending-overdue" }, t("pending.overdue")),
    discarding
      ? discardQuestion(context, sealed ? "pending.discard-effect-sealed" : undefined)
      : element(
          "div",
          { class: "buttons" },
          sealed
            ? button("renew-start", t("failed.renew-again"), { class: "primary", "data-testid": "renew-retry" })
            : button("renew-resume", t("pending.resume"), { class: "primary", "data-testid": "renew-resume" }),
          button("discard", t("pending.discard"), { class: "quiet", "data-testid": "discard" }),
        ),
  ];
}

/** @param {boolean} sealed */
export function pendingHeading(sealed) {
  return sealed ? "pending.sealed-heading" : "pending.heading";
}

/**
 * The focus starts on いいえ: what is discarded is gone.
 * @param {ViewContext} context
 * @param {string} [effect] the word for what comes of it
 */
export function discardQuestion({ t }, effect = "pending.discard-effect") {
  return element(
    "div",
    { class: "warning", "data-testid": "discard-question" },
    element("p", { class: "strong" }, t("pending.discard-question")),
    element("p", {}, t(effect)),
    element(
      "div",
      { class: "buttons" },
      button("discard-yes", t("yes"), { "data-testid": "discard-yes" }),
      button("discard-no", t("no"), { class: "primary", "data-testid": "discard-no", "data-takes-focus": true }),
    ),
  );
}

/** @param {ViewContext} context */
export function elsewhere({ t }) {
  return [
    phaseHeading(t("elsewhere.heading"), "none", { "data-testid": "elsewhere" }),
    element("p", {}, t("elsewhere.sentence")),
    button("renew-start", t("renew.again"), { class: "primary", "data-testid": "renew-again" }),
  ];
}
