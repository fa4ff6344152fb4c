// @ts-check
// The lines of the table → CSV (RFC 4180) for a spreadsheet: UTF-8 with its mark, instants by this computer's clock.

import { data, plain } from "../../../common/data.js";
import { readableName } from "../../../common/name.js";
import { fileName, verdict } from "../../words.js";

/** @typedef {import("../../../certificate/words.js").ViewContext} ViewContext */
/** @typedef {import("../../../common/breathe.js").Pieces} Pieces */
/** @typedef {import("../arranging.js").Line} Line */
/** @typedef {import("../columns.js").Column} Column */

/** By this Excel knows that it is UTF-8. */
const MARK = "\ufeff";
/** What a spreadsheet may take for a formula, in Japan also when it is written wide (OWASP, CSV injection). */
const FORMULA = /^[\s\u3000]*[=+\-@＝＋－＠]/u;

/**
 * @param {readonly Line[]} lines
 * @param {readonly Column[]} columns
 * @param {ViewContext} context
 * @param {Pieces} pieces
 */
export async function csvOf(lines, columns, context, pieces) {
  const records = [columns.map((column) => text(heading(column, context))).join(",")];
  for (const line of lines) {
    if (records.length % 256 === 0 && pieces.isOver) await pieces.next();
    records.push(columns.map((column) => cell(line, column, context)).join(","));
  }
  return `${MARK}${records.join("\r\n")}\r\n`;
}

/** @param {Column} column @param {ViewContext} context */
function heading(column, { t, demo }) {
  const words = t(`many.column.${column}`);
  if (column === "decision" && demo) return t("many.csv.demo", { column: words, note: t("policy.judged") });
  if (column !== "notAfter" && column !== "notBefore") return words;
  return t("many.csv.zone", { column: words, zone: new Intl.DateTimeFormat().resolvedOptions().timeZone });
}

/** @param {Line} line @param {Column} column @param {ViewContext} context */
function cell({ row, replaced }, column, context) {
  const { t } = context;
  switch (column) {
    case "decision":
      return text(replaced === null ? verdict(row, context) : t(`many.replaced.${replaced}`));
    case "notAfter":
    case "notBefore":
      return local(row[column]);
    case "daysLeft":
      return row.daysLeft === null ? "" : String(row.daysLeft < 0 ? row.daysLeft + 1 : row.daysLeft);
    case "kind":
      return text(row.kind && t(`many.kind.${row.kind}`));
    case "fileName":
      return text(plain(fileName(row, context)));
    case "issuer":
      return text(row.issuer && plain(data(readableName(row.issuer))));
    case "serialNumber":
      // Without its sign a spreadsheet makes 1e10 of it, or loses digits.
      return text(row.serialNumber && `0x${row.serialNumber}`);
    case "commonName":
    case "folder":
      return text(row[column] && plain(data(/** @type {string} */ (row[column]))));
  }
}

/** @param {string | null} value */
function text(value) {
  if (value === null) return "";
  return `"${(FORMULA.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;
}

/** "2029-11-22 10:15:00", which spreadsheets take for an instant in every country. @param {string | null} instant */
function local(instant) {
  if (instant === null) return "";
  const date = new Date(instant);
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const day = [String(date.getFullYear()).padStart(4, "0"), two(date.getMonth() + 1), two(date.getDate())].join("-");
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":")}`;
}
