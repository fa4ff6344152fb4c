// @ts-check
// The renewal panel, one function per phase.

import { leafOf } from "../../certificate/leaf.js";
import { demoNote, moment } from "../../certificate/view.js";
import { commonNames, days, failureWords } from "../../certificate/words.js";
import { data } from "../../common/data.js";
import { button, element, entry } from "../../common/element.js";
import * as format from "../../common/format.js";
import { icon } from "../../common/icons.js";
import { target } from "../configuration.js";
import { droppedLeaves, offer, oldCertificate, otherThanPresented } from "../state.js";
import { notices, presentedLook, presentedWords } from "../words.js";
import { done, doneHeading, savedKey } from "./done.js";
import { failed } from "./failed.js";
import { elsewhere, pending, pendingHeading } from "./pending.js";
import { keepingLine, phaseHeading, progress } from "./phase.js";
import { configurationProblem, serviceChoice } from "./target.js";

/** @typedef {import("../../certificate/core.js").Certificate} Certificate */
/** @typedef {import("../../certificate/core.js").Presented} Presented */
/** @typedef {import("../state.js").Step} Step */
/** @typedef {import("../state.js").Wait} Wait */
/** @typedef {import("../state.js").State} State */
/** @typedef {import("../../certificate/words.js").ViewContext} ViewContext */

/** The module's own number, where it is asked for none. */
const ATTEMPTS = 4;

/**
 * The panel below its heading.
 * @param {State} state
 * @param {ViewContext} context
 * @param {import("./done.js").Extras} extras what the state does not hold
 * @returns {import("../../common/element.js").Child[]}
 */
export function renewalView(state, context, extras) {
  const { renewal } = state;
  switch (renewal.phase) {
    case "idle":
      return idle(state, context);
    case "pending":
      return pending(renewal, context);
    case "elsewhere":
      return elsewhere(context);
    case "identifying":
      return identifying(context);
    case "absent":
      return absent(context);
    case "presented":
    case "asking":
      return renewal.presented === null ? unidentified(state, context) : presented(state, renewal.presented, context);
    case "running":
      return running(renewal, context);
    case "done":
      return done(renewal, context, extras);
    case "failed":
      return failed(renewal, choosesService(state), context);
  }
}

/** What the live region says when the panel changes. @param {State} state @param {ViewContext} context */
export function spokenRenewal({ renewal }, context) {
  const { t } = context;
  switch (renewal.phase) {
    case "identifying":
      return t("renew.identifying");
    case "absent":
      return t("absent.sentence");
    case "pending":
      return renewal.discarding ? t("pending.discard-question") : t(pendingHeading(renewal.pending.sealed));
    case "elsewhere":
      return t("elsewhere.heading");
    case "presented": {
      if (renewal.presented === null) return t("unidentified.sentence");
      const leaf = leafOf(renewal.presented);
      const { sentence } = presentedWords(renewal.presented, context);
      return leaf === null ? sentence : `${commonNames(leaf, context)}. ${sentence}`;
    }
    case "running":
      return runningSentence(renewal.step, renewal.wait, context);
    case "done":
      return [
        t(doneHeading(renewal, context)),
        ...notices(renewal, context).map(({ sentence }) => sentence),
        t(savedKey(renewal)),
      ].join(" ");
    case "failed":
      return failureWords(renewal.failure, context).sentence;
    default:
      return "";
  }
}

/** @param {State} state @param {ViewContext} context */
function idle({ module, configuration }, context) {
  const { t } = context;
  return [
    element("p", {}, t("renew.about")),
    configurationProblem(configuration, context),
    serviceChoice(configuration, context),
    button("renew-start", t("renew.start"), {
      class: "primary large",
      "data-testid": "renew-start",
      disabled: module === "failed",
    }),
    element("p", { class: "hint" }, t("renew.start-hint")),
    commandLine(context),
  ];
}

/**
 * For machines without a browser, such as those of API and DB connections. What is in it comes when it is opened.
 * @param {ViewContext} context
 */
function commandLine({ t }) {
  return element(
    "details",
    { class: "command-line", "data-testid": "command-line" },
    element("summary", {}, t("script.heading")),
  );
}

/** @param {State} state */
function choosesService({ configuration }) {
  return configuration.status === "ready" && configuration.services.length > 0;
}

/** @param {ViewContext} context */
function identifying({ t }) {
  return [
    phaseHeading(t("renew.identifying"), "working"),
    button("renew-stop", t("renew.stop"), { "data-testid": "renew-cancel" }),
  ];
}

/** @param {ViewContext} context */
function absent({ t }) {
  return [
    phaseHeading(t("absent.heading"), "none", { "data-testid": "presented-absent" }),
    element("p", { "data-testid": "presented-sentence" }, t("absent.sentence")),
    element("h4", {}, t("card.next")),
    element("ol", {}, ...["import", "restart", "choose"].map((step) => element("li", {}, t(`absent.next.${step}`)))),
    element("p", { class: "hint" }, t("absent.expired")),
    button("renew-start", t("renew.again"), { class: "primary", "data-testid": "renew-retry" }),
  ];
}

/**
 * @param {State} state
 * @param {Presented} presented
 * @param {ViewContext} context
 */
