// @ts-check
// A renewal that did not succeed: what happened, what has happened on the server, what to do, and the evidence.

import { forDevelopers } from "../../certificate/view.js";
import { failureWords } from "../../certificate/words.js";
import { button, element } from "../../common/element.js";
import { icon } from "../../common/icons.js";
import { resumable } from "../state.js";
import { evidenceName } from "../words.js";
import { discardQuestion } from "./pending.js";
import { keepingLine, phaseHeading, progress } from "./phase.js";

/** @typedef {import("../state.js").Evidence} Evidence */
/** @typedef {import("../state.js").Renewal} Renewal */
/** @typedef {import("../../certificate/words.js").ViewContext} ViewContext */

/**
 * @param {Renewal & { phase: "failed" }} renewal
 * @param {boolean} choosesService
 * @param {ViewContext} context
 */
export function failed(renewal, choosesService, context) {
  const { t } = context;
  const { failure } = renewal;
  const { sentence, next, detail } = failureWords(failure, context);
  const cancelled = failure.code === "cancelled";
  const unchosen = failure.code === "no-service" || failure.code === "no-auth-host";
  const again = resumable(renewal);
  const renewing = renewal.during === "renew" ? renewal : null;
  return [
    phaseHeading(t(heading(renewal)), cancelled ? "none" : "failed"),
    renewing && progress(renewing.step, "failed", context),
    element(
      "div",
      {
        "data-testid": "renew-error",
        "data-code": failure.code,
        ...(renewing ? { "data-issued": renewing.issued } : {}),
      },
      element("p", { class: "strong" }, sentence),
      renewing &&
        element(
          "p",
          { "data-testid": "renew-issued" },
          t(again ? (renewing.evidence ? "issued.rejected" : "issued.resumable") : `issued.${renewing.issued}`),
        ),
      element(
        "div",
        { class: "next" },
        element("h4", {}, t("card.next")),
        element("p", {}, again && cancelled ? t("failed.resume-next") : next),
      ),
    ),
    renewing?.evidence ? evidence(renewing.evidence, context) : null,
    again && renewing ? keepingLine(renewing.keeping, context) : null,
    renewing?.discarding
      ? discardQuestion(context)
      : element(
          "div",
          { class: "buttons" },
          again &&
            button("renew-resume", t(renewing?.evidence ? "failed.receive-again" : "failed.resume"), {
              class: "primary",
              "data-testid": "renew-resume",
            }),
          // Without a service nothing else comes of trying again.
          unchosen
            ? null
            : button("renew-start", t(renewing && renewing.issued !== "no" ? "failed.renew-again" : "failed.retry"), {
                class: again ? "" : "primary",
                "data-testid": "renew-retry",
              }),
          renewing === null && choosesService
            ? button("renew-back", t("service.change"), {
                class: unchosen ? "primary" : "quiet",
                "data-testid": "renew-back",
              })
            : null,
          again && button("discard", t("pending.discard"), { class: "quiet", "data-testid": "discard" }),
        ),
    forDevelopers(detail, failure.code, context),
  ];
}

/** @param {Renewal & { phase: "failed" }} renewal */
function heading({ during, failure, ...renewal }) {
  if (during === "identify") return "failed.identify-heading";
  if (failure.code === "cancelled") return "failed.cancelled-heading";
  return "evidence" in renewal && renewal.evidence ? "failed.rejected-heading" : "failed.heading";
}

/** What the server sent, for whoever has to find out. @param {Evidence} found @param {ViewContext} context */
function evidence(found, context) {
  const { t } = context;
  const row = (/** @type {"p12" | "pass"} */ file) =>
    element(
      "div",
      { class: "save", "data-saved": String(found.saved.includes(file)) },
      button(`evidence-${file}`, t(`evidence.save-${file}`), { "data-testid": `evidence-${file}` }),
      element(
        "div",
        {},
        element("span", { class: "code" }, evidenceName(found, file, context)),
        found.saved.includes(file) ? element("span", { class: "saved" }, icon("step-done"), t("done.handed")) : null,
      ),
    );
  return element(
    "section",
    { class: "saving evidence", "data-testid": "evidence" },
    element("h4", {}, t("evidence.heading")),
    element("p", {}, t("evidence.about")),
    row("p12"),
    found.hasPassword ? row("pass") : null,
  );
}
