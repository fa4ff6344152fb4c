// @ts-check
// State → DOM. Draws again only what changed, and keeps what the user is typing and where the focus is.

import { plain } from "./data.js";
import * as format from "./format.js";
import { translator } from "./messages/index.js";
import { oldCertificate, otherThanPresented } from "./renewal-state.js";
import { needsSecond, wrongClock } from "./state.js";
import { cardView, spoken } from "./view/card.js";
import { byTestId, element, fill, part, sameControl } from "./view/element.js";
import { renewalView, spokenRenewal } from "./view/renewal.js";
import { clockWords, commonNames } from "./words.js";

/** @typedef {import("./state.js").Card} Card */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./words.js").ViewContext} ViewContext */

/** @type {State | null} What is on the screen. */
let shown = null;
/** @type {Map<number, HTMLElement>} */
const cardNodes = new Map();
/**
 * One field for as long as a card is locked: what was typed stays through every redraw.
 * @type {Map<string, HTMLInputElement>}
 */
const passwordFields = new Map();

/**
 * The features that are loaded later; undefined: they are not there yet.
 * @typedef {{
 *   clientFiles: typeof import("./client-files/index.js").clientFiles | undefined,
 *   policy: typeof import("./policy/index.js").policy | undefined,
 * }} Features
 */

/**
 * @param {State} state
 * @param {Date} now
 * @param {import("./view/done.js").Extras & Features} extras what the state does not hold
 */
export function render(state, now, extras) {
  const before = shown;
  shown = state;
  const context = { t: translator(state.language), language: state.language, now, demo: state.policy !== null };
  const spokeOther = before?.language !== state.language;
  if (spokeOther) renderWords(context);
  part("module-failed").hidden = state.module !== "failed";
  if (spokeOther || before?.clock !== state.clock) renderClock(state, context);
  for (const id of ["policy-in-force", "dialog-policy"]) part(id).hidden = state.policy === null;
  extras.policy?.render(state, context);
  // Names of files that had to wait for the module are shown with it.
  const otherWords = spokeOther || before?.module !== state.module;
  if (otherWords || before?.cards !== state.cards) renderCards(state.cards, before, context, otherWords);
  // The dialog gives the focus back to where it was: it closes over the old panel, and opens over the new one.
  closeDialog(state);
  if (spokeOther || panelChanged(before, state)) renderPanel(state, context, extras);
  extras.clientFiles?.render(state, context);
  renderDialog(state, context);
  const answered = before?.renewal.phase === "asking" && state.renewal.phase !== "asking";
  if (answered && focusIsLost()) focusPanel();
  if (before !== null && !spokeOther) say(spokenChange(before, state, context, extras));
}

/**
 * @param {number} id of a locked card
 * @param {"first" | "second"} [which]
 * @returns {HTMLInputElement}
 */
export function passwordField(id, which = "first") {
  const key = `${id}-${which}`;
  const known = passwordFields.get(key);
  if (known) return known;
  const field = element("input", {
    type: "password",
    autocomplete: "off",
    autocapitalize: "none",
    spellcheck: "false",
    "data-testid": which === "first" ? "card-password" : "card-second-password",
  });
  passwordFields.set(key, field);
  return field;
}

/** Reads a sentence to screen readers, and shows nothing. @param {string} words */
export function say(words) {
  const region = part("announcement");
  const text = plain(words);
  // The same words again are read again only if the text differs.
  if (text !== "") region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}

/** A short word to everybody: copied, or not. @param {string} key @param {State} state */
export function notify(key, { language }) {
  const notice = part("notice");
  fill(notice, translator(language)(key));
  notice.hidden = false;
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(() => (notice.hidden = true), 4000);
}
/** @type {ReturnType<typeof setTimeout> | undefined} */
let noticeTimer;

/** Says in the question that はい was pressed too early. @param {State} state */
export function sayTooEarly({ language }) {
  part("dialog-early").textContent = translator(language)("dialog.early");
}

/** @param {ViewContext} context */
function renderWords({ t, language }) {
  document.documentElement.lang = language;
  document.title = t("page.title");
  for (const node of document.querySelectorAll("[data-message]")) {
    node.textContent = t(node.getAttribute("data-message") ?? "");
  }
  for (const node of document.querySelectorAll("[data-message-label]")) {
    node.setAttribute("aria-label", t(node.getAttribute("data-message-label") ?? ""));
  }
  for (const code of ["ja", "en"]) {
    byTestId(document, `language-${code}`)?.setAttribute("aria-pressed", String(code === language));
  }
}

/**
 * @param {Card[]} cards
 * @param {State | null} before
 * @param {ViewContext} context
 * @param {boolean} otherWords
 */
function renderCards(cards, before, context, otherWords) {
  part("results").hidden = cards.length === 0;
  const list = part("cards");
  const hadFocus = list.contains(document.activeElement) ? document.activeElement : null;
  for (const old of before?.cards ?? []) {
    if (cards.some((card) => card.id === old.id)) continue;
    cardNodes.delete(old.id);
    forgetPassword(old.id);
  }
  const nodes = cards.map((card) => {
    const old = cardNodes.get(card.id);
    if (old && !otherWords && before?.cards.includes(card)) return old;
    const node = cardView(card, { first: passwordField(card.id), second: passwordField(card.id, "second") }, context);
    if (card.status === "read" || card.status === "failed" || card.status === "recognized") forgetPassword(card.id);
    for (const opened of old?.querySelectorAll("details[open]") ?? []) {
      node.querySelector(`details[data-testid="${opened.getAttribute("data-testid")}"]`)?.setAttribute("open", "");
    }
    cardNodes.set(card.id, node);
    return node;
  });
  for (const [index, node] of nodes.entries()) {
    if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
  }
  while (list.children.length > nodes.length) list.lastElementChild?.remove();
  placeFocus(cards, before, hadFocus);
}

