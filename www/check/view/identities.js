// @ts-check
// What a file with several certificates of a person holds beside the one that is shown, and whether a browser would
// offer that one.

import { commonNames, offerWords, otherIdentities } from "../../certificate/words.js";
import { element } from "../../common/element.js";
import * as format from "../../common/format.js";
import { icon } from "../../common/icons.js";

/** @typedef {import("../../certificate/core.js").Inspection} Inspection */
/** @typedef {import("../../certificate/words.js").ViewContext} ViewContext */

/** Whether a browser would offer it, in one line. @param {Inspection} inspection @param {ViewContext} context */
export function offerView(inspection, context) {
  const words = offerWords(inspection, context);
  return (
    words &&
    element(
      "p",
      { class: "note", "data-testid": "card-offer" },
      icon(words.offered ? "renewable" : "failed"),
      words.sentence,
    )
  );
}

/** The other certificates of the file, folded. @param {Inspection} inspection @param {ViewContext} context */
export function otherIdentitiesView(inspection, context) {
  const { t, language } = context;
  const { others, areOlder } = otherIdentities(inspection);
  if (others.length === 0) return null;
  const line = (/** @type {typeof others[number]} */ { certificate, identity }) => {
    const parts = [
      commonNames(certificate, context),
      `${t("card.expiry")} ${format.dateTime(certificate.notAfter, language)}`,
      identity.eligibility.decision === "expired" ? t("decision.expired") : null,
      `${t("details.serial")} ${certificate.serialNumber}`,
      t(
        identity.keyMatches === true
          ? "identities.with-key"
          : identity.hasPrivateKey && identity.keyMatches === null
            ? "identities.key-unknown"
            : "identities.without-key",
      ),
    ];
    return element("li", {}, parts.filter((part) => part !== null).join(" · "));
  };
  return element(
    "details",
    { class: "more older", "data-testid": "card-identities" },
    element(
      "summary",
      { "data-testid": "card-identities-summary" },
      t(areOlder ? "identities.older" : "identities.others", { count: String(others.length) }),
    ),
    element("ul", {}, ...others.map(line)),
  );
}
