// @ts-check
// The parts of the element that are always there. Their words come with the language.

import { element } from "../common/element.js";

export function template() {
  return [
    element(
      "section",
      { class: "renew", "aria-labelledby": "renew-heading" },
      element("h2", { id: "renew-heading", "data-message": "renew.heading" }),
      element("div", { id: "renewal", part: "panel" }),
    ),
    question(),
  ];
}

/** The focus starts on いいえ: a stray Enter must not make the server issue a certificate, which nothing takes back. */
function question() {
  return element(
    "dialog",
    {
      id: "dialog",
      part: "dialog",
      "data-testid": "dialog",
      "aria-labelledby": "dialog-heading",
      "aria-describedby": "dialog-text",
    },
    element("h2", { id: "dialog-heading", "data-message": "dialog.heading" }),
    element("p", { id: "dialog-text", class: "strong", "data-testid": "dialog-text" }),
    element("p", {
      id: "dialog-other",
      class: "warning",
      "data-message": "dialog.other",
      "data-testid": "dialog-other",
      hidden: true,
    }),
    element("p", {
      id: "dialog-policy",
      class: "warning",
      "data-message": "policy.in-force",
      "data-testid": "dialog-policy",
      hidden: true,
    }),
    element("p", { "data-message": "dialog.effect" }),
    element("p", { id: "dialog-early", class: "hint", role: "status", "data-testid": "dialog-early" }),
    element(
      "div",
      { class: "buttons" },
      element("button", {
        id: "dialog-yes",
        type: "button",
        class: "primary",
        "data-action": "dialog-yes",
        "data-testid": "dialog-yes",
        "aria-disabled": "true",
        "data-message": "yes",
      }),
      element("button", {
        type: "button",
        "data-action": "dialog-no",
        "data-testid": "dialog-no",
        "data-message": "no",
        autofocus: true,
      }),
    ),
  );
}
