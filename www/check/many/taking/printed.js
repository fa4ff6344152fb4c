// @ts-check
// The lines of the table on paper, where nothing can be scrolled: a table of all of them.

import { element } from "../../../common/element.js";
import * as format from "../../../common/format.js";
import { cell } from "../view/cells.js";
import { monthColumns, monthsInWords } from "../view/months.js";

/** @typedef {import("../../../certificate/words.js").ViewContext} ViewContext */
/** @typedef {import("../arranging.js").Line} Line */
/** @typedef {import("../columns.js").Column} Column */

/** Some three hundred sheets. Nobody prints more. */
export const MOST_PRINTED = 10_000;

/**
 * @param {readonly Line[]} lines
 * @param {readonly Column[]} columns
 * @param {string} totals
 * @param {import("../months.js").Month[]} months
 * @param {ViewContext} context
 */
export function printedView(lines, columns, totals, months, context) {
  const { t, now, language, demo } = context;
  const number = (/** @type {number} */ value) => format.number(value, language);
  const printed = lines.slice(0, MOST_PRINTED);
  const left = lines.length - printed.length;
  return [
    element("p", { class: "strong" }, totals),
    element(
      "p",
      {},
      t("summary.line", { label: t("summary.checked"), value: format.dateTime(now.toISOString(), language) }),
    ),
    demo === true && element("p", {}, t("policy.judged")),
    months.length > 0 &&
      element(
        "div",
        { class: "months-part" },
        element("p", { class: "months-heading" }, t("many.months")),
        element(
          "div",
          { class: "months", role: "img", "aria-label": monthsInWords(months, context).join(t("separator")) },
          ...monthColumns(months, null, context, true),
        ),
      ),
    element(
      "table",
      { class: "printed" },
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          ...columns.map((column) =>
            element("th", { scope: "col", "data-column": column }, t(`many.column.${column}`)),
          ),
        ),
      ),
      element(
        "tbody",
        {},
        ...printed.map((line) =>
          element(
            "tr",
            { "data-look": line.row.look, "data-level": String(line.level) },
            ...columns.map((column) =>
              element("td", { "data-column": column }, ...cell(line, column, columns, context)),
            ),
          ),
        ),
      ),
    ),
    left > 0 && element("p", { class: "strong" }, t("many.print.left", { count: number(left) })),
  ].filter((node) => node !== false);
}
