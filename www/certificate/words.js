// @ts-check
// Facts → sentences: what the card, the renewal panel, the live region and the summary all say in the same words.

import { data } from "../common/data.js";
import * as format from "../common/format.js";
import { has, translator } from "../messages/index.js";
import { FOLDERS } from "./facts.js";
import { leafOf } from "./leaf.js";
import { neverOffered } from "./look.js";
import { now } from "./surroundings.js";

/** @typedef {import("./core.js").Certificate} Certificate */
/** @typedef {import("./core.js").Eligibility} Eligibility */
/** @typedef {import("./core.js").Inspection} Inspection */
/** @typedef {import("../messages/index.js").Translate} Translate */
/** @typedef {import("../common/failure.js").Failure} Failure */
/** @typedef {import("./surroundings.js").Language} Language */
/**
 * What is needed to speak. `demo`: judgements are no real ones.
 * @typedef {{ t: Translate, language: Language, now: Date, demo?: boolean }} ViewContext
 */
/**
 * What happened or holds, and what to do. `detail`: a line for developers.
 * @typedef {{ sentence: string, next: string, detail?: string }} Words
 */
/**
 * What the words of a judgement are made of.
 * @typedef {{
 *   leaf: Pick<Certificate, "commonName" | "notBefore" | "isCa"> | null,
 *   eligibility: Pick<Eligibility, "reason" | "opensOn" | "renewBy"> & { decision: string } | null,
 *   hasPrivateKey: boolean,
 *   neverOffered: ReturnType<typeof neverOffered>,
 * }} Judged
 */

/**
 * What is needed to speak of a state.
 * @param {Pick<import("./surroundings.js").Surroundings, "language" | "policy" | "clock">} state
 * @param {Date} local now, by the clock of this computer
 * @returns {ViewContext}
 */
export function contextOf(state, local) {
  const { language, policy } = state;
  return { t: translator(language), language, now: now(state, local), demo: policy !== null };
}

/** @param {Certificate} certificate @param {ViewContext} context */
export function commonNames(certificate, { t }) {
  return certificate.commonNames.length > 0
    ? certificate.commonNames.map(data).join(t("separator"))
    : t("card.no-common-name");
}

/** As its words take it. @param {Inspection} inspection @returns {Judged} */
export function judgedFacts(inspection) {
  const { eligibility, hasPrivateKey } = inspection;
  return { leaf: leafOf(inspection), eligibility, hasPrivateKey, neverOffered: neverOffered(inspection) };
}

/**
 * @param {Judged} judged
 * @param {ViewContext} context
 * @returns {Words}
 */
export function judgement({ leaf, eligibility, hasPrivateKey, neverOffered: never }, context) {
  const { t } = context;
  if (leaf === null)
    return { sentence: t(hasPrivateKey ? "card.key-only" : "card.no-certificate"), next: t("card.key-only.next") };
  if (!eligibility) return { sentence: t("card.no-eligibility"), next: t("card.no-eligibility.next") };
  const values = judgementValues(leaf, eligibility, context);
  const authority = leaf.isCa && eligibility.decision === "unknown-kind";
  const key = authority ? "reason.authority" : `reason.${eligibility.reason}`;
  if (never !== null) return { sentence: t(`offer.never.${never}`), next: t("offer.never.next") };
  return { sentence: t(key, values), next: t(`${key}.next`, values) };
}

/**
 * Whether a browser would offer the leaf to a server, in one line; `null` where there is none.
 * @param {Inspection} inspection
 * @param {ViewContext} context
 * @returns {{ offered: boolean, sentence: string } | null}
 */
export function offerWords({ identities: [first] }, { t }) {
  if (first === undefined) return null;
  const [reason] = first.notOffered;
  return reason === undefined
    ? { offered: true, sentence: t("offer.yes") }
    : { offered: false, sentence: t(`offer.no.${reason}`) };
}

/**
 * The identities of a file beside the one that is shown, with their certificates. `areOlder`: it has taken the place of
 * all of them.
 * @param {Inspection} inspection
 */
export function otherIdentities({ identities: [first, ...rest], certificates }) {
  const leaf = first === undefined ? undefined : certificates[first.leaf];
  const others = rest.flatMap((identity) => {
    const certificate = certificates[identity.leaf];
    return certificate === undefined ? [] : [{ identity, certificate }];
  });
  const areOlder = others.every(
    ({ certificate }) => certificate.commonName === leaf?.commonName && certificate.notAfter <= leaf.notAfter,
  );
  return { others, areOlder };
}

/**
 * How far this computer's clock is off.
 * @param {import("./surroundings.js").Clock} clock
 * @param {ViewContext} context
 */
export function clockWords({ server, local, offset }, { t, language }) {
  const values = {
    difference: format.days(Math.abs(offset), language),
    local: format.dateTime(local, language),
    server: format.dateTime(server, language),
  };
  return t(offset < 0 ? "clock.ahead" : "clock.behind", values);
}

