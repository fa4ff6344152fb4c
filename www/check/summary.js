// @ts-check
// Checked files as plain text, for a support ticket.

import { leafOf } from "../certificate/leaf.js";
import { commonNames, days, unreadable } from "../certificate/words.js";
import { data, plain } from "../common/data.js";
import * as format from "../common/format.js";
import { readableName } from "../common/name.js";
import { rowOf } from "./rows.js";
import { judgedOf } from "./state.js";
import { cardWords, fileName, lockWords, rowWords } from "./words.js";

/** @typedef {import("../certificate/words.js").ViewContext} ViewContext */
/** @typedef {import("./rows.js").Row} Row */
/** A fact with what it is, by its key. @typedef {[string, string]} Line */

/**
 * One file. Each line is a fact, and no fact makes another line.
 * @param {import("./state.js").Card} card
 * @param {ViewContext} context
 */
export function summary(card, context) {
  const { t, language, now } = context;
  const inspection = judgedOf(card);
  const leaf = inspection === null ? null : leafOf(inspection);
  const words = cardWords(card, context);
  const result = [
    context.demo === true && inspection?.eligibility ? t("policy.judged") : null,
    t("summary.verdict", words),
    inspection === null ? null : unreadable(inspection, context),
    card.status === "locked" && card.open !== null ? lockWords(card, context) : null,
  ];
  const lines = [
    ...linesOf(rowOf(card), context, {
      name: fileName(card, context),
      commonName: leaf && commonNames(leaf, context),
      result: result.filter(Boolean).join(" "),
      next: words.next,
    }),
    /** @type {Line} */ (["summary.checked", format.dateTime(now.toISOString(), language)]),
  ];
  return written(lines, words.detail, context);
}

/**
 * One of many: when it was checked stands above all of them.
 * @param {Row} row
 * @param {ViewContext} context
 * @param {string} [instead] of what it comes to: another one has taken its place
 */
export function rowSummary(row, context, instead) {
  const { t } = context;
  const words = rowWords(row, context);
  const name = fileName(row, context);
  const { commonName, notAfter } = row;
  const lines = linesOf(row, context, {
    name: row.folder === null ? name : t("summary.path", { folder: data(row.folder), file: name }),
    commonName: notAfter === null ? null : commonName === null ? t("card.no-common-name") : data(commonName),
    result: instead ?? t("summary.verdict", words),
    next: instead === undefined ? words.next : "",
  });
  return written(lines, instead === undefined ? words.detail : undefined, context);
}

/**
 * @param {Row} row
 * @param {ViewContext} context
 * @param {{ name: string, commonName: string | null, result: string, next: string }} words
 * @returns {Line[]}
 */
function linesOf({ issuer, notAfter, daysLeft, serialNumber, fingerprintSha256 }, context, words) {
  const left = daysLeft === null ? "" : days({ daysLeft }, context);
  const expiry = notAfter && `${format.dateTime(notAfter, context.language)} ${left}`.trim();
  /** @type {[string, string | null][]} */
  const lines = [
    ["summary.file", words.name],
    ["card.common-name", words.commonName],
    ["card.issuer", issuer && data(readableName(issuer))],
    ["card.expiry", expiry],
    ["summary.result", words.result],
    ["card.next", words.next],
    ["details.serial", serialNumber],
    ["details.fingerprint", fingerprintSha256 && format.fingerprint(fingerprintSha256)],
  ];
  return lines.filter(/** @returns {line is Line} */ (line) => line[1] !== null && line[1] !== "");
}

/** @param {Line[]} lines @param {string | undefined} detail @param {Pick<ViewContext, "t">} context */
function written(lines, detail, { t }) {
  const text = lines.map(([label, value]) => plain(t("summary.line", { label: t(label), value })));
  if (detail !== undefined) text.push(plain(detail));
  return text.join("\n");
}
