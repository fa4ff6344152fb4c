// @ts-check
// The parts of the element that are always there. Their words come with the language.

import { element } from "../common/element.js";
import { icon } from "../common/icons.js";

export function template() {
  return element(
    "section",
    { class: "check", "aria-labelledby": "check-heading" },
    element(
      "div",
      { id: "module-failed", class: "banner", role: "alert", "data-testid": "module-failed", hidden: true },
      element("p", { "data-message": "module.unavailable" }),
      button("load-module", "module.retry", { "data-testid": "module-retry" }),
    ),
    element(
      "div",
      { id: "clock", class: "banner caution", role: "alert", "data-testid": "clock-warning", hidden: true },
      element("p", { id: "clock-text" }),
    ),
    element(
      "div",
      {
        id: "policy-in-force",
        class: "banner caution",
        role: "status",
        "data-testid": "policy-in-force",
        hidden: true,
      },
      element("p", { "data-message": "policy.in-force" }),
      button("policy-reset", "policy.reset", { "data-testid": "policy-off" }),
    ),
    element("h2", { id: "check-heading", "data-message": "check.heading" }),
    element(
      "div",
      { id: "dropzone", class: "dropzone", part: "dropzone", "data-testid": "dropzone" },
      icon("file"),
      element("p", { class: "drop-text", "data-message": "check.drop" }),
      element("p", { class: "dropping-text", "data-message": "check.dropping" }),
      element(
        "div",
        { class: "buttons" },
        ...chooser("file-input", "check.choose", "button primary", { multiple: true, "aria-describedby": "formats" }),
        ...chooser("folder-input", "check.choose-folder", "button", { webkitdirectory: true }),
      ),
      element("p", { id: "formats", class: "hint", "data-message": "check.formats" }),
    ),
    element("p", { class: "private" }, icon("locked"), element("span", { "data-message": "check.private" })),
    element(
      "details",
      { class: "more paste", "data-testid": "paste" },
      element("summary", { "data-message": "paste.summary" }),
      element("label", { for: "paste-input", "data-message": "paste.label" }),
      element("textarea", {
        id: "paste-input",
        rows: "6",
        spellcheck: "false",
        autocomplete: "off",
        "data-testid": "paste-input",
      }),
      button("read-paste", "paste.read", { "data-testid": "paste-read" }),
    ),
    element(
      "section",
      { id: "results", "aria-labelledby": "results-heading", hidden: true },
      element("h2", { id: "results-heading", class: "visually-hidden", "data-message": "results.heading" }),
      element("p", { id: "totals", class: "strong totals", "data-testid": "totals", hidden: true }),
      element("div", { id: "cards" }),
    ),
    element(
      "details",
      { class: "policy", "data-testid": "policy" },
      element("summary", { "data-message": "policy.heading" }),
      element("div", { id: "policy" }),
    ),
  );
}

/**
 * @param {string} action
 * @param {string} message
 * @param {Record<string, string>} attributes
 */
function button(action, message, attributes) {
  return element("button", { type: "button", "data-action": action, "data-message": message, ...attributes });
}

/**
 * @param {string} id
 * @param {string} message
 * @param {string} look
 * @param {Record<string, string | boolean>} attributes
 */
function chooser(id, message, look, attributes) {
  return [
    element("input", { id, class: "visually-hidden", type: "file", "data-testid": id, ...attributes }),
    element("label", { for: id, class: look, "data-message": message }),
  ];
}
