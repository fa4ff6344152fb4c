// @ts-check
// Many files → those that belong together by name, as `T.p12` and `T.pass` in one folder do. Of few files each is
// looked at with every other one; of thousands only these are.

import { Pieces } from "../../common/breathe.js";
import { looksLikeCertificate, roleOf, stemOf } from "../belonging.js";

/**
 * A file as it was dropped, or out of an archive.
 * @typedef {{ name: string, file: File | null } | { name: string, bytes: Uint8Array }} Source
 */
/** `folder`: in which they were, or the archive. @typedef {{ folder: string | null, files: Source[] }} Unit */

/** A certificate by another name is not larger. */
const LARGEST_UNNAMED = 256 * 1024;

/**
 * What is in a folder and certainly no certificate is not read; `unseen` is how many these are.
 * @param {{ folder: string | null, source: Source }[]} sources
 * @returns {Promise<{ units: Unit[], unseen: number }>}
 */
export async function unitsOf(sources) {
  const pieces = new Pieces();
  /** @type {Map<string, Unit>} */
  const units = new Map();
  let unseen = 0;
  for (const { folder, source } of sources) {
    if (pieces.isOver) await pieces.next();
    const size = "bytes" in source ? source.bytes.length : (source.file?.size ?? 0);
    if (folder !== null && size > LARGEST_UNNAMED && !looksLikeCertificate(source.name)) {
      unseen += 1;
      continue;
    }
    // Settings and such have no stem in common with a certificate.
    const stem = roleOf(source.name, size) === "settings" ? source.name : stemOf(source.name);
    const key = JSON.stringify([folder, stem]);
    const unit = units.get(key);
    if (unit) unit.files.push(source);
    else units.set(key, { folder, files: [source] });
  }
  return { units: [...units.values()], unseen };
}
