// @ts-check
// What belongs into a report of a failure. Of a file, a certificate or an address there is nothing in it.

import { VERSION } from "./version.js";

/** @param {string} code */
export function reportOf(code) {
  return [`orcamo-cert ${VERSION}`, `code: ${code}`, `browser: ${navigator.userAgent}`].join("\n");
}
