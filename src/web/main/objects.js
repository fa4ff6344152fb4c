// @ts-check
// The objects that `objects.rs` tells of, field by field in the order of the Rust structures. The compiler of
// TypeScript holds them against the types that are derived from those; `tests/module` holds the order against
// certificates of other programs.

/** @typedef {import("../../../dist/npm/orcamo_cert.js").Inspection} Inspection */
/** @typedef {import("../../../dist/npm/orcamo_cert.js").CertificateIdentity} CertificateIdentity */
/** @typedef {import("../../../dist/npm/orcamo_cert.js").Certificate} Certificate */
/** @typedef {import("../../../dist/npm/orcamo_cert.js").PublicKey} PublicKey */
/** @typedef {import("../../../dist/npm/orcamo_cert.js").Eligibility} Eligibility */
/** @typedef {import("../../../dist/npm/orcamo_cert.js").ClientWindow} ClientWindow */
/** @typedef {import("../../../dist/npm/orcamo_cert.js").Presented} Presented */

/** What stands for null: the least number of 32 bits. */
const NULL = -0x8000_0000;

/** Takes the fields one after the other: numbers as they are, of texts where each ends. */
class Fields {
  /** @param {string} texts @param {Int32Array} numbers */
  constructor(texts, numbers) {
    this.texts = texts;
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
    const text = this.texts.substring(this.begin, end);
    this.begin = end;
    return text;
  }

  textOrNull() {
    return this.isNull() ? null : this.text();
  }

  /** A word of an enumeration. @returns {any} */
  word() {
    return this.text();
  }

  /** @returns {any} */
  wordOrNull() {
    return this.textOrNull();
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

  /** Whether null comes next, which is then passed. */
  isNull() {
    const isNull = this.numbers[this.place] === NULL;
    if (isNull) this.place += 1;
    return isNull;
  }
}

/** @param {Fields} fields @returns {PublicKey} */
const publicKey = (fields) => ({ algorithm: fields.text(), bits: fields.numberOrNull(), curve: fields.textOrNull() });

/** @param {Fields} fields @returns {Certificate} */
const certificate = (fields) => ({
  commonName: fields.textOrNull(),
  commonNames: fields.list((one) => one.text()),
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
const clientWindow = (fields) => ({ client: fields.word(), opensOn: fields.textOrNull(), open: fields.boolean() });

/** @param {Fields} fields @returns {Eligibility} */
const eligibility = (fields) => ({
  decision: fields.word(),
  reason: fields.word(),
  kind: fields.word(),
  opensOn: fields.text(),
  remindFrom: fields.text(),
  renewBy: fields.text(),
  daysLeft: fields.number(),
  clients: fields.list(clientWindow),
});

/** @param {Fields} fields @returns {CertificateIdentity} */
const identity = (fields) => ({
  leaf: fields.number(),
  hasPrivateKey: fields.boolean(),
  keyMatches: fields.booleanOrNull(),
  friendlyName: fields.textOrNull(),
  notOffered: fields.list((one) => one.word()),
  eligibility: eligibility(fields),
});

/** @param {Fields} fields @returns {Inspection} */
const inspection = (fields) => {
  const format = fields.word();
  const certificates = fields.list(certificate);
  const unreadable = fields.number();
  const hasPrivateKey = fields.boolean();
  const friendlyName = fields.textOrNull();
  const locked = fields.wordOrNull();
  const passwordForm = fields.wordOrNull();
  const identities = fields.list(identity);
  const [first = null] = identities;
  return {
    format,
    leaf: first?.leaf ?? null,
    certificates,
    unreadable,
    identities,
    hasPrivateKey,
    keyMatches: first?.keyMatches ?? null,
    friendlyName,
    eligibility: first?.eligibility ?? null,
    locked,
    passwordForm,
  };
};

/** @param {string} texts @param {Int32Array} numbers */
export const makeCertificate = (texts, numbers) => certificate(new Fields(texts, numbers));

/** @param {string} texts @param {Int32Array} numbers */
export const makeInspection = (texts, numbers) => inspection(new Fields(texts, numbers));

/** @param {string} texts @param {Int32Array} numbers */
export const makeEligibility = (texts, numbers) => eligibility(new Fields(texts, numbers));

/**
 * @param {string} texts
 * @param {Int32Array} numbers
 * @returns {Presented}
 */
export const makePresented = (texts, numbers) => {
  const fields = new Fields(texts, numbers);
  return { verdict: fields.text(), serverTime: fields.textOrNull(), ...inspection(fields) };
};
