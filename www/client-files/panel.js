// @ts-check
// The panel in which the files of a client are made: drawn anew when its state changes; what is typed, what is unfolded
// and where the focus is stays.

import { byTestId, element, part, sameControl } from "../view/element.js";
import { canPickFolder } from "./folder.js";
import { wrongField } from "./options.js";
import { folderInSettings } from "./state.js";
import { clientFilesView } from "./view.js";

/** @typedef {import("../state.js").State} State */
/** @typedef {import("../words.js").ViewContext} ViewContext */

/**
 * What the user types in the panel of a client's files; emptied when it closes.
 * @type {import("./options.js").Fields | null}
 */
let typedFields = null;

/** @param {import("./making.js").Typed} what */
export function typedText(what) {
  return typedFields?.[what].value ?? "";
}

/** Shows what is typed, or dots. @param {import("./making.js").Typed} what @param {boolean} shown */
export function showTyped(what, shown) {
  if (typedFields !== null) typedFields[what].type = shown ? "text" : "password";
}

/** @returns {import("./options.js").Fields} */
function fields() {
  const field = (/** @type {string} */ what, /** @type {string} */ type) =>
    element("input", {
      type,
      id: `client-${what}`,
      autocomplete: "off",
      autocapitalize: "none",
      spellcheck: "false",
      "data-action": "client-typed",
      "data-testid": `client-${what}`,
    });
  return {
    password: field("password", "password"),
    secondPassword: field("second-password", "password"),
    keyPassword: field("key-password", "password"),
    // Nobody else knows it, so a slip would lock the user out.
    newPassword: field("new-password", "text"),
    folder: field("where", "text"),
  };
}

/** @type {State | null} What is on the screen. */
let shown = null;

/**
 * @param {State} state
 * @param {ViewContext} context
 */
export function render(state, context) {
  const { clientFiles, renewal } = state;
  const before = shown;
  shown = state;
  const isDrawn =
    before?.language === state.language && before.clientFiles === clientFiles && before.renewal.phase === renewal.phase;
  if (isDrawn) return;
  const panel = part("client-files");
  panel.hidden = clientFiles.status === "closed";
  const old = before?.clientFiles;
  const another = old?.status !== "open" || clientFiles.status !== "open" || old.source !== clientFiles.source;
  if (another) {
    for (const field of Object.values(typedFields ?? {})) field.value = "";
    typedFields = null;
  }
  if (clientFiles.status === "closed") {
    const hadFocus = panel.contains(document.activeElement);
    panel.replaceChildren();
    if (hadFocus && old?.status === "open") opener(old.source)?.focus();
    return;
  }
  typedFields ??= fields();
  // Where the folder is depends on the settings and the connection; the user can say it otherwise.
  const settingsBefore = old?.status === "open" ? old.settings : null;
  if (clientFiles.settings !== settingsBefore && clientFiles.written === null)
    typedFields.folder.value = folderInSettings(clientFiles) ?? "";
  const focused = panel.contains(document.activeElement) ? document.activeElement : null;
  const caret = focused instanceof HTMLInputElement ? [focused.selectionStart, focused.selectionEnd] : [null, null];
  const { source, certificate, failure, work } = clientFiles;
  const wrong = wrongField(failure);
  for (const [what, field] of Object.entries(typedFields)) field.setAttribute("aria-invalid", String(what === wrong));
  const form = {
    fields: typedFields,
    busy: work !== "idle",
    unfolded: !another && (panel.querySelector("details")?.open ?? false),
  };
  const superseded = source.kind === "card" && renewal.phase === "done" && isOlder(certificate, renewal.certificate);
  // What was ticked off stays ticked off.
  const ticked = [...panel.querySelectorAll(".backup input")]
    .filter((box) => box instanceof HTMLInputElement && box.checked)
    .map((box) => box.getAttribute("value"));
  panel.replaceChildren(
    ...clientFilesView(clientFiles, context, form, { canPickFolder: canPickFolder(), superseded }).filter(
      (child) => child !== null,
    ),
  );
  for (const box of panel.querySelectorAll(".backup input")) {
    if (box instanceof HTMLInputElement) box.checked = !another && ticked.includes(box.value);
  }
  if (another && (before === null || before.language === context.language)) {
    panel.scrollIntoView({ block: "start" });
    byTestId(panel, "client-files-heading")?.focus();
  } else if (old?.status === "open" && hasNewResult(old, clientFiles)) {
    showResult(panel, wrong === null ? null : typedFields[wrong]);
  } else if (focused !== null) {
    const target = sameControl(panel, focused) ?? byTestId(panel, "client-files-heading");
    target?.focus({ preventScroll: form.busy });
    const [start = null, end = null] = caret;
    if (target === focused && target instanceof HTMLInputElement && start !== null)
      target.setSelectionRange(start, end);
  }
}

/** The button that opened the panel. @param {import("./state.js").Source} source */
function opener(source) {
  const selector =
    source.kind === "renewed"
      ? "[data-action=client-files-renewed]"
      : `[data-action=client-files-card][data-id="${source.id}"]`;
  const button = document.querySelector(selector);
  return button instanceof HTMLElement ? button : null;
}

/** @param {import("../core.js").Certificate} one @param {import("../core.js").Certificate} renewed */
function isOlder(one, renewed) {
  return (
    one.commonName === renewed.commonName &&
    one.serialNumber !== renewed.serialNumber &&
    one.notAfter <= renewed.notAfter
  );
}

/** @param {import("./state.js").Open} old @param {import("./state.js").Open} fresh */
function hasNewResult(old, fresh) {
  const results = /** @type {const} */ (["failure", "made", "written", "folder"]);
  return results.some(
    (what) => fresh[what] !== null && (old[what] === null || (what === "failure" && old.failure !== fresh.failure)),
  );
}

/**
 * What comes of a click may be below what is seen; the focus goes there, or to the field that is to be typed into
 * again.
 * @param {Element} panel
 * @param {HTMLInputElement | null} field
 */
function showResult(panel, field) {
  const section = [...panel.querySelectorAll(":scope > section:not(.backup)")].at(-1);
  const heading = section?.querySelector("h3");
  if (field !== null && panel.contains(field)) {
    field.focus();
    return;
  }
  heading?.setAttribute("tabindex", "-1");
  heading?.focus({ preventScroll: true });
  section?.scrollIntoView({ block: "nearest" });
}
