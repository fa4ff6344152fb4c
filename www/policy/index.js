// @ts-check
// Choosing when renewal is offered: what main.js loads when somebody opens it.

import { applyPolicy } from "../checking.js";
import { policyRefused } from "../state.js";
import { part, sameControl } from "../view/element.js";
import { DEMO_POLICY, readPolicy } from "./fields.js";
import { policyFields, policyView } from "./view.js";

/** @typedef {import("../checking.js").Store} Store */
/** @typedef {import("../state.js").State} State */

const fields = policyFields();

/** What the buttons do, by their actions. @type {Record<string, (store: Store) => Promise<void>>} */
const ACTIONS = {
  "policy-demo": (store) => choose(store, DEMO_POLICY),
  "policy-reset": (store) => choose(store, {}),
};

/** What was typed is in force from here on. @param {Store} store */
async function submit(store) {
  const texts = Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]));
  const { policy, wrong } = readPolicy(texts);
  if (wrong.length > 0) store.set(policyRefused(store.get(), wrong));
  else await applyPolicy(store, policy);
}

/** @param {Store} store @param {Record<string, number>} policy */
function choose(store, policy) {
  for (const [name, input] of Object.entries(fields)) input.value = String(policy[name] ?? "");
  return submit(store);
}

/** @type {State | null} What is on the screen. */
let shown = null;

/**
 * @param {State} state
 * @param {import("../words.js").ViewContext} context
 */
function render(state, context) {
  const { policy, wrongPolicy, language } = state;
  const before = shown;
  shown = state;
  if (before?.language === language && before.policy === policy && before.wrongPolicy === wrongPolicy) return;
  const panel = part("policy");
  const focused = panel.contains(document.activeElement) ? document.activeElement : null;
  panel.replaceChildren(policyView(fields, wrongPolicy, context));
  const [first] = wrongPolicy;
  if (first !== undefined) fields[first]?.focus();
  else if (focused !== null) sameControl(panel, focused)?.focus();
}

export const policy = { ACTIONS, submit, render };
