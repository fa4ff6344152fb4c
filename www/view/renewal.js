// @ts-check
// The renewal panel, one function per phase.

import * as format from "../format.js";
import { issued, leafOf, offer, otherThanPresented, STEPS } from "../state.js";
import { commonNames, days, failureWords, look, presentedWords } from "../words.js";
import { moment } from "./certificate.js";
import { button, element, entry, icon } from "./element.js";

/** @typedef {import("../core.js").Certificate} Certificate */
/** @typedef {import("../core.js").Presented} Presented */
/** @typedef {import("../state.js").State} State */
/** @typedef {import("../state.js").Step} Step */
/** @typedef {import("../words.js").Voice} Voice */

/**
 * The panel below its heading.
 * @param {State} state @param {Voice} voice
 * @param {string | null} password of the new certificate, only while the user wants to see it
 * @returns {import("./element.js").Child[]}
 */
export function renewalView(state, voice, password) {
  const { renewal } = state;
  switch (renewal.phase) {
    case "idle":
      return idle(state, voice);
    case "identifying":
      return identifying(voice);
    case "absent":
      return absent(voice);
    case "presented":
    case "asking":
      return presented(state, renewal.presented, voice);
    case "running":
      return running(renewal.step, voice);
    case "done":
      return done(renewal, voice, password);
    case "failed":
      return failed(renewal, voice);
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
    case "presented": {
      const leaf = leafOf(renewal.presented);
      return `${leaf === null ? "" : `${commonNames(leaf, voice)}. `}${presentedWords(renewal.presented, voice).sentence}`;
    }
    case "running":
      return t(`step.${renewal.step}.now`);
    case "done":
      return `${t("done.heading")}. ${t(savedKey(renewal.saved.length))}`;
    case "failed":
      return failureWords(renewal.failure, voice).sentence;
    default:
      return "";
  }
}

