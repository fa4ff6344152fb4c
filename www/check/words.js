// @ts-check
// Files that were checked → sentences: what the card, the live region, the totals and the summary all say alike.

import { leafOf } from "../certificate/leaf.js";
import { commonNames, failureWords, judgement, unreadable } from "../certificate/words.js";
import { data } from "../common/data.js";
import * as format from "../common/format.js";
import { rowOf } from "./rows.js";
import { needsSecond } from "./state.js";
import { urgencyOf } from "./urgency.js";

/** @typedef {import("../certificate/words.js").ViewContext} ViewContext */
/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./state.js").Card} Card */
/**
 * `look`: by which style and symbol it is recognized; `verdict`: in one word; `detail`: a line for developers.
 * @typedef {{ look: string, verdict: string, sentence: string, next: string, detail?: string }} CardWords
 */

/** @param {{ fileName: string | null }} file @param {Pick<ViewContext, "t">} context */
export function fileName({ fileName: name }, { t }) {
  return name === null ? t("paste.name") : data(name);
}

/**
 * What a file comes to, and what to do.
 * @param {Card} card
 * @param {ViewContext} context
 * @returns {CardWords}
 */
export function cardWords(card, context) {
  const words = rowWords(rowOf(card), context);
  if (card.status === "locked" && card.open === null) words.sentence = lockWords(card, context);
  if (card.status === "recognized") Object.assign(words, recognizedWords(card, context));
  return words;
}

/**
 * The same of a row.
 * @param {Row} row
 * @param {ViewContext} context
 * @returns {CardWords}
 */
export function rowWords(row, context) {
  return { look: row.look, verdict: verdict(row, context), ...sentences(row, context) };
}

/** @param {Row} row @param {ViewContext} context @returns {Omit<CardWords, "look" | "verdict">} */
function sentences(row, context) {
  const { look, code, facts, need, recognized } = row;
  if (look === "reading") return { sentence: "", next: "" };
  if (code !== null) return failureWords({ code, facts: facts ?? {} }, context);
  if (recognized !== null) return recognizedWords({ what: recognized, count: 0 }, context);
  if (look === "locked" && need !== null)
    return { sentence: lockWords({ need, refused: false, open: null }, context), next: "" };
  return judgement(judgedRow(row), context);
}

/**
 * @param {{ what: import("./state.js").Recognized, count: number }} file
 * @param {ViewContext} context
 */
function recognizedWords({ what, count }, { t, language }) {
  const key = `recognized.${what}`;
  return { sentence: t(`${key}.sentence`, { count: format.number(count, language) }), next: t(`${key}.next`) };
}

/** As the words of a judgement take it. @param {Row} row @returns {import("../certificate/words.js").Judged} */
function judgedRow({ look, reason, commonName, notBefore, notAfter, opensOn, isCa, hasPrivateKey, neverOffered }) {
  return {
    leaf: notBefore === null ? null : { commonName, notBefore, isCa },
    eligibility:
      reason === null || notAfter === null || opensOn === null
        ? null
        : { decision: look, reason, opensOn, renewBy: notAfter },
    hasPrivateKey,
    neverOffered,
  };
}

/**
 * What opens it, or what was wrong.
 * @param {Pick<Card & { status: "locked" }, "need" | "refused" | "open">} card
 * @param {Pick<ViewContext, "t">} context
 */
export function lockWords(card, { t }) {
  const { need, refused, open } = card;
  if (refused && need === "password") return `${t("error.wrong-password")} ${t("error.wrong-password.next")}`;
  if (refused && need === "account") return `${t("error.wrong-password")} ${t("password.need-account")}`;
  if (refused && needsSecond(card)) return `${t("error.wrong-password")} ${t(`password.need-${need}`)}`;
  if (need !== "password") return t(`password.need-${need}`);
  return t(open === null ? "password.why" : "password.why-open");
}

/**
 * What the live region says of a card, or nothing while it is being read.
 * @param {Card} card
 * @param {ViewContext} context
 */
export function spoken(card, context) {
  if (card.status === "reading" || (card.status === "locked" && card.busy)) return "";
  const words = cardWords(card, context);
  const { sentence } = words;
  const leaf = card.status === "read" ? leafOf(card.inspection) : null;
  const said =
    card.status === "read"
      ? [leaf && `${commonNames(leaf, context)}.`, sentence, unreadable(card.inspection, context)]
      : [card.status === "locked" ? lockWords(card, context) : card.status === "recognized" ? words.verdict : sentence];
  return `${fileName(card, context)}: ${said.filter(Boolean).join(" ")}`;
}

/**
 * What a file comes to, in one word.
 * @param {Pick<import("./rows.js").Row, "look" | "recognized">} row
 * @param {Pick<ViewContext, "t">} context
 */
export function verdict({ look, recognized }, { t }) {
  return t(recognized !== null ? `recognized.${recognized}` : look === "reading" ? "card.reading" : `decision.${look}`);
}

/**
 * How many files come to what, the most urgent first.
 * @template {Pick<import("./rows.js").Row, "look" | "recognized">} R
 * @param {Iterable<R>} rows
 * @returns {{ row: R, count: number }[]} with one row of each
 */
export function counts(rows) {
  /** @type {Map<string, { row: R, count: number }>} */
  const found = new Map();
  for (const row of rows) {
    const key = row.recognized ?? row.look;
    const one = found.get(key);
    if (one) one.count += 1;
    else found.set(key, { row, count: 1 });
  }
  return [...found.values()].sort((a, b) => urgencyOf(a.row.look) - urgencyOf(b.row.look));
}

/**
 * The same in one line.
 * @param {ReturnType<typeof counts>} found
 * @param {ViewContext} context
 */
export function totals(found, context) {
  const { t, language } = context;
  const number = (/** @type {number} */ value) => format.number(value, language);
  const parts = found.map(({ row, count }) =>
    t("totals.part", { verdict: verdict(row, context), count: number(count) }),
  );
  const all = found.reduce((sum, { count }) => sum + count, 0);
  return t("totals", { count: number(all), parts: parts.join(t("separator")) });
}
