// @ts-check
// What stands in the cells of a row.

import { days } from "../../../certificate/words.js";
import { data } from "../../../common/data.js";
import { element } from "../../../common/element.js";
import { perLanguage } from "../../../common/format.js";
import { icon } from "../../../common/icons.js";
import { readableName } from "../../../common/name.js";
import { fileName, verdict } from "../../words.js";

/** @typedef {import("../../../certificate/words.js").ViewContext} ViewContext */
/** @typedef {import("../arranging.js").Line} Line */
/** @typedef {import("../columns.js").Column} Column */

/** "2026/12/31" / "31 Dec 2026" */
const DATE = perLanguage((locale) => new Intl.DateTimeFormat(locale, { dateStyle: "medium" }));

/**
 * @param {Line} line
 * @param {Column} column
 * @param {readonly Column[]} columns all that are shown
 * @param {ViewContext} context
 * @returns {import("../../../common/element.js").Child[]}
 */
export function cell({ row, replaced }, column, columns, context) {
  const { t, language } = context;
  switch (column) {
    case "decision":
      return replaced === null
        ? [icon(row.look), element("span", {}, verdict(row, context))]
        : [element("span", { class: "replaced" }, t(`many.replaced.${replaced}`))];
    case "commonName":
      if (row.commonName !== null) return [data(row.commonName)];
      if (row.notAfter !== null) return [t("card.no-common-name")];
      // Which file it is must be seen.
      return [columns.includes("fileName") ? "–" : element("span", { class: "nameless" }, fileName(row, context))];
    case "notAfter":
    case "notBefore": {
      const instant = row[column];
      return [
        instant === null ? "–" : element("time", { datetime: instant }, DATE(language).format(new Date(instant))),
      ];
    }
    case "daysLeft":
      return [row.daysLeft === null ? "–" : days({ daysLeft: row.daysLeft }, context)];
    case "kind":
      return [row.kind === null ? "–" : t(`many.kind.${row.kind}`)];
    case "fileName":
      return [fileName(row, context)];
    case "folder":
      return [row.folder === null ? "–" : data(row.folder)];
    case "issuer":
      return [row.issuer === null ? "–" : data(readableName(row.issuer))];
    case "serialNumber":
      return [row.serialNumber ?? "–"];
  }
}
