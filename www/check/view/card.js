// @ts-check
// One checked file as a card.

import { leafOf } from "../../certificate/leaf.js";
import { canBeRenewed } from "../../certificate/look.js";
import { demoNote, moment, reportButton } from "../../certificate/view.js";
import { commonNames, days, unreadable } from "../../certificate/words.js";
import { data } from "../../common/data.js";
import { button, element, entry } from "../../common/element.js";
import { icon } from "../../common/icons.js";
import { readableName } from "../../common/name.js";
import { lookOf } from "../rows.js";
import { needsSecond } from "../state.js";
import { cardWords, fileName, lockWords } from "../words.js";
import { companionsView, olderView } from "./companions.js";
import { offerView, otherIdentitiesView } from "./identities.js";

/** @typedef {import("../state.js").Card} Card */
/** @typedef {import("../../certificate/words.js").ViewContext} ViewContext */
/** @typedef {{ first: HTMLInputElement, second: HTMLInputElement }} Passwords */

/**
 * @param {Card} card @param {Passwords} passwords fields of this card, the same ones for as long as the card is locked
 * @param {ViewContext} context
 */
export function cardView(card, passwords, context) {
  const { t } = context;
  const name = fileName(card, context);
  return element(
    "article",
    {
      class: "card",
      part: "card",
      "data-testid": "card",
      "data-id": String(card.id),
      "aria-labelledby": `card-${card.id}`,
      ...codes(card),
    },
    element(
      "header",
      {},
      element("h3", { id: `card-${card.id}`, class: "file-name", "data-testid": "card-name", tabindex: "-1" }, name),
    ),
    ...content(card, passwords, context),
    companionsView(card, context),
    // Above at the right, and the last stop of the keyboard.
    element(
      "button",
      {
        type: "button",
        class: "quiet icon-only remove",
        "data-action": "remove",
        "data-id": String(card.id),
        "data-testid": "card-remove",
        "aria-label": t("card.remove", { name }),
      },
      icon("remove"),
    ),
  );
}

/**
 * Codes for style sheet and tests; never words, never secrets.
 * @param {Card} card
 * @returns {Record<string, string>}
 */
