// @ts-check
// Archives → the files in them, by a script that is loaded when the first archive comes.

import { inspected } from "../certificate/judging.js";
import { asFailure, CoreFailure } from "../common/failure.js";
import { loadLater } from "../later-script.js";
import { isZip } from "./archive.js";

/** @typedef {import("./checking.js").Store} Store */
/** @typedef {import("./member.js").Loaded} Loaded */

/** What is in an archive. @param {Store} store @param {Loaded} archive */
export async function filesOf(store, archive) {
  try {
    return (await loadLater(store.get().language)).filesOf(archive);
  } catch {
    return [{ ...archive, failure: new CoreFailure("module-unavailable") }];
  }
}

/**
 * Archives among the files are replaced by what is in them; where what reads them does not load, they say so.
 * @param {Store} store
 * @param {Loaded[]} files
 * @returns {Promise<Loaded[]>}
 */
export async function unpacked(store, files) {
  if (!files.some(({ bytes }) => isZip(bytes))) return files;
  const loading = await loadLater(store.get().language).catch(() => null);
  if (loading === null)
    return files.map((file) =>
      isZip(file.bytes) ? { ...file, failure: new CoreFailure("module-unavailable") } : file,
    );
  return loading.unpacked(files, (file) => isArchive(store, file));
}

/** Whether it is an archive and no document, which begins alike. @param {Store} store @param {Loaded} file */
export async function isArchive(store, { bytes, name }) {
  try {
    await inspected(store, bytes, name ?? "");
    return false;
  } catch (error) {
    const { code, facts } = asFailure(error);
    return code !== "unsupported-format" || facts.looksLike === "zip";
  }
}
