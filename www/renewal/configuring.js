// @ts-check
// Learns where the renewal goes, and what time it is there.

import { services } from "../certificate/core.js";
import { loadFailures, loadPart } from "../messages/index.js";
import { setClock } from "./clock.js";
import { ConfigProblem, loadConfig, readConfig } from "./config.js";
import { configurationFailed, configured } from "./configuration.js";

/** @typedef {import("./clock.js").Store} Store */
/** @typedef {{ config: URL } | { endpoint: string | null, presented: string | null }} Address */

/** Of one element. */
export class Configuring {
  /** @type {Store} */
  #store;
  /** @type {() => Address} */
  #address;
  /** @type {Promise<void> | null} */
  #loading = null;

  /** @param {Store} store @param {() => Address} address where the configuration comes from */
  constructor(store, address) {
    this.#store = store;
    this.#address = address;
  }

  /** Once, before anything else is asked for; again only where it could not be read: it may be there by now. */
  again() {
    if (this.#store.get().configuration.status === "broken") this.#loading = null;
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async #load() {
    try {
      const { config, date } = await this.#read();
      // The list of services has words of its own.
      if (config.services) await loadPart("later", this.#store.get().language);
      const choice = config.services ? await services() : [];
      this.#store.apply(configured, config, choice);
      if (date !== null) await setClock(this.#store, date);
    } catch (error) {
      const failure =
        error instanceof ConfigProblem
          ? { code: "broken-config", facts: { problem: error.problem, field: error.field } }
          : { code: "module-unavailable", facts: {} };
      await loadFailures(this.#store.get().language);
      this.#store.apply(configurationFailed, failure);
    }
  }

  async #read() {
    const address = this.#address();
    if ("config" in address) return loadConfig(address.config);
    const { endpoint, presented } = address;
    const text = JSON.stringify({
      ...(endpoint === null ? {} : { endpoint }),
      ...(presented === null ? {} : { clientCertificate: presented }),
    });
    return { config: readConfig(text, document.baseURI), date: null };
  }
}
