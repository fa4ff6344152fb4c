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
