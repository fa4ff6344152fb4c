// OpenSSL at native speed, which is there beside every browser's row too: in Node's own process, and as the command.

import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";

/** The iterations from which the start of a process does not count beside the work. */
const MANY_ITERATIONS = 100_000;

/** @param {X509Certificate} certificate @returns {import("./contestants.js").Facts} */
function told(certificate) {
  return {
    commonName: /^CN=(.*)$/m.exec(certificate.subject)?.[1] ?? "",
    subject: certificate.subject,
    issuer: certificate.issuer,
    serialNumber: certificate.serialNumber,
    notBefore: certificate.validFrom,
    notAfter: certificate.validTo,
    sha256: certificate.fingerprint256,
    bits: certificate.publicKey.asymmetricKeyDetails?.modulusLength ?? 0,
    isCa: certificate.ca,
    // Node calls the extended key usages so.
    clientAuth: certificate.keyUsage?.includes("1.3.6.1.5.5.7.3.2") ?? false,
  };
}

/** @type {Record<string, import("./contestants.js").Program>} */
export const openssl = {
  "Node's OpenSSL": {
    certificate: (der) => told(new X509Certificate(der)),
    pkcs12: (p12, password) => {
      // The context compares certificate and key; Node's types leave `getCertificate` out.
      const { context } = createSecureContext({ pfx: Buffer.from(p12), passphrase: password });
      return told(new X509Certificate(context.getCertificate()));
    },
  },
};

/**
 * The command's own count of CPU time, in milliseconds.
 * @param {string} path
 * @param {string} password
 * @param {number} iterations
 */
export function opensslCommand(path, password, iterations) {
  if (!(iterations >= MANY_ITERATIONS)) throw new Error("its start would count more than its work");
  const script = 'TIMEFORMAT="%U %S"; time openssl pkcs12 -in "$0" -nodes -passin "pass:$1" >/dev/null';
  const text = execFileSync("bash", ["-c", `{ ${script}; } 2>&1`, path, password]).toString();
  const [user = Number.NaN, system = Number.NaN] = text.trim().split(/\s+/).map(Number);
  return (user + system) * 1000;
}
