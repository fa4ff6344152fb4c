// @ts-check
// The panel in which testers choose when renewal is offered, and the mark that they have.

import { FIELDS, RANGES } from "../policy.js";
import { button, element, icon } from "./element.js";

/** @typedef {import("../policy.js").PolicyField} PolicyField */
/** @typedef {import("../words.js").Voice} Voice */
/**
 * The fields in which the user types; always the same ones.
 * @typedef {Record<PolicyField, HTMLInputElement>} PolicyFields
 */

/** @returns {PolicyFields} */
export function policyFields() {
  const field = (/** @type {PolicyField} */ name) =>
    element("input", {
      type: "text",
      inputmode: "numeric",
      id: `policy-${name}`,
      autocomplete: "off",
      "data-testid": `policy-${name}`,
    });
  return {
    monsiajMonths: field("monsiajMonths"),
    glclient2Months: field("glclient2Months"),
    receviewDays: field("receviewDays"),
    renewalMonths: field("renewalMonths"),
  };
}

/**
 * @param {PolicyFields} fields
 * @param {PolicyField[]} wrong
 * @param {boolean} open
 * @param {Voice} voice
 */
export function policyView(fields, wrong, open, { t }) {
  return element(
    "details",
    { class: "policy", "data-testid": "policy", open },
    element("summary", {}, t("policy.heading")),
    element(
      "form",
      { "data-action": "policy", autocomplete: "off" },
      element("p", {}, t("policy.about")),
      ...FIELDS.map((name) => {
        const input = fields[name];
        const isWrong = wrong.includes(name);
        input.setAttribute("aria-invalid", String(isWrong));
        const { least, most } = RANGES[name];
        return element(
          "div",
          { class: "service" },
          element("label", { for: input.id }, t(`policy.${name}`)),
          input,
          isWrong
            ? element(
                "p",
                { class: "note refusal", "data-testid": `policy-${name}-wrong` },
                icon("failed"),
                t("policy.wrong", { least: String(least), most: String(most) }),
              )
            : null,
        );
      }),
      element(
        "div",
        { class: "buttons" },
        element("button", { class: "primary", "data-testid": "policy-apply" }, t("policy.apply")),
        button("policy-demo", t("policy.demo"), { "data-testid": "policy-demo" }),
        button("policy-reset", t("policy.reset"), { class: "quiet", "data-testid": "policy-reset" }),
      ),
    ),
  );
}
