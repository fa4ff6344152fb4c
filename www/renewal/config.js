// @ts-check
// The file of a configuration, config.json beside our page: where a site that is not the usual one renews.

/**
 * `endpoint`: null where the user chooses a service first. `clientCertificate`: null where the server does not say
 * which certificate the browser presents.
 * `authHosts`: who renews for a connect host of which the list of services does not name it.
 * @typedef {{
 *   endpoint: string | null,
 *   clientCertificate: string | null,
 *   services: boolean,
 *   authHosts: Record<string, string>,
 *   linkHosts: string[],
 *   issuers: string[],
 * }} Config
 */

/** What is wrong with config.json; `field` is null where it is the whole. */
export class ConfigProblem extends Error {
  /** @param {"unreadable" | "not-json" | "unknown-field" | "wrong-value"} problem @param {string | null} field */
  constructor(problem, field = null) {
    super(problem);
    this.problem = problem;
    this.field = field;
  }
}

const FIELDS = ["endpoint", "clientCertificate", "services", "authHosts", "linkHosts", "issuers"];

/**
 * @param {URL} address of the file
 * @returns {Promise<{ config: Config, date: string | null }>} with the time by the server's clock, as the `Date` header
 *   has it
 */
export async function loadConfig(address) {
  /** @type {Response} */
  let response;
  /** @type {string} */
  let text;
  try {
    response = await fetch(address, {
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout(30_000),
    });
    text = await response.text();
  } catch {
    throw new ConfigProblem("unreadable");
  }
  if (!response.ok && response.status !== 404) throw new ConfigProblem("unreadable");
  return { config: readConfig(response.ok ? text : "{}", document.baseURI), date: response.headers.get("Date") };
}

/**
 * @param {string} text
 * @param {string} address of the page
 * @returns {Config}
 */
export function readConfig(text, address) {
  const values = parse(text);
  for (const field of Object.keys(values)) {
    if (!FIELDS.includes(field)) throw new ConfigProblem("unknown-field", field);
  }
  const services = values.services ?? false;
  if (typeof services !== "boolean") throw new ConfigProblem("wrong-value", "services");
  const given = url(values, "endpoint", address);
  const endpoint = given ?? (services ? null : new URL("/api/cert", address).href);
  const sameOrigin = endpoint !== null && new URL(endpoint).origin === new URL(address).origin;
  const clientCertificate =
    url(values, "clientCertificate", address) ?? (sameOrigin ? new URL("/client-cert", address).href : null);
  return {
    endpoint,
    clientCertificate,
    services,
    authHosts: hosts(values, "authHosts"),
    linkHosts: texts(values, "linkHosts"),
    issuers: texts(values, "issuers"),
  };
}

/** @param {string} text @returns {Record<string, unknown>} */
function parse(text) {
  /** @type {unknown} */
  let values;
  try {
    values = JSON.parse(text);
  } catch {
    throw new ConfigProblem("not-json");
  }
  if (typeof values !== "object" || values === null || Array.isArray(values)) throw new ConfigProblem("not-json");
  return /** @type {Record<string, unknown>} */ (values);
}

/**
 * An https address, absolute or relative to the page.
 * @param {Record<string, unknown>} values
 * @param {string} field
 * @param {string} address
 */
function url(values, field, address) {
  const value = values[field];
  if (value === undefined) return null;
  if (typeof value !== "string" || !URL.canParse(value, address)) throw new ConfigProblem("wrong-value", field);
  const found = new URL(value, address);
  const page = new URL(address);
  // A page opened over http says so itself, later and better. blob: has the origin of whoever made it.
  const secure = found.protocol === "https:" || (found.protocol === page.protocol && found.origin === page.origin);
  if (!secure || found.username !== "" || found.password !== "" || found.hash !== "")
    throw new ConfigProblem("wrong-value", field);
  return found.href;
}

/**
 * A host, perhaps with its port, as people name it: alone, or in an https address. Null where it is none.
 * @param {string} text @returns {string | null}
 */
export function hostOf(text) {
  const address = text.includes("://") ? text.trim() : `https://${text.trim()}`;
  if (!URL.canParse(address)) return null;
  const { protocol, username, password, host, pathname, search, hash } = new URL(address);
  const isPlain = protocol === "https:" && username === "" && password === "" && search === "" && hash === "";
  return isPlain && host !== "" && (pathname === "/" || text.includes("://")) ? host : null;
}

/**
 * @param {Record<string, unknown>} values
 * @param {string} field
 * @returns {Record<string, string>}
 */
function hosts(values, field) {
  const value = values[field] ?? {};
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new ConfigProblem("wrong-value", field);
  const named = Object.entries(value).map(([connect, auth]) => {
    const host = typeof auth === "string" && !auth.includes("/") ? hostOf(auth) : null;
    if (host === null) throw new ConfigProblem("wrong-value", field);
    return [connect, host];
  });
  return Object.fromEntries(named);
}

/**
 * @param {Record<string, unknown>} values
 * @param {string} field
 * @returns {string[]}
 */
function texts(values, field) {
  const value = values[field] ?? [];
  if (!Array.isArray(value) || !value.every((one) => typeof one === "string" && one !== ""))
    throw new ConfigProblem("wrong-value", field);
  return value;
}
