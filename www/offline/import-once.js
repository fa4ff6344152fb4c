// @ts-check
// Stands in the place of `../import-once.js` where nothing can be loaded: what is imported is carried.

import { runScript, urlOf } from "./carried.js";

/** From where a file of the page is loaded. @param {string} path relative to the page */
export function served(path) {
  return urlOf(path);
}

/** @template Module */
export class ImportOnce {
  /** @type {Promise<Module> | null} */
  #loading = null;
  /** @type {string} */
  #path;

  /** @param {string} path relative to the page */
  constructor(path) {
    this.#path = path;
  }

  /** @returns {Promise<Module>} */
  load() {
    this.#loading ??= Promise.resolve(/** @type {Module} */ (runScript(this.#path)));
    return this.#loading;
  }

  /** The next call gets a fresh instance. */
  forget() {
    this.#loading = null;
  }
}
