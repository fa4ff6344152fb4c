// @ts-check
// A renewal that was interrupted, and one that another tab is at.

import * as format from "../format.js";
import { commonNames } from "../words.js";
import { button, element, entry } from "./element.js";
import { phaseHeading } from "./phase.js";

/** @typedef {import("../renewal-state.js").Renewal} Renewal */
/** @typedef {import("../words.js").Voice} Voice */

/** @param {Renewal & { phase: "pending" }} renewal @param {Voice} voice */
export function pending({ pending: { old, created, expires, downloaded }, discarding }, voice) {
  const { t, language } = voice;
  return [
    phaseHeading(t("pending.heading"), "due", { "data-testid": "pending" }),
    element("p", {}, t(downloaded ? "pending.downloaded" : "pending.issued")),
    element(
      "dl",
      { class: "facts" },
      entry(t("card.common-name"), { class: "strong", "data-testid": "pending-common-name" }, old === null ? "—" : commonNames(old, voice)),
      entry(t("pending.created"), { "data-testid": "pending-created" }, format.dateTime(created, language)),
      entry(t("pending.expires"), { "data-testid": "pending-expires" }, format.dateTime(expires, language)),
    ),
    discarding
      ? discardQuestion(voice)
      : element(
          "div",
          { class: "buttons" },
          button("renew-resume", t("pending.resume"), { class: "primary", "data-testid": "renew-resume" }),
          button("discard", t("pending.discard"), { class: "quiet", "data-testid": "discard" }),
        ),
  ];
}

/** @param {Voice} voice */
export function discardQuestion({ t }) {
  return element(
    "div",
    { class: "warning", "data-testid": "discard-question" },
    element("p", { class: "strong" }, t("pending.discard-question")),
    element("p", {}, t("pending.discard-effect")),
    element(
      "div",
      { class: "buttons" },
      button("discard-yes", t("yes"), { "data-testid": "discard-yes" }),
      button("discard-no", t("no"), { class: "primary", "data-testid": "discard-no" }),
    ),
  );
}

/** @param {Voice} voice */
export function elsewhere({ t }) {
  return [
    phaseHeading(t("elsewhere.heading"), "none", { "data-testid": "elsewhere" }),
    element("p", {}, t("elsewhere.sentence")),
    button("renew-start", t("renew.again"), { class: "primary", "data-testid": "renew-again" }),
  ];
}
