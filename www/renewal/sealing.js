// @ts-check
// Encrypts and decrypts bytes with AES-GCM under a key that cannot leave the browser.

/** @typedef {{ iv: Uint8Array<ArrayBuffer>, data: ArrayBuffer }} Sealed */

const ALGORITHM = "AES-GCM";

/** The key encrypts and decrypts, and nobody can read it, not even the page. */
export function newKey() {
  return crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, ["encrypt", "decrypt"]);
}

/**
 * @param {CryptoKey} key
 * @param {string} context what it is; opening needs the same
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<Sealed>}
 */
export async function seal(key, context, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, data: await crypto.subtle.encrypt(parameters(iv, context), key, bytes) };
}

/**
 * @param {CryptoKey} key
 * @param {string} context
 * @param {Sealed} sealed
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function unseal(key, context, { iv, data }) {
  return new Uint8Array(await crypto.subtle.decrypt(parameters(iv, context), key, data));
}

/** @param {Uint8Array<ArrayBuffer>} iv @param {string} context */
function parameters(iv, context) {
  return { name: ALGORITHM, iv, additionalData: new TextEncoder().encode(context) };
}
