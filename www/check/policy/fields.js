// @ts-check
// When renewal is offered, as the native clients let testers choose it. Pure: no DOM. What is left empty is as usual.

import { CLIENTS } from "../../certificate/clients.js";
import { LIMITS } from "../../certificate/facts.js";

/** @typedef {import("../../certificate/core.js").Policy} Policy */
/**
 * A field of the form: an option of a policy, with its range and what the demo server needs.
 * @typedef {{ name: string, least: number, most: number, demo: number }} PolicyField
 */

/** The demo server accepts 1200 days or fewer before expiry; a certificate lives for 1096 at most. */
const DEMO = { months: 40, days: 1200 };

/** Of each client that renews by itself, its own setting. @type {PolicyField[]} */
const OF_CLIENTS = CLIENTS.flatMap(({ id, renewal }) => {
  if (renewal.by !== "client") return [];
  const { setting, leastMonths } = renewal.window;
  return setting === "days"
    ? [{ name: `${id}Days`, least: 0, most: LIMITS.policyDays, demo: DEMO.days }]
    : [{ name: `${id}Months`, least: leastMonths, most: LIMITS.policyMonths, demo: DEMO.months }];
});

/** @type {PolicyField[]} */
export const FIELDS = [
  ...OF_CLIENTS,
  { name: "renewalMonths", least: 2, most: LIMITS.policyMonths, demo: DEMO.months },
];

/** The values for the demo server. */
export const DEMO_POLICY = Object.fromEntries(FIELDS.map(({ name, demo }) => [name, demo]));

/**
 * @param {Record<string, string>} texts as they were typed, by the names of the fields
 * @returns {{ policy: Policy | null, wrong: string[] }} `policy`: null where nothing was typed; `wrong`: fields by name
 */
export function readPolicy(texts) {
  /** @type {Record<string, number>} */
  const policy = {};
  /** @type {string[]} */
  const wrong = [];
  for (const { name, least, most } of FIELDS) {
    // People in Japan type digits in full width, too.
    const text = (texts[name] ?? "").normalize("NFKC").trim();
    if (text === "") continue;
    const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) policy[name] = number;
    else wrong.push(name);
  }
  return { policy: Object.keys(policy).length === 0 ? null : policy, wrong };
}
