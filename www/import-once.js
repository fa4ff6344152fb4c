// @ts-check
// A script that is imported when it is first needed.

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
      return await import(new URL(`${this.#path}${query}`, import.meta.url).href);
    } catch (error) {
      this.forget();
      throw error;
    }
  }
}
