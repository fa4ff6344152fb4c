// @ts-check

/** What a file may come to, the most urgent first. @type {readonly NonNullable<import("./rows.js").Decision>[]} */
export const URGENCY = [
  "expired",
  "failed",
  "locked",
  "renewable",
  "not-yet-valid",
  "not-renewable",
  "unknown-kind",
  "too-early",
];

/** As it is shown. @type {readonly string[]} */
const LOOKS = [
  "due",
  ...URGENCY.flatMap((one) => (one === "not-renewable" ? ["unusable", one] : [one])),
  "none",
  "reading",
];

/** Smaller is more urgent. @param {string} look */
export function urgencyOf(look) {
  return LOOKS.indexOf(look);
}
