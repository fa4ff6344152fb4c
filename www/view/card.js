// @ts-check
// One checked file as a card.

import { data } from "../data.js";
import * as format from "../format.js";
import { readableName } from "../name.js";
import { leafOf, needsSecond } from "../state.js";
import { commonNames, days, failureWords, judgement, look, neverOffered, unreadable } from "../words.js";
import { besideView, olderView } from "./beside.js";
import { clientTable, demoNote, details, moment } from "./certificate.js";
import { button, element, entry, icon } from "./element.js";
import { offerView, otherIdentitiesView } from "./identities.js";

/** @typedef {import("../state.js").Card} Card */
/** @typedef {import("../words.js").Voice} Voice */
/** @typedef {{ first: HTMLInputElement, second: HTMLInputElement }} Passwords */

/**
 * @param {Card} card @param {Passwords} passwords fields of this card, the same ones for as long as the card is locked
 * @param {Voice} voice
 */
export function cardView(card, passwords, voice) {
  const { t } = voice;
  const name = fileName(card, voice);
  return element(
    "article",
    {
      class: "card",
      "data-testid": "card",
      "data-id": String(card.id),
      "aria-labelledby": `card-${card.id}`,
      ...codes(card),
    },
    element(
      "header",
      {},
      element("h3", { id: `card-${card.id}`, class: "file-name", "data-testid": "card-name", tabindex: "-1" }, name),
      element(
        "button",
        {
          type: "button",
          class: "quiet icon-only",
          "data-action": "remove",
          "data-id": String(card.id),
          "data-testid": "card-remove",
          "aria-label": t("card.remove", { name }),
        },
        icon("remove"),
      ),
    ),
    ...content(card, passwords, voice),
    besideView(card, voice),
  );
}

/** @param {Card} card @param {Voice} voice */
export function fileName(card, { t }) {
  return card.fileName === null ? t("paste.name") : data(card.fileName);
}

/** What the live region says of a card, or nothing while it is being read. @param {Card} card @param {Voice} voice */
export function spoken(card, voice) {
  const { t } = voice;
  const name = fileName(card, voice);
  switch (card.status) {
    case "reading":
      return "";
    case "locked":
      return card.busy ? "" : `${name}: ${lockWords(card, voice)}`;
    case "failed":
      return `${name}: ${failureWords(card.failure, voice).sentence}`;
    case "told":
      return `${name}: ${t(`told.${card.what}`)}`;
    case "read": {
      const leaf = leafOf(card.inspection);
      const sentences = [
        leaf && `${commonNames(leaf, voice)}.`,
        judgement(card.inspection, voice).sentence,
        unreadable(card.inspection, voice),
      ];
      return `${name}: ${sentences.filter(Boolean).join(" ")}`;
    }
  }
}

/** Codes for style sheet and tests; never words, never secrets. @param {Card} card @returns {Record<string, string>} */
function codes(card) {
  switch (card.status) {
    case "reading":
      return { "data-look": "reading", "aria-busy": "true" };
    case "locked":
      return { "data-look": "locked", "data-code": lockCode(card) };
    case "failed":
      return { "data-look": "failed", "data-code": card.failure.code };
    case "told":
      return { "data-look": "none", "data-told": card.what };
    case "read": {
      const { eligibility } = card.inspection;
      return eligibility
        ? {
            "data-look": lookOf(card.inspection),
            "data-decision": eligibility.decision,
            "data-reason": eligibility.reason,
          }
        : { "data-look": "none" };
    }
  }
}

/**
 * @param {Card} card
 * @param {Passwords} passwords
 * @param {Voice} voice
 */
function content(card, passwords, voice) {
  switch (card.status) {
    case "reading":
      return [element("p", { class: "waiting" }, voice.t("card.reading"))];
    case "locked":
      return locked(card, passwords, voice);
    case "failed":
      return failed(card, voice);
    case "told":
      return told(card, voice);
    case "read":
      return read(card, voice);
  }
}

