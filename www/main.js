// @ts-check
// Events → state → view. Every control carries its `data-action`; what it does stands here.

import { checkAgain, checkFiles, checkText, tryPassword } from "./checking.js";
import { load } from "./core.js";
import { fingerprint } from "./format.js";
import { chooseLanguage, translator } from "./messages/index.js";
import { answerQuestion, cancelRenewal, finishRenewal, newPassword, save, startIdentifying, stopLooking } from "./renewing.js";
import { ask, fileRemoved, initialState, leafOf, moduleIs, passwordToggled, speak, unsaved } from "./state.js";
import { summary } from "./summary.js";
import { fileName } from "./view/card.js";
import { notify, passwordField, render, say } from "./view.js";

let state = initialState(chooseLanguage(navigator.languages));

/** @type {import("./checking.js").Store} */
const store = {
  get: () => state,
  set: (next) => {
    if (next === state) return;
    state = next;
    draw();
  },
};

function draw() {
  const shows = state.renewal.phase === "done" && state.renewal.passwordShown;
  render(state, new Date(), shows ? newPassword() : null);
}

/** @type {Record<string, (id: number) => void | Promise<void>>} */
const ACTIONS = {
  "language-ja": () => store.set(speak(state, "ja")),
  "language-en": () => store.set(speak(state, "en")),
  "load-module": loadModule,
  "read-paste": readPaste,
  remove,
  "copy-summary": copySummary,
  "copy-fingerprint": copyFingerprint,
  "renew-start": () => startIdentifying(store),
  "renew-stop": () => stopLooking(store),
  "renew-proceed": () => store.set(ask(state)),
  "dialog-yes": () => answerQuestion(store, true),
  "dialog-no": () => answerQuestion(store, false),
  "renew-cancel": cancelRenewal,
  "save-p12": () => save(store, "p12"),
  "save-pass": () => save(store, "pass"),
  "password-toggle": () => store.set(passwordToggled(state)),
  "password-copy": () => copy(newPassword(), "done.password-copied"),
  finish: () => finishRenewal(store),
};

async function loadModule() {
  store.set(moduleIs(state, "loading"));
  try {
    await load();
  } catch {
    store.set(moduleIs(state, "failed"));
    return;
  }
  store.set(moduleIs(state, "ready"));
  await checkAgain(store);
}

/** @param {number} id */
function remove(id) {
  const { t, voice } = speech();
  const card = state.cards.find((one) => one.id === id);
  store.set(fileRemoved(state, id));
  if (card) say(t("card.removed", { name: fileName(card, voice) }));
}

/** @param {number} id */
async function copySummary(id) {
  const card = state.cards.find((one) => one.id === id);
  if (card?.status !== "read") return;
  const { voice } = speech();
  await copy(summary(fileName(card, voice), card.inspection, voice), "copy.done");
}

/** @param {number} id */
async function copyFingerprint(id) {
  const card = state.cards.find((one) => one.id === id);
  const leaf = card?.status === "read" ? leafOf(card.inspection) : null;
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
  return { t, voice: { t, language: state.language, now: new Date() } };
}

document.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element ? event.target.closest("button[data-action]") : null;
  // The question may come up under the pointer between the clicks of a double click on 更新: the second answers nothing.
  if (event.detail > 1 && pressed?.closest("dialog")) return;
  if (pressed) void ACTIONS[pressed.getAttribute("data-action") ?? ""]?.(Number(pressed.getAttribute("data-id")));
});

document.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!(event.target instanceof HTMLFormElement) || event.target.dataset["action"] !== "password") return;
  const id = Number(event.target.dataset["id"]);
  const field = passwordField(id);
  if (field.value === "") {
    notify("password.empty", state);
    field.focus();
    return;
  }
  void tryPassword(store, id, field.value);
});

document.addEventListener("change", (event) => {
  const { target } = event;
  if (!(target instanceof HTMLInputElement)) return;
  if (target.dataset["action"] === "password-visible") {
    passwordField(Number(target.dataset["id"])).type = target.checked ? "text" : "password";
  } else if (target.id === "file-input") {
    const files = [...(target.files ?? [])];
    target.value = ""; // The same file can be chosen again.
    void checkFiles(store, files);
  }
});

// A dialog that closed by itself (Esc, the browser's back gesture) was answered with no.
control("dialog").addEventListener("close", () => void answerQuestion(store, false));

document.addEventListener("paste", (event) => {
  const typing = event.target instanceof Element && event.target.matches("input, textarea");
  const { files } = event.clipboardData ?? {};
  const text = event.clipboardData?.getData("text") ?? "";
  if (typing) return;
  if (files && files.length > 0) void checkFiles(store, files);
  else if (text.includes("-----BEGIN")) void checkText(store, text);
  else return;
  event.preventDefault();
});

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
  const files = [...(event.dataTransfer?.files ?? [])];
  const text = event.dataTransfer?.getData("text") ?? "";
  if (files.length > 0) void checkFiles(store, files);
  else if (text.includes("-----BEGIN")) void checkText(store, text);
});

addEventListener("beforeunload", (event) => {
  if (unsaved(state)) event.preventDefault();
});

draw();
void loadModule();
