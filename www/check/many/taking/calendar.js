// @ts-check
// The days on which to think of the renewals of all certificates, as one file for a calendar.

import { reminder } from "../../../certificate/core.js";
import { canBeRenewed } from "../../../certificate/look.js";

/** @typedef {import("../../../common/breathe.js").Pieces} Pieces */
/** @typedef {import("../../../certificate/surroundings.js").Language} Language */
/** @typedef {import("../state.js").Entry} Entry */

const [BEGIN, END] = ["BEGIN:VEVENT\r\n", "END:VCALENDAR\r\n"];

/**
 * Of those rows that can be renewed at all; null: there is none.
 * @param {readonly Entry[]} rows
 * @param {Language} language
 * @param {Date} now
 * @param {Pieces} pieces
 */
export async function calendarOf(rows, language, now, pieces) {
  /** What stands before the events, and the events. @type {string[]} */
  const text = [];
  for (const row of rows) {
    const { look, commonName, fingerprintSha256, notAfter, opensOn } = row;
    if (!canBeRenewed(row) || look === "unusable") continue;
    if (fingerprintSha256 === null || notAfter === null || opensOn === null) continue;
    if (pieces.isOver) await pieces.next();
    const own = await reminder({ commonName, fingerprintSha256, notAfter, opensOn, language, now });
    const begin = own.indexOf(BEGIN);
    if (text.length === 0) text.push(own.slice(0, begin));
    text.push(own.slice(begin, -END.length));
  }
  return text.length === 0 ? null : text.join("") + END;
}
