// @ts-check
// Facts of a renewal → sentences.

import { leafOf } from "../certificate/leaf.js";
import { look } from "../certificate/look.js";
import { judgedFacts, judgement, judgementValues } from "../certificate/words.js";
import { data } from "../common/data.js";
import * as format from "../common/format.js";

/** @typedef {import("../certificate/core.js").Certificate} Certificate */
/** @typedef {import("../certificate/core.js").Presented} Presented */
/** @typedef {import("../certificate/words.js").ViewContext} ViewContext */
/** @typedef {import("../certificate/words.js").Words} Words */

/**
 * What the renewal panel says of the presented certificate.
 * @param {Presented} presented
 * @param {ViewContext} context
 * @returns {Words}
 */
export function presentedWords(presented, context) {
  const { t } = context;
  const { verdict, eligibility } = presented;
  if (verdict.startsWith("FAILED")) {
    const key = `presented.refused-${refusal(presented)}`;
    const reason = verdict.slice("FAILED:".length).trim() || "FAILED";
    return {
      sentence: t(key, { reason: data(reason) }),
      next: t(`${key}.next`),
      detail: t("presented.refused-detail", { verdict: data(verdict) }),
    };
  }
  const leaf = leafOf(presented);
  if (leaf === null || !eligibility) return { sentence: t("presented.unreadable"), next: t("presented.change") };
  const values = judgementValues(leaf, eligibility, context);
  switch (eligibility.decision) {
    case "renewable":
      return {
        sentence: t(eligibility.reason === "reminder-window" ? "presented.due" : "presented.renewable"),
        next: t("presented.change"),
      };
    case "too-early":
    case "unknown-kind": {
      const key = `presented.${eligibility.decision}`;
      return { sentence: t(key, values), next: t(`${key}.next`) };
    }
    default:
      return judgement(judgedFacts(presented), context);
  }
}

/** OpenSSL's words for a refused certificate, as nginx passes them on, and ours. @type {[RegExp, string][]} */
const REFUSALS = [
  [/certificate has expired/i, "expired"],
  [/certificate is not yet valid/i, "not-yet-valid"],
  [/certificate revoked/i, "revoked"],
  // A signature failure is another authority of the same name.
  [/self[- ]signed|issuer certificate|verify the first certificate|signature failure/i, "unknown-authority"],
  [/invalid ca|not trusted|untrusted/i, "unknown-authority"],
];

/** @param {Presented} presented */
function refusal({ verdict, eligibility }) {
  const known = REFUSALS.find(([words]) => words.test(verdict))?.[1];
  return known ?? (eligibility?.decision === "expired" ? "expired" : "other");
}

/** @param {Presented} presented */
export function presentedLook(presented) {
  if (!presented.verdict.startsWith("FAILED")) return look(presented.eligibility);
  return refusal(presented) === "not-yet-valid" ? "not-yet-valid" : "expired";
}

/**
 * The two files that are evidence must not be taken for a certificate that works.
 * @param {import("./state.js").Evidence} evidence
 * @param {import("./state.js").SavedFile} file
 * @param {ViewContext} context
 */
export function evidenceName({ baseName }, file, { t }) {
  return `${t("evidence.file", { name: baseName })}.${file}`;
}

const DAY_MS = 86_400_000;

/**
 * How long the old and the new certificate are valid. `shorter`: the new one, by more than a leap day makes; then the
 * words differ too.
 * @param {Certificate | null} old
 * @param {Certificate} fresh
 * @param {ViewContext} context
 * @returns {{ old: string, fresh: string, shorter: boolean }}
 */
export function lengths(old, fresh, { language }) {
  const milliseconds = (/** @type {Certificate} */ { notBefore, notAfter }) =>
    Date.parse(notAfter) - Date.parse(notBefore);
  const shown = (/** @type {Certificate} */ { notBefore, notAfter }) => format.span(notBefore, notAfter, language);
  if (old === null) return { old: "—", fresh: shown(fresh), shorter: false };
  const shorter = milliseconds(old) - milliseconds(fresh) >= 2 * DAY_MS;
  if (shorter && shown(old) === shown(fresh)) {
    return {
      old: format.days(milliseconds(old), language),
      fresh: format.days(milliseconds(fresh), language),
      shorter,
    };
  }
  return { old: shown(old), fresh: shown(fresh), shorter };
}

/** @typedef {Words & { name: "same-key" | "weak-key" | "key-unknown" | "shorter" }} Notice */

/**
 * What is not as usual in a new certificate that passed the checks.
 * @param {import("./state.js").Renewal & { phase: "done" }} renewal
 * @param {ViewContext} context
 * @returns {Notice[]}
 */
export function notices({ old, certificate, findings }, context) {
  const { t, language } = context;
  const compared = lengths(old, certificate, context);
  const { algorithm, bits } = certificate.publicKey;
  const values = {
    algorithm,
    bits: String(bits),
    old: compared.old,
    new: compared.fresh,
    expiry: format.dateTime(certificate.notAfter, language),
  };
  /** @type {[Notice["name"], boolean][]} */
  const all = [
    ["same-key", findings.sameKey],
    ["weak-key", findings.weakKey],
    ["key-unknown", findings.keyMatches === null],
    ["shorter", compared.shorter],
  ];
  const holds = all.filter(([, is]) => is);
  return holds.map(([name]) => ({
    name,
    sentence: t(`notice.${name}`, values),
    next: t(`notice.${name}.next`, values),
  }));
}
