// @ts-check
// Files that were checked → sentences: what the card, the live region, the totals and the summary all say alike.

import { leafOf } from "../certificate/leaf.js";
import { commonNames, failureWords, judgement, look, neverOffered, unreadable } from "../certificate/words.js";
import { data } from "../common/data.js";
import * as format from "../common/format.js";
import { needsSecond } from "./state.js";
import { URGENCY } from "./urgency.js";

/** @typedef {import("../certificate/core.js").Inspection} Inspection */
/** @typedef {import("../certificate/words.js").ViewContext} ViewContext */
/** @typedef {import("./state.js").Card} Card */
/**
 * `look`: by which style and symbol it is recognized; `verdict`: in one word; `detail`: a line for developers.
 * @typedef {{ look: string, verdict: string, sentence: string, next: string, detail?: string }} CardWords
 */

/** @param {Card} card @param {ViewContext} context */
export function fileName(card, { t }) {
  return card.fileName === null ? t("paste.name") : data(card.fileName);
}

/**
 * What a file comes to, and what to do.
 * @param {Card} card
 * @param {ViewContext} context
 * @returns {CardWords}
 */
export function cardWords(card, context) {
  const { t, language } = context;
  switch (card.status) {
    case "reading":
      return { look: "reading", verdict: t("card.reading"), sentence: "", next: "" };
    case "locked":
      if (card.open === null)
        return { look: "locked", verdict: t("decision.locked"), sentence: lockWords(card, context), next: "" };
      return inspected(card.open, context);
    case "failed":
      return { look: "failed", verdict: t("decision.failed"), ...failureWords(card.failure, context) };
    case "recognized": {
      const key = `recognized.${card.what}`;
      const sentence = t(`${key}.sentence`, { count: format.number(card.count, language) });
      return { look: "none", verdict: t(key), sentence, next: t(`${key}.next`) };
    }
    case "read":
      return inspected(card.inspection, context);
  }
}

/** What opens it, or what was wrong. @param {Card & { status: "locked" }} card @param {ViewContext} context */
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
  const { verdict, sentence } = cardWords(card, context);
  const leaf = card.status === "read" ? leafOf(card.inspection) : null;
  const said =
    card.status === "read"
      ? [leaf && `${commonNames(leaf, context)}.`, sentence, unreadable(card.inspection, context)]
      : [card.status === "locked" ? lockWords(card, context) : card.status === "recognized" ? verdict : sentence];
  return `${fileName(card, context)}: ${said.filter(Boolean).join(" ")}`;
}

/** How many files come to what, in one line. @param {Card[]} cards @param {ViewContext} context */
export function totals(cards, context) {
  const { t, language } = context;
  const looks = ["due", ...URGENCY, "none"];
  const words = cards
    .map((card) => cardWords(card, context))
    .sort((a, b) => looks.indexOf(a.look) - looks.indexOf(b.look));
  const parts = [...new Set(words.map(({ verdict }) => verdict))].map((verdict) => {
    const { length } = words.filter((one) => one.verdict === verdict);
    return t("totals.part", { verdict, count: format.number(length, language) });
  });
  return t("totals", { count: format.number(cards.length, language), parts: parts.join(t("separator")) });
}

/** @param {Inspection} inspection @param {ViewContext} context @returns {CardWords} */
function inspected(inspection, context) {
  const { t } = context;
  const never = neverOffered(inspection) !== null;
  const name = look(inspection.eligibility);
  return {
    look: never ? "not-renewable" : name,
    verdict: t(never ? "decision.unusable" : `decision.${name}`),
    ...judgement(inspection, context),
  };
}
