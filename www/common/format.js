// @ts-check
// Instants, numbers and fingerprints as people read them, in the browser's time zone.

/** @typedef {import("../certificate/surroundings.js").Language} Language */

/** Dates are written day first in English, so that no reader takes 03/04 for another day. */
const LOCALES = { ja: "ja-JP", en: "en-GB" };

/**
 * A formatter for each language, made when it is first used: a browser takes milliseconds for one, and tens of them for
 * the first.
 * @template T
 * @param {(locale: string) => T} make
 * @returns {(language: Language) => T}
 */
export function perLanguage(make) {
  /** @type {Partial<Record<Language, T>>} */
  const made = {};
  return (language) => (made[language] ??= make(LOCALES[language]));
}

const DATE = perLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { year: "numeric", month: "long", day: "numeric", weekday: "short" }),
);
const CLOCK = perLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
);
const SHORT_ZONE = perLanguage((locale) => new Intl.DateTimeFormat(locale, { timeZoneName: "short" }));
const LONG_ZONE = perLanguage((locale) => new Intl.DateTimeFormat(locale, { timeZoneName: "long" }));
const NUMBER = perLanguage((locale) => new Intl.NumberFormat(locale));
const ONE_DECIMAL = perLanguage((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));
const inUnit = (/** @type {string} */ unit) =>
  perLanguage((locale) => new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }));
const COUNTS = { year: inUnit("year"), month: inUnit("month"), day: inUnit("day"), second: inUnit("second") };
const BYTES = inUnit("byte");

/** Makes the formatters of an answer, while nobody waits for one. @param {Language} language */
export function prepare(language) {
  dateTime(new Date().toISOString(), language);
  number(0, language);
  days(0, language);
}

/** "2026年12月31日(木)" / "Thu, 31 December 2026" @param {string} instant ISO 8601 @param {Language} language */
export function date(instant, language) {
  return DATE(language).format(new Date(instant));
}

/** "23:59 JST" / "23:59 Japan Standard Time" @param {string} instant @param {Language} language */
export function time(instant, language) {
  return `${CLOCK(language).format(new Date(instant))} ${timeZone(instant, language)}`;
}

/** @param {string} instant @param {Language} language */
export function dateTime(instant, language) {
  return `${date(instant, language)} ${time(instant, language)}`;
}

/**
 * The day; with the time too when that day is today.
 * @param {string} instant
 * @param {Language} language
 * @param {Date} now
 */
export function day(instant, language, now) {
  const then = new Date(instant);
  return then.toDateString() === now.toDateString() ? dateTime(instant, language) : date(instant, language);
}

/** The zone's short name where the language has one, else its long name: a bare offset says little on the phone.
 * @param {string} instant @param {Language} language */
function timeZone(instant, language) {
  const short = zoneName(instant, SHORT_ZONE(language));
  return /^(GMT|UTC)[+\-−]/.test(short) ? zoneName(instant, LONG_ZONE(language)) : short;
}

/** @param {string} instant @param {Intl.DateTimeFormat} format */
function zoneName(instant, format) {
  const parts = format.formatToParts(new Date(instant));
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "";
}

/** @param {number} value @param {Language} language */
export function number(value, language) {
  return NUMBER(language).format(value);
}

/** "3日" / "3 days", rounded. @param {number} milliseconds @param {Language} language */
export function days(milliseconds, language) {
  return unit(Math.round(milliseconds / 86_400_000), "day", language);
}

/**
 * How long a validity is, both ends included: "2年10か月" / "2 years 10 months", to the month; in days below one.
 * @param {string} begin @param {string} end ISO 8601 @param {Language} language
 */
export function span(begin, end, language) {
  // The last second belongs to it.
  const [from, to] = [new Date(begin), new Date(Date.parse(end) + 1000)];
  const wholeMonths = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  const months = wholeMonths + Math.round((to.getUTCDate() - from.getUTCDate()) / 30);
  if (months < 1) return days(to.getTime() - from.getTime(), language);
  const parts = [unit(Math.floor(months / 12), "year", language), unit(months % 12, "month", language)];
  return parts.filter((part) => !part.startsWith("0")).join(language === "ja" ? "" : " ");
}

/** "2秒" / "2 seconds" @param {number} count @param {Language} language */
export function seconds(count, language) {
  return unit(count, "second", language);
}

/**
 * @param {number} count
 * @param {"year" | "month" | "day" | "second"} name
 * @param {Language} language
 */
function unit(count, name, language) {
  const text = COUNTS[name](language).format(count);
  return language === "ja" ? text.replace(" ", "") : text;
}

const UNITS = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

/** Bytes in units of 1024, one decimal at most. @param {number} bytes @param {Language} language */
export function size(bytes, language) {
  if (bytes < 1024) return exactSize(bytes, language);
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length);
  const value = ONE_DECIMAL(language).format(bytes / 1024 ** power);
  return `${value} ${UNITS[power - 1]}`;
}

/**
 * Sizes that stand beside each other: to the byte where rounding would make two of them look the same.
 * @param {number[]} values in bytes @param {Language} language @returns {Map<number, string>}
 */
export function sizes(values, language) {
  const rounded = new Map(values.map((bytes) => [bytes, size(bytes, language)]));
  const distinct = new Set(rounded.values()).size === rounded.size;
  return distinct ? rounded : new Map(values.map((bytes) => [bytes, exactSize(bytes, language)]));
}

/** @param {number} bytes @param {Language} language */
function exactSize(bytes, language) {
  return BYTES(language).format(bytes);
}

/** In groups of four, upper case: for reading aloud. @param {string} hex */
export function fingerprint(hex) {
  return (
    hex
      .toUpperCase()
      .match(/.{1,4}/g)
      ?.join(" ") ?? ""
  );
}

/** yyyyMMddHHmmss in local time: how the native clients name a renewed certificate. @param {Date} now */
export function timestamp(now) {
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  return (
    String(now.getFullYear()).padStart(4, "0") +
    two(now.getMonth() + 1) +
    two(now.getDate()) +
    two(now.getHours()) +
    two(now.getMinutes()) +
    two(now.getSeconds())
  );
}
