// @ts-check
// The parts of a certificate that cards and renewal panel share: expiry, native clients.

import { element } from "../common/element.js";
import * as format from "../common/format.js";
import { icon } from "../common/icons.js";
import { CLIENTS } from "./facts.js";

/** @typedef {import("./core.js").Eligibility} Eligibility */
/** @typedef {import("./words.js").ViewContext} ViewContext */

/** Date large, time and zone after it. @param {string} instant @param {ViewContext} context */
export function moment(instant, { language }) {
  return element(
    "time",
    { datetime: instant },
    element("span", { class: "date" }, format.date(instant, language)),
    " ",
    element("span", { class: "clock" }, format.time(instant, language)),
  );
}

/** Companions a judgement that is no real one. @param {ViewContext} context @param {string} testId */
export function demoNote({ t }, testId) {
  return element("p", { class: "demo-note", "data-testid": testId }, icon("due"), t("policy.judged"));
}

/** @param {string} id @param {import("../certificate/surroundings.js").Language} language */
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