function codes(card) {
  switch (card.status) {
    case "reading":
      return { "data-look": "reading", "aria-busy": "true" };
    case "locked":
      return { "data-look": "locked", "data-code": lockCode(card) };
    case "failed":
      return { "data-look": "failed", "data-code": card.failure.code };
    case "recognized":
      return { "data-look": "none", "data-recognized": card.what };
    case "read": {
      const { eligibility } = card.inspection;
      return eligibility
        ? {
            "data-look": lookOf(card),
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
 * @param {ViewContext} context
 */
function content(card, passwords, context) {
  switch (card.status) {
    case "reading":
      return [element("p", { class: "waiting" }, context.t("card.reading"))];
    case "locked":
      return locked(card, passwords, context);
    case "failed":
      return failed(card, context);
    case "recognized":
      return recognized(card, context);
    case "read":
      return read(card, context);
  }
}

/** @param {Card & { status: "read" }} card @param {ViewContext} context */
function read(card, context) {
  const { t } = context;
  const { inspection } = card;
  const { eligibility } = inspection;
  const leaf = leafOf(inspection);
  const words = cardWords(card, context);
  const others = unreadable(inspection, context);
  const canBeUsed = words.look !== "unusable";
  return [
    outcome(words, words.sentence),
    context.demo === true && eligibility !== null && demoNote(context, "card-demo"),
    ...headline(inspection, context),
    others && element("p", { class: "note", "data-testid": "card-unreadable" }, icon("failed"), others),
    inspection.passwordForm &&
      element(
        "p",
        { class: "note", "data-testid": "card-password-form" },
        icon("due"),
        t(`password.form.${inspection.passwordForm}`),
      ),
    nextStep(words.next, context),
    offerView(inspection, context),
    element(
      "footer",
      {},
      copyButton(card, context),
      canBeUsed && eligibility && canBeRenewed(eligibility)
        ? button("reminder-card", t("reminder.save"), {
            class: "quiet",
            "data-id": String(card.id),
            "data-testid": "card-reminder",
            "aria-describedby": `card-${card.id}`,
          })
        : null,
      leaf && !leaf.isCa && eligibility?.decision !== "expired"
        ? button("client-files-card", t("files.open"), {
            class: "quiet",
            "data-id": String(card.id),
            "data-testid": "card-client-files",
            "aria-describedby": `card-${card.id}`,
          })
        : null,
      // What is in it comes when it is opened.
      element(
        "details",
        { class: "more", "data-testid": "card-details" },
        element("summary", { "data-testid": "card-details-summary" }, t("card.details")),
      ),
      otherIdentitiesView(inspection, context),
      olderView(card, context),
    ),
  ];
}

/**
 * CN, expiry and issuer, and when all that is.
 * @param {import("../../certificate/core.js").Inspection} inspection
 * @param {ViewContext} context
 */
function headline(inspection, context) {
  const { t } = context;
  const leaf = leafOf(inspection);
  const { eligibility } = inspection;
  if (leaf === null) return [];
  return [
    element(
      "dl",
      { class: "headline" },
      entry(
        t("card.common-name"),
        { class: "common-name", "data-testid": "card-common-name" },
        commonNames(leaf, context),
      ),
      element(
        "div",
        {},
        element("dt", {}, t("card.expiry")),
        element("dd", { class: "expiry", "data-testid": "card-expiry" }, moment(leaf.notAfter, context)),
        eligibility ? element("dd", { class: "days", "data-testid": "card-days" }, days(eligibility, context)) : null,
      ),
      eligibility?.decision === "not-yet-valid"
        ? entry(t("card.start"), { class: "expiry", "data-testid": "card-start" }, moment(leaf.notBefore, context))
        : null,
      entry(t("card.issuer"), { class: "issuer", "data-testid": "card-issuer" }, data(readableName(leaf.issuer))),
    ),
    // The picture of time comes later.
    element("div", { class: "time", "data-testid": "card-time" }),
  ];
}

/** @param {Card & { status: "failed" }} card @param {ViewContext} context */
function failed(card, context) {
  const words = cardWords(card, context);
  return [
    outcome(words, element("span", { "data-testid": "card-error" }, words.sentence)),
    nextStep(words.next, context),
    element("p", { class: "for-developers" }, words.detail ?? ""),
    element("footer", {}, copyButton(card, context), reportButton(card.failure.code, context)),
  ];
}

/**
 * What is no certificate and nothing wrong.
 * @param {Card & { status: "recognized" }} card
 * @param {ViewContext} context
 */
function recognized(card, context) {
  const words = cardWords(card, context);
  return [outcome(words, words.sentence), nextStep(words.next, context)];
}

/** @param {Card} card @param {ViewContext} context */
function copyButton({ id }, { t }) {
  return button("copy-summary", t("card.copy-summary"), {
    class: "quiet",
    "data-id": String(id),
    "data-testid": "card-copy",
    "aria-describedby": `card-${id}`,
  });
}

/** The code of the last failure. @param {Card & { status: "locked" }} card */
function lockCode({ need, refused }) {
  if (need === "account") return "account-protected";
  if (need !== "password") return "second-password-required";
  return refused ? "wrong-password" : "password-required";
}

/**
 * @param {Card & { status: "locked" }} card
 * @param {Passwords} passwords
 * @param {ViewContext} context
 */
function locked(card, { first, second }, context) {
  const { t } = context;
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
  const words = cardWords(card, context);
  return [
    // Why it is locked stands at the field.
    outcome(words, card.open && words.sentence),
    ...(card.open ? headline(card.open, context) : []),
    card.open && element("p", { class: "note", "data-testid": "card-unverified" }, icon("due"), t("card.unverified")),
    card.open && nextStep(words.next, context),
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
        refusal ? element("span", { "data-testid": "card-error" }, lockWords(card, context)) : lockWords(card, context),
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
    element("footer", {}, copyButton(card, context)),
  ];
}

/**
 * The outcome by icon, word and colour.
 * @param {import("../words.js").CardWords} words
 * @param {import("../../common/element.js").Child} sentence
 */
function outcome({ look, verdict }, sentence) {
  return element(
    "div",
    { class: "outcome" },
    icon(look),
    element(
      "div",
      {},
      element("h4", { class: "verdict" }, verdict),
      sentence ? element("p", { class: "sentence", "data-testid": "card-sentence" }, sentence) : null,
    ),
  );
}

/** @param {string} text @param {ViewContext} context */
function nextStep(text, { t }) {
  return element(
    "div",
    { class: "next" },
    element("h4", {}, t("card.next")),
    element("p", { "data-testid": "card-next" }, text),
  );
}
