// @ts-check
// What is known of the certificate of a file, and of its key.

import { leafOf } from "../../certificate/leaf.js";
import { commonNames } from "../../certificate/words.js";
import { data } from "../../common/data.js";
import { button, element, entry } from "../../common/element.js";
import * as format from "../../common/format.js";
import { readableName } from "../../common/name.js";

/** @typedef {import("../../certificate/core.js").Certificate} Certificate */
/** @typedef {import("../../certificate/core.js").Inspection} Inspection */
/** @typedef {import("../../certificate/words.js").ViewContext} ViewContext */

/**
 * @param {Inspection} inspection
 * @param {number} id of the card
 * @param {ViewContext} context
 */
export function factsView(inspection, id, context) {
  const { t } = context;
  const leaf = leafOf(inspection);
  const others = inspection.certificates.filter((certificate) => certificate !== leaf);
  const aboutLeaf =
    leaf === null
      ? []
      : [
          entry(t("details.subject"), { class: "code" }, data(leaf.subject)),
          entry(t("details.issuer"), { class: "code" }, data(leaf.issuer)),
          entry(t("card.start"), {}, moment(leaf.notBefore, context)),
          entry(t("card.expiry"), { "data-testid": "card-expiry-era" }, moment(leaf.notAfter, context)),
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
    "dl",
    { class: "facts" },
    ...aboutLeaf,
    entry(t("details.private-key"), {}, t(`private-key.${privateKey(inspection)}`)),
    entry(t("details.format"), {}, t(`format.${inspection.format}`)),
    inspection.friendlyName ? entry(t("details.friendly-name"), {}, data(inspection.friendlyName)) : null,
    others.length > 0 &&
      entry(t("details.chain"), {}, element("ul", {}, ...others.map((one) => chained(one, context)))),
  );
}

/** With the year of the era, in which forms in Japan are filled in. */
const ERA = format.perLanguage(
  (locale) => new Intl.DateTimeFormat(`${locale}-u-ca-japanese`, { era: "long", year: "numeric" }),
);

/** @param {string} instant @param {ViewContext} context */
function moment(instant, { t, language }) {
  const era = ERA(language).format(new Date(instant));
  return t("details.moment", { instant: format.dateTime(instant, language), era });
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
