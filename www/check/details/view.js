// @ts-check
// Everything that a certificate says, below its facts.

import { data } from "../../common/data.js";
import { element, entry } from "../../common/element.js";
import * as format from "../../common/format.js";

/** @typedef {import("../../certificate/core.js").Description} Description */
/** @typedef {import("../../certificate/words.js").ViewContext} ViewContext */

/** Entries for a `dl`. @param {Description} description @param {ViewContext} context */
export function descriptionView({ version, signatureAlgorithm, fingerprintSha1, extensions }, { t }) {
  return [
    entry(t("details.fingerprint-sha1"), { class: "code" }, format.fingerprint(fingerprintSha1)),
    entry(t("details.version"), {}, String(version)),
    entry(t("details.signature-algorithm"), { class: "code" }, data(signatureAlgorithm)),
    ...extensions.map(({ oid, name, critical, value }) =>
      entry(
        t(critical ? "details.critical-extension" : "details.extension", { name: data(name ?? oid) }),
        { class: "code", "data-extension": oid },
        ...value.split("\n").map((line) => element("div", {}, data(line))),
      ),
    ),
  ];
}
