// @ts-check
// The days on which to think of the renewal, as a file for a calendar.

import { fileName } from "../common/data.js";
import { download } from "../common/download.js";
import { judge, reminder } from "./core.js";

/**
 * @param {import("./core.js").Certificate} certificate
 * @param {import("../certificate/surroundings.js").Language} language
 * @param {Date} now
 */
export async function saveReminder(certificate, language, now) {
  const { opensOn } = await judge({ ...certificate, now });
  const text = await reminder({ ...certificate, opensOn, language, now });
  const name = ["renewal", certificate.commonName].filter(Boolean).join("-");
  download(fileName(name, ".ics"), text, "text/calendar");
}
