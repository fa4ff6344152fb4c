// @ts-check
// How far the wall clock of a zone is ahead of UTC: the platform's own table of zones.

/** Of each zone that was asked for. @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {string} zone @returns {Intl.DateTimeFormat} */
const formatOf = (zone) => {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
    formats.set(zone, format);
  }
  return format;
};

/**
 * In seconds; `undefined` where the platform does not know the zone.
 * @param {string} zone
 * @param {number} milliseconds
 * @returns {number | undefined}
 */
export const secondsAhead = (zone, milliseconds) => {
  try {
    const parts = formatOf(zone).formatToParts(milliseconds);
    const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
    const [, sign, hours, minutes, seconds] = /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(name) ?? [""];
    if (sign === undefined) return name === "GMT" ? 0 : undefined;
    return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0));
  } catch {
    return undefined;
  }
};
