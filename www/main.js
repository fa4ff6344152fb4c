// @ts-check
// Events → state → view. Every control carries its `data-action`; what it does stands here.

import { arming } from "./arming.js";
import { setClock, tryPassword } from "./checking.js";
import { ConfigProblem, loadConfig } from "./config.js";
import { load, loadTools, services } from "./core.js";
import { download } from "./download.js";
import { droppedFiles, hasFiles, loose } from "./dropped.js";
import { fingerprint, prepare } from "./format.js";
import { checkAgain, checkFiles, checkText } from "./gathering.js";
import { later, loadLater } from "./later-script.js";
import { LANGUAGES, loadFailures, loadFirst, loadLanguage, translator } from "./messages/index.js";
import { ask, askToDiscard, passwordToggled, startOver, unsaved } from "./renewal-state.js";
import {
  answerQuestion,
  cancelRenewal,
  comeBack,
  confirmSaved,
  continueRenewal,
  discard,
  finishRenewal,
  newPassword,
  offerPending,
  save,
  saveAs,
  saveEvidence,
  startIdentifying,
  stopLooking,
} from "./renewing.js";
import { canPick } from "./saving.js";
import {
  authHostNamed,
  configurationFailed,
  configured,
  fileRemoved,
  initialState,
  leafOf,
  moduleIs,
  now,
  serviceChosen,
  speak,
  target,
} from "./state.js";
import { summary } from "./summary.js";
import { fileName } from "./view/card.js";
import { notify, passwordField, render, say, sayTooEarly } from "./view.js";
import { evidenceName } from "./words.js";

let state = initialState(/** @type {import("./state.js").Language} */ (document.documentElement.lang));
/** Until its words are there, the page listens and is not drawn. */
let hasWords = false;

/** @type {import("./checking.js").Store} */
const store = {
  get: () => state,
  set: (next) => {
    if (next === state) return;
    const before = state;
    state = next;
    draw();
    later.features?.clientFiles.closeIfGone(store);
    yes.follow(before);
  },
};

const yes = arming(store, /** @type {HTMLElement} */ (document.querySelector("[data-action=dialog-yes]")));

function draw() {
  if (!hasWords) return;
  const shows = state.renewal.phase === "done" && state.renewal.passwordShown;
  render(state, now(state, new Date()), {
    password: shows ? newPassword() : null,
    canPick: canPick(),
    clientFiles: later.features?.clientFiles,
    policy: later.features?.policy,
  });
}

/** @type {Record<string, (id: number, event: MouseEvent) => void | Promise<void>>} */
const ACTIONS = {
  "language-ja": () => speakIn("ja"),
  "language-en": () => speakIn("en"),
  "load-module": loadModule,
  "read-paste": readPaste,
  remove,
  "copy-summary": copySummary,
  "copy-fingerprint": copyFingerprint,
  "renew-start": start,
  "renew-stop": () => stopLooking(store),
  "renew-back": () => store.set(startOver(state)),
  "renew-proceed": () => store.set(ask(state)),
  "dialog-yes": (_id, event) => sayYes(event),
  "dialog-no": () => answerQuestion(store, false),
  "renew-cancel": cancelRenewal,
  "renew-resume": () => continueRenewal(store),
  discard: () => store.set(askToDiscard(state, true)),
  "discard-yes": () => discardRenewal(true),
  "discard-no": () => discardRenewal(false),
  "save-p12": () => save(store, "p12"),
  "save-pass": () => save(store, "pass"),
  "save-p12-as": () => saveAs(store, "p12"),
  "save-pass-as": () => saveAs(store, "pass"),
  "save-confirm": () => confirmSaved(store, true),
  "save-deny": () => confirmSaved(store, false),
  "evidence-p12": () => keepEvidence("p12"),
  "evidence-pass": () => keepEvidence("pass"),
  "password-toggle": () => store.set(passwordToggled(state)),
  "password-copy": () => copy(newPassword(), "done.password-copied"),
  finish: () => finishRenewal(store),
  "reminder-card": (id) => remind(leafOfCard(id)),
  "reminder-renewed": () => remind(state.renewal.phase === "done" ? state.renewal.certificate : null),
  "script-sh": () => handScript("sh"),
  "script-ps1": () => handScript("ps1"),
};

