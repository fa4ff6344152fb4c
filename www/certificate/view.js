// @ts-check
// The parts of a certificate that cards and renewal panel share: expiry, native clients, details.

import { data } from "../common/data.js";
import { button, element, entry } from "../common/element.js";
import * as format from "../common/format.js";
import { icon } from "../common/icons.js";
import { readableName } from "../common/name.js";
import { CLIENTS } from "./facts.js";
import { leafOf } from "./leaf.js";
import { commonNames } from "./words.js";

/** @typedef {import("./core.js").Certificate} Certificate */
/** @typedef {import("./core.js").Eligibility} Eligibility */
/** @typedef {import("./core.js").Inspection} Inspection */
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

/**
 * @param {Inspection} inspection
 * @param {number} id of the card
 * @param {ViewContext} context
 */
export function details(inspection, id, context) {
  const { t, language } = context;
  const leaf = leafOf(inspection);
  const others = inspection.certificates.filter((certificate) => certificate !== leaf);
  const aboutLeaf =
    leaf === null
      ? []
      : [
          entry(t("details.subject"), { class: "code" }, data(leaf.subject)),
          entry(t("details.issuer"), { class: "code" }, data(leaf.issuer)),
          entry(t("card.start"), {}, format.dateTime(leaf.notBefore, language)),
          entry(t("details.serial"), { class: "code", "data-testid": "card-serial" }, leaf.serialNumber),
          entry(
            t("details.fingerprint"),
            { class: "code", "data-testid": "card-fingerprint" },
            format.fingerprint(leaf.fingerprintSha256),
            " ",
            button("copy-fingerprint", t("copy"), {
              "data-id": String(id),
              "aria-label": t("details.fingerprint-copy"),
            }),
          ),
          entry(t("details.public-key"), {}, publicKey(leaf, context)),
        ];
  return element(
    "details",
    { class: "more", "data-testid": "card-details" },
    element("summary", { "data-testid": "card-details-summary" }, t("card.details")),
    element(
      "dl",
      { class: "facts" },
      ...aboutLeaf,
      entry(t("details.private-key"), {}, t(`private-key.${privateKey(inspection)}`)),
      entry(t("details.format"), {}, t(`format.${inspection.format}`)),
      inspection.friendlyName ? entry(t("details.friendly-name"), {}, data(inspection.friendlyName)) : null,
      others.length > 0 &&
        entry(t("details.chain"), {}, element("ul", {}, ...others.map((one) => chained(one, context)))),
    ),
    leaf === null ? null : element("dl", { class: "facts", "data-description": leaf.fingerprintSha256 }),
  );
}

/** @param {Certificate} certificate @param {ViewContext} context */
function chained(certificate, context) {
  const { t, language } = context;
  const parts = [
    certificate.commonNames.length > 0 ? commonNames(certificate, context) : data(readableName(certificate.subject)),
    certificate.isCa ? t("chain.authority") : null,
    `${t("card.expiry")} ${format.date(certificate.notAfter, language)}`,
  ];
  return element("li", {}, parts.filter((part) => part !== null).join(" · "));
}

/** @param {Certificate} certificate @param {ViewContext} context */
function publicKey({ publicKey: { algorithm, bits, curve } }, { t }) {
  if (curve) return t("key.curve", { algorithm, curve });
  return bits ? t("key.bits", { algorithm, bits: String(bits) }) : algorithm;
}

/** @param {Inspection} inspection */
function privateKey({ hasPrivateKey, keyMatches }) {
  if (!hasPrivateKey) return "none";
  return keyMatches === true ? "matches" : keyMatches === false ? "differs" : "unknown";
}
