// @ts-check
// The panel of a renewal, and the question over it.

import { commonNames } from "../../certificate/words.js";
import { byTestId, fill, sameControl } from "../../common/element.js";
import * as format from "../../common/format.js";
import { translator } from "../../messages/index.js";
import { oldCertificate, otherThanPresented } from "../state.js";
import { renewalView } from "./renewal.js";

/** @typedef {import("../state.js").State} State */
/** @typedef {import("../../certificate/words.js").ViewContext} ViewContext */

/** What an element shows of its renewal. */
export class RenewalPanel {
  /** @type {ShadowRoot} */
  #root;

  /** @param {ShadowRoot} root */
  constructor(root) {
    this.#root = root;
  }

  /**
   * Draws panel and question where they have changed.
   * @param {State | null} before
   * @param {State} state
   * @param {ViewContext} context
   * @param {import("./done.js").Extras} extras
   */
  render(before, state, context, extras) {
    // The dialog gives the focus back to where it was: it closes over the old panel, and opens over the new one.
    this.#closeDialog(state);
    if (before?.language !== state.language || panelChanged(before, state)) this.#renderPanel(state, context, extras);
    this.#renderDialog(state, context);
    const answered = before?.renewal.phase === "asking" && state.renewal.phase !== "asking";
    if (answered && this.#focusIsLost()) this.#focusPanel();
  }

  /** Says in the question that はい was pressed too early. @param {State} state */
  sayTooEarly({ language }) {
    this.#part("dialog-early").textContent = translator(language)("dialog.early");
  }

  /**
   * @param {State} state
   * @param {ViewContext} context
   * @param {import("./done.js").Extras} extras
   */
  #renderPanel(state, context, extras) {
    const panel = this.#part("renewal");
    const focused = panel.contains(this.#root.activeElement) ? this.#root.activeElement : null;
    const children = renewalView(state, context, extras).filter((child) => child !== null && child !== false);
    // What the user has opened stays open while the same phase is drawn anew, as when the configuration arrives.
    const open = panel.dataset.phase === state.renewal.phase && (panel.querySelector("details")?.open ?? false);
    panel.replaceChildren(...children);
    if (open) panel.querySelector("details")?.setAttribute("open", "");
    panel.dataset.phase = state.renewal.phase;
    if (focused === null) return;
    const target =
      sameControl(panel, focused) ??
      panel.querySelector("[data-takes-focus]") ??
      panel.querySelector("[data-phase-heading]") ??
      panel.querySelector("button");
    if (target instanceof HTMLElement) target.focus();
  }

  /** @param {State} state */
  #closeDialog({ renewal }) {
    const dialog = this.#dialog();
    if (renewal.phase !== "asking" && dialog.open) dialog.close();
  }

  /** @param {State} state @param {ViewContext} context */
  #renderDialog(state, context) {
    const dialog = this.#dialog();
    const { renewal } = state;
    if (renewal.phase !== "asking") return;
    const { t, language } = context;
    const leaf = oldCertificate(state, renewal.presented);
    const expiry = leaf === null ? "—" : format.dateTime(leaf.notAfter, language);
    const name = leaf === null ? "—" : commonNames(leaf, context);
    const unidentified = leaf === null ? "dialog.unidentified" : "dialog.unidentified-file";
    fill(this.#part("dialog-text"), t(renewal.presented === null ? unidentified : "dialog.text", { name, expiry }));
    this.#part("dialog-other").hidden = otherThanPresented(state, renewal.presented).length === 0;
    this.#part("dialog-yes").setAttribute("aria-disabled", String(!renewal.armed));
    if (dialog.open) return;
    this.#part("dialog-early").textContent = "";
    // A question that came by itself gives the focus back to the button that asks it again.
    if (this.#part("renewal").contains(this.#root.activeElement) || document.activeElement === document.body)
      this.#focusPanel();
    dialog.showModal();
  }

  /**
   * What had the focus before the question may have been drawn anew meanwhile; it then stays in the closed dialog for a
   * moment.
   */
  #focusIsLost() {
    const { activeElement } = this.#root;
    return (
      document.activeElement === document.body || (activeElement !== null && this.#dialog().contains(activeElement))
    );
  }

  /** To the button that asks the question (again), or where the phase begins. */
  #focusPanel() {
    const panel = this.#part("renewal");
    const target = byTestId(panel, "renew-proceed") ?? panel.querySelector("[data-phase-heading]");
    if (target instanceof HTMLElement) target.focus();
  }

  #dialog() {
    return /** @type {HTMLDialogElement} */ (this.#part("dialog"));
  }

  /** @param {string} id */
  #part(id) {
    return /** @type {HTMLElement} */ (this.#root.getElementById(id));
  }
}

/** @param {State | null} before @param {State} state */
function panelChanged(before, state) {
  if (before === null || before.module !== state.module) return true;
  if (before.configuration !== state.configuration && state.renewal.phase === "idle") return true;
  const [old, fresh] = [before.renewal, state.renewal];
  const bothPresented = "presented" in old && "presented" in fresh && old.presented === fresh.presented;
  const phases = [old.phase, fresh.phase].every((phase) => phase === "presented" || phase === "asking");
  // The question stands over the panel, which stays as it is; the warning in it depends on the files.
  return bothPresented && phases ? before.expect !== state.expect : old !== fresh;
}
