// @ts-check
// In which language something speaks: in one whose words have come, and of several that were asked for in the last.

import { loadFirst, loadLanguage } from "../messages/index.js";

/** @typedef {import("../messages/index.js").Language} Language */

/** One that speaks. */
export class Speaking {
  /** The language that was asked for last: the words of another one may come later. @type {Language | null} */
  #wanted = null;
  #hasWords = false;
  /** @type {(language: Language) => void} */
  #speak;

  /** @param {(language: Language) => void} speak is called when there are words of a language */
  constructor(speak) {
    this.#speak = speak;
  }

  /** Whether a language was asked for. */
  get hasBegun() {
    return this.#wanted !== null;
  }

  /** Whether there are words to speak in. */
  get hasWords() {
    return this.#hasWords;
  }

  /**
   * Speaks as soon as words have come, in another language rather than in none.
   * @param {Language} preferred
   * @returns {Promise<boolean>} false: no words have come
   */
  async begin(preferred) {
    this.#wanted = preferred;
    try {
      const first = await loadFirst(preferred);
      // Another language that was asked for meanwhile is spoken when its words have come.
      if (this.#wanted === preferred) this.#wanted = first;
      if (!this.#hasWords) this.#say(first);
    } catch {
      // Whoever has no words cannot say so.
    }
    return this.#hasWords;
  }

  /**
   * Speaks another language, once its words have come.
   * @param {Language} language
   * @returns {Promise<"spoken" | "failed" | "overtaken">} `overtaken`: another one was asked for meanwhile
   */
  async change(language) {
    this.#wanted = language;
    const come = await loadLanguage(language).then(
      () => true,
      () => false,
    );
    if (this.#wanted !== language) return "overtaken";
    if (come) this.#say(language);
    return come ? "spoken" : "failed";
  }

  /** @param {Language} language */
  #say(language) {
    this.#hasWords = true;
    this.#speak(language);
  }
}
