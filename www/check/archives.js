// @ts-check
// ZIP archives → the files in them. Pure: no DOM.

import { CoreFailure } from "../common/failure.js";
import { ARCHIVE_LIMITS, isZip } from "./archive.js";
import { unzip, ZipProblem } from "./unzip.js";

/** @typedef {import("./member.js").Loaded} Loaded */

/** @param {Loaded} archive @returns {Promise<Loaded[]>} the archive itself with its failure, where it cannot be read */
export async function filesOf(archive, left = ARCHIVE_LIMITS) {
  try {
    return await unzip(archive.bytes, left);
  } catch (error) {
    if (!(error instanceof ZipProblem)) throw error;
    return [{ ...archive, failure: new CoreFailure("zip", { problem: error.problem }) }];
  }
}

/**
 * Archives among the files of a folder or of an archive are replaced by what is in them, one level deep and all
 * together within the limits.
 * @param {Loaded[]} files
 * @param {(file: Loaded) => Promise<boolean>} isArchive of what begins as one
 * @returns {Promise<Loaded[]>}
 */
export async function unpacked(files, isArchive) {
  const found = [];
  const left = { ...ARCHIVE_LIMITS };
  for (const file of files) {
    if (!isZip(file.bytes) || !(await isArchive(file))) {
      found.push(file);
      continue;
    }
    const inner = await filesOf(file, left);
    left.files -= inner.length;
    left.bytes -= inner.reduce((sum, { bytes }) => sum + bytes.length, 0);
    for (const one of inner) found.push(one.failure ? one : { ...one, name: `${file.name ?? ""}/${one.name ?? ""}` });
  }
  return found;
}
