// @ts-check
// What people drop, and paste.

import { droppedFiles, hasFiles } from "./dropped.js";

/**
 * In these a paste is the user's own text; a box that is ticked, or the field behind a button that chooses files, holds
 * none.
 */
const TEXT_FIELDS = "textarea, input:not([type=checkbox], [type=radio], [type=file]), [contenteditable]";

/**
 * `dragging`: whether something is held over the place; `folder`: what is in one.
 * @typedef {{
 *   dragging: (is: boolean) => void,
 *   folder: (folder: FileSystemDirectoryEntry) => Promise<import("./dropped.js").Dropped[]>,
 *   files: (files: Promise<import("./dropped.js").Dropped[]>) => void,
 *   text: (text: string) => void,
 * }} Takers
 */

/**
 * Listens for it.
 * @param {EventTarget} place where things may be dropped
 * @param {AbortSignal} signal ends it
 * @param {Takers} takers
 */
export function takeTransfers(place, signal, takers) {
  const on = (/** @type {string} */ type, /** @type {(event: any) => void} */ listener) =>
    place.addEventListener(type, listener, { signal });
  on("paste", (/** @type {ClipboardEvent} */ event) => {
    // The event's own target is hidden behind the element that it is in.
    const [target] = event.composedPath();
    if (target instanceof Element && target.matches(TEXT_FIELDS)) return;
    if (read(event.clipboardData)) event.preventDefault();
  });

  // A file that misses the frame must not make the browser leave the page.
  let depth = 0;
  const dragging = (/** @type {number} */ change, /** @type {DragEvent} */ event) => {
    event.preventDefault();
    depth = Math.max(0, depth + change);
    takers.dragging(depth > 0);
  };
  on("dragenter", (event) => dragging(1, event));
  on("dragleave", (event) => dragging(-1, event));
  on("dragover", (event) => event.preventDefault());
  on("drop", (/** @type {DragEvent} */ event) => {
    depth = 0;
    dragging(0, event);
    read(event.dataTransfer);
  });

  /**
   * Files, folders or a certificate as text. Returns whether there is any of it.
   * @param {DataTransfer | null} transfer
   */
  function read(transfer) {
    const text = transfer?.getData("text") ?? "";
    if (transfer !== null && hasFiles(transfer)) takers.files(droppedFiles(transfer, takers.folder));
    else if (text.includes("-----BEGIN")) takers.text(text);
    else return false;
    return true;
  }
}
