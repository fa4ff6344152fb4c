// @ts-check
// The picture of time on each card. It comes with what is loaded later; its place is there before.

import { leafOf } from "../../certificate/leaf.js";
import { lookOf } from "../rows.js";
import { judgedOf } from "../state.js";
import { timeBar } from "./bar.js";

/** @typedef {import("../../certificate/words.js").ViewContext} ViewContext */
/** @typedef {import("../state.js").Card} Card */

/**
 * @param {Element} list where the cards are
 * @param {Card[]} cards
 * @param {ViewContext} context
 */
export function drawTimes(list, cards, context) {
  for (const place of list.querySelectorAll("[data-testid=card-time]:empty")) {
    const id = Number(place.closest("[data-testid=card]")?.getAttribute("data-id"));
    const card = cards.find((one) => one.id === id);
    const inspection = card ? judgedOf(card) : null;
    const leaf = inspection === null ? null : leafOf(inspection);
    if (card === undefined || leaf === null) continue;
    const eligibility = inspection?.eligibility ?? null;
    const isRenewed = eligibility !== null && !["not-renewable", "unknown-kind"].includes(eligibility.decision);
    place.append(timeBar(leaf, isRenewed && lookOf(card) !== "unusable" ? eligibility : null, context));
  }
}
