// @ts-check
// Files as browsers give them → their octets. A file that cannot be had says why.

import { LIMITS } from "../certificate/facts.js";
import { CoreFailure } from "../common/failure.js";
import { ARCHIVE_LIMITS } from "./archive.js";

/** @typedef {import("./dropped.js").Dropped} Dropped */
/** @typedef {import("./member.js").Loaded} Loaded */

/** @param {Dropped} dropped @returns {Promise<Loaded>} */
export async function loaded({ name, file }) {
  const none = new Uint8Array();
  if (file === null) return { name, bytes: none, failure: new CoreFailure("unreadable-file") };
  // Before the bytes are loaded: a film that is dropped by mistake does not fill the memory.
  if (file.size > LIMITS.fileBytes)
    return {
      name,
      bytes: none,
      failure: new CoreFailure("file-too-large", { size: file.size, limit: LIMITS.fileBytes }),
    };
  try {
    return { name, bytes: new Uint8Array(await file.arrayBuffer()) };
  } catch {
    return { name, bytes: none, failure: new CoreFailure("unreadable-file") };
  }
}

/** What is too large in a folder is no certificate, and nobody has asked for it. @param {Dropped[]} files */
export async function inFolder(files) {
  const found = [];
  let left = ARCHIVE_LIMITS.bytes;
  for (const one of files) {
    const size = one.file?.size ?? 0;
    if (size <= LIMITS.fileBytes) left -= size;
    found.push(
      left < 0
        ? {
            name: one.name,
            bytes: new Uint8Array(),
            failure: new CoreFailure("file-too-large", { size, limit: LIMITS.fileBytes }),
          }
        : await loaded(one),
    );
  }
  return found;
}
