// @ts-check
// Writes a file where the user wants it, and makes sure that it is there. Only some browsers can; `download.js` is for
// the others.

import { fileName as allowed } from "../common/data.js";

/** Whether the browser lets a page write. */
export function canPick() {
  return "showSaveFilePicker" in globalThis;
}

/**
 * Call it while the click is being handled: browsers open the window for no other reason.
 * @param {string} fileName @param {Uint8Array | string} content @param {string} type
 * @returns {Promise<"written" | "cancelled" | "failed">} `written`: it was read back and is the same
 */
export async function write(fileName, content, type) {
  if (!canPick()) return "failed";
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
  try {
    const handle = await pick(allowed(fileName), type);
    const stream = await handle.createWritable();
    await stream.write(bytes);
    await stream.close();
    const found = new Uint8Array(await (await handle.getFile()).arrayBuffer());
    return same(bytes, found) ? "written" : "failed";
  } catch (error) {
    return error instanceof DOMException && error.name === "AbortError" ? "cancelled" : "failed";
  }
}

/**
 * Asks the user for a place.
 * @param {string} fileName @param {string} type @returns {Promise<FileSystemFileHandle>}
 */
async function pick(fileName, type) {
  const extension = /** @type {`.${string}`} */ (fileName.slice(fileName.lastIndexOf(".")));
  const options = { suggestedName: fileName, id: "orcamo-cert", types: [{ accept: { [type]: [extension] } }] };
  // Not in every browser, so not in TypeScript's either.
  return /** @type {any} */ (globalThis).showSaveFilePicker(options);
}

/** @param {Uint8Array} a @param {Uint8Array} b */
function same(a, b) {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
