// @ts-check
// The scripts for machines without a browser: what is loaded when somebody asks for them.

import { button, element } from "../../common/element.js";

/** @typedef {import("../../certificate/words.js").ViewContext} ViewContext */

/** How the scripts are run. */
const COMMANDS = [
  "sh renew.sh --cert client0001.p12",
  "powershell -ExecutionPolicy Bypass -File .\\renew.ps1 -Certificate client0001.p12",
];

/** Below its heading. @param {Element} details @param {ViewContext} context */
export function showCommandLine(details, { t }) {
  const [summary] = details.children;
  details.replaceChildren(
    ...(summary === undefined ? [] : [summary]),
    element("p", {}, t("script.about")),
    element(
      "div",
      { class: "buttons" },
      button("script-sh", t("script.sh"), { "data-testid": "script-sh" }),
      button("script-ps1", t("script.ps1"), { "data-testid": "script-ps1" }),
    ),
    element("p", { class: "hint" }, t("script.usage")),
    ...COMMANDS.map((command) => element("pre", { class: "code" }, command)),
  );
}
