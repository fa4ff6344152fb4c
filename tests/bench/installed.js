// Programs that are installed on this machine.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Where Debian keeps servers, which is not in a user's PATH. */
const SERVERS = "/usr/sbin";

/**
 * Where the first of these programs is, if one is.
 * @param {string[]} names
 */
export function installed(...names) {
  const folders = [...(process.env.PATH ?? "").split(delimiter), SERVERS];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

export const findChromium = () => installed("chromium", "chromium-browser", "google-chrome");

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