/** @param {number} id */
function forgetPassword(id) {
  for (const key of [`${id}-first`, `${id}-second`]) {
    const field = passwordFields.get(key);
    if (field) field.value = "";
    passwordFields.delete(key);
  }
}

/**
 * A password just refused is selected, to be typed over; a card just opened takes the focus its form had; and whoever
 * removed a card goes on where they were.
 * @param {Card[]} cards @param {State | null} before @param {Element | null} hadFocus
 */
function placeFocus(cards, before, hadFocus) {
  const wasLocked = (/** @type {Card} */ card) =>
    before?.cards.some((old) => old.id === card.id && old.status === "locked" && old.busy);
  const refused = cards.find((card) => card.status === "locked" && card.refused && !card.busy && wasLocked(card));
  const waits = cards.find((card) => card.status === "locked" && needsSecond(card) && !card.busy && wasLocked(card));
  const asked = refused ?? waits;
  if (asked) {
    const field = passwordFields.get(`${asked.id}-${asked === waits ? "second" : "first"}`);
    field?.select();
    field?.focus();
    return;
  }
  if (hadFocus === null || hadFocus === document.activeElement) return;
  const id = hadFocus.closest("[data-testid=card]")?.getAttribute("data-id");
  const card = id ? cardNodes.get(Number(id)) : undefined;
  if (card) (sameControl(card, hadFocus) ?? card.querySelector("h3"))?.focus();
  else (part("cards").querySelector("h3") ?? part("file-input")).focus();
}

/** @param {State | null} before @param {State} state */
function panelChanged(before, state) {
  if (before === null || before.module !== state.module) return true;
  if (before.configuration !== state.configuration && state.renewal.phase === "idle") return true;
  const [old, fresh] = [before.renewal, state.renewal];
  const bothPresented = "presented" in old && "presented" in fresh && old.presented === fresh.presented;
  const phases = [old.phase, fresh.phase].every((phase) => phase === "presented" || phase === "asking");
  // The question stands over the panel, which stays as it is; the warning in it depends on the cards.
  return bothPresented && phases ? before.cards !== state.cards : old !== fresh;
}

/** @param {State} state @param {ViewContext} context */
function renderClock(state, context) {
  const clock = wrongClock(state);
  part("clock").hidden = clock === null;
  fill(part("clock-text"), clock === null ? "" : clockWords(clock, context));
}

/**
 * @param {State} state
 * @param {ViewContext} context
 * @param {import("./view/done.js").Extras} extras
 */
function renderPanel(state, context, extras) {
  const panel = part("renewal");
  const focused = panel.contains(document.activeElement) ? document.activeElement : null;
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

/**
 * What had the focus before the question may have been drawn anew meanwhile; it then stays in the closed dialog for a
 * moment.
 */
function focusIsLost() {
  return document.activeElement === document.body || part("dialog").contains(document.activeElement);
}

/** To the button that asks the question (again), or where the phase begins. */
function focusPanel() {
  const panel = part("renewal");
  const target = byTestId(panel, "renew-proceed") ?? panel.querySelector("[data-phase-heading]");
  if (target instanceof HTMLElement) target.focus();
}

/** @param {State} state */
function closeDialog({ renewal }) {
  const dialog = /** @type {HTMLDialogElement} */ (part("dialog"));
  if (renewal.phase !== "asking" && dialog.open) dialog.close();
}

/** @param {State} state @param {ViewContext} context */
function renderDialog(state, context) {
  const dialog = /** @type {HTMLDialogElement} */ (part("dialog"));
  const { renewal } = state;
  if (renewal.phase !== "asking") return;
  const { t, language } = context;
  const leaf = oldCertificate(state, renewal.presented);
  const expiry = leaf === null ? "—" : format.dateTime(leaf.notAfter, language);
  const name = leaf === null ? "—" : commonNames(leaf, context);
  const unidentified = leaf === null ? "dialog.unidentified" : "dialog.unidentified-file";
  fill(part("dialog-text"), t(renewal.presented === null ? unidentified : "dialog.text", { name, expiry }));
  part("dialog-other").hidden = otherThanPresented(state, renewal.presented).length === 0;
  byTestId(dialog, "dialog-yes")?.setAttribute("aria-disabled", String(!renewal.armed));
  if (dialog.open) return;
  part("dialog-early").textContent = "";
  // A question that came by itself gives the focus back to the button that asks it again.
  if (part("renewal").contains(document.activeElement) || document.activeElement === document.body) focusPanel();
  dialog.showModal();
}

/**
 * @param {State} before
 * @param {State} state
 * @param {ViewContext} context
 * @param {Features} features
 */
function spokenChange(before, state, context, features) {
  const { clientFiles } = state;
  if (before.clientFiles !== clientFiles && clientFiles.status === "open")
    return features.clientFiles?.spoken(clientFiles, before.clientFiles, context) ?? "";
  if (before.renewal !== state.renewal && !isOnlyShowing(before, state)) return spokenRenewal(state, context);
  const removed = before.cards.length > state.cards.length;
  const changed = removed ? [] : state.cards.filter((card) => !before.cards.includes(card));
  return changed.map((card) => spoken(card, context)).join(" ");
}

/**
 * Showing or hiding the password and opening or closing the question speak for themselves.
 * @param {State} before
 * @param {State} state
 */
function isOnlyShowing({ renewal: old }, { renewal: fresh }) {
  if (old.phase === "done" && fresh.phase === "done") return old.passwordShown !== fresh.passwordShown;
  return fresh.phase === "asking" || (old.phase === "asking" && fresh.phase === "presented");
}
