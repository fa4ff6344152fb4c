// Every fixture through the built module: the asynchronous entries say exactly what the synchronous ones say; but for
// the keys that do not show their public half, where only the asynchronous ones tell whether they belong to the
// certificate.
import assert from "node:assert/strict";
import { createHash, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { main } from "./built.js";

const fixture = (name) => new Uint8Array(readFileSync(new URL(`../fixtures/${name}`, import.meta.url)));
const { fixtures, certificates: oracle } = JSON.parse(
  readFileSync(new URL("../fixtures/facts.json", import.meta.url), "utf8"),
);
const now = "2026-11-23T03:00:00Z";
/**
 * Files with hundreds of thousands of iterations take a second each: of those, these few stand for all, and with the
 * right password.
 */
const isSlow = (file) => /nss-|gnutls-|-iterations/.test(file);
const SLOW = ["nss-default", "nss-japanese", "gnutls-japanese-3des", "openssl-600000-iterations"].map(
  (name) => `pkcs12/${name}.p12`,
);
const { inspect, inspectAsync, inspectPair, inspectPairAsync } = main;

/** The result or the error of a call, as something that can be compared. */
async function outcome(call) {
  try {
    return await call();
  } catch (error) {
    return { ...error, message: error.message };
  }
}

/**
 * Two outcomes that agree; `keyMatches` is as `matches` where the synchronous one does not say. Returns whether it
 * does not.
 */
function agree(found, expected, matches, file) {
  const undecided = expected.hasPrivateKey && expected.keyMatches === null;
  if (!undecided) {
    assert.deepEqual(found, expected, file);
    return false;
  }
  const { identities, ...others } = found;
  const { identities: before, ...known } = expected;
  assert.deepEqual(others, { ...known, keyMatches: matches }, file);
  assert.deepEqual(
    identities.map((one) => [one.leaf, one.keyMatches]),
    before.map((one) => [one.leaf, matches]),
    file,
  );
  return true;
}

test("inspectAsync gives what inspect gives for every fixture, and also matches Ed25519 keys", async () => {
  assert.ok(fixtures.length > 100);
  for (const file of SLOW)
    assert.ok(
      fixtures.some((one) => one.file === file),
      file,
    );
  const decided = [];
  for (const { file, password } of fixtures.filter(({ file }) => !isSlow(file) || SLOW.includes(file))) {
    const bytes = fixture(file);
    const passwords = isSlow(file) ? [password] : [password, "another", null];
    for (const options of passwords.map((one) => ({ now, password: one ?? undefined }))) {
      const ofEd25519 = file.includes("ed25519") ? true : null;
      const untold = agree(
        await outcome(() => inspectAsync(bytes, options)),
        await outcome(() => inspect(bytes, options)),
        ofEd25519,
        file,
      );
      if (untold && ofEd25519) decided.push(file);
    }
  }
  assert.deepEqual(decided, ["pkcs12/openssl-ed25519.p12", "pkcs12/keytool-ed25519.p12"]);
});

test("inspectPairAsync gives what inspectPair gives, and also matches keys without a public half", async () => {
  const keys = fixtures.filter(({ kind }) => kind === "private-key");
  assert.ok(keys.length > 20);
  const decided = new Set();
  for (const { file, key, password } of keys) {
    for (const label of [key, `other-${key}`]) {
      const certificate = fixtures.find(
        (one) => one.kind === "certificates" && one.file === `certificates/${label}.crt`,
      );
      if (!certificate) continue;
      for (const options of [{ now, password: password ?? undefined }, { now, password: "another" }, { now }]) {
        const files = [fixture(certificate.file), fixture(file)];
        const expected = await outcome(() => inspectPair(...files, options));
        if (agree(await outcome(() => inspectPairAsync(...files, options)), expected, label === key, file))
          decided.add(`${label}: ${file}`);
      }
    }
  }
  assert.deepEqual([...decided].sort(), [
    "ed25519: private-keys/ed25519-pbes2-aes256.pem",
    "ed25519: private-keys/ed25519-pkcs8.der",
    "ed25519: private-keys/ed25519-pkcs8.pem",
    "other-p256: private-keys/p256-without-public-key.pem",
    "p256: private-keys/p256-without-public-key.pem",
  ]);
});

/** What Node's OpenSSL tells of the key and the usage of a certificate, in this module's words. */
function keyAndUsage(der) {
  const certificate = new X509Certificate(der);
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = certificate.publicKey;
  const [curve = null, bits] = { prime256v1: ["P-256", 256], secp384r1: ["P-384", 384] }[details.namedCurve] ?? [];
  return {
    publicKey: {
      algorithm: { rsa: "RSA", ec: "EC", ed25519: "Ed25519" }[type],
      bits: details.modulusLength ?? bits ?? 256,
      curve,
    },
    publicKeySha256: createHash("sha256")
      .update(certificate.publicKey.export({ type: "spki", format: "der" }))
      .digest("hex"),
    isCa: certificate.ca,
    clientAuth: certificate.keyUsage?.includes("1.3.6.1.5.5.7.3.2") ?? true,
  };
}

test("every field has under its own name what other programs tell of it", () => {
  const usages = new Map();
  for (const { file, kind, certificates } of fixtures) {
    if (kind !== "certificates" || certificates?.length !== 1) continue;
    try {
      usages.set(certificates[0], keyAndUsage(fixture(file)));
    } catch {
      // A form of the file that OpenSSL does not read; another file has the same certificate.
    }
  }
  const seen = new Set();
  for (const { file, kind, password, format, certificates, keys, friendly_name, error } of fixtures) {
    if (kind === "private-key" || kind === "other" || error || (isSlow(file) && !SLOW.includes(file))) continue;
    const {
      certificates: shown,
      leaf,
      keyMatches,
      eligibility,
      identities,
      ...beside
    } = inspect(fixture(file), { now, password: password ?? undefined });
    assert.deepEqual(shown.map((one) => one.fingerprintSha256).sort(), [...certificates].sort(), file);
    if (kind === "pkcs12")
      assert.deepEqual(
        { ...beside, unreadable: 0 },
        {
          format,
          unreadable: 0,
          hasPrivateKey: keys > 0,
          friendlyName: friendly_name ?? beside.friendlyName,
          locked: null,
          passwordForm: null,
        },
        file,
      );
    else assert.equal(beside.format, format, file);
    for (const certificate of shown) {
      const facts = oracle[certificate.fingerprintSha256];
      const usage = usages.get(certificate.fingerprintSha256);
      assert.deepEqual(
        certificate,
        {
          commonName: facts.common_names.at(-1) ?? null,
          commonNames: facts.common_names,
          subject: facts.subject,
          issuer: facts.issuer,
          serialNumber: facts.serial_number,
          notBefore: facts.not_before,
          notAfter: facts.not_after,
          fingerprintSha256: facts.sha256,
          ...(usage ?? {
            publicKey: certificate.publicKey,
            publicKeySha256: certificate.publicKeySha256,
            isCa: certificate.isCa,
            clientAuth: certificate.clientAuth,
          }),
        },
        file,
      );
      if (usage) seen.add(certificate.fingerprintSha256);
    }
    if (shown.length === 0) {
      assert.deepEqual([leaf, keyMatches, eligibility, identities], [null, null, null, []], file);
      continue;
    }
    const [first] = identities;
    assert.deepEqual([first.leaf, first.keyMatches, first.eligibility], [leaf, keyMatches, eligibility], file);
    assert.equal(eligibility.renewBy, shown[leaf].notAfter, file);
    assert.equal(
      eligibility.daysLeft,
      Math.floor((Date.parse(shown[leaf].notAfter) - Date.parse(now)) / 86_400_000),
      file,
    );
    assert.deepEqual(
      eligibility.clients.map(({ client, open }) => [client, typeof open]),
      ["monsiaj", "glclient2", "receview", "api"].map((client) => [client, "boolean"]),
      file,
    );
  }
  assert.ok(seen.size > 25, `${seen.size}`);
});
