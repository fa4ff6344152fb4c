// @ts-check
// The new certificate has arrived: saving it, old beside new, what comes next.

import { commonNames } from "../../certificate/words.js";
import { button, element, entry } from "../../common/element.js";
import * as format from "../../common/format.js";
import { icon } from "../../common/icons.js";
import { allSaved, secured } from "../state.js";
import { lengths, notices } from "../words.js";
import { keepingLine, phaseHeading, progress } from "./phase.js";

/** @typedef {import("../../certificate/core.js").Certificate} Certificate */
/** @typedef {import("../state.js").SavedFile} SavedFile */
/** @typedef {import("../state.js").Renewal & { phase: "done" }} Done */
/** @typedef {import("../../certificate/words.js").ViewContext} ViewContext */
/**
 * `password`: of the new certificate, while the user wants to see it; `canPick`: the browser can write where the user
 * wants.
 * @typedef {{ password: string | null, canPick: boolean }} Extras
 */

/**
 * @param {Done} renewal
 * @param {ViewContext} context
 * @param {Extras} extras
 */
export function done(renewal, context, extras) {
  const { t } = context;
  const { old, certificate, findings, keeping } = renewal;
  const found = notices(renewal, context);
  const alone = old === null ? "-alone" : "";
  const unmatched = findings.keyMatches === null ? "-unmatched" : "";
  return [
    phaseHeading(t(doneHeading(renewal, context)), found.length > 0 ? "due" : "renewable"),
    // What is not as usual comes before it is called done.
    ...found.map(notice),
    found.length > 0 ? element("p", { class: "strong" }, t("done.heading")) : null,
    progress(null, "active", context),
    element("p", {}, t(`done.sentence${alone}${unmatched}`)),
    saving(renewal, context, extras),
    secured(renewal) ? null : keepingLine(keeping, context),
    comparison(old, certificate, context),
    element(
      "section",
      { "data-testid": "next-steps" },
      element("h4", {}, t("done.next")),
      element(
        "ol",
        {},
        ...["save", "import", "restart"].map((step) => element("li", {}, t(`done.next.${step}`))),
        element("li", {}, t("done.next.client")),
      ),
      element(
        "div",
        { class: "buttons" },
        button("client-files-renewed", t("files.open"), { "data-testid": "done-client-files" }),
        button("reminder-renewed", t("reminder.save"), { "data-testid": "done-reminder" }),
      ),
    ),
    allSaved(renewal)
      ? button("finish", t(secured(renewal) ? "done.finish" : "done.finish-unconfirmed"), {
          "data-testid": "renew-finish",
        })
      : null,
  ];
}

/** @param {Done} renewal @param {ViewContext} context */
export function doneHeading(renewal, context) {
  return notices(renewal, context).length > 0 ? "done.heading-noticed" : "done.heading";
}

/** @param {import("../words.js").Notice} what */
function notice({ name, sentence, next }) {
  return element(
    "div",
    { class: "warning", "data-testid": `notice-${name}` },
    element("p", { class: "strong" }, sentence),
    element("p", {}, next),
  );
}

/** How far saving is. @param {Done} renewal */
export function savedKey(renewal) {
  if (secured(renewal)) return "done.secured";
  if (allSaved(renewal)) return "done.both-saved";
  return [renewal.files.p12, renewal.files.pass].some((file) => file === "handed" || file === "written")
    ? "done.one-saved"
    : "done.not-yet-saved";
}

/**
 * @param {Done} renewal
 * @param {ViewContext} context
 * @param {Extras} extras
 */
