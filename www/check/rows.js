// @ts-check
// What is known of each file, as a row of a table.

import { leafOf } from "../certificate/leaf.js";
import { URGENCY } from "./urgency.js";

/** @typedef {import("../certificate/core.js").Eligibility} Eligibility */
/** @typedef {import("./state.js").Card} Card */
/**
 * What a file comes to: the judgement of its certificate; `locked`; `failed`; null: it is still being read, or holds
 * nothing to be judged.
 * @typedef {Eligibility["decision"] | "locked" | "failed" | null} Decision
 */
/**
 * Instants are ISO 8601 in UTC, hexadecimal numbers are lower case without colons, names are as in RFC 4514. `kind`:
 * the format of the file. `code`: of an error. What is not known is null.
 * @typedef {{
 *   id: number,
 *   fileName: string | null,
 *   folder: string | null,
 *   kind: string | null,
 *   decision: Decision,
 *   code: string | null,
 *   commonName: string | null,
 *   issuer: string | null,
 *   serialNumber: string | null,
 *   notBefore: string | null,
 *   notAfter: string | null,
 *   daysLeft: number | null,
 *   fingerprintSha256: string | null,
 * }} Row
 */

/** @param {{ cards: Card[] }} state @returns {Row[]} */
export function rows({ cards }) {
  return cards.map((card) => {
    const inspection = card.status === "read" ? card.inspection : card.status === "locked" ? card.open : null;
    const leaf = inspection === null ? null : leafOf(inspection);
    return {
      id: card.id,
      fileName: card.fileName,
      folder: card.companions.container,
      kind: inspection?.format ?? null,
      decision: decision(card),
      code: card.status === "failed" ? card.failure.code : null,
      commonName: leaf?.commonName ?? null,
      issuer: leaf?.issuer ?? null,
      serialNumber: leaf?.serialNumber ?? null,
      notBefore: leaf?.notBefore ?? null,
      notAfter: leaf?.notAfter ?? null,
      daysLeft: inspection?.eligibility?.daysLeft ?? null,
      fingerprintSha256: leaf?.fingerprintSha256 ?? null,
    };
  });
}

/** How many files come to what. @param {Card[]} cards @returns {Record<NonNullable<Decision>, number>} */
export function decisions(cards) {
  const counts = /** @type {Record<NonNullable<Decision>, number>} */ (
    Object.fromEntries(URGENCY.map((one) => [one, 0]))
  );
  for (const card of cards) {
    const one = decision(card);
    if (one !== null) counts[one] += 1;
  }
  return counts;
}

/** @param {Card} card @returns {Decision} */
function decision(card) {
  if (card.status === "locked" || card.status === "failed") return card.status;
  return card.status === "read" ? (card.inspection.eligibility?.decision ?? null) : null;
}