async function loadModule() {
  store.set(moduleIs(state, "loading"));
  try {
    await load();
  } catch {
    store.set(moduleIs(state, "failed"));
    return;
  }
  // Before the first file is read: checking one asks for nothing.
  const words = Promise.all([loadFailures(state.language), loadLater(state.language).then(draw, () => {})]);
  store.set(moduleIs(state, "ready"));
  await checkAgain(store);
  await words;
  // Whoever has renewed does not want to hear that the network is gone before the files are written.
  whenIdle(async () => {
    prepare(state.language);
    await Promise.allSettled(LANGUAGES.map(loadLanguage));
    loadTools().catch(() => {});
  });
}

/** The language of the last click: the words of another one may come later. */
let wanted = state.language;

/** @param {import("./state.js").Language} language */
async function speakIn(language) {
  wanted = language;
  try {
    await loadLanguage(language);
  } catch {
    if (wanted === language) notify("language.failed", state);
    return;
  }
  if (wanted === language) spoken(language);
}

/** The page is in a language whose words have come. @param {import("./state.js").Language} language */
function spoken(language) {
  hasWords = true;
  if (state.language === language) draw();
  else store.set(speak(state, language));
}

/** WebKit knows no idle time. @param {() => void} run */
function whenIdle(run) {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(run);
  else setTimeout(run, 1000);
}

/** Once, before anything else is asked for: where the renewal goes, and what time it is there. */
async function loadConfiguration() {
  try {
    const { config, date } = await loadConfig(document.baseURI);
    const choice = config.services ? await services() : [];
    store.set(configured(state, config, choice));
    if (date !== null) await setClock(store, date);
  } catch (error) {
    const failure =
      error instanceof ConfigProblem
        ? { code: "broken-config", facts: { problem: error.problem, field: error.field } }
        : { code: "module-unavailable", facts: {} };
    await loadFailures(state.language);
    store.set(configurationFailed(state, failure));
  }
}

/** What was typed of the host that renews, if there is a field for it. */
function readAuthHost() {
  const field = document.getElementById("auth-host");
  if (field instanceof HTMLInputElement) store.set(authHostNamed(state, field.value));
}

function start() {
  // A configuration that could not be read may be there by now.
  if (state.configuration.status === "broken") configuring = loadConfiguration();
  readAuthHost();
  return startIdentifying(store, configuring);
}

/** @param {MouseEvent} event */
function sayYes(event) {
  void answerQuestion(store, true, yes.began(event));
  if (state.renewal.phase === "asking") sayTooEarly(state);
}

/** @param {boolean} yes */
async function discardRenewal(yes) {
  if (!(await discard(store, yes))) notify("pending.discard-failed", state);
}

/** @param {import("./renewal-state.js").SavedFile} file */
function keepEvidence(file) {
  const { renewal } = state;
  if (renewal.phase !== "failed" || renewal.during !== "renew" || renewal.evidence === null) return;
  saveEvidence(store, file, evidenceName(renewal.evidence, file, speech().context));
}

/** @param {number} id */
function remove(id) {
  const { t, context } = speech();
  const card = state.cards.find((one) => one.id === id);
  store.set(fileRemoved(state, id));
  if (card) say(t("card.removed", { name: fileName(card, context) }));
}

/** @param {number} id */
async function copySummary(id) {
  const card = state.cards.find((one) => one.id === id);
  if (card?.status !== "read") return;
  const { context } = speech();
  await copy(summary(fileName(card, context), card.inspection, context), "copy.done");
}

/** @param {number} id */
async function copyFingerprint(id) {
  const leaf = leafOfCard(id);
  if (leaf) await copy(fingerprint(leaf.fingerprintSha256), "copy.done");
}

