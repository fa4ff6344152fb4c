// @ts-check
// One checked file as plain text, for a support ticket.

import { data, plain } from "./data.js";
import * as format from "./format.js";
import { readableName } from "./name.js";
import { leafOf } from "./state.js";
import { commonNames, days, judgement, unreadable } from "./words.js";

/**
 * Each line is a fact, and no fact makes another line.
 * @param {string} name of the file
 * @param {import("./core.js").Inspection} inspection
 * @param {import("./words.js").ViewContext} context
 */
export function summary(name, inspection, context) {
  const { t, language, now } = context;
  const leaf = leafOf(inspection);
  const { sentence, next } = judgement(inspection, context);
  const demo = context.demo === true && inspection.eligibility !== null ? t("policy.judged") : null;
  const result = [demo, sentence, unreadable(inspection, context)].filter(Boolean).join(" ");
  /** @type {[string, string][]} */
  const lines = [["summary.file", name]];
  if (leaf !== null) {
    const left = inspection.eligibility ? days(inspection.eligibility, context) : "";
    lines.push(
      ["card.common-name", commonNames(leaf, context)],
      ["card.issuer", data(readableName(leaf.issuer))],
      ["card.expiry", `${format.dateTime(leaf.notAfter, language)} ${left}`.trim()],
    );
  }
  lines.push(["summary.result", result], ["card.next", next]);
  if (leaf !== null) {
    lines.push(
      ["details.serial", leaf.serialNumber],
      ["details.fingerprint", format.fingerprint(leaf.fingerprintSha256)],
    );
  }
  lines.push(["summary.checked", format.dateTime(now.toISOString(), language)]);
  return lines.map(([label, value]) => plain(t("summary.line", { label: t(label), value }))).join("\n");
}
