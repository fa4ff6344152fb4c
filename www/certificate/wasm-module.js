// @ts-check
// A WebAssembly module: loaded when it is first needed, once, and anew where it did not load or has trapped.

import { CoreFailure } from "../common/failure.js";

/** @typedef {"loading" | "ready" | "failed"} ModuleStatus */

/** @template {{ default: (options: { module_or_path: Promise<WebAssembly.Module> }) => Promise<unknown> }} Module */
export class WasmModule {
  /** @type {Promise<Module> | null} */
  #loading = null;
  /** @type {import("../import-once.js").ImportOnce<Module>} */
  #script;
  /** @type {(module: Module) => void} */
  #onLoad;
  /** @type {import("./compiled.js").CompiledModule} */
  #compiled;
  /** @type {ModuleStatus} */
  #status = "loading";
  /** @type {Set<(status: ModuleStatus) => void>} */
  #followers = new Set();

  /**
   * @param {import("../import-once.js").ImportOnce<Module>} script
   * @param {import("./compiled.js").CompiledModule} compiled its code
   * @param {(module: Module) => void} [onLoad] is given each instance that is loaded
   */
  constructor(script, compiled, onLoad = () => {}) {
    this.#script = script;
    this.#onLoad = onLoad;
    this.#compiled = compiled;
  }

  /**
   * Loads it once. A load that failed is forgotten, so the next call tries again.
   * @returns {Promise<Module>}
   */
  load() {
    this.#loading ??= this.#start().catch(() => {
      this.#forget();
      this.#is("failed");
      throw new CoreFailure("module-unavailable");
    });
    return this.#loading;
  }

  /**
   * Calls back with what the module is now, and whenever that changes. A fresh instance in the place of one that has
   * trapped is no change.
   * @param {(status: ModuleStatus) => void} follower
   * @param {AbortSignal} signal ends it
   */
  follow(follower, signal) {
    this.#followers.add(follower);
    signal.addEventListener("abort", () => this.#followers.delete(follower));
    follower(this.#status);
  }

  /** @param {ModuleStatus} status */
  #is(status) {
    if (this.#status === status) return;
    this.#status = status;
    for (const follower of this.#followers) follower(status);
  }

  /**
   * Calls it, and turns whatever it throws into a `CoreFailure`. A trap inside an asynchronous call reaches the window
   * and leaves the promise pending for ever: both are waited for.
   * @template T
   * @param {(module: Module) => T | Promise<T>} run
   * @returns {Promise<T>}
   */
  async call(run) {
    const module = await this.load();
    const over = new AbortController();
    /** @type {Promise<never>} */
    const trapped = new Promise((_resolve, reject) => {
      const listen = (/** @type {ErrorEvent | PromiseRejectionEvent} */ event) => {
        const error = "reason" in event ? event.reason : event.error;
        if (error instanceof WebAssembly.RuntimeError) reject(error);
      };
      addEventListener("error", listen, { signal: over.signal });
      addEventListener("unhandledrejection", listen, { signal: over.signal });
    });
    try {
      return await Promise.race([run(module), trapped]);
    } catch (error) {
      throw this.#failure(error);
    } finally {
      over.abort();
    }
  }

  /**
   * The same for what is over at once: whatever happens in it is thrown there.
   * @template T
   * @param {(module: Module) => T} run
   * @returns {Promise<T>}
   */
  async callAtOnce(run) {
    const module = await this.load();
    try {
      return run(module);
    } catch (error) {
      throw this.#failure(error);
    }
  }

  async #start() {
    if (this.#status === "failed") this.#is("loading");
    const code = this.#compiled.get();
    // Where the script does not come either, that is what is said.
    code.catch(() => {});
    const module = await this.#script.load();
    await module.default({ module_or_path: code });
    this.#onLoad(module);
    this.#is("ready");
    return module;
  }

  /** Whatever comes next gets a fresh instance. */
  #forget() {
    this.#loading = null;
    this.#script.forget();
  }

  /** @param {unknown} error @returns {CoreFailure} */
  #failure(error) {
    if (isCertError(error)) {
      const {
        name: _name,
        code,
        message: _message,
        stack: _stack,
        issued,
        p12,
        ...facts
      } = Object.fromEntries(Object.entries(error));
      const failure = new CoreFailure(code, facts);
      failure.issued = issued ?? null;
      failure.p12 = p12 ?? null;
      return failure;
    }
    // Not one of the module's own errors: it trapped, and its memory is not to be trusted. Later calls get a fresh one.
    this.#forget();
    this.load().catch(() => {});
    return new CoreFailure("internal");
  }
}

/** @param {unknown} error @returns {error is Error & { code: string }} */
function isCertError(error) {
  return error instanceof Object && "name" in error && error.name === "CertError" && "code" in error;
}
