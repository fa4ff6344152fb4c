// @ts-check
// Where a renewal goes: what the configuration says, and the service where the user is to choose one. Pure.

import { hostOf } from "./config.js";

/** @typedef {import("../certificate/core.js").Service} Service */
/** @typedef {import("../common/failure.js").Failure} Failure */
/** @typedef {import("./config.js").Config} Config */
/** @typedef {import("./state.js").State} State */
/**
 * `services`: to choose from, empty where the configuration offers none; `service`: the one chosen; `authHost`: as the
 * user names it.
 * @typedef {{ status: "loading" } | { status: "broken", failure: Failure } |
 *   { status: "ready", config: Config, services: Service[], service: number | null, authHost: string }} Configuration
 */

/**
 * @param {State} state
 * @param {Config} config
 * @param {Service[]} services
 * @returns {State}
 */
export function configured(state, config, services) {
  return { ...state, configuration: { status: "ready", config, services, service: null, authHost: "" } };
}

/**
 * @param {State} state
 * @param {Failure} failure
 * @returns {State}
 */
export function configurationFailed(state, failure) {
  return { ...state, configuration: { status: "broken", failure } };
}

/**
 * @param {State} state
 * @param {number | null} service its place in the list; null: the configured endpoint
 * @returns {State}
 */
export function serviceChosen(state, service) {
  const { configuration } = state;
  if (configuration.status !== "ready" || (service !== null && !configuration.services[service])) return state;
  return { ...state, configuration: { ...configuration, service } };
}

/**
 * The user names the host that renews.
 * @param {State} state
 * @param {string} authHost
 * @returns {State}
 */
export function authHostNamed(state, authHost) {
  const { configuration } = state;
  if (configuration.status !== "ready" || configuration.authHost === authHost) return state;
  return { ...state, configuration: { ...configuration, authHost } };
}

/**
 * Whether nobody but the user knows which host renews for the chosen service.
 * @param {Configuration} configuration
 */
export function lacksAuthHost(configuration) {
  if (configuration.status !== "ready" || configuration.service === null) return false;
  const chosen = configuration.services[configuration.service];
  return (
    chosen !== undefined && chosen.endpoint === null && configuration.config.authHosts[chosen.connectHost] === undefined
  );
}

/**
 * Where the renewal goes, and where the browser's certificate can be asked for; null: nothing is chosen yet.
 * @param {State} state @returns {{ endpoint: string, clientCertificate: string | null } | null}
 */
export function target({ configuration }) {
  if (configuration.status !== "ready") return null;
  const { config, services, service, authHost } = configuration;
  const chosen = service === null ? undefined : services[service];
  if (chosen) {
    const host = config.authHosts[chosen.connectHost] ?? hostOf(authHost);
    const endpoint = chosen.endpoint ?? (host === null ? null : `https://${host}/api/cert`);
    return endpoint === null ? null : { endpoint, clientCertificate: null };
  }
  return config.endpoint === null ? null : { endpoint: config.endpoint, clientCertificate: config.clientCertificate };
}
