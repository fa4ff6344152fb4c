// @ts-check
// A file on its way to a card: what is known of it, and of what came with it.

import { leafOf } from "../certificate/leaf.js";
import { stemOf } from "./belonging.js";

/** @typedef {import("../certificate/core.js").Inspection} Inspection */
/** @typedef {import("../common/failure.js").CoreFailure} CoreFailure */
/** @typedef {import("./state.js").Companions} Companions */
/** @typedef {import("../common/failure.js").Failure} Failure */
/** @typedef {import("./state.js").Need} Need */
/**
 * A file whose octets are here, or that failed before. `name` is null for pasted text.
 * @typedef {{ name: string | null, bytes: Uint8Array, failure?: CoreFailure }} Loaded
 */
/**
 * What came together; `container`: the folder or archive in which it was.
 * @typedef {{ container: string | null, files: Loaded[] }} Unit
 */
/**
 * @typedef {{ kind: "unread" }
 *   | { kind: "read", inspection: Inspection }
 *   | { kind: "locked", need: Need, open: Inspection | null }
 *   | { kind: "key" }
 *   | { kind: "failed", failure: Failure }
 * } Outcome
 */
/**
 * A file on its way to a card.
 * @typedef {{
 *   id: number,
 *   fileName: string | null,
 *   name: string,
 *   bytes: Uint8Array,
 *   outcome: Outcome,
 *   companions: Companions,
 * }} Member
 */

/**
 * The same certificate in several forms, as `T.p12` and `T.crt`, is one; the form with the key stands for it.
 * @param {Member[]} members
 * @param {boolean} inOnePlace
 * @returns {Member[]}
 */
export function united(members, inOnePlace) {
  /** @type {Member[]} */
  const left = [];
  const print = (/** @type {Member} */ { outcome }) =>
    outcome.kind === "read" ? leafOf(outcome.inspection)?.fingerprintSha256 : undefined;
  const rank = (/** @type {Member} */ { outcome }) =>
    outcome.kind !== "read" ? 0 : outcome.inspection.format === "pkcs12" ? 3 : outcome.inspection.hasPrivateKey ? 2 : 1;
  for (const member of members.toSorted((a, b) => rank(b) - rank(a))) {
    const same = left.find(
      (other) =>
        print(other) !== undefined &&
        print(other) === print(member) &&
        (stemOf(other.name) === stemOf(member.name) || inOnePlace),
    );
    // Two .p12 that people keep apart stay apart.
    const joins = same !== undefined && (stemOf(same.name) === stemOf(member.name) || rank(member) < 3);
    if (joins)
      same.companions.files.push(
        member.name,
        ...member.companions.files.filter((file) => !same.companions.files.includes(file)),
      );
    else left.push(member);
  }
  return members.filter((member) => left.includes(member));
}
