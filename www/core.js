// @ts-check
// The only importer of the wasm module. Loads it, calls it, and turns whatever it throws into a `CoreFailure`.

import { useRules } from "./data.js";

/** @typedef {typeof import("../dist/npm/orcamo_cert.js")} Module */
/** @typedef {import("../dist/npm/orcamo_cert.js").Inspection} Inspection */
/** @typedef {import("../dist/npm/orcamo_cert.js").Certificate} Certificate */
/** @typedef {import("../dist/npm/orcamo_cert.js").Eligibility} Eligibility */
/** @typedef {import("../dist/npm/orcamo_cert.js").Presented} Presented */
/** @typedef {import("../dist/npm/orcamo_cert.js").InspectOptions} InspectOptions */
/** @typedef {import("../dist/npm/orcamo_cert.js").PresentedOptions} PresentedOptions */
/** @typedef {import("../dist/npm/orcamo_cert.js").RenewOptions} RenewOptions */
/** @typedef {import("../dist/npm/orcamo_cert.js").ResumeOptions} ResumeOptions */
/** @typedef {import("../dist/npm/orcamo_cert.js").Issued} Issued */
/** @typedef {import("../dist/npm/orcamo_cert.js").Bundle} Bundle */
/** @typedef {import("../dist/npm/orcamo_cert.js").Service} Service */
/** @typedef {import("../dist/npm/orcamo_cert.js").ClientFile} ClientFile */
/** @typedef {import("../dist/npm/orcamo_cert.js").ClientSettings} ClientSettings */
/** @typedef {import("../dist/npm/orcamo_cert.js").Connection} Connection */
/** @typedef {import("../dist/npm/orcamo_cert.js").ConvertOptions} ConvertOptions */
/** @typedef {import("../dist/npm/orcamo_cert.js").Target} Target */
/** @typedef {import("../dist/npm/orcamo_cert.js").Policy} Policy */
/** What has happened on the server: nothing, perhaps, or a certificate was issued. @typedef {"no" | "maybe" | "yes"} OnServer */

/** A failure with words in `messages/`: the module's own code, or one of the page. */
export class CoreFailure extends Error {
  /** Of a renewal; null where nobody knows. @type {OnServer | null} */
  issued = null;
  /** What the server sent, where the checks refused it. A secret: it stands beside the facts, which are shown. @type {Uint8Array | null} */
  p12 = null;

  /** @param {string} code @param {Record<string, unknown>} [facts] */
  constructor(code, facts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

/** @type {Promise<Module> | null} */
let loading = null;
let attempt = 0;

/**
 * Loads the module once. A load that failed is forgotten, so the next call tries again.
 * @returns {Promise<Module>}
 */
export function load() {
  loading ??= start().catch(() => {
    loading = null;
    throw new CoreFailure("module-unavailable");
  });
  return loading;
}

/** @returns {Promise<Module>} */
async function start() {
  attempt += 1;
  // Browsers keep a module, loaded or failed, by its URL: another attempt needs another URL to get a fresh instance.
  const url = attempt === 1 ? "./module/orcamo_cert.js" : `./module/orcamo_cert.js?attempt=${attempt}`;
  const module = await import(url);
  await module.default();
  useRules(module);
  return module;
}

/**
 * @param {Uint8Array} bytes @param {InspectOptions} options @returns {Promise<Inspection>}
 */
export async function inspect(bytes, options) {
  const module = await load();
  return untilTrap(module.inspectAsync(bytes, options));
}

/** A certificate and its private key. @param {Uint8Array} certificate @param {Uint8Array} key @param {InspectOptions} options @returns {Promise<Inspection>} */
export async function inspectPair(certificate, key, options) {
  const module = await load();
  return untilTrap(module.inspectPairAsync(certificate, key, options));
}

/** @param {PresentedOptions} options @returns {Promise<Presented | null>} */
export async function presented(options) {
  const module = await load();
  return (await untilTrap(module.presented(options))) ?? null;
}

/** @param {RenewOptions} options @returns {Promise<Bundle>} */
export async function renew(options) {
  const module = await load();
  return untilTrap(module.renew(options));
}

/** @param {ResumeOptions} options @returns {Promise<Bundle>} */
export async function resume(options) {
  const module = await load();
  return untilTrap(module.resume(options));
}

/** @param {Uint8Array} bytes @param {ConvertOptions} options @returns {Promise<ClientFile[]>} */
export async function convert(bytes, options) {
  const module = await load();
  return untilTrap(module.convertAsync(bytes, options));
}

/** @param {Uint8Array} bytes @param {ConvertOptions} options @returns {Promise<Uint8Array>} */
export async function convertToZip(bytes, options) {
  const module = await load();
  return untilTrap(module.convertToZipAsync(bytes, options));
}

/** @param {"monsiaj" | "glclient2" | "receview"} client @param {Uint8Array} settings @returns {Promise<ClientSettings>} */
export async function clientSettings(client, settings) {
  const module = await load();
  return orFailure(() => module.clientSettings(client, settings));
}

/** @param {import("../dist/npm/orcamo_cert.js").JudgeOptions} options @returns {Promise<Eligibility>} */
export async function judge(options) {
  const module = await load();
  return orFailure(() => module.judge(options));
}

/** @param {import("../dist/npm/orcamo_cert.js").ReminderOptions} options @returns {Promise<string>} */
export async function reminder(options) {
  const module = await load();
  return orFailure(() => module.reminder(options));
}

/** @template T @param {() => T} call @returns {T} */
function orFailure(call) {
  try {
    return call();
  } catch (error) {
    throw toFailure(error);
  }
}

/** @returns {Promise<Service[]>} */
export async function services() {
  const module = await load();
  return module.services();
}

/**
 * A wasm trap inside an asynchronous call reaches the window and leaves the promise pending for ever: wait for both.
 * @template T @param {Promise<T>} promise @returns {Promise<T>}
 */
async function untilTrap(promise) {
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
    return await Promise.race([promise, trapped]);
  } catch (error) {
    throw toFailure(error);
  } finally {
    over.abort();
  }
}

/** @param {unknown} error @returns {CoreFailure} */
function toFailure(error) {
  if (isCertError(error)) {
    const { name: _name, code, message: _message, stack: _stack, issued, p12, ...facts } = Object.fromEntries(Object.entries(error));
    const failure = new CoreFailure(code, facts);
    failure.issued = issued ?? null;
    failure.p12 = p12 ?? null;
    return failure;
  }
  // Not one of the module's own errors: it trapped, and its memory is not to be trusted. Later calls get a fresh one.
  loading = null;
  load().catch(() => {});
  return new CoreFailure("internal");
}

/** @param {unknown} error @returns {error is Error & { code: string }} */
function isCertError(error) {
  return error instanceof Object && "name" in error && error.name === "CertError" && "code" in error;
}