/** @param {string | null} text @param {string} done the word for having copied it */
async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text ?? "");
    notify(done, state);
  } catch {
    notify("copy.failed", state);
  }
}

/** @param {import("./command-line.js").Script} script */
async function handScript(script) {
  readAuthHost();
  const where = target(state);
  if (where === null) {
    notify("script.no-service", state);
    return;
  }
  try {
    // The address may be relative to the page.
    const endpoint = new URL(where.endpoint, document.baseURI).href;
    const { scriptFor } = await loadLater(state.language);
    download(`renew.${script}`, await scriptFor(script, endpoint), "application/octet-stream");
  } catch {
    notify("script.failed", state);
  }
}

/** @param {number} id */
function leafOfCard(id) {
  const card = state.cards.find((one) => one.id === id);
  return card?.status === "read" ? leafOf(card.inspection) : null;
}

/** @param {import("./core.js").Certificate | null} certificate */
async function remind(certificate) {
  if (certificate === null) return;
  try {
    const { saveReminder } = await loadLater(state.language);
    await saveReminder(certificate, state.language, now(state, new Date()));
  } catch {
    notify("reminder.failed", state);
  }
}

/** What is loaded later, or null where it cannot be, which is said. */
async function features() {
  try {
    return later.features ?? (await loadLater(state.language));
  } catch {
    notify("feature.failed", state);
    return null;
  }
}

/**
 * What a button does that belongs to what is loaded later. Once that is there, it happens before the click is over:
 * browsers open a window only then.
 * @param {string} action
 * @param {number} id
 */
async function act(action, id) {
  const { clientFiles, policy } = later.features ?? (await features()) ?? {};
  /** @type {Record<string, (on: typeof store, id: number) => void | Promise<void>>} */
  const actions = { ...clientFiles?.ACTIONS, ...policy?.ACTIONS };
  await actions[action]?.(store, id);
}

/** Draws the page in words that have come; where none come, that stands in the page, in both languages. */
async function begin() {
  const preferred = wanted;
  /** @type {import("./state.js").Language} */
  let first;
  try {
    first = await loadFirst(preferred);
  } catch {
    if (!hasWords) document.getElementById("words-failed")?.removeAttribute("hidden");
    return;
  }
  if (hasWords) return;
  // A click that asks for another language is answered when its words have come.
  if (wanted === preferred) wanted = first;
  spoken(first);
}

/** @param {HTMLDetailsElement} opened the details of a card @param {Uint8Array} certificate */
async function describe(opened, certificate) {
  (await features())?.showDescription(opened, certificate, speech().context);
}

async function readPaste() {
  const field = /** @type {HTMLTextAreaElement} */ (control("paste-input"));
  if (field.value.trim() === "") {
    notify("paste.empty", state);
    field.focus();
    return;
  }
  const text = field.value;
  field.value = "";
  await checkText(store, text);
}

/** @param {string} id */
function control(id) {
  const node = document.getElementById(id);
  if (node === null) throw new Error(`index.html lacks #${id}`);
  return node;
}

function speech() {
  const t = translator(state.language);
  return { t, context: { t, language: state.language, now: now(state, new Date()), demo: state.policy !== null } };
}

document.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element ? event.target.closest("button[data-action]") : null;
  // The question may come up under the pointer between the clicks of a double click on 更新: the second answers
  // nothing.
  if (event.detail > 1 && pressed?.closest("dialog"))
    return pressed.getAttribute("data-action") === "dialog-yes" ? sayTooEarly(state) : undefined;
  if (pressed === null) return;
  const action = pressed.getAttribute("data-action") ?? "";
  const id = Number(pressed.getAttribute("data-id"));
  if (Object.hasOwn(ACTIONS, action)) void ACTIONS[action]?.(id, event);
  else void act(action, id);
});

