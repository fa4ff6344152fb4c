// @ts-check
// The panel in which the files of a client are made: drawn anew when its state changes; what is typed, what is unfolded
// and where the focus is stays.

import { byTestId, element, sameControl } from "../common/element.js";
import { canPickFolder } from "./folder.js";
import { wrongField } from "./options.js";
import { folderInSettings } from "./state.js";
import { clientFilesView } from "./view.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("../certificate/words.js").ViewContext} ViewContext */

/** The panel on the page. */
export class Panel {
  /** What the user types; emptied when the panel closes. @type {import("./options.js").Fields | null} */
  #typed = null;
  /** What is on the screen. @type {State | null} */
  #shown = null;
  /** @type {ShadowRoot} */
  #root;

  /** @param {ShadowRoot} root */
  constructor(root) {
    this.#root = root;
  }

  /** @param {import("./making.js").Typed} what */
  text(what) {
    return this.#typed?.[what].value ?? "";
  }

  /** Shows what is typed, or dots. @param {import("./making.js").Typed} what @param {boolean} shown */
  showTyped(what, shown) {
    if (this.#typed !== null) this.#typed[what].type = shown ? "text" : "password";
  }

  /**
   * @param {State} state
   * @param {ViewContext} context
   * @returns {boolean} whether the panel has closed and the focus with it
   */
  render(state, context) {
    const { clientFiles, renewed } = state;
    const before = this.#shown;
    this.#shown = state;
    const isDrawn =
      before?.language === state.language && before.clientFiles === clientFiles && before.renewed === renewed;
    if (isDrawn) return false;
    const panel = /** @type {HTMLElement} */ (this.#root.getElementById("client-files"));
    const old = before?.clientFiles;
    const another = old?.status !== "open" || clientFiles.status !== "open" || old.source !== clientFiles.source;
    if (another) {
      for (const field of Object.values(this.#typed ?? {})) field.value = "";
      this.#typed = null;
    }
    if (clientFiles.status === "closed") {
      const hadFocus = panel.contains(this.#root.activeElement);
      panel.replaceChildren();
      return hadFocus;
    }
    this.#typed ??= fields();
    // Where the folder is depends on the settings and the connection; the user can say it otherwise.
    const settingsBefore = old?.status === "open" ? old.settings : null;
    if (clientFiles.settings !== settingsBefore && clientFiles.written === null)
      this.#typed.folder.value = folderInSettings(clientFiles) ?? "";
    const focused = panel.contains(this.#root.activeElement) ? this.#root.activeElement : null;
    const caret = focused instanceof HTMLInputElement ? [focused.selectionStart, focused.selectionEnd] : [null, null];
    const { source, certificate, failure, work } = clientFiles;
    const wrong = wrongField(failure);
    for (const [what, field] of Object.entries(this.#typed)) field.setAttribute("aria-invalid", String(what === wrong));
    const form = {
      fields: this.#typed,
      busy: work !== "idle",
      unfolded: !another && (panel.querySelector("details")?.open ?? false),
    };
    const superseded = source.kind === "file" && renewed !== null && isOlder(certificate, renewed);
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
      showResult(panel, wrong === null ? null : this.#typed[wrong]);
    } else if (focused !== null) {
      const target = sameControl(panel, focused) ?? byTestId(panel, "client-files-heading");
      target?.focus({ preventScroll: form.busy });
      const [start = null, end = null] = caret;
      if (target === focused && target instanceof HTMLInputElement && start !== null)
        target.setSelectionRange(start, end);
    }
    return false;
  }
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

/**
 * @param {import("../certificate/core.js").Certificate} one
 * @param {import("../certificate/core.js").Certificate} renewed
 */
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
