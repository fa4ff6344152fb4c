// @ts-check
// A script that is imported when it is first needed.

/** Where a file of the page is served. @param {string} path relative to the page */
export function served(path) {
  return new URL(path, import.meta.url).href;
}

/** @template Module */
export class ImportOnce {
  /** @type {Promise<Module> | null} */
  #loading = null;
  #attempt = 0;
  /** @type {string} */
  #path;

  /** @param {string} path relative to the page, which is where every script that imports is served, too */
  constructor(path) {
    this.#path = path;
  }

  /**
   * Imports it once. An import that failed is forgotten, so the next call tries again.
   * @returns {Promise<Module>}
   */
  load() {
    this.#loading ??= this.#start();
    return this.#loading;
  }

  /** The next call gets a fresh instance. */
  forget() {
    this.#loading = null;
  }

  /** @returns {Promise<Module>} */
  async #start() {
    this.#attempt += 1;
    // Browsers keep a script, loaded or failed, by its address: another attempt needs another one.
    const query = this.#attempt === 1 ? "" : `?attempt=${this.#attempt}`;
    try {
      return await import(served(`${this.#path}${query}`));
    } catch (error) {
      this.forget();
      throw error;
    }
  }
}
