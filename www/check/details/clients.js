// @ts-check
// When each client reminds of the renewal.

import { CLIENTS } from "../../certificate/clients.js";
import { element } from "../../common/element.js";
import * as format from "../../common/format.js";

/** @typedef {import("../../certificate/core.js").Eligibility} Eligibility */
/** @typedef {import("../../certificate/words.js").ViewContext} ViewContext */

/** @param {string} id @param {import("../../certificate/surroundings.js").Language} language */
function nameOf(id, language) {
  return CLIENTS.find((client) => client.id === id)?.name[language] ?? id;
}

/** @param {Eligibility} eligibility @param {ViewContext} context */
export function clientTable({ clients }, { t, language, now }) {
  const rows = clients.map(({ client, opensOn, open }) => {
    const date = opensOn === null || opensOn === undefined ? null : format.day(opensOn, language, now);
    const when = date === null ? t("clients.server") : open ? t("clients.open", { date }) : date;
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, nameOf(client, language)),
      element("td", { "data-client": client, "data-open": String(open) }, when),
    );
  });
  return element(
    "table",
    { class: "clients", "data-testid": "card-clients" },
    element("caption", {}, t("clients.caption")),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        ...["client", "opens"].map((column) => element("th", { scope: "col" }, t(`clients.${column}`))),
      ),
    ),
    element("tbody", {}, ...rows),
  );
}
