// @ts-check
// State → DOM. Draws again only what changed, and keeps what the user is typing and where the focus is.

import { toldPlace } from "./client-files-state.js";
import { plain } from "./data.js";
import * as format from "./format.js";
import { translator } from "./messages/index.js";
import { oldCertificate, otherThanPresented } from "./renewal-state.js";
import { needsSecond, wrongClock } from "./state.js";
import { cardView, spoken } from "./view/card.js";
import { clientFilesView, spokenClientFiles } from "./view/client-files.js";
import { byTestId, element, fill } from "./view/element.js";
import { policyFields, policyView } from "./view/policy.js";
import { renewalView, spokenRenewal } from "./view/renewal.js";
import { wrongField } from "./view/wishes.js";
import { clockWords, commonNames } from "./words.js";

/** @typedef {import("./state.js").Card} Card */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./words.js").Voice} Voice */

/** @type {State | null} What is on the screen. */
let shown = null;
/** @type {Map<number, HTMLElement>} */
const cardNodes = new Map();
/**
 * One field for as long as a card is locked: what was typed stays through every redraw.
 * @type {Map<string, HTMLInputElement>}
 */
const passwordFields = new Map();

/** @param {string} id */
function part(id) {
  const node = document.getElementById(id);
  if (node === null) throw new Error(`index.html lacks #${id}`);
  return node;
}

/**
 * @param {State} state
 * @param {Date} now
 * @param {import("./view/done.js").Beside & { canPickFolder: boolean }} beside what the state does not hold
 */