/** @param {Card & { status: "read" }} card @param {Voice} voice */
function read(card, voice) {
  const { t } = voice;
  const { inspection } = card;
  const { eligibility } = inspection;
  const leaf = leafOf(inspection);
  const { sentence, next } = judgement(inspection, voice);
  const others = unreadable(inspection, voice);
  const canBeUsed = neverOffered(inspection) === null;
  const showsClients =
    canBeUsed && eligibility && (eligibility.decision === "too-early" || eligibility.reason === "renewal-window");
  return [
    outcome(lookOf(inspection), sentence, voice, verdict(inspection, voice)),
    voice.demo === true && eligibility !== null && demoNote(voice, "card-demo"),
    headline(inspection, voice),
    others && element("p", { class: "note", "data-testid": "card-unreadable" }, icon("failed"), others),
    inspection.passwordForm &&
      element(
        "p",
        { class: "note", "data-testid": "card-password-form" },
        icon("due"),
        t(`password.form.${inspection.passwordForm}`),
      ),
    nextStep(next, voice),
    offerView(inspection, voice),
    showsClients ? clientTable(eligibility, voice) : null,
    element(
      "footer",
      {},
      details(inspection, card.id, voice),
      otherIdentitiesView(inspection, voice),
      olderView(card, voice),
      canBeUsed && eligibility && canBeRenewed(eligibility)
        ? button("reminder-card", t("reminder.save"), {
            class: "quiet",
            "data-id": String(card.id),
            "data-testid": "card-reminder",
          })
        : null,
      leaf && !leaf.isCa && eligibility?.decision !== "expired"
        ? button("client-files-card", t("files.open"), {
            class: "quiet",
            "data-id": String(card.id),
            "data-testid": "card-client-files",
          })
        : null,
      button("copy-summary", t("card.copy-summary"), {
        class: "quiet",
        "data-id": String(card.id),
        "data-testid": "card-copy",
      }),
    ),
  ];
}

/** @param {import("../core.js").Inspection} inspection */
function lookOf(inspection) {
  return neverOffered(inspection) === null ? look(inspection.eligibility) : "not-renewable";
}

/** The heading of an outcome. @param {import("../core.js").Inspection} inspection @param {Voice} voice */
function verdict(inspection, { t }) {
  return t(neverOffered(inspection) === null ? `decision.${look(inspection.eligibility)}` : "decision.unusable");
}

/** CN, expiry and issuer. @param {import("../core.js").Inspection} inspection @param {Voice} voice */
function headline(inspection, voice) {
  const { t } = voice;
  const leaf = leafOf(inspection);
  const { eligibility } = inspection;
  return (
    leaf &&
    element(
      "dl",
      { class: "headline" },
      entry(
        t("card.common-name"),
        { class: "common-name", "data-testid": "card-common-name" },
        commonNames(leaf, voice),
      ),
      element(
        "div",
        {},
        element("dt", {}, t("card.expiry")),
        element("dd", { class: "expiry", "data-testid": "card-expiry" }, moment(leaf.notAfter, voice)),
        eligibility ? element("dd", { class: "days", "data-testid": "card-days" }, days(eligibility, voice)) : null,
      ),
      eligibility?.decision === "not-yet-valid"
        ? entry(t("card.start"), { class: "expiry", "data-testid": "card-start" }, moment(leaf.notBefore, voice))
        : null,
      entry(t("card.issuer"), { class: "issuer", "data-testid": "card-issuer" }, data(readableName(leaf.issuer))),
    )
  );
}

/** Whether there is a renewal to be reminded of. @param {import("../core.js").Eligibility} eligibility */
function canBeRenewed({ decision }) {
  return decision === "renewable" || decision === "too-early" || decision === "not-yet-valid";
}

/** @param {Card & { status: "failed" }} card @param {Voice} voice */
function failed(card, voice) {
  const { sentence, next, detail } = failureWords(card.failure, voice);
  return [
    outcome("failed", element("span", { "data-testid": "card-error" }, sentence), voice),
    nextStep(next, voice),
    element("p", { class: "for-developers" }, detail ?? ""),
  ];
}

