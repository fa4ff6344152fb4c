// @ts-check
// What client files are made of.

/** @typedef {import("../certificate/core.js").Certificate} Certificate */
/** @typedef {import("../certificate/core.js").Inspection} Inspection */
/**
 * A renewed bundle, as `bundle` of `<orcamo-cert-renewal>` has it.
 * @typedef {{ p12: Uint8Array, password: string, certificate: Certificate }} BundleSource
 */
/**
 * A file of any form, as `source(id)` of `<orcamo-cert-check>` has it. `inspection`: what was read of it, without which
 * it is read; `password`: without it the user is asked for one, where one is needed; `key`: its private key, where that
 * is another file.
 * @typedef {{
 *   bytes: Uint8Array,
 *   inspection?: Inspection,
 *   password?: string,
 *   key?: { name: string, bytes: Uint8Array } | null,
 * }} FileSource
 */
/** @typedef {BundleSource | FileSource} Source */

/** @param {Source | null} source @returns {source is BundleSource} */
export function isBundle(source) {
  return source !== null && "p12" in source;
}
