// @ts-check
// What people take along of a certificate: words on the clipboard, a file for the calendar.

import { loadLater } from "../later-script.js";
import { now } from "./surroundings.js";

/** @typedef {import("./surroundings.js").Surroundings} Surroundings */
/** @typedef {(key: string) => void} Notify says a short word to everybody, by its key */

/**
 * @param {string | null} text
 * @param {string} done the word for having copied it
 * @param {Notify} notify
 */
export async function copy(text, done, notify) {
  try {
    await navigator.clipboard.writeText(text ?? "");
    notify(done);
  } catch {
    notify("copy.failed");
  }
}

/**
 * Copies what belongs into a report of a failure: its code and versions, nothing of a file.
 * @param {MouseEvent} event of the button that has the code
 * @param {Surroundings} surroundings
 * @param {Notify} notify
 */
export async function copyReport({ target }, { language }, notify) {
  const code = target instanceof Element ? target.closest("[data-code]")?.getAttribute("data-code") : null;
  try {
    const { reportOf } = await loadLater(language);
    await copy(reportOf(code ?? ""), "copy.done", notify);
  } catch {
    notify("copy.failed");
  }
}

/**
 * Saves the days on which to think of the renewal.
 * @param {import("./core.js").Certificate | null} certificate
 * @param {Surroundings} surroundings
 * @param {Notify} notify
 */
export async function remind(certificate, surroundings, notify) {
  if (certificate === null) return;
  try {
    const { saveReminder } = await loadLater(surroundings.language);
    await saveReminder(certificate, surroundings.language, now(surroundings, new Date()));
  } catch {
    notify("reminder.failed");
  }
}