/** What is no certificate and nothing wrong. @param {Card & { status: "told" }} card @param {Voice} voice */
function told({ what, count }, voice) {
  const { t, language } = voice;
  return [
    outcome("none", t(`told.${what}.sentence`, { count: format.number(count, language) }), voice, t(`told.${what}`)),
    nextStep(t(`told.${what}.next`), voice),
  ];
}

/** The code of the last failure. @param {Card & { status: "locked" }} card */
function lockCode({ need, refused }) {
  if (need === "account") return "account-protected";
  if (need !== "password") return "second-password-required";
  return refused ? "wrong-password" : "password-required";
}

/** What opens it, or what was wrong. @param {Card & { status: "locked" }} card @param {Voice} voice */
function lockWords(card, { t }) {
  const { need, refused, open } = card;
  if (refused && need === "password") return `${t("error.wrong-password")} ${t("error.wrong-password.next")}`;
  if (refused && need === "account") return `${t("error.wrong-password")} ${t("password.need-account")}`;
  if (refused && needsSecond(card)) return `${t("error.wrong-password")} ${t(`password.need-${need}`)}`;
  if (need !== "password") return t(`password.need-${need}`);
  return t(open === null ? "password.why" : "password.why-open");
}

/**
 * @param {Card & { status: "locked" }} card
 * @param {Passwords} passwords
 * @param {Voice} voice
 */
function locked(card, { first, second }, voice) {
  const { t } = voice;
  const id = String(card.id);
  const refusal = card.refused && !card.busy;
  const asksForBoth = needsSecond(card);
  const noteId = `password-note-${id}`;
  first.id = `password-${id}`;
  second.id = `second-password-${id}`;
  for (const field of [first, second]) {
    field.readOnly = card.busy;
    field.setAttribute("aria-describedby", noteId);
    field.setAttribute("aria-invalid", String(refusal));
  }
  const submit = element(
    "button",
    { class: "primary", "data-testid": "card-password-submit", disabled: card.busy },
    t(card.busy ? "password.busy" : "password.submit"),
  );
  const told = card.open === null ? null : judgement(card.open, voice);
  return [
    card.open === null || told === null
      ? outcome("locked", "", voice)
      : outcome(lookOf(card.open), told.sentence, voice, verdict(card.open, voice)),
    card.open && headline(card.open, voice),
    card.open && element("p", { class: "note", "data-testid": "card-unverified" }, icon("due"), t("card.unverified")),
    told && nextStep(told.next, voice),
    element(
      "form",
      { class: "password", "data-action": "password", "data-id": id, autocomplete: "off" },
      element("label", { for: first.id }, t("password.label")),
      element("div", { class: "field" }, first, asksForBoth ? null : submit),
      asksForBoth && element("label", { for: second.id }, t("password.second-label")),
      asksForBoth && element("div", { class: "field" }, second, submit),
      element(
        "p",
        { id: noteId, class: refusal ? "note refusal" : "note" },
        refusal && icon("failed"),
        refusal ? element("span", { "data-testid": "card-error" }, lockWords(card, voice)) : lockWords(card, voice),
      ),
      element(
        "label",
        { class: "check" },
        element("input", {
          type: "checkbox",
          "data-action": "password-visible",
          "data-id": id,
          checked: first.type === "text",
        }),
        element("span", {}, t("password.show")),
      ),
    ),
  ];
}

/**
 * The outcome by icon, word and colour.
 * @param {string} name
 * @param {import("./element.js").Child} sentence
 * @param {Voice} voice
 * @param {string} [verdict]
 */
function outcome(name, sentence, { t }, verdict = t(`decision.${name}`)) {
  return element(
    "div",
    { class: "outcome" },
    icon(name),
    element(
      "div",
      {},
      element("p", { class: "verdict" }, verdict),
      sentence ? element("p", { class: "sentence", "data-testid": "card-sentence" }, sentence) : null,
    ),
  );
}

/** @param {string} text @param {Voice} voice */
function nextStep(text, { t }) {
  return element(
    "div",
    { class: "next" },
    element("h4", {}, t("card.next")),
    element("p", { "data-testid": "card-next" }, text),
  );
}
