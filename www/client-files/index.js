// @ts-check
// Making the files of a client: what main.js loads when it is first wanted.

import {
  changeControl,
  chooseFolder,
  close,
  closeIfGone,
  leaveFolder,
  make,
  openForCard,
  openForRenewed,
  saveFile,
  saveZip,
  writeToFolder,
} from "./making.js";
import { render, showTyped, typedText } from "./panel.js";
import { typed } from "./state.js";
import { spoken } from "./view.js";

/** @typedef {import("../checking.js").Store} Store */

/** What the buttons do, by their actions. @type {Record<string, (store: Store, id: number) => void | Promise<void>>} */
const ACTIONS = {
  "client-files-renewed": openForRenewed,
  "client-files-card": openForCard,
  "client-files-close": close,
  "client-files-save": saveFile,
  "client-files-zip": (store) => saveZip(store, typedText),
  "client-files-folder": chooseFolder,
  "client-files-write": (store) => writeToFolder(store, typedText),
  "client-files-leave": leaveFolder,
  "client-files-print": printBackup,
};

/** The form was sent. */
const submit = (/** @type {Store} */ store) => make(store, typedText);

/** A control of the panel was changed. @param {Store} store @param {HTMLInputElement | HTMLSelectElement} control */
function change(store, control) {
  if (control.dataset.action === "client-password-visible" && control instanceof HTMLInputElement)
    showTyped("newPassword", control.checked);
  else void changeControl(store, control);
}

/** Something is being typed. */
const type = (/** @type {Store} */ store) => store.set(typed(store.get()));

/** The checklist alone, on paper. */
function printBackup() {
  document.body.classList.add("printing-backup");
  addEventListener("afterprint", () => document.body.classList.remove("printing-backup"), { once: true });
  print();
}

export const clientFiles = { ACTIONS, submit, change, type, closeIfGone, render, spoken };
