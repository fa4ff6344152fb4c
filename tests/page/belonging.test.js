// Which files belong together, by their names and dates.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  digitsIn,
  generations,
  looksLikeCertificate,
  nearest,
  passIn,
  roleOf,
  stemOf,
} from "../../www/check/belonging.js";
import { NO_COMPANIONS } from "../../www/check/state.js";

test("a file's role follows from its name alone where that is beyond doubt", () => {
  const roles = {
    password: ["20291122101500.pass", "certificates/T.PASS"],
    settings: ["config.json", ".glclient2/config.json", "monsiaj.jsonrpc.properties", "config.json.20291122101500"],
    readme: ["README.txt", "readme.md", "README"],
    other: ["client0001.p12", "package.json", "pass", "pass.txt", "a.properties", "notes.txt"],
  };
  for (const [role, names] of Object.entries(roles))
    for (const name of names) assert.equal(roleOf(name, 8), role, name);
  // No password has so many octets.
  assert.equal(roleOf("film.pass", 5_000), "other");
});

test("files of one stem belong together, in their folder", () => {
  assert.equal(stemOf("certificates/T.p12"), stemOf("certificates/T.PASS"));
  assert.notEqual(stemOf("certificates/T.p12"), stemOf("old/T.pass"));
  assert.equal(stemOf("client.0001.crt"), "client.0001");
  assert.equal(stemOf(".pass"), ".pass");
  const others = [{ name: "b.pass" }, { name: "a.pass" }, { name: "c.pass" }];
  assert.deepEqual(
    nearest("a.p12", others).map(({ name }) => name),
    ["a.pass", "b.pass", "c.pass"],
  );
});

test("a password is all of its file but line ends and a byte order mark", () => {
  const read = (text) => passIn("a.pass", new TextEncoder().encode(text)).password;
  assert.deepEqual(["geheim", "geheim\n", "geheim\r\n", "\ufeffgeheim", " ge heim ", ""].map(read), [
    "geheim",
    "geheim",
    "geheim",
    "geheim",
    " ge heim ",
    "",
  ]);
  // 診療所 as Windows writes it in Japan.
  assert.equal(passIn("a.pass", Uint8Array.of(0x90, 0x66, 0x97, 0xc3, 0x8f, 0x8a, 0x0d, 0x0a)).password, "診療所");
});

test("what is called a certificate is meant to be one", () => {
  for (const name of ["a.crt", "a.P12", "b/a.pem", "a.p12.20291122"]) assert.ok(looksLikeCertificate(name), name);
  for (const name of ["a.jar", "a.log", "crt", "a.p12.bak"]) assert.ok(!looksLikeCertificate(name), name);
});

const card = (id, subject, notAfter, decision, hasPrivateKey = true, issuer = "CN=CA") => ({
  id,
  status: "read",
  companions: NO_COMPANIONS,
  inspection: {
    leaf: 0,
    certificates: [{ subject, issuer, notAfter }],
    identities: [{ leaf: 0, notOffered: [] }],
    hasPrivateKey,
    eligibility: { decision },
  },
});

test("of one name and issuer, a valid certificate comes first, then one with its key, then the latest expiry", () => {
  const cards = [
    card(1, "CN=client0001", "2026-01-01T00:00:00Z", "expired"),
    card(2, "CN=client0001", "2029-01-01T00:00:00Z", "renewable"),
    card(3, "CN=client0001", "2032-01-01T00:00:00Z", "too-early"),
    card(4, "CN=client0001", "2033-01-01T00:00:00Z", "too-early", false),
    card(5, "CN=client0002", "2026-01-01T00:00:00Z", "expired"),
    card(6, "CN=client0001", "2032-01-01T00:00:00Z", "too-early", true, "CN=Other"),
    { id: 7, status: "locked" },
    card(8, "CN=client0001", "2036-01-01T00:00:00Z", "not-yet-valid"),
  ];
  assert.deepEqual(
    generations(cards).map(({ newest, older }) => [newest.id, older.map(({ id }) => id)]),
    [
      [3, [2, 8, 4, 1]],
      [5, []],
      [6, []],
    ],
  );
});

test("the digits of a public name are tried as passwords, and of no other name", () => {
  const digits = ["202501", "12345678", "0001"];
  for (const name of [
    "202501__JP_u12345678_client0001.p12",
    "clinics/202501__JP_u12345678_client0001.P12",
    "202501__JP_u12345678_client0001 (1).p12",
  ])
    assert.deepEqual(digitsIn(name), digits, name);
  for (const name of ["client0001.p12", "202501__JP_u1234_client0001.p12", "202501__JP_u12345678_client0001.crt", ""])
    assert.deepEqual(digitsIn(name), [], name);
});
