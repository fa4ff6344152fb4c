// @ts-check
// Makes objects from fields in the order of the Rust structures. `cargo xtask build` writes this file
// from the declarations that are derived from those.

/** @typedef {import("../../../dist/npm/orcamo_cert.js").PublicKey} PublicKey */
/** @typedef {import("../../../dist/npm/orcamo_cert.js").Certificate} Certificate */
/** @typedef {import("../../../dist/npm/orcamo_cert.js").ClientWindow} ClientWindow */
/** @typedef {import("../../../dist/npm/orcamo_cert.js").Eligibility} Eligibility */
/** @typedef {import("../../../dist/npm/orcamo_cert.js").CertificateIdentity} CertificateIdentity */
/** @typedef {import("../../../dist/npm/orcamo_cert.js").Inspection} Inspection */
/** @typedef {import("../../../dist/npm/orcamo_cert.js").Presented} Presented */

/** Stands for null: the least number of 32 bits. */
const NULL = -0x8000_0000;

/** Reads the fields one after the other: a number as it is, a text by where it ends. */
class Fields {
  /** @param {string} texts @param {Int32Array} numbers */
  constructor(texts, numbers) {
    this.all = texts;
    this.numbers = numbers;
    this.place = 0;
    this.begin = 0;
  }

  number() {
    return /** @type {number} */ (this.numbers[this.place++]);
  }

  numberOrNull() {
    const number = this.number();
    return number === NULL ? null : number;
  }

  boolean() {
    return this.number() === 1;
  }

  booleanOrNull() {
    const number = this.number();
    return number === NULL ? null : number === 1;
  }

  text() {
    const end = this.number();
    const text = this.all.substring(this.begin, end);
    this.begin = end;
    return text;
  }

  textOrNull() {
    return this.isNull() ? null : this.text();
  }

  /** A name of an enumeration. @returns {any} */
  name() {
    return this.text();
  }

  /** @returns {any} */
  nameOrNull() {
    return this.textOrNull();
  }

  texts() {
    const list = [];
    for (let left = this.number(); left > 0; left -= 1) list.push(this.text());
    return list;
  }

  /** @returns {any[]} */
  names() {
    return this.texts();
  }

  /**
   * @template T
   * @param {(fields: Fields) => T} read
   * @returns {T[]}
   */
  list(read) {
    const list = [];
    for (let left = this.number(); left > 0; left -= 1) list.push(read(this));
    return list;
  }

  /**
   * @template T
   * @param {(fields: Fields) => T} read
   * @returns {T | null}
   */
  objectOrNull(read) {
    return this.isNull() ? null : read(this);
  }

  /** Whether null comes next, which is then passed. */
  isNull() {
    const isNull = this.numbers[this.place] === NULL;
    if (isNull) this.place += 1;
    return isNull;
  }
}

/** @param {Fields} fields @returns {PublicKey} */
const publicKey = (fields) => ({
  algorithm: fields.text(),
  bits: fields.numberOrNull(),
  curve: fields.textOrNull(),
});

/** @param {Fields} fields @returns {Certificate} */
const certificate = (fields) => ({
  commonName: fields.textOrNull(),
  commonNames: fields.texts(),
  subject: fields.text(),
  issuer: fields.text(),
  serialNumber: fields.text(),
  notBefore: fields.text(),
  notAfter: fields.text(),
  fingerprintSha256: fields.text(),
  publicKey: publicKey(fields),
  publicKeySha256: fields.text(),
  isCa: fields.boolean(),
  clientAuth: fields.boolean(),
});

/** @param {Fields} fields @returns {ClientWindow} */
const clientWindow = (fields) => ({
  client: fields.name(),
  opensOn: fields.textOrNull(),
  open: fields.boolean(),
});

/** @param {Fields} fields @returns {Eligibility} */
const eligibility = (fields) => ({
  decision: fields.name(),
  reason: fields.name(),
  kind: fields.name(),
  opensOn: fields.text(),
  remindFrom: fields.text(),
  renewBy: fields.text(),
  daysLeft: fields.number(),
  clients: fields.list(clientWindow),
});

/** @param {Fields} fields @returns {CertificateIdentity} */
const certificateIdentity = (fields) => ({
  leaf: fields.number(),
  hasPrivateKey: fields.boolean(),
  keyMatches: fields.booleanOrNull(),
  friendlyName: fields.textOrNull(),
  notOffered: fields.names(),
  eligibility: eligibility(fields),
});

/** @param {Fields} fields @returns {Inspection} */
const inspection = (fields) => ({
  format: fields.name(),
  leaf: fields.numberOrNull(),
  certificates: fields.list(certificate),
  unreadable: fields.number(),
  identities: fields.list(certificateIdentity),
  hasPrivateKey: fields.boolean(),
  keyMatches: fields.booleanOrNull(),
  friendlyName: fields.textOrNull(),
  eligibility: fields.objectOrNull(eligibility),
  locked: fields.nameOrNull(),
  passwordForm: fields.nameOrNull(),
});

/** @param {Fields} fields @returns {Presented} */
const presented = (fields) => ({
  verdict: fields.text(),
  serverTime: fields.textOrNull(),
  format: fields.name(),
  leaf: fields.numberOrNull(),
  certificates: fields.list(certificate),
  unreadable: fields.number(),
  identities: fields.list(certificateIdentity),
  hasPrivateKey: fields.boolean(),
  keyMatches: fields.booleanOrNull(),
  friendlyName: fields.textOrNull(),
  eligibility: fields.objectOrNull(eligibility),
  locked: fields.nameOrNull(),
  passwordForm: fields.nameOrNull(),
});

/** @param {string} texts @param {Int32Array} numbers */
export const makeCertificate = (texts, numbers) =>
  certificate(new Fields(texts, numbers));

/** @param {string} texts @param {Int32Array} numbers */
export const makeEligibility = (texts, numbers) =>
  eligibility(new Fields(texts, numbers));

/** @param {string} texts @param {Int32Array} numbers */
export const makeInspection = (texts, numbers) =>
  inspection(new Fields(texts, numbers));

/** @param {string} texts @param {Int32Array} numbers */
export const makePresented = (texts, numbers) =>
  presented(new Fields(texts, numbers));