/**
 * @param {Failure} failure
 * @param {ViewContext} context
 * @returns {Words}
 */
export function failureWords(failure, context) {
  const { t, language } = context;
  const { code, facts } = failure;
  // The narrowest words there are: by the fact that distinguishes the cases of a code.
  const narrow = ["source", "resource", "looksLike", "damage", "problem", "lacks"].map(
    (fact) => `error.${code}.${facts[fact]}`,
  );
  const later = code === "refused" && typeof facts.retryAfter === "number" ? ["error.refused.later"] : [];
  const candidates = [...later, `refused.${facts.serverCode}`, ...narrow, `error.${code}`];
  const key = candidates.find((candidate) => has(language, candidate)) ?? "error.unknown";
  const mistaken = `looks-like.${facts.looksLike}.next`;
  const next = has(language, mistaken) ? mistaken : `${key}.next`;
  const values = failureValues(failure, context);
  const known = Object.entries(facts).filter(([, value]) => value !== null && value !== undefined);
  const detail = [t("failed.code", { code }), ...known.map(([name, value]) => `${name}=${data(String(value))}`)].join(
    " ",
  );
  return { sentence: t(key, values), next: t(next, values), detail };
}

/**
 * "あと45日", or for how long it has been expired.
 * @param {Pick<Eligibility, "daysLeft">} eligibility
 * @param {ViewContext} context
 */
export function days({ daysLeft }, { t, language }) {
  const past = daysLeft < 0;
  // `daysLeft` is rounded down: -1 is any time within the first day after expiry.
  const count = past ? -daysLeft - 1 : daysLeft;
  const form = count === 0 ? "last" : new Intl.PluralRules(language).select(count) === "one" ? "one" : "other";
  return t(`days.${past ? "past" : "left"}.${form}`, { count: format.number(count, language) });
}

/**
 * Says how many certificates of a file could not be read; nothing where all could.
 * @param {Inspection} inspection
 * @param {ViewContext} context
 */
export function unreadable({ unreadable: count }, { t, language }) {
  if (!count) return null;
  const form = new Intl.PluralRules(language).select(count) === "one" ? "one" : "other";
  return t(`card.unreadable.${form}`, { count: format.number(count, language) });
}

/**
 * @param {Pick<Certificate, "commonName" | "notBefore">} leaf
 * @param {Pick<Eligibility, "opensOn" | "renewBy">} eligibility
 * @param {ViewContext} context
 */
export function judgementValues(leaf, eligibility, { t, language, now }) {
  return {
    commonName: leaf.commonName === null ? t("card.no-common-name") : data(leaf.commonName),
    notBefore: format.dateTime(leaf.notBefore, language),
    opensOn: format.day(eligibility.opensOn, language, now),
    renewBy: format.dateTime(eligibility.renewBy, language),
  };
}

/**
 * Facts as the words take them: bytes with a unit, instants as dates, codes in words.
 * @param {Failure} failure
 * @param {ViewContext} context
 */
function failureValues({ code, facts }, { t, language }) {
  const bytes =
    ["file-too-large", "response-too-large", "truncated-file"].includes(code) || facts.resource === "memory";
  const sizes = format.sizes(
    Object.values(facts).filter((value) => typeof value === "number"),
    language,
  );
  /** @type {Record<string, string>} */
  const values = { folders: FOLDERS.join(t("list")) };
  for (const [name, value] of Object.entries(facts)) {
    if (value === null || value === undefined) continue;
    if (name === "looksLike") {
      const key = `looks-like.${value}`;
      values[name] = t(has(language, key) ? key : "looks-like.unknown");
    } else if (Array.isArray(value)) {
      values[name] = value.map((one) => data(String(one))).join(t("separator"));
    } else if (name === "seconds" || name === "retryAfter") {
      values[name] = format.seconds(Number(value), language);
    } else if (typeof value === "number" && name !== "status" && name !== "bits") {
      values[name] = bytes ? (sizes.get(value) ?? "") : format.number(value, language);
    } else if (name === "oid") {
      values[name] = t("algorithm.oid", { oid: String(value) });
    } else if (code === "not-newer" || code === "not-yet-valid") {
      values[name] = format.dateTime(String(value), language);
    } else {
      values[name] = data(String(value));
    }
  }
  if (code === "unsupported-algorithm") {
    values.algorithm ??= t("algorithm.unknown");
    values.oid ??= "";
  }
  if (code === "other-common-name") {
    values.expected ??= t("card.no-common-name");
    values.found ??= t("card.no-common-name");
  }
  if (code === "other-subject" || code === "unknown-issuer") {
    values.expected ||= t("subject.empty");
    values.found ||= t("subject.empty");
  }
  return values;
}
