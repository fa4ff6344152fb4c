// @ts-check
// The renewal panel, one function per phase.

import { data } from "../data.js";
import * as format from "../format.js";
import { droppedLeaves, offer, oldCertificate, otherThanPresented } from "../renewal-state.js";
import { leafOf, target } from "../state.js";
import { commonNames, days, failureWords, notices, presentedLook, presentedWords } from "../words.js";
import { demoNote, moment } from "./certificate.js";
import { done, doneHeading, savedKey } from "./done.js";
import { button, element, entry, icon } from "./element.js";
import { failed } from "./failed.js";
import { elsewhere, pending, pendingHeading } from "./pending.js";
import { keepingLine, phaseHeading, progress } from "./phase.js";
import { configurationProblem, serviceChoice } from "./target.js";

/** @typedef {import("../core.js").Certificate} Certificate */
/** @typedef {import("../core.js").Presented} Presented */
/** @typedef {import("../renewal-state.js").Step} Step */
/** @typedef {import("../renewal-state.js").Wait} Wait */
/** @typedef {import("../state.js").State} State */
/** @typedef {import("../words.js").Voice} Voice */

/** The module's own number, where it is asked for none. */
const ATTEMPTS = 4;

/**
 * The panel below its heading.
 * @param {State} state @param {Voice} voice @param {import("./done.js").Beside} beside what the state does not hold
 * @returns {import("./element.js").Child[]}
 */
export function renewalView(state, voice, beside) {
  const { renewal } = state;
  switch (renewal.phase) {
    case "idle":
      return idle(state, voice);
    case "pending":
      return pending(renewal, voice);
    case "elsewhere":
      return elsewhere(voice);
    case "identifying":
      return identifying(voice);
    case "absent":
      return absent(voice);
    case "presented":
    case "asking":
      return renewal.presented === null ? unidentified(state, voice) : presented(state, renewal.presented, voice);
    case "running":
      return running(renewal, voice);
    case "done":
      return done(renewal, voice, beside);
    case "failed":
      return failed(renewal, choosesService(state), voice);
  }
}

/** What the live region says when the panel changes. @param {State} state @param {Voice} voice */
export function spokenRenewal({ renewal }, voice) {
  const { t } = voice;
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
      const { sentence } = presentedWords(renewal.presented, voice);
      return leaf === null ? sentence : `${commonNames(leaf, voice)}. ${sentence}`;
    }
    case "running":
      return runningSentence(renewal.step, renewal.wait, voice);
    case "done":
      return [
        t(doneHeading(renewal, voice)),
        ...notices(renewal, voice).map(({ sentence }) => sentence),
        t(savedKey(renewal)),
      ].join(" ");
    case "failed":
      return failureWords(renewal.failure, voice).sentence;
    default:
      return "";
  }
}

/** @param {State} state @param {Voice} voice */
function idle({ module, configuration }, voice) {
  const { t } = voice;
  return [
    element("p", {}, t("renew.about")),
    configurationProblem(configuration, voice),
    serviceChoice(configuration, voice),
    button("renew-start", t("renew.start"), {
      class: "primary large",
      "data-testid": "renew-start",
      disabled: module === "failed",
    }),
    element("p", { class: "hint" }, t("renew.start-hint")),
    commandLine(voice),
  ];
}

/** How the scripts are run. */
const COMMANDS = [
  "sh renew.sh --cert client0001.p12",
  "powershell -ExecutionPolicy Bypass -File .\\renew.ps1 -Certificate client0001.p12",
];

/** For machines without a browser, such as those of API and DB connections. @param {Voice} voice */
function commandLine({ t }) {
  return element(
    "details",
    { class: "command-line", "data-testid": "command-line" },
    element("summary", {}, t("script.heading")),
    element("p", {}, t("script.about")),
    element(
      "div",
      { class: "buttons" },
      button("script-sh", t("script.sh"), { "data-testid": "script-sh" }),
      button("script-ps1", t("script.ps1"), { "data-testid": "script-ps1" }),
    ),
    element("p", { class: "hint" }, t("script.usage")),
    ...COMMANDS.map((command) => element("pre", { class: "code" }, command)),
  );
}

/** @param {State} state */
function choosesService({ configuration }) {
  return configuration.status === "ready" && configuration.services.length > 0;
}

/** @param {Voice} voice */
function identifying({ t }) {
  return [
    phaseHeading(t("renew.identifying"), "working"),
    button("renew-stop", t("renew.stop"), { "data-testid": "renew-cancel" }),
  ];
}

/** @param {Voice} voice */
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
 * @param {Voice} voice
 */
function presented(state, presented, voice) {
  const { t } = voice;
  const leaf = leafOf(presented);
  const { sentence, next, detail } = presentedWords(presented, voice);
  const offered = offer(presented);
  const warned = warning(state, leaf, voice);
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
            commonNames(leaf, voice),
          ),
          element(
            "div",
            {},
            element("dt", {}, t("card.expiry")),
            element("dd", { class: "expiry", "data-testid": "presented-expiry" }, moment(leaf.notAfter, voice)),
            presented.eligibility ? element("dd", { class: "days" }, days(presented.eligibility, voice)) : null,
          ),
        ),
      element("p", { class: "judged" }, icon(name), element("span", { "data-testid": "presented-sentence" }, sentence)),
      voice.demo === true && presented.eligibility !== null && demoNote(voice, "presented-demo"),
    ),
    warned,
    // The warning already tells how to choose another one.
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
 * The server cannot tell which certificate the browser presents: a file that was dropped is all there is to compare
 * with.
 * @param {State} state
 * @param {Voice} voice
 */
function unidentified(state, voice) {
  const { t, language } = voice;
  const old = oldCertificate(state, null);
  const dropped = droppedLeaves(state);
  const where = target(state);
  const compared = old === null ? (dropped.length > 0 ? "several" : "nothing") : "file";
  /** @type {Record<string, string>} */
  const values = old === null ? {} : { name: commonNames(old, voice), expiry: format.dateTime(old.notAfter, language) };
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
 * @param {Voice} voice
 */
function warning(state, leaf, voice) {
  const { t, language } = voice;
  if (leaf === null || !("presented" in state.renewal)) return null;
  const dropped = otherThanPresented(state, state.renewal.presented);
  if (dropped.length === 0) return null;
  const line = (/** @type {string} */ key, /** @type {Certificate} */ certificate) =>
    element(
      "li",
      {},
      t(key, { name: commonNames(certificate, voice), expiry: format.dateTime(certificate.notAfter, language) }),
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

/** @param {State["renewal"] & { phase: "running" }} renewal @param {Voice} voice */
function running({ step, wait, keeping }, voice) {
  const { t } = voice;
  return [
    phaseHeading(t("progress.heading"), "working"),
    progress(step, "active", voice),
    element("p", { "data-testid": "progress-now" }, runningSentence(step, wait, voice)),
    keepingLine(keeping, voice),
    button("renew-cancel", t("progress.cancel"), { "data-testid": "renew-cancel" }),
  ];
}

/**
 * @param {Step} step
 * @param {Wait | null} wait
 * @param {Voice} voice
 */
function runningSentence(step, wait, { t, language }) {
  if (wait === null) return t(`step.${step}.now`);
  const attempt = t("progress.attempt", { attempt: String(wait.attempt), attempts: String(ATTEMPTS) });
  return wait.seconds > 0
    ? t("progress.waiting", { attempt, wait: format.seconds(wait.seconds, language) })
    : t("progress.retrying", { attempt });
}
