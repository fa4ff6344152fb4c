// @ts-check
// What stands around the table. Its words come with the language.

import { element } from "../../../common/element.js";
import { COLUMNS } from "../columns.js";

/** What people take along, the most usual first. */
const FORMS = /** @type {const} */ (["copy", "csv", "print", "calendar", "json"]);
/** Nobody tries more passwords at once. */
export const MOST_FIELDS = 6;

/** @param {HTMLElement} table */
export function panel(table) {
  return element(
    "div",
    { id: "many", class: "many", "data-testid": "many" },
    element(
      "div",
      { id: "many-progress", class: "many-progress", hidden: true, "data-testid": "many-progress" },
      element("progress", { id: "many-bar", "data-message-label": "many.progress-label" }),
      element("span", { id: "many-done" }),
      button("many-cancel", "many.cancel", { "data-testid": "many-cancel" }),
    ),
    element("div", {
      id: "many-looks",
      class: "looks",
      role: "group",
      "data-message-label": "many.looks",
      "data-testid": "many-looks",
    }),
    element(
      "div",
      { id: "many-months", class: "months-part", hidden: true, "data-testid": "many-months" },
      element("p", { id: "months-heading", class: "months-heading", "data-message": "many.months" }),
      element("div", { id: "months", class: "months", role: "toolbar", "aria-labelledby": "months-heading" }),
    ),
    element(
      "div",
      { class: "filters" },
      element(
        "div",
        { class: "filter search" },
        element("label", { for: "many-text", "data-message": "many.text" }),
        element("input", {
          id: "many-text",
          type: "text",
          inputmode: "search",
          autocomplete: "off",
          spellcheck: "false",
          "data-testid": "many-text",
        }),
      ),
      element(
        "label",
        { class: "check" },
        element("input", { id: "many-due", type: "checkbox", "data-testid": "many-due" }),
        element("span", { "data-message": "many.due-only" }),
      ),
      element(
        "div",
        { class: "filter old" },
        element("label", { for: "many-expired", "data-message": "many.hide-expired" }),
        element("select", { id: "many-expired", "data-testid": "many-expired" }),
      ),
      element(
        "details",
        { class: "columns", "data-testid": "many-columns" },
        element("summary", { "data-message": "many.columns" }),
        element(
          "div",
          { class: "choices", role: "group", "data-message-label": "many.columns" },
          ...COLUMNS.map((column) =>
            element(
              "label",
              { class: "check" },
              element("input", { type: "checkbox", "data-column": column, "data-testid": `column-${column}` }),
              element("span", { "data-message": `many.column.${column}` }),
            ),
          ),
        ),
      ),
    ),
    element(
      "form",
      { id: "many-locked", class: "many-locked", autocomplete: "off", hidden: true, "data-testid": "many-locked" },
      element("p", { id: "many-locked-why", class: "strong" }),
      element("div", { id: "many-passwords", class: "passwords" }),
      element(
        "div",
        { class: "buttons" },
        element("button", { class: "primary", "data-message": "many.passwords.try", "data-testid": "many-try" }),
        button("many-add-password", "many.passwords.add", { "data-testid": "many-add-password" }),
        element(
          "label",
          { class: "check" },
          element("input", { id: "many-visible", type: "checkbox" }),
          element("span", { "data-message": "password.show" }),
        ),
      ),
      element("p", { class: "hint", "data-message": "many.passwords.hint" }),
    ),
    element(
      "div",
      { class: "take", role: "group", "aria-labelledby": "many-take", "data-testid": "many-take" },
      element("span", { id: "many-take" }),
      ...FORMS.map((form) =>
        button("many-take", `many.take.${form}`, { class: "quiet", "data-form": form, "data-testid": `take-${form}` }),
      ),
    ),
    table,
    // What is printed in its place.
    element("div", { id: "many-paper", class: "on-paper", hidden: true, "data-testid": "many-paper" }),
    element("p", { id: "many-none", class: "hint", role: "status", hidden: true, "data-testid": "many-none" }),
    button("many-close", "many.close", { id: "many-close", hidden: true, "data-testid": "many-close" }),
  );
}

/** @param {number} place of the field */
export function passwordField(place) {
  return element("input", {
    type: "password",
    autocomplete: "off",
    autocapitalize: "none",
    spellcheck: "false",
    "data-place": String(place),
    "data-testid": "many-password",
  });
}

/**
 * @param {string} action
 * @param {string} message
 * @param {Record<string, string | boolean>} attributes
 */
function button(action, message, attributes) {
  return element("button", { type: "button", "data-action": action, "data-message": message, ...attributes });
}
