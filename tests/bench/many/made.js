// Many files out of one, in the browser.

/** @param {string} base64 */
export const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

/** @param {number} milliseconds */
export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** @returns {Promise<import("./files.js").Templates>} */
export const loadTemplates = async () => (await fetch("/templates.json")).json();

/**
 * Certificates that differ in CN and serial number; the signature of none of them is right, which nobody looks at.
 * @param {import("./files.js").Templates} templates
 * @param {number} count
 */
export function certificates({ crt, commonName, serial }, count) {
  const der = bytesOf(crt);
  const ascii = new TextEncoder();
  const places = (/** @type {Uint8Array} */ needle) =>
    [...der.keys()].filter((at) => needle.every((octet, place) => der[at + place] === octet));
  // The subject's stands behind the issuer's.
  const nameAt = places(ascii.encode(commonName)).at(-1) ?? 0;
  const serialAt = places(Uint8Array.from(serial.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)))[0] ?? 0;
  return Array.from({ length: count }, (_, place) => {
    const one = der.slice();
    one.set(ascii.encode(`client${String(place).padStart(7, "0")}`), nameAt);
    new DataView(one.buffer).setUint32(serialAt + 12, place);
    return new File([one], `${place}.crt`, { lastModified: place });
  });
}

/** What was measured goes back to the server. @param {() => Promise<unknown>} run */
export async function report(run) {
  /** @type {unknown} */
  let answer;
  try {
    answer = await run();
  } catch (error) {
    answer = { error: String(error) };
  }
  await fetch("/result", { method: "POST", body: JSON.stringify(answer) });
}
