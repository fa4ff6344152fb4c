// @ts-check
// The expiries by month as a picture: a column for each month, which filters when it is pressed.

import { element } from "../../../common/element.js";
import * as format from "../../../common/format.js";
import { OPEN } from "../months.js";

/** @typedef {import("../../../certificate/words.js").ViewContext} ViewContext */
/** @typedef {import("../months.js").Month} Month */

/** "2027年1月" / "January 2027" */
const MONTH = format.perLanguage((locale) => new Intl.DateTimeFormat(locale, { year: "numeric", month: "long" }));
/** Of a column there is room for four digits. */
const SHORT = format.perLanguage((locale) => new Intl.NumberFormat(locale, { notation: "compact" }));
/** Of the highest column, in CSS pixels. */
const HEIGHT = 56;

/**
 * @param {Month[]} months
 * @param {string | null} chosen the interval
 * @param {ViewContext} context
 * @param {boolean} isPrinted nothing can be pressed on paper
 */
export function monthColumns(months, chosen, context, isPrinted) {
  const most = Math.max(...months.map(({ count }) => count));
  const now = monthOf(context.now);
  // What the keyboard comes to first.
  const first = months.find(({ interval }) => interval === chosen) ?? months.find(({ count }) => count > 0);
  return months.map((month, place) => {
    const { from, interval, count } = month;
    const begin = from === null ? null : new Date(from);
    const time = begin === null ? (edge(interval) === "before" ? "past" : "ahead") : timeOf(monthOf(begin), now);
    const content = [
      element(
        "span",
        { class: "month-count", "aria-hidden": "true" },
        count === 0 ? "" : SHORT(context.language).format(count),
      ),
      bar(Math.max(count === 0 ? 0 : 3, Math.round((count / most) * HEIGHT))),
      element("span", { class: "month-name", "aria-hidden": "true" }, ...shortName(month, place, context)),
    ];
    const attributes = { class: "month", "data-time": time };
    if (count === 0 || isPrinted) return element("div", { ...attributes, "aria-hidden": "true" }, ...content);
    return element(
      "button",
      {
        ...attributes,
        type: "button",
        "data-interval": interval,
        "data-testid": "month",
        "aria-pressed": String(interval === chosen),
        tabindex: month === first ? "0" : "-1",
      },
      element("span", { class: "visually-hidden" }, monthWords(month, context)),
      ...content,
    );
  });
}

/** The same in words: each month in which one expires. @param {Month[]} months @param {ViewContext} context */
export function monthsInWords(months, context) {
  return months.flatMap((month) => (month.count === 0 ? [] : [monthWords(month, context)]));
}

/** @param {Month} month @param {ViewContext} context */
function monthWords({ from, interval, count }, { t, language }) {
  const name = from === null ? t(`many.months.${edge(interval)}`) : MONTH(language).format(new Date(from));
  return t("many.month", { month: name, count: format.number(count, language) });
}

/**
 * The number of the month; with the year where it begins.
 * @param {Month} month
 * @param {number} place
 * @param {ViewContext} context
 */
function shortName({ from, interval }, place, { t }) {
  if (from === null) return [t(`many.months.${edge(interval)}.short`)];
  const begin = new Date(from);
  const month = String(begin.getMonth() + 1);
  const isFirst = place === 0 || begin.getMonth() === 0;
  return [month, isFirst && element("span", { class: "month-year" }, String(begin.getFullYear()))];
}

/** @param {string} interval that has one end */
function edge(interval) {
  return interval.startsWith(OPEN) ? "before" : "after";
}

/** @param {number} height */
function bar(height) {
  const node = element("span", { class: "month-bar" });
  node.style.blockSize = `${height}px`;
  return node;
}

/** @param {Date} date */
function monthOf(date) {
  return date.getFullYear() * 12 + date.getMonth();
}

/** @param {number} month @param {number} now */
function timeOf(month, now) {
  return month < now ? "past" : month === now ? "now" : month === now + 1 ? "soon" : "ahead";
}
