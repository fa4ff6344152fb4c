// @ts-check
// Hands bytes to the browser as a file in its downloads folder.

import { fileName as allowed } from "./data.js";

/** Long enough for every browser to have taken the bytes; the URL then lets go of them. */
const KEEP_MS = 60_000;

/**
 * A browser does not say whether the file was really written: the page asks the user to look.
 * @param {string} fileName @param {Uint8Array | string} content @param {string} type
 */
export function download(fileName, content, type) {
  const part = typeof content === "string" ? content : new Uint8Array(content);
  const url = URL.createObjectURL(new Blob([part], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = allowed(fileName);
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
}