document.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!(event.target instanceof HTMLFormElement)) return;
  if (event.target.dataset.action === "policy") void later.features?.policy.submit(store);
  if (event.target.dataset.action === "client-files") void later.features?.clientFiles.submit(store);
  if (event.target.dataset.action !== "password") return;
  const id = Number(event.target.dataset.id);
  const field = passwordField(id);
  if (field.value === "") {
    notify("password.empty", state);
    field.focus();
    return;
  }
  const second = passwordField(id, "second");
  void tryPassword(store, id, field.value, second.isConnected && second.value !== "" ? second.value : undefined);
});

document.addEventListener("change", (event) => {
  const { target } = event;
  if (target instanceof HTMLSelectElement && target.dataset.action === "choose-service") {
    store.set(serviceChosen(state, target.value === "" ? null : Number(target.value)));
  }
  if (
    (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) &&
    target.dataset.action?.startsWith("client")
  ) {
    later.features?.clientFiles.change(store, target);
  }
  if (!(target instanceof HTMLInputElement)) return;
  if (target.dataset.action === "password-visible") {
    for (const which of /** @type {const} */ (["first", "second"]))
      passwordField(Number(target.dataset.id), which).type = target.checked ? "text" : "password";
  } else if (target.id === "file-input") {
    const files = [...(target.files ?? [])];
    target.value = ""; // The same file can be chosen again.
    void checkFiles(store, loose(files));
  }
});

// While it is typed, not when the field is left: a button that is being pressed then would be drawn anew under the
// pointer.
document.addEventListener("input", ({ target }) => {
  if (target instanceof HTMLInputElement && target.dataset.action === "client-typed")
    later.features?.clientFiles.type(store);
});

// A dialog that closed by itself (Esc, the browser's back gesture) was answered with no.
control("dialog").addEventListener("close", () => void answerQuestion(store, false));

/**
 * In these a paste is the user's own text; a box that is ticked, or the field behind a button that chooses files, holds
 * none.
 */
const TEXT_FIELDS = "textarea, input:not([type=checkbox], [type=radio], [type=file]), [contenteditable]";

document.addEventListener("paste", (event) => {
  if (event.target instanceof Element && event.target.matches(TEXT_FIELDS)) return;
  if (readTransfer(event.clipboardData)) event.preventDefault();
});

/**
 * What is dropped or pasted: files, folders or a certificate as text. Returns whether there is any of it.
 * @param {DataTransfer | null} transfer
 */
function readTransfer(transfer) {
  const text = transfer?.getData("text") ?? "";
  if (transfer !== null && hasFiles(transfer)) void checkFiles(store, droppedFiles(transfer));
  else if (text.includes("-----BEGIN")) void checkText(store, text);
  else return false;
  return true;
}

// Opened by the user, or again as its card is drawn anew. The event does not bubble.
document.addEventListener(
  "toggle",
  ({ target }) => {
    if (!(target instanceof HTMLDetailsElement) || !target.open) return;
    const id = Number(target.closest("[data-testid=card]")?.getAttribute("data-id"));
    const bytes = leafOfCard(id)?.bytes;
    if (bytes !== undefined && target.matches("[data-testid=card-details]")) void describe(target, bytes);
    if (target.matches("[data-testid=policy]")) void features().then(draw);
  },
  { capture: true },
);

// Dropping works anywhere on the page: a file that misses the frame must not make the browser leave the page.
let depth = 0;
/** @param {number} change @param {DragEvent} event */
function dragging(change, event) {
  event.preventDefault();
  depth = Math.max(0, depth + change);
  document.body.classList.toggle("dragging", depth > 0);
}
document.addEventListener("dragenter", (event) => dragging(1, event));
document.addEventListener("dragleave", (event) => dragging(-1, event));
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  depth = 0;
  dragging(0, event);
  readTransfer(event.dataTransfer);
});

addEventListener("beforeunload", (event) => {
  if (unsaved(state)) event.preventDefault();
});

// A page taken out of the back/forward cache goes on where it was, and the browser or another tab may have gone
// further.
addEventListener("pageshow", (event) => {
  if (event.persisted) void comeBack(store);
});

void begin();
let configuring = loadConfiguration();
void loadModule();
void configuring.then(() => offerPending(store));