function saving(renewal, context, { password, canPick }) {
  const { t } = context;
  return element(
    "section",
    { class: "saving" },
    element("h4", {}, t("done.saving")),
    element("p", { class: "strong", "data-testid": "saved-summary" }, t(savedKey(renewal))),
    saveRow("p12", renewal, context, canPick),
    saveRow("pass", renewal, context, canPick),
    allSaved(renewal) && !secured(renewal) ? confirmation(context) : null,
    element(
      "div",
      { class: "password-reveal" },
      element("p", { class: "label" }, t("done.password")),
      renewal.passwordShown
        ? element("output", { class: "code", "data-testid": "password-text" }, password)
        : element("p", { class: "hint" }, t("done.password-hidden")),
      element(
        "div",
        { class: "buttons" },
        button("password-toggle", t(renewal.passwordShown ? "done.password-hide" : "done.password-show"), {
          "data-testid": "password-show",
        }),
        button("password-copy", t("copy"), { "data-testid": "password-copy" }),
      ),
    ),
  );
}

/**
 * @param {SavedFile} file
 * @param {Done} renewal
 * @param {ViewContext} context
 * @param {boolean} canPick
 */
function saveRow(file, { baseName, files }, { t }, canPick) {
  const status = files[file];
  const saved = status === "handed" || status === "written";
  return element(
    "div",
    { class: "save", "data-saved": String(saved), "data-saving": status },
    button(`save-${file}`, t(`done.save-${file}`), { class: saved ? "" : "primary", "data-testid": `save-${file}` }),
    canPick &&
      button(`save-${file}-as`, t("done.save-as"), {
        class: "quiet",
        "data-testid": `save-${file}-as`,
        "aria-label": t(`done.save-${file}-as`),
      }),
    element(
      "div",
      {},
      element("span", { class: "code" }, `${baseName}.${file}`),
      saved ? element("span", { class: "saved" }, icon("step-done"), t(`done.${status}`)) : null,
      status === "cancelled" || status === "failed"
        ? element("span", { class: "note refusal" }, icon("failed"), t(`done.${status}`))
        : null,
    ),
  );
}

/** The browser does not say what became of a download; the user can look. @param {ViewContext} context */
function confirmation({ t }) {
  return element(
    "div",
    { class: "confirmation", "data-testid": "save-question" },
    element("p", { class: "strong" }, t("done.confirm")),
    element(
      "div",
      { class: "buttons" },
      button("save-confirm", t("yes"), { class: "primary", "data-testid": "save-confirm" }),
      button("save-deny", t("no"), { "data-testid": "save-deny" }),
    ),
  );
}

/**
 * How long each is valid.
 * @param {Certificate | null} old
 * @param {Certificate} fresh
 * @param {ViewContext} context
 */
function validity(old, fresh, context) {
  const compared = lengths(old, fresh, context);
  const words = old === null ? "done.validity-alone" : "done.validity";
  return element(
    "p",
    { "data-testid": "validity-length", "data-shorter": String(compared.shorter) },
    context.t(words, { old: compared.old, new: compared.fresh }),
  );
}

/**
 * Old beside new.
 * @param {Certificate | null} old
 * @param {Certificate} fresh
 * @param {ViewContext} context
 */
function comparison(old, fresh, context) {
  const { t, language } = context;
  const column = (
    /** @type {string} */ testId,
    /** @type {string} */ heading,
    /** @type {Certificate} */ certificate,
  ) =>
    element(
      "section",
      { "data-testid": testId },
      element("h5", {}, t(heading)),
      element(
        "dl",
        { class: "facts" },
        entry(t("card.common-name"), { class: "strong" }, commonNames(certificate, context)),
        entry(t("card.expiry"), { class: "strong" }, format.dateTime(certificate.notAfter, language)),
        entry(t("details.serial"), { class: "code" }, certificate.serialNumber),
        entry(t("details.fingerprint"), { class: "code" }, format.fingerprint(certificate.fingerprintSha256)),
      ),
    );
  return element(
    "section",
    { class: "comparison" },
    element("h4", {}, t("done.comparison")),
    validity(old, fresh, context),
    element(
      "div",
      { class: "columns" },
      old && column("old-certificate", "done.old", old),
      column("new-certificate", "done.new", fresh),
    ),
  );
}
