// After inspect, and after free(), the modules' memories hold no password and no private key.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { main, memories, tools } from "./built.js";

const { inspect, inspectAsync, inspectPair, inspectPairAsync } = main;
const { convert } = tools;
const folder = mkdtempSync(join(tmpdir(), "orcamo-cert-secrets-"));
after(() => rmSync(folder, { recursive: true }));

const PASSWORD = "correct-horse-battery-9x7q";
const JAPANESE = "正しい馬と電池とホチキスの合言葉";
const openssl = (...parameters) =>
  execFileSync("openssl", parameters, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
openssl(
  "req",
  "-x509",
  "-newkey",
  "rsa:2048",
  "-nodes",
  "-keyout",
  "key.pem",
  "-out",
  "client.crt",
  "-subj",
  "/CN=client0001",
  "-days",
  "30",
);
writeFileSync(join(folder, "password"), PASSWORD);
const key = openssl("pkey", "-in", "key.pem", "-outform", "DER");
const file = (name) => new Uint8Array(readFileSync(join(folder, name)));

/** Whether some octets stand anywhere in the modules' memory. */
const inMemory = (octets) => memories.some(({ buffer }) => Buffer.from(buffer).includes(octets));

/**
 * The forms a password takes, and pieces of the decrypted key (its private exponent and primes lie in its second half).
 */
function secrets(password) {
  const utf16le = Buffer.from(password, "utf16le");
  const pieces = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((part) => Math.floor(key.length * part));
  return [
    ["the password in UTF-8", Buffer.from(password)],
    ["half of the password", Buffer.from(password.slice(0, password.length / 2))],
    ["the password as a BMPString", Buffer.from(utf16le).swap16()],
    ["the password in UTF-16LE", utf16le],
    ...pieces.map((start) => [`octets ${start} to ${start + 24} of the private key`, key.subarray(start, start + 24)]),
  ];
}

function assertWiped(password = PASSWORD) {
  for (const [name, octets] of secrets(password)) assert.equal(inMemory(octets), false, `${name} stands in memory`);
}

test("the scan finds what stands in memory", () => {
  assert.ok(inMemory(Buffer.from("Choose a .crt, .pem or .p12 file.")));
});

for (const [name, extra] of [
  ["AES-256 and PBKDF2", []],
  ["triple DES and the key derivation of PKCS#12", ["-legacy"]],
  ["no MAC", ["-nomac"]],
]) {
  test(`nothing is left of a PKCS#12 with ${name}`, () => {
    openssl(
      "pkcs12",
      "-export",
      "-inkey",
      "key.pem",
      "-in",
      "client.crt",
      "-out",
      "client.p12",
      "-passout",
      "file:password",
      ...extra,
    );
    const inspection = inspect(file("client.p12"), { password: PASSWORD });
    assert.equal(inspection.keyMatches, true);
    assertWiped();
  });
  test(`nothing is left by inspectAsync of a PKCS#12 with ${name}`, async () => {
    openssl(
      "pkcs12",
      "-export",
      "-inkey",
      "key.pem",
      "-in",
      "client.crt",
      "-out",
      "client.p12",
      "-passout",
      "file:password",
      "-iter",
      "5000",
      ...extra,
    );
    const inspection = await inspectAsync(file("client.p12"), { password: PASSWORD });
    assert.equal(inspection.keyMatches, true);
    assertWiped();
  });
}

test("nothing is left of a Japanese password", () => {
  writeFileSync(join(folder, "japanese"), JAPANESE);
  openssl(
    "pkcs12",
    "-export",
    "-inkey",
    "key.pem",
    "-in",
    "client.crt",
    "-out",
    "client.p12",
    "-passout",
    "file:japanese",
  );
  assert.equal(inspect(file("client.p12"), { password: JAPANESE }).keyMatches, true);
  assertWiped(JAPANESE);
  assert.throws(() => inspect(file("client.p12"), { password: `${JAPANESE}々` }), { code: "wrong-password" });
  assertWiped(JAPANESE);
});

test("nothing is left of a password that was wrong", () => {
  openssl(
    "pkcs12",
    "-export",
    "-inkey",
    "key.pem",
    "-in",
    "client.crt",
    "-out",
    "other.p12",
    "-passout",
    "pass:another",
  );
  assert.throws(() => inspect(file("other.p12"), { password: PASSWORD }), { code: "wrong-password" });
  assertWiped();
});

for (const to of ["monsiaj", "glclient2", "receview", "pem", "p12", "p12-compatible"]) {
  test(`nothing is left by convert to ${to}, of the old password, the new one or the key`, () => {
    const newPassword = "another-horse-battery-3w5z";
    openssl(
      "pkcs12",
      "-export",
      "-inkey",
      "key.pem",
      "-in",
      "client.crt",
      "-out",
      "client.p12",
      "-passout",
      "file:password",
    );
    const settings =
      {
        glclient2: '{"index":0,"list":[{}]}',
        receview: `api_crt: a.crt\napi_pem: a.pem\napi_phrase: ${PASSWORD}\n`,
      }[to] ?? "monsiaj.current=0\nmonsiaj.config.0.saveClientCertificatePassword=true\n";
    const files = convert(file("client.p12"), {
      password: PASSWORD,
      newPassword,
      to,
      settings,
      folder: `/home/clinic/.${to}`,
    });
    assert.ok(files.length > 0);
    assertWiped();
    assertWiped(newPassword);
    convert(file("client.p12"), { password: PASSWORD, to, plainKey: true });
    assertWiped();
  });
}

test("nothing is left of a private key beside a certificate", () => {
  assert.equal(inspectPair(file("client.crt"), file("key.pem")).keyMatches, true);
  assertWiped();
  openssl("pkcs8", "-topk8", "-in", "key.pem", "-out", "encrypted.pem", "-passout", "file:password");
  assert.equal(inspectPair(file("client.crt"), file("encrypted.pem"), { password: PASSWORD }).keyMatches, true);
  assertWiped();
});

test("nothing is left of a key that the Web Cryptography API has matched", async () => {
  openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "ec.pem");
  openssl("req", "-x509", "-key", "ec.pem", "-out", "ec.crt", "-subj", "/CN=client0001", "-days", "30");
  openssl("ec", "-in", "ec.pem", "-no_public", "-out", "private.pem");
  // version, then 32 octets (RFC 5915 §3)
  const scalar = openssl("ec", "-in", "private.pem", "-outform", "DER").subarray(7, 7 + 32);
  const inspection = await inspectPairAsync(file("ec.crt"), file("private.pem"));
  assert.equal(inspection.keyMatches, true);
  assert.equal(inMemory(scalar.subarray(4, 28)), false);
});
