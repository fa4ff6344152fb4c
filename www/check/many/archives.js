// @ts-check
// Archives among many files → the files in them.

import { Pieces } from "../../common/breathe.js";
import { isZip } from "../archive.js";
import { loaded } from "../loading.js";
import { filesOf, isArchive } from "../unpacking.js";

/** @typedef {import("../checking.js").Store} Store */
/** @typedef {import("../dropped.js").Dropped} Dropped */
/** @typedef {{ folder: string | null, source: import("./units.js").Source }} Placed */

/**
 * Every file where it was; of an archive, by its name, what is in it.
 * @param {Store} store
 * @param {Dropped[]} dropped
 * @returns {Promise<Placed[]>}
 */
export async function placed(store, dropped) {
  /** @type {Placed[]} */
  const all = [];
  const pieces = new Pieces();
  for (const one of dropped) {
    if (pieces.isOver) await pieces.next();
    const { name, folder, file } = one;
    const archive = /\.zip$/i.test(name) ? await loaded(one) : null;
    if (archive === null || !isZip(archive.bytes) || !(await isArchive(store, archive))) {
      all.push({ folder, source: { name, file } });
      continue;
    }
    const place = folder === null ? name : `${folder}/${name}`;
    for (const inner of await filesOf(store, archive)) {
      // The archive itself, where it cannot be read: it says why.
      if (inner.failure) all.push({ folder, source: { name, file } });
      else all.push({ folder: place, source: { name: inner.name ?? "", bytes: inner.bytes } });
    }
  }
  return all;
}
