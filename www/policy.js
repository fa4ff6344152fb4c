// @ts-check
// When renewal is offered, as the native clients let testers choose it. Pure: no DOM. What is left empty is as usual.

import { MOST_DAYS, MOST_MONTHS } from "./limits.js";

/** @typedef {import("./core.js").Policy} Policy */
/** @typedef {"monsiajMonths" | "glclient2Months" | "receviewDays" | "renewalMonths"} PolicyField */

/** The range of each, by the clients' own rules. @type {Record<PolicyField, { least: number, most: number }>} */
export const RANGES = {
  monsiajMonths: { least: 2, most: MOST_MONTHS },
  glclient2Months: { least: 2, most: MOST_MONTHS },
  receviewDays: { least: 0, most: MOST_DAYS },
  renewalMonths: { least: 2, most: MOST_MONTHS },
};

/** @type {PolicyField[]} */
export const FIELDS = ["monsiajMonths", "glclient2Months", "receviewDays", "renewalMonths"];

/**
 * The demo server accepts 1200 days or fewer before expiry; a certificate lives for 1096 at most.
 * @type {Record<PolicyField, number>}
 */
export const DEMO = { monsiajMonths: 40, glclient2Months: 40, receviewDays: 1200, renewalMonths: 40 };

/**
 * @param {Record<PolicyField, string>} texts as they were typed
 * @returns {{ policy: Policy | null, wrong: PolicyField[] }} `policy` is null where nothing was typed
 */
export function readPolicy(texts) {
  /** @type {Policy} */
  const policy = {};
  /** @type {PolicyField[]} */
  const wrong = [];
  for (const field of FIELDS) {
    // People in Japan type digits in full width, too.
    const text = texts[field].normalize("NFKC").trim();
    if (text === "") continue;
    const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
    const { least, most } = RANGES[field];
    if (number >= least && number <= most) policy[field] = number;
    else wrong.push(field);
  }
  return { policy: Object.keys(policy).length === 0 ? null : policy, wrong };
}
