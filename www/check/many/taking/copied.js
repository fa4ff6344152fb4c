// @ts-check
// The lines of the table → plain text, for a support ticket.

import { plain } from "../../../common/data.js";
import * as format from "../../../common/format.js";
import { rowSummary } from "../../summary.js";

/** @typedef {import("../../../certificate/words.js").ViewContext} ViewContext */
/** @typedef {import("../../../common/breathe.js").Pieces} Pieces */
/** @typedef {import("../arranging.js").Line} Line */

/**
 * What all come to, when that was, and then each.
 * @param {readonly Line[]} lines
 * @param {string} totals
 * @param {ViewContext} context
 * @param {Pieces} pieces
 */
export async function copiedOf(lines, totals, context, pieces) {
  const { t, now, language, demo } = context;
  const checked = t("summary.line", {
    label: t("summary.checked"),
    value: format.dateTime(now.toISOString(), language),
  });
  const blocks = [[totals, ...(demo ? [t("policy.judged")] : []), checked].map(plain).join("\n")];
  for (const { row, replaced } of lines) {
    if (pieces.isOver) await pieces.next();
    blocks.push(rowSummary(row, context, replaced === null ? undefined : t(`many.replaced.${replaced}`)));
  }
  return blocks.join("\n\n");
}
