// The programs that do the same job: each opens a file and reads what this module tells of it. What a program cannot do throws.

import { X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import forge from "node-forge";
import * as asn1js from "asn1js";
import * as pkijs from "pkijs";
import "reflect-metadata";
import * as peculiar from "@peculiar/x509";
import { inspect } from "../../dist/npm/orcamo_cert.js";

pkijs.setEngine("node", new pkijs.CryptoEngine({ name: "node", crypto: globalThis.crypto }));
peculiar.cryptoProvider.set(globalThis.crypto);

const binary = (/** @type {Uint8Array} */ bytes) => forge.util.createBuffer(Buffer.from(bytes).toString("binary"));
const buffer = (/** @type {Uint8Array} */ bytes) => new Uint8Array(bytes).buffer;

/** Opens a .p12 as far as certificate and private key. @param {Uint8Array} bytes @param {string} password */
async function openWithPkijs(bytes, password) {
  const octets = new TextEncoder().encode(password).buffer;
  const pfx = pkijs.PFX.fromBER(buffer(bytes));
  await pfx.parseInternalValues({ password: octets, checkIntegrity: true });
  const safe = pfx.parsedValue.authenticatedSafe;
  await safe.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password: octets })) });
  let keys = 0;
  for (const { value } of safe.parsedValue.safeContents) {
    for (const bag of value.safeBags) {
      if (bag.bagValue instanceof pkijs.PKCS8ShroudedKeyBag) {
        await bag.bagValue.parseInternalValues({ password: octets });
        keys += 1;
      }
    }
  }
  if (keys !== 1) throw new Error("no key");
}

/** @type {Record<string, { certificate: (der: Uint8Array) => unknown, pkcs12: (p12: Uint8Array, password: string) => unknown }>} */
export const contestants = {
  "orcamo-cert": {
    certificate: (der) => inspect(der),
    pkcs12: (p12, password) => {
      if (!inspect(p12, { password }).keyMatches) throw new Error("no key");
    },
  },
  "node-forge": {
    certificate: (der) => {
      const asn1 = forge.asn1.fromDer(binary(der));
      const certificate = forge.pki.certificateFromAsn1(asn1);
      const fingerprint = forge.md.sha256.create().update(Buffer.from(der).toString("binary")).digest().toHex();
      return [certificate.subject.getField("CN").value, certificate.issuer.attributes, certificate.validity, fingerprint];
    },
    pkcs12: (p12, password) => {
      const opened = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(binary(p12)), password);
      const oid = forge.pki.oids.pkcs8ShroudedKeyBag;
      if (!opened.getBags({ bagType: oid })[oid]?.[0]?.key) throw new Error("no key");
    },
  },
  "PKI.js": {
    certificate: async (der) => {
      const certificate = pkijs.Certificate.fromBER(buffer(der));
      const fingerprint = await crypto.subtle.digest("SHA-256", der);
      const names = [certificate.subject, certificate.issuer].map((name) => name.typesAndValues.map((one) => one.value.valueBlock.value));
      return [names, certificate.notBefore.value, certificate.notAfter.value, fingerprint];
    },
    pkcs12: openWithPkijs,
  },
  "@peculiar/x509": {
    certificate: async (der) => {
      const certificate = new peculiar.X509Certificate(der);
      return [certificate.subject, certificate.issuer, certificate.notBefore, certificate.notAfter, await certificate.getThumbprint("SHA-256")];
    },
    pkcs12: () => {
      throw new Error("reads no PKCS#12");
    },
  },
  "Node's OpenSSL": {
    certificate: (der) => {
      const certificate = new X509Certificate(der);
      return [certificate.subject, certificate.issuer, certificate.validFrom, certificate.validTo, certificate.fingerprint256];
    },
    pkcs12: (p12, password) => createSecureContext({ pfx: Buffer.from(p12), passphrase: password }),
  },
};
