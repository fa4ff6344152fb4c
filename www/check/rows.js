// @ts-check
// What is known of each file, as a row of a table.

import { leafOf } from "../certificate/leaf.js";
import { look, neverOffered } from "../certificate/look.js";
import { judgedOf } from "./state.js";
import { URGENCY, urgencyOf } from "./urgency.js";

/** @typedef {import("../certificate/core.js").Eligibility} Eligibility */
/** @typedef {import("./state.js").Card} Card */
/**
 * What a file comes to: the judgement of its certificate; `locked`; `failed`; null: it is still being read, or holds
 * nothing to be judged.
 * @typedef {Eligibility["decision"] | "locked" | "failed" | null} Decision
 */
/**
 * Instants are ISO 8601 in UTC, hexadecimal numbers are lower case without colons, names are as in RFC 4514. `folder`:
 * the folder or archive in which the file was. `kind`: the format of the file. `look`: the decision as it is shown,
 * with what is urgent (`due`) and what no server is offered (`unusable`) apart. `reason`: of the decision.
 * `neverOffered`: why no server is offered it. `need`: what a locked file is opened with. `code`, `facts`: of an error.
 * `recognized`: what a file is that holds no certificate. What is not known is null.
 * @typedef {{
 *   id: number,
 *   fileName: string | null,
 *   folder: string | null,
 *   kind: string | null,
 *   decision: Decision,
 *   look: string,
 *   reason: Eligibility["reason"] | null,
 *   neverOffered: ReturnType<typeof neverOffered>,
 *   need: import("./state.js").Need | null,
 *   code: string | null,
 *   facts: import("../common/failure.js").Failure["facts"] | null,
 *   recognized: import("./state.js").Recognized | null,
 *   commonName: string | null,
 *   issuer: string | null,
 *   serialNumber: string | null,
 *   notBefore: string | null,
 *   notAfter: string | null,
 *   opensOn: string | null,
 *   daysLeft: number | null,
 *   isCa: boolean,
 *   hasPrivateKey: boolean,
 *   fingerprintSha256: string | null,
 * }} Row
 */

/** @param {Card} card @returns {Row} */
export function rowOf(card) {
  const inspection = judgedOf(card);
  const leaf = inspection === null ? null : leafOf(inspection);
  const eligibility = inspection?.eligibility ?? null;
  return {
    id: card.id,
    fileName: card.fileName,
    folder: card.companions.container,
    kind: inspection?.format ?? null,
    decision: decision(card),
    look: lookOf(card),
    reason: eligibility?.reason ?? null,
    neverOffered: inspection && neverOffered(inspection),
    need: card.status === "locked" ? card.need : null,
    code: card.status === "failed" ? card.failure.code : null,
    facts: card.status === "failed" ? card.failure.facts : null,
    recognized: card.status === "recognized" ? card.what : null,
    commonName: leaf?.commonName ?? null,
    issuer: leaf?.issuer ?? null,
    serialNumber: leaf?.serialNumber ?? null,
    notBefore: leaf?.notBefore ?? null,
    notAfter: leaf?.notAfter ?? null,
    opensOn: eligibility?.opensOn ?? null,
    daysLeft: eligibility?.daysLeft ?? null,
    isCa: leaf?.isCa ?? false,
    hasPrivateKey: inspection?.hasPrivateKey ?? false,
    fingerprintSha256: leaf?.fingerprintSha256 ?? null,
  };
}

/**
 * How many files come to what.
 * @param {Iterable<Pick<Row, "decision">>} rows
 * @returns {Record<NonNullable<Decision>, number>}
 */
export function decisions(rows) {
  const counts = /** @type {Record<NonNullable<Decision>, number>} */ (
    Object.fromEntries(URGENCY.map((one) => [one, 0]))
  );
  for (const { decision } of rows) if (decision !== null) counts[decision] += 1;
  return counts;
}

/** @param {Card} card @returns {Decision} */
function decision(card) {
  if (card.status === "locked" || card.status === "failed") return card.status;
  return card.status === "read" ? (card.inspection.eligibility?.decision ?? null) : null;
}

/** By which style and symbol a file is recognized. @param {Card} card */
export function lookOf(card) {
  if (card.status === "reading" || card.status === "failed") return card.status;
  const inspection = judgedOf(card);
  if (card.status === "locked" && inspection === null) return "locked";
  if (inspection === null) return "none";
  return neverOffered(inspection) === null ? look(inspection.eligibility) : "unusable";
}

/**
 * The most urgent first; of the same urgency in the order in which they are.
 * @param {Card[]} cards
 */
export function byUrgency(cards) {
  return cards.toSorted((a, b) => urgencyOf(lookOf(a)) - urgencyOf(lookOf(b)));
}
