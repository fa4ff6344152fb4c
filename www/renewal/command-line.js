// @ts-check
// The scripts for machines without a browser, with the address of the chosen service in them.

/** The line of each script that holds the address; both quote it alike. */
const LINES = { sh: /^ENDPOINT=''$/m, ps1: /^ {4}\[string\] \$Endpoint = ''(?=\r?$)/m };
/** @typedef {keyof typeof LINES} Script */

/**
 * @param {string} text of the script @param {Script} script @param {string} endpoint an absolute https URL
 * @returns {string} with the endpoint as its default; everything else as it was
 */
export function fill(text, script, endpoint) {
  const url = new URL(endpoint);
  // In single quotes neither shell reads anything but the quote itself; a URL has none of these, and a script is not
  // the place to try.
  if (url.protocol !== "https:" || url.username !== "" || url.password !== "" || !/^[\w.:/%~-]+$/.test(url.href)) {
    throw new TypeError("not an address that can stand in a script");
  }
  const line = LINES[script];
  if (!line.test(text)) throw new TypeError("the script has no line for the address");
  return text.replace(line, (found) => found.replace("''", `'${url.href}'`));
}

/**
 * Fetches a script of the page's own and puts the address in.
 * @param {Script} script
 * @param {string} endpoint
 * @returns {Promise<Uint8Array>}
 */
export async function scriptFor(script, endpoint) {
  const response = await fetch(new URL(`command-line/renew.${script}`, document.baseURI), {
    credentials: "omit",
    redirect: "error",
  });
  if (!response.ok) throw new Error(`${response.status}`);
  // The byte order mark stays: without it Windows PowerShell would take the file for another encoding.
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await response.arrayBuffer());
  return new TextEncoder().encode(fill(text, script, endpoint));
}
