// @ts-check
// Writes a file where the user wants it, and makes sure that it is there. Only some browsers can; `download.js` is for
// the others.

import { fileName as allowed } from "./data.js";

/** Asks the user for a place. @typedef {(fileName: string, type: string) => Promise<FileSystemFileHandle>} Picker */

/** @type {Picker | null} */
let picker = "showSaveFilePicker" in globalThis ? ask : null;

/**
 * Takes another picker, or none: a test hands in files of the origin-private file system.
 * @param {Picker | null} other
 */
export function usePicker(other) {
  picker = other;
}

export function canPick() {
  return picker !== null;
}

/**
 * Call it while the click is being handled: browsers open the window for no other reason.
 * @param {string} fileName @param {Uint8Array | string} content @param {string} type
 * @returns {Promise<"written" | "cancelled" | "failed">} `written`: it was read back and is the same
 */
export async function write(fileName, content, type) {
  if (picker === null) return "failed";
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
  try {
    const handle = await picker(allowed(fileName), type);
    const stream = await handle.createWritable();
    await stream.write(bytes);
    await stream.close();
    const found = new Uint8Array(await (await handle.getFile()).arrayBuffer());
    return same(bytes, found) ? "written" : "failed";
  } catch (error) {
    return error instanceof DOMException && error.name === "AbortError" ? "cancelled" : "failed";
  }
}

/** @type {Picker} */
async function ask(fileName, type) {
  const extension = /** @type {`.${string}`} */ (fileName.slice(fileName.lastIndexOf(".")));
  const options = { suggestedName: fileName, id: "orcamo-cert", types: [{ accept: { [type]: [extension] } }] };
  // Not in every browser, so not in TypeScript's either.
  return /** @type {any} */ (globalThis).showSaveFilePicker(options);
}

/** @param {Uint8Array} a @param {Uint8Array} b */
function same(a, b) {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
