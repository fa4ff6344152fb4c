// @ts-check
// Judges rows again, by the clock and the policy of now: neither files nor passwords are needed for it.

import { judged } from "../../certificate/judging.js";
import { look } from "../../certificate/look.js";
import { Pieces } from "../../common/breathe.js";

/** @typedef {import("../../certificate/judging.js").Current} Current */
/** @typedef {import("./state.js").Entry} Entry */

/**
 * @param {Current} current
 * @param {readonly Entry[]} rows
 * @returns {Promise<Entry[]>} those that were judged
 */
export async function judgedRows(current, rows) {
  const pieces = new Pieces();
  const fresh = [];
  for (const row of rows) {
    const { commonName, notBefore, notAfter, reason } = row;
    if (reason === null || notBefore === null || notAfter === null) continue;
    if (pieces.isOver) await pieces.next();
    const eligibility = await judged(current, { commonName, notBefore, notAfter });
    const decision = eligibility?.decision ?? null;
    fresh.push({
      ...row,
      decision: row.decision === "locked" ? row.decision : decision,
      // What no server is offered stays so for as long as it is valid.
      look: row.look === "unusable" && decision !== "expired" ? row.look : look(eligibility),
      reason: eligibility?.reason ?? null,
      opensOn: eligibility?.opensOn ?? null,
      daysLeft: eligibility?.daysLeft ?? null,
    });
  }
  return fresh;
}
