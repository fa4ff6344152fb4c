// @ts-check
// One checked file as plain text, for a support ticket.

import { leafOf } from "../certificate/leaf.js";
import { commonNames, days, unreadable } from "../certificate/words.js";
import { data, plain } from "../common/data.js";
import * as format from "../common/format.js";
import { readableName } from "../common/name.js";
import { judgedOf } from "./state.js";
import { cardWords, fileName, lockWords } from "./words.js";

/**
 * Each line is a fact, and no fact makes another line.
 * @param {import("./state.js").Card} card
 * @param {import("../certificate/words.js").ViewContext} context
 */
export function summary(card, context) {
  const { t, language, now } = context;
  const inspection = judgedOf(card);
  const leaf = inspection === null ? null : leafOf(inspection);
  const { verdict, sentence, next, detail } = cardWords(card, context);
  const demo = context.demo === true && inspection?.eligibility ? t("policy.judged") : null;
  const others = inspection === null ? null : unreadable(inspection, context);
  const locked = card.status === "locked" && card.open !== null ? lockWords(card, context) : null;
  const result = [demo, t("summary.verdict", { verdict, sentence }), others, locked].filter(Boolean).join(" ");
  /** @type {[string, string][]} */
  const lines = [["summary.file", fileName(card, context)]];
  if (leaf !== null) {
    const left = inspection?.eligibility ? days(inspection.eligibility, context) : "";
    lines.push(
      ["card.common-name", commonNames(leaf, context)],
      ["card.issuer", data(readableName(leaf.issuer))],
      ["card.expiry", `${format.dateTime(leaf.notAfter, language)} ${left}`.trim()],
    );
  }
  lines.push(["summary.result", result]);
  if (next !== "") lines.push(["card.next", next]);
  if (leaf !== null) {
    lines.push(
      ["details.serial", leaf.serialNumber],
      ["details.fingerprint", format.fingerprint(leaf.fingerprintSha256)],
    );
  }
  lines.push(["summary.checked", format.dateTime(now.toISOString(), language)]);
  const text = lines.map(([label, value]) => plain(t("summary.line", { label: t(label), value })));
  if (detail !== undefined) text.push(plain(detail));
  return text.join("\n");
}
