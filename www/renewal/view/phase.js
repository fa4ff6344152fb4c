// @ts-check
// What the phases of the renewal panel share: the heading, the steps, the line about going on later.

import { element } from "../../common/element.js";
import { icon } from "../../common/icons.js";
import { STEPS } from "../state.js";

/** @typedef {import("../state.js").Keeping} Keeping */
/** @typedef {import("../state.js").Step} Step */
/** @typedef {import("../../certificate/words.js").ViewContext} ViewContext */

/**
 * Takes the focus when a phase begins.
 * @param {string} text
 * @param {string} look
 * @param {Record<string, string>} [attributes]
 */
export function phaseHeading(text, look, attributes = {}) {
  return element(
    "h3",
    { tabindex: "-1", "data-phase-heading": true, "data-look": look, class: "phase", ...attributes },
    icon(look),
    text,
  );
}

/**
 * @param {Step | null} at null: all done
 * @param {"active" | "failed"} there
 * @param {ViewContext} context
 */
export function progress(at, there, { t }) {
  const current = at === null ? STEPS.length : STEPS.indexOf(at);
  const items = STEPS.map((step, index) => {
    const stepState = index < current ? "done" : index > current ? "pending" : there;
    return element(
      "li",
      {
        "data-step": step,
        "data-state": stepState,
        "aria-current": index === current && there === "active" ? "step" : false,
      },
      element(
        "span",
        { class: "mark", "aria-hidden": "true" },
        stepState === "done" || stepState === "failed" ? icon(`step-${stepState}`) : String(index + 1),
      ),
      element(
        "span",
        {},
        t(`step.${step}`),
        element("span", { class: "visually-hidden" }, ` (${t(`step-state.${stepState}`)})`),
      ),
    );
  });
  return element("ol", { class: "progress", "data-testid": "progress", "aria-label": t("progress.label") }, ...items);
}

/** Whether a reload can go on. @param {Keeping} keeping @param {ViewContext} context */
export function keepingLine(keeping, { t }) {
  const look = keeping === "unavailable" ? "note refusal" : "hint";
  return element(
    "p",
    { class: look, "data-testid": "keeping", "data-keeping": keeping },
    keeping === "unavailable" && icon("due"),
    t(`keeping.${keeping}`),
  );
}
