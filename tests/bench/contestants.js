// The programs that do the same job in JavaScript, in Node and in a browser: each tells the facts that this module
// tells of a certificate, and opens a .p12 as far as its certificate and the private key that belongs to it. What a
// program cannot do throws.

import forge from "node-forge";
import * as pkijs from "pkijs";
import "reflect-metadata";
import * as peculiar from "@peculiar/x509";
import * as module from "../../dist/npm/orcamo_cert.js";

pkijs.setEngine("webcrypto", new pkijs.CryptoEngine({ name: "webcrypto", crypto: globalThis.crypto }));
peculiar.cryptoProvider.set(globalThis.crypto);

/**
 * In each program's own form; `bench.js` compares what they mean.
 * @typedef {{
 *   commonName: string,
 *   subject: string,
 *   issuer: string,
 *   serialNumber: string,
 *   notBefore: string | Date,
 *   notAfter: string | Date,
 *   sha256: string,
 *   bits: number,
 *   isCa: boolean,
 *   clientAuth: boolean,
 * }} Facts
 * @typedef {{
 *   certificate: (der: Uint8Array) => Facts | Promise<Facts>,
 *   pkcs12: (p12: Uint8Array, password: string) => Facts | Promise<Facts>,
 * }} Program
 */

const CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
const COMMON_NAME = "2.5.4.3";
const hex = (/** @type {ArrayBuffer | Uint8Array} */ bytes) =>
  Array.from(new Uint8Array(bytes), (octet) => octet.toString(16).padStart(2, "0")).join("");

function required(/** @type {unknown} */ holds) {
  if (!holds) throw new Error("no certificate with its private key");
}

// --- this module

/** @param {any} inspection @returns {Facts} */
function leafOf({ certificates, leaf }) {
  const {
    commonName,
    subject,
    issuer,
    serialNumber,
    notBefore,
    notAfter,
    fingerprintSha256,
    publicKey,
    isCa,
    clientAuth,
  } = certificates[leaf ?? 0];
  return {
    commonName,
    subject,
    issuer,
    serialNumber,
    notBefore,
    notAfter,
    sha256: fingerprintSha256,
    bits: publicKey.bits,
    isCa,
    clientAuth,
  };
}

/** @param {any} inspection @returns {Facts} */
function pairOf(inspection) {
  required(inspection.keyMatches);
  return leafOf(inspection);
}

// --- node-forge

/**
 * @param {any} certificate
 * @param {string} der, as a binary string
 * @returns {Facts}
 */
function toldByForge(certificate, der) {
  const name = (/** @type {any} */ { attributes }) =>
    attributes.map((/** @type {any} */ one) => `${one.shortName}=${one.value}`).join(",");
  return {
    commonName: certificate.subject.getField("CN").value,
    subject: name(certificate.subject),
    issuer: name(certificate.issuer),
    serialNumber: certificate.serialNumber,
    notBefore: certificate.validity.notBefore,
    notAfter: certificate.validity.notAfter,
    sha256: forge.md.sha256.create().update(der).digest().toHex(),
    bits: certificate.publicKey.n.bitLength(),
    isCa: certificate.getExtension("basicConstraints")?.cA ?? false,
    clientAuth: certificate.getExtension("extKeyUsage")?.clientAuth ?? false,
  };
}

/** @param {Uint8Array} p12 @param {string} password */
function openedByForge(p12, password) {
  const opened = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(forge.util.createBuffer(p12)), password);
  const bag = (/** @type {string} */ bagType) => opened.getBags({ bagType })[bagType]?.[0];
  const certificate = bag(forge.pki.oids.certBag)?.cert;
  const key = bag(forge.pki.oids.pkcs8ShroudedKeyBag)?.key;
  required(key?.n.equals(certificate?.publicKey.n));
  return toldByForge(certificate, forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes());
}

// --- PKI.js

/** @param {Uint8Array} modulus with an octet of zero before it */
const bitsOf = (modulus) => {
  const first = modulus.findIndex((octet) => octet !== 0);
  return (modulus.length - first) * 8 - Math.clz32(modulus[first] ?? 0) + 24;
};
const modulusOf = (/** @type {any} */ key) => key.modulus.valueBlock.valueHexView;

/**
 * @param {any} certificate
 * @param {Uint8Array} der
 * @returns {Promise<Facts>}
 */