export function render(state, now, beside) {
  const before = shown;
  shown = state;
  const voice = { t: translator(state.language), language: state.language, now, demo: state.policy !== null };
  const spokeOther = before?.language !== state.language;
  if (spokeOther) renderWords(voice);
  part("module-failed").hidden = state.module !== "failed";
  if (spokeOther || before?.clock !== state.clock) renderClock(state, voice);
  if (spokeOther || before?.policy !== state.policy || before.wrongPolicy !== state.wrongPolicy)
    renderPolicy(state, voice);
  // Names of files that had to wait for the module are shown with it.
  const otherWords = spokeOther || before?.module !== state.module;
  if (otherWords || before?.cards !== state.cards) renderCards(state.cards, before, voice, otherWords);
  // The dialog gives the focus back to where it was: it closes over the old panel, and opens over the new one.
  closeDialog(state);
  if (spokeOther || panelChanged(before, state)) renderPanel(state, voice, beside);
  if (spokeOther || before?.clientFiles !== state.clientFiles || before.renewal.phase !== state.renewal.phase)
    renderClientFiles(before, state, voice, beside.canPickFolder);
  renderDialog(state, voice);
  const answered = before?.renewal.phase === "asking" && state.renewal.phase !== "asking";
  if (answered && focusIsLost()) focusPanel();
  if (before !== null && !spokeOther) say(spokenChange(before, state, voice));
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

/**
 * What the user types in the panel of a client's files; emptied when it closes.
 * @type {import("./view/wishes.js").Fields | null}
 */
let typedFields = null;

/** @param {import("./client-files.js").Typed} what */
export function typedText(what) {
  return typedFields?.[what].value ?? "";
}

/** Shows what is typed, or dots. @param {import("./client-files.js").Typed} what @param {boolean} shown */
export function showTyped(what, shown) {
  if (typedFields !== null) typedFields[what].type = shown ? "text" : "password";
}

/** @returns {import("./view/wishes.js").Fields} */
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
 * @param {State | null} before
 * @param {State} state
 * @param {Voice} voice
 * @param {boolean} canPickFolder
 */
function renderClientFiles(before, { clientFiles, renewal }, voice, canPickFolder) {
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
    typedFields.folder.value = toldPlace(clientFiles) ?? "";
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
    ...clientFilesView(clientFiles, voice, form, { canPickFolder, superseded }).filter((child) => child !== null),
  );
  for (const box of panel.querySelectorAll(".backup input")) {
    if (box instanceof HTMLInputElement) box.checked = !another && ticked.includes(box.value);
  }
  if (another && before?.language === voice.language) {
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

/** The button that opened the panel. @param {import("./client-files-state.js").Source} source */
function opener(source) {
  const selector =
    source.kind === "renewed"
      ? "[data-action=client-files-renewed]"
      : `[data-action=client-files-card][data-id="${source.id}"]`;
  const button = document.querySelector(selector);
  return button instanceof HTMLElement ? button : null;
}

/** @param {import("./core.js").Certificate} one @param {import("./core.js").Certificate} renewed */
function isOlder(one, renewed) {
  return (
    one.commonName === renewed.commonName &&
    one.serialNumber !== renewed.serialNumber &&
    one.notAfter <= renewed.notAfter
  );
}

/** @param {import("./client-files-state.js").Open} old @param {import("./client-files-state.js").Open} fresh */
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

/** @param {Voice} voice */
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
 * @param {Voice} voice
 * @param {boolean} otherWords
 */
function renderCards(cards, before, voice, otherWords) {
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
    const node = cardView(card, { first: passwordField(card.id), second: passwordField(card.id, "second") }, voice);
    if (card.status === "read" || card.status === "failed" || card.status === "told") forgetPassword(card.id);
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

/** @param {State} state @param {Voice} voice */
function renderClock(state, voice) {
  const clock = wrongClock(state);
  part("clock").hidden = clock === null;
  fill(part("clock-text"), clock === null ? "" : clockWords(clock, voice));
}

const typedPolicyFields = policyFields();

/** What the user has typed, by the names of the fields. @returns {Record<string, string>} */
export function typedPolicy() {
  return Object.fromEntries(Object.entries(typedPolicyFields).map(([name, { value }]) => [name, value]));
}

/** @param {Record<string, number>} policy */
export function typePolicy(policy) {
  for (const [name, input] of Object.entries(typedPolicyFields)) input.value = String(policy[name] ?? "");
}

/** @param {State} state @param {Voice} voice */
function renderPolicy({ policy, wrongPolicy }, voice) {
  const panel = part("policy");
  const focused = panel.contains(document.activeElement) ? document.activeElement : null;
  const open = panel.querySelector("details")?.open ?? false;
  panel.replaceChildren(policyView(typedPolicyFields, wrongPolicy, open, voice));
  for (const id of ["policy-in-force", "dialog-policy"]) part(id).hidden = policy === null;
  const [first] = wrongPolicy;
  if (first !== undefined) typedPolicyFields[first]?.focus();
  else if (focused !== null) sameControl(panel, focused)?.focus();
}

/**
 * @param {State} state
 * @param {Voice} voice
 * @param {import("./view/done.js").Beside} beside
 */
function renderPanel(state, voice, beside) {
  const panel = part("renewal");
  const focused = panel.contains(document.activeElement) ? document.activeElement : null;
  const children = renewalView(state, voice, beside).filter((child) => child !== null && child !== false);
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

/**
 * The control that took the place of one that was redrawn.
 * @param {ParentNode} root
 * @param {Element} old
 * @returns {HTMLElement | null}
 */
function sameControl(root, old) {
  const testId = old.getAttribute("data-testid");
  const control = testId === null ? null : byTestId(root, testId);
  return control?.matches(":disabled") ? null : control;
}

/** @param {State} state */
function closeDialog({ renewal }) {
  const dialog = /** @type {HTMLDialogElement} */ (part("dialog"));
  if (renewal.phase !== "asking" && dialog.open) dialog.close();
}

/** @param {State} state @param {Voice} voice */
function renderDialog(state, voice) {
  const dialog = /** @type {HTMLDialogElement} */ (part("dialog"));
  const { renewal } = state;
  if (renewal.phase !== "asking") return;
  const { t, language } = voice;
  const leaf = oldCertificate(state, renewal.presented);
  const expiry = leaf === null ? "—" : format.dateTime(leaf.notAfter, language);
  const name = leaf === null ? "—" : commonNames(leaf, voice);
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
 * @param {Voice} voice
 */
function spokenChange(before, state, voice) {
  const { clientFiles } = state;
  if (before.clientFiles !== clientFiles && clientFiles.status === "open") {
    return spokenClientFiles(clientFiles, before.clientFiles.status === "open" ? before.clientFiles : null, voice);
  }
  if (before.renewal !== state.renewal && !isOnlyShowing(before, state)) return spokenRenewal(state, voice);
  const removed = before.cards.length > state.cards.length;
  const changed = removed ? [] : state.cards.filter((card) => !before.cards.includes(card));
  return changed.map((card) => spoken(card, voice)).join(" ");
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
