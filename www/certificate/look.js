// @ts-check
// By which style and symbol a certificate is recognized.

import { leafOf } from "./leaf.js";

/** @typedef {import("./core.js").Eligibility} Eligibility */
/** @typedef {import("./core.js").Inspection} Inspection */

/**
 * Which of the looks (`data-look`) and headings an inspection gets: the decision, with the urgent half of "renewable"
 * apart.
 * @param {Eligibility | null} eligibility
 */
export function look(eligibility) {
  if (eligibility === null || eligibility === undefined) return "none";
  return eligibility.reason === "reminder-window" ? "due" : eligibility.decision;
}

/** Whether there is a renewal to come. @param {{ decision: string | null }} judged */
export function canBeRenewed({ decision }) {
  return decision === "renewable" || decision === "too-early" || decision === "not-yet-valid";
}

/** What no other file and no waiting changes. */
const NEVER_OFFERED = /** @type {const} */ (["no-client-auth", "serial-number-too-long"]);

/**
 * Why the leaf can never be presented, though it is valid: it must not pass for a certificate that works. Null: it can,
 * or its judgement says that it cannot be used anyway.
 * @param {Inspection} inspection
 */
export function neverOffered(inspection) {
  const decision = inspection.eligibility?.decision;
  if (decision === undefined || decision === "expired" || leafOf(inspection)?.isCa) return null;
  return NEVER_OFFERED.find((reason) => inspection.identities[0]?.notOffered.includes(reason)) ?? null;
}