async function toldByPkijs(certificate, der) {
  const name = (/** @type {any} */ { typesAndValues }) =>
    typesAndValues.map((/** @type {any} */ one) => `${one.type}=${one.value.valueBlock.value}`).join(",");
  const extension = (/** @type {string} */ oid) =>
    certificate.extensions?.find((/** @type {any} */ one) => one.extnID === oid)?.parsedValue;
  return {
    commonName: certificate.subject.typesAndValues.findLast((/** @type {any} */ one) => one.type === COMMON_NAME).value
      .valueBlock.value,
    subject: name(certificate.subject),
    issuer: name(certificate.issuer),
    serialNumber: hex(certificate.serialNumber.valueBlock.valueHexView),
    notBefore: certificate.notBefore.value,
    notAfter: certificate.notAfter.value,
    sha256: hex(await crypto.subtle.digest("SHA-256", new Uint8Array(der))),
    bits: bitsOf(modulusOf(certificate.subjectPublicKeyInfo.parsedKey)),
    isCa: extension("2.5.29.19")?.cA ?? false,
    clientAuth: extension("2.5.29.37")?.keyPurposes.includes(CLIENT_AUTH) ?? false,
  };
}

/** @param {Uint8Array} p12 @param {string} password */
async function openedByPkijs(p12, password) {
  const octets = new TextEncoder().encode(password).buffer;
  const pfx = pkijs.PFX.fromBER(new Uint8Array(p12).buffer);
  await pfx.parseInternalValues({ password: octets, checkIntegrity: true });
  /** @type {any} */
  const safe = pfx.parsedValue?.authenticatedSafe;
  await safe.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password: octets })) });
  let certificate, key;
  for (const { value } of safe.parsedValue.safeContents) {
    for (const { bagValue } of value.safeBags) {
      if (bagValue instanceof pkijs.CertBag) certificate = bagValue;
      if (bagValue instanceof pkijs.PKCS8ShroudedKeyBag) {
        // Its types leave this method out.
        await /** @type {any} */ (bagValue).parseInternalValues({ password: octets });
        key = pkijs.RSAPrivateKey.fromBER(/** @type {any} */ (bagValue).parsedValue.privateKey.valueBlock.valueHexView);
      }
    }
  }
  required(key && certificate);
  const parsed = /** @type {any} */ (certificate).parsedValue;
  required(hex(modulusOf(key)) === hex(modulusOf(parsed.subjectPublicKeyInfo.parsedKey)));
  return toldByPkijs(parsed, /** @type {any} */ (certificate).certValue.valueBlock.valueHexView);
}

// --- @peculiar/x509

/** @param {Uint8Array} der @returns {Promise<Facts>} */
async function toldByPeculiar(der) {
  const certificate = new peculiar.X509Certificate(der);
  const { subject, issuer, serialNumber, notBefore, notAfter } = certificate;
  return {
    commonName: certificate.subjectName.getField("CN").at(-1) ?? "",
    subject,
    issuer,
    serialNumber,
    notBefore,
    notAfter,
    sha256: hex(await certificate.getThumbprint("SHA-256")),
    bits: /** @type {RsaHashedKeyAlgorithm} */ (certificate.publicKey.algorithm).modulusLength,
    isCa: certificate.getExtension(peculiar.BasicConstraintsExtension)?.ca ?? false,
    clientAuth: certificate.getExtension(peculiar.ExtendedKeyUsageExtension)?.usages.includes(CLIENT_AUTH) ?? false,
  };
}

/** @type {(bytes: Uint8Array, options?: { password: string }) => Promise<any>} */
const inspectAsync =
  /** @type {any} */ (module).inspectAsync ??
  (() => {
    throw new Error("this build exports no inspectAsync");
  });

/** @type {Record<string, Program>} */
export const programs = {
  "orcamo-cert": {
    certificate: (der) => leafOf(module.inspect(der)),
    pkcs12: (p12, password) => pairOf(module.inspect(p12, { password })),
  },
  "orcamo-cert, async": {
    certificate: async (der) => leafOf(await inspectAsync(der)),
    pkcs12: async (p12, password) => pairOf(await inspectAsync(p12, { password })),
  },
  "node-forge": {
    certificate: (der) => {
      const binary = forge.util.binary.raw.encode(der);
      return toldByForge(forge.pki.certificateFromAsn1(forge.asn1.fromDer(binary)), binary);
    },
    pkcs12: openedByForge,
  },
  "PKI.js": {
    certificate: (der) => toldByPkijs(pkijs.Certificate.fromBER(new Uint8Array(der).buffer), der),
    pkcs12: openedByPkijs,
  },
  "@peculiar/x509": {
    certificate: toldByPeculiar,
    pkcs12: () => {
      throw new Error("reads no PKCS#12");
    },
  },
};
