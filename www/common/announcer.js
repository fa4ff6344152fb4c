// @ts-check
// What an element says beside what it shows: to screen readers, or for a moment to everybody.

import { plain } from "./data.js";
import { element, fill } from "./element.js";

/** How long a short word stays. */
const NOTICE_MS = 4000;

/** The two regions of one element. */
export class Announcer {
  #notice = element("p", { id: "notice", class: "notice", role: "status", hidden: true });
  #region = element("p", { id: "announcement", class: "visually-hidden", role: "status" });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** They stand in the element from the beginning: a region that comes with its words is not read. */
  nodes = [this.#notice, this.#region];

  /** Reads a sentence to screen readers, and shows nothing. @param {string} words */
  say(words) {
    const text = plain(words);
    // The same words again are read again only if the text differs.
    if (text !== "") this.#region.textContent = this.#region.textContent === text ? `${text}\u00a0` : text;
  }

  /** A short word to everybody: copied, or not. @param {string} words */
  notify(words) {
    fill(this.#notice, words);
    this.#notice.hidden = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#notice.hidden = true;
    }, NOTICE_MS);
  }
}
