// @ts-check
// Choosing when renewal is offered: what the page loads when somebody opens it.

import { sameControl } from "../../common/element.js";
import { applyPolicy } from "../checking.js";
import { policyRefused } from "../state.js";
import { DEMO_POLICY, readPolicy } from "./fields.js";
import { policyFields, policyView } from "./view.js";

/** @typedef {import("../checking.js").Store} Store */
/** @typedef {import("../state.js").State} State */

/** The panel of one page. */
export class PolicyPanel {
  /** @type {Store} */
  #store;
  #fields = policyFields();
  /** What is on the screen. @type {State | null} */
  #shown = null;

  /** Where it is drawn. @type {HTMLElement} */
  #place;

  /** @param {Store} store @param {HTMLElement} place */
  constructor(store, place) {
    this.#store = store;
    this.#place = place;
  }

  /** Renewal is offered as testers need it. */
  demo() {
    return this.#choose(DEMO_POLICY);
  }

  /** Renewal is offered as usual. */
  reset() {
    return this.#choose({});
  }

  /** What was typed is in force from here on. */
  async submit() {
    const texts = Object.fromEntries(Object.entries(this.#fields).map(([name, { value }]) => [name, value]));
    const { policy, wrong } = readPolicy(texts);
    if (wrong.length > 0) this.#store.apply(policyRefused, wrong);
    else await applyPolicy(this.#store, policy);
  }

  /** @param {Record<string, number>} policy */
  #choose(policy) {
    for (const [name, input] of Object.entries(this.#fields)) input.value = String(policy[name] ?? "");
    return this.submit();
  }

  /** @param {State} state @param {import("../../certificate/words.js").ViewContext} context */
  render(state, context) {
    const { policy, wrongPolicy, language } = state;
    const before = this.#shown;
    this.#shown = state;
    if (before?.language === language && before.policy === policy && before.wrongPolicy === wrongPolicy) return;
    const panel = this.#place;
    const root = /** @type {ShadowRoot} */ (panel.getRootNode());
    const focused = panel.contains(root.activeElement) ? root.activeElement : null;
    panel.replaceChildren(policyView(this.#fields, wrongPolicy, context));
    const [first] = wrongPolicy;
    if (first !== undefined) this.#fields[first]?.focus();
    else if (focused !== null) sameControl(panel, focused)?.focus();
  }
}
