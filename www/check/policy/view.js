// @ts-check
// The panel in which testers choose when renewal is offered, and the mark that they have.

import { button, element } from "../../common/element.js";
import { icon } from "../../common/icons.js";
import { FIELDS } from "./fields.js";

/** @typedef {import("../../certificate/words.js").ViewContext} ViewContext */
/**
 * The fields in which the user types, by name; always the same ones.
 * @typedef {Record<string, HTMLInputElement>} PolicyFields
 */

/** @returns {PolicyFields} */
export function policyFields() {
  const field = (/** @type {string} */ name) =>
    element("input", {
      type: "text",
      inputmode: "numeric",
      id: `policy-${name}`,
      autocomplete: "off",
      "data-testid": `policy-${name}`,
    });
  return Object.fromEntries(FIELDS.map(({ name }) => [name, field(name)]));
}

/**
 * @param {PolicyFields} fields
 * @param {string[]} wrong
 * @param {ViewContext} context
 */
export function policyView(fields, wrong, { t }) {
  return element(
    "form",
    { "data-action": "policy", autocomplete: "off" },
    element("p", {}, t("policy.about")),
    ...FIELDS.map(({ name, least, most }) => {
      const input = fields[name];
      const isWrong = wrong.includes(name);
      input?.setAttribute("aria-invalid", String(isWrong));
      return element(
        "div",
        { class: "service" },
        element("label", { for: `policy-${name}` }, t(`policy.${name}`)),
        input ?? null,
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
  );
}
