// @ts-check
// The compiled code of a WebAssembly module: compiled once for the page and all of its workers.

import { served } from "../import-once.js";

export class CompiledModule {
  /** @type {Promise<WebAssembly.Module> | null} */
  #compiling = null;
  /** @type {string} */
  #path;

  /** @param {string} path relative to the page */
  constructor(path) {
    this.#path = path;
  }

  /**
   * Loads and compiles it once. A load that failed is forgotten, so the next call tries again.
   * @returns {Promise<WebAssembly.Module>}
   */
  get() {
    this.#compiling ??= compile(served(this.#path)).catch((error) => {
      this.#compiling = null;
      throw error;
    });
    return this.#compiling;
  }

  /** Takes what was compiled elsewhere: a worker gets it by message. @param {WebAssembly.Module} module */
  use(module) {
    this.#compiling = Promise.resolve(module);
  }
}

/** @param {string} address */
async function compile(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  // Not every server knows the type, without which a browser does not compile while the file comes.
  return response.headers.get("Content-Type") === "application/wasm"
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}
