// The files that are read: made once by openssl, and many more of them in the browser.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** As long as every other that takes its place. */
const COMMON_NAME = "client0000000";
const SERIAL = "0102030405060708090a0b0c0d0e0f10";
const PASSWORD = "secret";

/**
 * The files are in base64, those of PKCS#12 by their encryption.
 * @typedef {{
 *   crt: string,
 *   commonName: string,
 *   serial: string,
 *   p12: Record<string, string>,
 *   password: string,
 * }} Templates
 */

/** @param {string} folder @returns {Templates} */
export function makeTemplates(folder) {
  const openssl = (/** @type {string[]} */ ...parameters) =>
    execFileSync("openssl", parameters, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const read = (/** @type {string} */ name) => readFileSync(join(folder, name)).toString("base64");
  writeFileSync(
    join(folder, "key.cnf"),
    "[req]\ndistinguished_name=none\n[none]\n[client]\nextendedKeyUsage=clientAuth\n",
  );
  const subject = ["-subj", `/C=JP/O=bench/CN=${COMMON_NAME}`, "-set_serial", `0x${SERIAL}`, "-days", "400"];
  const request = ["req", "-x509", "-config", "key.cnf", "-extensions", "client", "-newkey", "rsa:2048", "-nodes"];
  openssl(...request, "-keyout", "key.pem", "-out", "crt.pem", ...subject);
  openssl("x509", "-in", "crt.pem", "-outform", "DER", "-out", "crt.der");
  const kinds = { "AES-256": [], "3DES and RC2-40": ["-legacy"] };
  const p12 = Object.entries(kinds).map(([name, parameters]) => {
    const out = ["-out", "one.p12", "-passout", `pass:${PASSWORD}`, "-iter", "2048"];
    openssl("pkcs12", "-export", "-inkey", "key.pem", "-in", "crt.pem", ...out, ...parameters);
    return [name, read("one.p12")];
  });
  return {
    crt: read("crt.der"),
    commonName: COMMON_NAME,
    serial: SERIAL,
    p12: Object.fromEntries(p12),
    password: PASSWORD,
  };
}
