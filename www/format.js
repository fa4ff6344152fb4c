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

/** The day; with the time too when that day is today. @param {string} instant @param {Language} language @param {Date} now */
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

/** @param {string} instant @param {Language} language @param {"short" | "long"} style */
function zoneName(instant, language, style) {
  const parts = new Intl.DateTimeFormat(LOCALES[language], { timeZoneName: style }).formatToParts(new Date(instant));
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "";
}

/** @param {number} value @param {Language} language */
export function number(value, language) {
  return new Intl.NumberFormat(LOCALES[language]).format(value);
}

/** Bytes in units of 1024, one decimal at most. @param {number} bytes @param {Language} language */
export function size(bytes, language) {
  const [value, unit] = bytes >= 1 << 20 ? [bytes / (1 << 20), "MiB"] : [bytes / 1024, "KiB"];
  return `${new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 1 }).format(value)} ${unit}`;
}

/** In groups of four, upper case: for reading aloud. @param {string} hex */
export function fingerprint(hex) {
  return hex.toUpperCase().match(/.{1,4}/g)?.join(" ") ?? "";
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
