// @ts-check
// The days on which to think of the renewal, as a file for a calendar.

import { judge, reminder } from "./core.js";
import { fileName } from "./data.js";
import { download } from "./download.js";

/**
 * @param {import("./core.js").Certificate} certificate
 * @param {import("./state.js").Language} language
 * @param {Date} now
 */
export async function saveReminder(certificate, language, now) {
  const { opensOn } = await judge({ ...certificate, now });
  const text = await reminder({ ...certificate, opensOn, language, now });
  const name = ["renewal", certificate.commonName].filter(Boolean).join("-");
  download(fileName(name, ".ics"), text, "text/calendar");
}
