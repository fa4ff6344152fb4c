// @ts-check
// Instants, numbers and fingerprints as people read them, in the browser's time zone.

/** @typedef {import("./state.js").Language} Language */

/** Dates are written day first in English, so that no reader takes 03/04 for another day. */
const LOCALES = { ja: "ja-JP", en: "en-GB" };

/** "2026年12月31日(木)" / "Thu, 31 December 2026" @param {string} instant ISO 8601 @param {Language} language */
export function date(instant, language) {
  return new Intl.DateTimeFormat(LOCALES[language], {
    year: "numeric",
    month: "long",
    day: "numeric",
    weekday: "short",
  }).format(new Date(instant));
}

/** "23:59 JST" / "23:59 Japan Standard Time" @param {string} instant @param {Language} language */
export function time(instant, language) {
  const clock = new Intl.DateTimeFormat(LOCALES[language], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return `${clock.format(new Date(instant))} ${timeZone(instant, language)}`;
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
  const short = zoneName(instant, language, "short");
  return /^(GMT|UTC)[+\-−]/.test(short) ? zoneName(instant, language, "long") : short;
}

/**
 * @param {string} instant
 * @param {Language} language
 * @param {"short" | "long"} style
 */
function zoneName(instant, language, style) {
  const parts = new Intl.DateTimeFormat(LOCALES[language], { timeZoneName: style }).formatToParts(new Date(instant));
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "";
}

/** @param {number} value @param {Language} language */
export function number(value, language) {
  return new Intl.NumberFormat(LOCALES[language]).format(value);
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
  const text = new Intl.NumberFormat(LOCALES[language], { style: "unit", unit: name, unitDisplay: "long" }).format(
    count,
  );
  return language === "ja" ? text.replace(" ", "") : text;
}

const UNITS = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

/** Bytes in units of 1024, one decimal at most. @param {number} bytes @param {Language} language */
export function size(bytes, language) {
  if (bytes < 1024) return exactSize(bytes, language);
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length);
  const value = new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 1 }).format(bytes / 1024 ** power);
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
  return new Intl.NumberFormat(LOCALES[language], { style: "unit", unit: "byte", unitDisplay: "long" }).format(bytes);
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