/** @param {State} state @param {Voice} voice */
function idle({ module }, { t }) {
  return [
    element("p", {}, t("renew.about")),
    button("renew-start", t("renew.start"), { class: "primary large", "data-testid": "renew-start", disabled: module === "failed" }),
    element("p", { class: "hint" }, t("renew.start-hint")),
  ];
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

/** @param {State} state @param {Presented} presented @param {Voice} voice */
function presented(state, presented, voice) {
  const { t } = voice;
  const leaf = leafOf(presented);
  const { sentence, next, detail } = presentedWords(presented, voice);
  const offered = offer(presented);
  const warned = warning(state, leaf, voice);
  const name = presented.verdict.startsWith("FAILED") ? "expired" : look(presented.eligibility);
  return [
    element("h3", { tabindex: "-1", "data-phase-heading": true }, t("presented.heading")),
    element(
      "div",
      { class: "identity", "data-look": name, "data-testid": "presented", "data-decision": presented.eligibility?.decision ?? "none" },
      leaf && element(
        "dl",
        { class: "headline" },
        entry(t("card.common-name"), { class: "common-name", "data-testid": "presented-common-name" }, commonNames(leaf, voice)),
        element(
          "div",
          {},
          element("dt", {}, t("card.expiry")),
          element("dd", { class: "expiry", "data-testid": "presented-expiry" }, moment(leaf.notAfter, voice)),
          presented.eligibility ? element("dd", { class: "days" }, days(presented.eligibility, voice)) : null,
        ),
      ),
      element("p", { class: "judged" }, icon(name), element("span", { "data-testid": "presented-sentence" }, sentence)),
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

/** @param {State} state @param {Certificate | null} leaf @param {Voice} voice */
function warning(state, leaf, voice) {
  const { t, language } = voice;
  if (leaf === null || !("presented" in state.renewal)) return null;
  const dropped = otherThanPresented(state, state.renewal.presented);
  if (dropped.length === 0) return null;
  const line = (/** @type {string} */ key, /** @type {Certificate} */ certificate) =>
    element("li", {}, t(key, { name: commonNames(certificate, voice), expiry: format.dateTime(certificate.notAfter, language) }));
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

/** @param {Step} step @param {Voice} voice */
function running(step, voice) {
  const { t } = voice;
  return [
    phaseHeading(t("progress.heading"), "working"),
    progress(step, "active", voice),
    element("p", {}, t(`step.${step}.now`)),
    element("p", { class: "hint" }, t("progress.keep-open")),
    button("renew-cancel", t("progress.cancel"), { "data-testid": "renew-cancel" }),
  ];
}

/** @param {Step | null} at null: all done @param {"active" | "failed"} there @param {Voice} voice */
function progress(at, there, { t }) {
  const current = at === null ? STEPS.length : STEPS.indexOf(at);
  const items = STEPS.map((step, index) => {
    const stepState = index < current ? "done" : index > current ? "pending" : there;
    return element(
      "li",
      { "data-step": step, "data-state": stepState, "aria-current": index === current && there === "active" ? "step" : false },
      element("span", { class: "mark", "aria-hidden": "true" }, stepState === "done" || stepState === "failed" ? icon(`step-${stepState}`) : String(index + 1)),
      element("span", {}, t(`step.${step}`), element("span", { class: "visually-hidden" }, ` (${t(`step-state.${stepState}`)})`)),
    );
  });
  return element("ol", { class: "progress", "data-testid": "progress", "aria-label": t("progress.label") }, ...items);
}

/** @param {State["renewal"] & { phase: "failed" }} renewal @param {Voice} voice */
function failed(renewal, voice) {
  const { t } = voice;
  const { failure } = renewal;
  const { sentence, next, detail } = failureWords(failure, voice);
  const cancelled = failure.code === "cancelled";
  const heading = renewal.during === "identify" ? "failed.identify-heading" : cancelled ? "failed.cancelled-heading" : "failed.heading";
  return [
    phaseHeading(t(heading), cancelled ? "none" : "failed"),
    renewal.during === "renew" ? progress(renewal.step, "failed", voice) : null,
    element(
      "div",
      { "data-testid": "renew-error", "data-code": failure.code },
      element("p", { class: "strong" }, sentence),
      renewal.during === "renew" ? element("p", { "data-testid": "renew-issued" }, t(`issued.${issued(renewal.step, failure)}`)) : null,
      element("div", { class: "next" }, element("h4", {}, t("card.next")), element("p", {}, next)),
    ),
    button("renew-start", t("failed.retry"), { class: "primary", "data-testid": "renew-retry" }),
    element("p", { class: "for-developers" }, detail ?? ""),
  ];
}

/** @param {State["renewal"] & { phase: "done" }} renewal @param {Voice} voice @param {string | null} password */
function done({ presented, certificate, baseName, saved, passwordShown }, voice, password) {
  const { t } = voice;
  const old = leafOf(presented);
  return [
    phaseHeading(t("done.heading"), "renewable"),
    progress(null, "active", voice),
    element("p", {}, t("done.sentence")),
    element(
      "section",
      { class: "saving" },
      element("h4", {}, t("done.saving")),
      element("p", { class: "strong", "data-testid": "saved-summary" }, t(savedKey(saved.length))),
      saveRow("p12", `${baseName}.p12`, saved.includes("p12"), voice),
      saveRow("pass", `${baseName}.pass`, saved.includes("pass"), voice),
      element(
        "div",
        { class: "password-reveal" },
        element("p", { class: "label" }, t("done.password")),
        passwordShown
          ? element("output", { class: "code", "data-testid": "password-text" }, password)
          : element("p", { class: "hint" }, t("done.password-hidden")),
        element(
          "div",
          { class: "buttons" },
          button("password-toggle", t(passwordShown ? "done.password-hide" : "done.password-show"), { "data-testid": "password-show" }),
          button("password-copy", t("copy"), { "data-testid": "password-copy" }),
        ),
      ),
    ),
    comparison(old, certificate, voice),
    element(
      "section",
      { "data-testid": "next-steps" },
      element("h4", {}, t("done.next")),
      element(
        "ol",
        {},
        ...["save", "import", "restart"].map((step) => element("li", {}, t(`done.next.${step}`))),
        element(
          "li",
          {},
          t("done.next.client"),
          element("ul", {}, ...["monsiaj", "glclient2", "receview"].map((client) => element("li", {}, t(`done.next.${client}`)))),
        ),
      ),
    ),
    saved.length === 2 ? button("finish", t("done.finish"), { "data-testid": "renew-finish" }) : null,
  ];
}

/** @param {"p12" | "pass"} file @param {string} name @param {boolean} saved @param {Voice} voice */
function saveRow(file, name, saved, { t }) {
  return element(
    "div",
    { class: "save", "data-saved": String(saved) },
    button(`save-${file}`, t(`done.save-${file}`), { class: saved ? "" : "primary", "data-testid": `save-${file}` }),
    element(
      "div",
      {},
      element("span", { class: "code" }, name),
      saved ? element("span", { class: "saved" }, icon("step-done"), t("done.saved")) : null,
    ),
  );
}

/** Old beside new. @param {Certificate | null} old @param {Certificate} fresh @param {Voice} voice */
function comparison(old, fresh, voice) {
  const { t, language } = voice;
  const column = (/** @type {string} */ testId, /** @type {string} */ heading, /** @type {Certificate} */ certificate) =>
    element(
      "section",
      { "data-testid": testId },
      element("h5", {}, t(heading)),
      element(
        "dl",
        { class: "facts" },
        entry(t("card.common-name"), { class: "strong" }, commonNames(certificate, voice)),
        entry(t("card.expiry"), { class: "strong" }, format.dateTime(certificate.notAfter, language)),
        entry(t("details.serial"), { class: "code" }, certificate.serialNumber),
        entry(t("details.fingerprint"), { class: "code" }, format.fingerprint(certificate.fingerprintSha256)),
      ),
    );
  return element(
    "section",
    { class: "comparison" },
    element("h4", {}, t("done.comparison")),
    element("div", { class: "columns" }, old && column("old-certificate", "done.old", old), column("new-certificate", "done.new", fresh)),
  );
}

/** @param {number} count of files saved */
function savedKey(count) {
  return ["done.not-yet-saved", "done.one-saved"][count] ?? "done.both-saved";
}

/** Takes the focus when a phase begins. @param {string} text @param {string} look @param {Record<string, string>} [attributes] */
function phaseHeading(text, look, attributes = {}) {
  return element("h3", { tabindex: "-1", "data-phase-heading": true, "data-look": look, class: "phase", ...attributes }, icon(look), text);
}
