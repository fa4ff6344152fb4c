// @ts-check
// What came with a file and belongs to it: the folder or archive, the files that are one with it, older certificates.

import { data } from "../../common/data.js";
import { element } from "../../common/element.js";
import * as format from "../../common/format.js";

/** @typedef {import("../state.js").Card} Card */
/** @typedef {import("../../certificate/words.js").ViewContext} ViewContext */

/** More names than this say no more. */
const MOST_NAMES = 8;

/** Below the name of the file. @param {Card} card @param {ViewContext} context */
export function companionsView({ companions, ...card }, { t }) {
  const { container, files, opener, isOpenedByName, refused, others, unseen, key } = companions;
  const unverified = key !== null && card.status === "read" && !card.inspection.hasPrivateKey;
  const closed = card.status === "locked";
  const list = (/** @type {string[]} */ names) => names.map(data).join(t("list"));
  /**
   * @param {string[]} names
   * @param {string} all
   * @param {string} more
   */
  const some = (names, all, more) => {
    const hidden = names.length - MOST_NAMES;
    return (
      names.length > 0 && t(hidden > 0 ? more : all, { files: list(names.slice(0, MOST_NAMES)), count: String(hidden) })
    );
  };
  const lines = [
    container !== null && t("companions.container", { container: data(container) }),
    files.length > 0 && t("companions.files", { files: list(files) }),
    opener !== null && t("companions.opener", { file: data(opener) }),
    isOpenedByName && t("companions.digits"),
    refused !== null && closed && t("companions.refused", { file: data(refused) }),
    unverified && t("companions.key-unverified", { file: data(key.name) }),
    some(others, "companions.others", "companions.others-more"),
    some(unseen, "companions.unseen", "companions.unseen-more"),
  ].filter((line) => line !== false);
  return lines.length === 0
    ? null
    : element(
        "ul",
        { class: "companions", "data-testid": "card-companions" },
        ...lines.map((line) => element("li", {}, line)),
      );
}

/** Certificates whose place this one has taken. @param {Card} card @param {ViewContext} context */
export function olderView({ companions: { older } }, { t, language }) {
  if (older.length === 0) return null;
  const line = (/** @type {import("../state.js").Older} */ { name, notAfter }) =>
    element("li", {}, t("companions.older-one", { file: data(name), expiry: format.dateTime(notAfter, language) }));
  return element(
    "details",
    { class: "more older", "data-testid": "card-older" },
    element("summary", { "data-testid": "card-older-summary" }, t("companions.older", { count: String(older.length) })),
    element("ul", {}, ...older.map(line)),
  );
}