function presented(state, presented, context) {
  const { t } = context;
  const leaf = leafOf(presented);
  const { sentence, next, detail } = presentedWords(presented, context);
  const offered = offer(presented);
  const warned = warning(state, leaf, context);
  const name = presentedLook(presented);
  return [
    element("h3", { tabindex: "-1", "data-phase-heading": true }, t("presented.heading")),
    element(
      "div",
      {
        class: "identity",
        "data-look": name,
        "data-testid": "presented",
        "data-decision": presented.eligibility?.decision ?? "none",
      },
      leaf &&
        element(
          "dl",
          { class: "headline" },
          entry(
            t("card.common-name"),
            { class: "common-name", "data-testid": "presented-common-name" },
            commonNames(leaf, context),
          ),
          element(
            "div",
            {},
            element("dt", {}, t("card.expiry")),
            element("dd", { class: "expiry", "data-testid": "presented-expiry" }, moment(leaf.notAfter, context)),
            presented.eligibility ? element("dd", { class: "days" }, days(presented.eligibility, context)) : null,
          ),
        ),
      element("p", { class: "judged" }, icon(name), element("span", { "data-testid": "presented-sentence" }, sentence)),
      context.demo === true && presented.eligibility !== null && demoNote(context, "presented-demo"),
    ),
    warned,
    // The warning already says how to choose another one.
    warned !== null && offered === "offered" ? null : element("p", {}, next),
    element(
      "div",
      { class: "buttons" },
      offered === "none"
        ? null
        : button("renew-proceed", t(offered === "offered" ? "presented.proceed" : "presented.proceed-anyway"), {
            class: offered === "offered" ? "primary" : "",
            "data-testid": "renew-proceed",
          }),
      button("renew-start", t("renew.again"), { class: "quiet", "data-testid": "renew-again" }),
    ),
    detail ? element("p", { class: "for-developers" }, detail) : null,
  ];
}

/**
 * The server does not say which certificate the browser presents: a file that was dropped is all there is to compare
 * with.
 * @param {State} state
 * @param {ViewContext} context
 */
function unidentified(state, context) {
  const { t, language } = context;
  const old = oldCertificate(state, null);
  const dropped = droppedLeaves(state);
  const where = target(state);
  const compared = old === null ? (dropped.length > 0 ? "several" : "nothing") : "file";
  /** @type {Record<string, string>} */
  const values =
    old === null ? {} : { name: commonNames(old, context), expiry: format.dateTime(old.notAfter, language) };
  return [
    element("h3", { tabindex: "-1", "data-phase-heading": true }, t("unidentified.heading")),
    element("p", { "data-testid": "presented-sentence" }, t("unidentified.sentence")),
    element(
      "p",
      { class: "strong", "data-testid": "unidentified-compared", "data-compared": compared },
      t(`unidentified.${compared}`, values),
    ),
    element("p", {}, t("unidentified.next", { host: where === null ? "—" : data(new URL(where.endpoint).host) })),
    element(
      "div",
      { class: "buttons" },
      button("renew-proceed", t("unidentified.proceed"), {
        class: compared === "file" ? "primary" : "",
        "data-testid": "renew-proceed",
      }),
      choosesService(state) &&
        button("renew-back", t("service.change"), { class: "quiet", "data-testid": "renew-back" }),
    ),
  ];
}

/**
 * @param {State} state
 * @param {Certificate | null} leaf
 * @param {ViewContext} context
 */
function warning(state, leaf, context) {
  const { t, language } = context;
  if (leaf === null || !("presented" in state.renewal)) return null;
  const dropped = otherThanPresented(state, state.renewal.presented);
  if (dropped.length === 0) return null;
  const line = (/** @type {string} */ key, /** @type {Certificate} */ certificate) =>
    element(
      "li",
      {},
      t(key, { name: commonNames(certificate, context), expiry: format.dateTime(certificate.notAfter, language) }),
    );
  return element(
    "div",
    { class: "warning", "data-testid": "presented-warning" },
    element("h4", {}, icon("due"), t("presented.warning")),
    element("p", {}, t("presented.warning.about")),
    element(
      "ul",
      {},
      line("presented.warning.presented", leaf),
      ...dropped.map((certificate) => line("presented.warning.dropped", certificate)),
    ),
    element("p", {}, t("presented.warning.next")),
  );
}

/** @param {State["renewal"] & { phase: "running" }} renewal @param {ViewContext} context */
function running({ step, wait, keeping }, context) {
  const { t } = context;
  return [
    phaseHeading(t("progress.heading"), "working"),
    progress(step, "active", context),
    element("p", { "data-testid": "progress-now" }, runningSentence(step, wait, context)),
    keepingLine(keeping, context),
    button("renew-cancel", t("progress.cancel"), { "data-testid": "renew-cancel" }),
  ];
}

/**
 * @param {Step} step
 * @param {Wait | null} wait
 * @param {ViewContext} context
 */
function runningSentence(step, wait, { t, language }) {
  if (wait === null) return t(`step.${step}.now`);
  const attempt = t("progress.attempt", { attempt: String(wait.attempt), attempts: String(ATTEMPTS) });
  return wait.seconds > 0
    ? t("progress.waiting", { attempt, wait: format.seconds(wait.seconds, language) })
    : t("progress.retrying", { attempt });
}
