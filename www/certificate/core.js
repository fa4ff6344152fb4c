// @ts-check
// The only caller of the two modules: `orcamo-cert`, which reads, judges and renews, and `orcamo-cert/tools`, which is
// loaded when it is first needed, or when nothing else is to be done.

import { useRules } from "../common/data.js";
import { ImportOnce } from "../import-once.js";
import { CompiledModule } from "./compiled.js";
import { WasmModule } from "./wasm-module.js";

/** @typedef {import("../../dist/npm/orcamo_cert.js").Inspection} Inspection */
/** @typedef {import("../../dist/npm/orcamo_cert.js").Certificate} Certificate */
/** @typedef {import("../../dist/npm/orcamo_cert.js").Eligibility} Eligibility */
/** @typedef {import("../../dist/npm/orcamo_cert.js").Presented} Presented */
/** @typedef {import("../../dist/npm/orcamo_cert.js").InspectOptions} InspectOptions */
/** @typedef {import("../../dist/npm/orcamo_cert.js").PresentedOptions} PresentedOptions */
/** @typedef {import("../../dist/npm/orcamo_cert.js").RenewOptions} RenewOptions */
/** @typedef {import("../../dist/npm/orcamo_cert.js").ResumeOptions} ResumeOptions */
/** @typedef {import("../../dist/npm/orcamo_cert.js").Issued} Issued */
/** @typedef {import("../../dist/npm/orcamo_cert.js").Bundle} Bundle */
/** @typedef {import("../../dist/npm/orcamo_cert.js").Service} Service */
/** @typedef {import("../../dist/npm/orcamo_cert.js").Client} Client */
/** @typedef {import("../../dist/npm/orcamo_cert.js").Folder} Folder */
/** @typedef {import("../../dist/npm/orcamo_cert_tools.js").ClientFile} ClientFile */
/** @typedef {import("../../dist/npm/orcamo_cert_tools.js").ClientSettings} ClientSettings */
/** @typedef {import("../../dist/npm/orcamo_cert_tools.js").Connection} Connection */
/** @typedef {import("../../dist/npm/orcamo_cert_tools.js").ConvertOptions} ConvertOptions */
/** @typedef {import("../../dist/npm/orcamo_cert_tools.js").Description} Description */
/** @typedef {import("../../dist/npm/orcamo_cert_tools.js").DescribeOptions} DescribeOptions */
/** @typedef {import("../../dist/npm/orcamo_cert_tools.js").Target} Target */
/** @typedef {import("../../dist/npm/orcamo_cert.js").Policy} Policy */
/** @typedef {import("../../dist/npm/orcamo_cert.js").JudgeOptions} JudgeOptions */
/** @typedef {import("../../dist/npm/orcamo_cert_tools.js").ReminderOptions} ReminderOptions */

/** @type {ImportOnce<typeof import("../../dist/npm/orcamo_cert.js")>} */
const mainScript = new ImportOnce("module/orcamo_cert.js");
/** @type {ImportOnce<typeof import("../../dist/npm/orcamo_cert_tools.js")>} */
const toolsScript = new ImportOnce("module/orcamo_cert_tools.js");
/** What a worker is given, and takes. */
export const compiledModule = new CompiledModule("module/orcamo_cert_bg.wasm");
const main = new WasmModule(mainScript, compiledModule, useRules);
const tools = new WasmModule(toolsScript, new CompiledModule("module/orcamo_cert_tools_bg.wasm"));

/** Loads what reads, judges and renews. */
export const load = () => main.load();

/** What became of loading it. @type {typeof main.follow} */
export const followModule = (follower, signal) => main.follow(follower, signal);

/** Loads the rest, so that it is there when it is needed, also without a network. */
export const loadTools = () => tools.load();

/**
 * @param {Uint8Array} bytes
 * @param {InspectOptions} options
 * @returns {Promise<Inspection>}
 */
export const inspect = (bytes, options) => main.call((module) => module.inspectAsync(bytes, options));

/**
 * The same without the browser's own cryptography, for what needs none.
 * @param {Uint8Array} bytes
 * @param {InspectOptions} options
 * @returns {Promise<Inspection>}
 */
export const inspectAtOnce = (bytes, options) => main.callAtOnce((module) => module.inspect(bytes, options));

/**
 * A certificate and its private key.
 * @param {Uint8Array} certificate
 * @param {Uint8Array} key
 * @param {InspectOptions} options
 * @returns {Promise<Inspection>}
 */
export const inspectPair = (certificate, key, options) =>
  main.call((module) => module.inspectPairAsync(certificate, key, options));

/** @param {JudgeOptions} options @returns {Promise<Eligibility>} */
export const judge = (options) => main.call((module) => module.judge(options));

/** @param {PresentedOptions} options @returns {Promise<Presented | null>} */
export const presented = async (options) => (await main.call((module) => module.presented(options))) ?? null;

/** @param {RenewOptions} options @returns {Promise<Bundle>} */
export const renew = (options) => main.call((module) => module.renew(options));

/** @param {ResumeOptions} options @returns {Promise<Bundle>} */
export const resume = (options) => main.call((module) => module.resume(options));

/** @returns {Promise<Service[]>} */
export const services = () => main.call((module) => module.services());

/**
 * @param {Uint8Array} bytes
 * @param {ConvertOptions} options
 * @returns {Promise<ClientFile[]>}
 */
export const convert = (bytes, options) => tools.call((module) => module.convertAsync(bytes, options));

/**
 * @param {Uint8Array} bytes
 * @param {ConvertOptions} options
 * @returns {Promise<Uint8Array>}
 */
export const convertToZip = (bytes, options) => tools.call((module) => module.convertToZipAsync(bytes, options));

/**
 * @param {import("../../dist/npm/orcamo_cert.js").ClientId} client
 * @param {Uint8Array} settings
 * @returns {Promise<ClientSettings>}
 */
export const clientSettings = (client, settings) => tools.call((module) => module.clientSettings(client, settings));

/**
 * @param {Uint8Array} bytes
 * @param {DescribeOptions} options
 * @returns {Promise<Description>}
 */
export const describe = (bytes, options) => tools.call((module) => module.describe(bytes, options));

/** @param {ReminderOptions} options @returns {Promise<string>} */
export const reminder = (options) => tools.call((module) => module.reminder(options));
