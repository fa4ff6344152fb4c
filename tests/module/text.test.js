// Text that is data: what of it is shown, held against Unicode's own properties as V8 has them, and what files are
// called by it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { main } from "./built.js";

const { fileName, inspect, isCertError, printable } = main;

/** What cannot be seen, or directs how text runs. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;

test("of all code points those are named that Unicode says cannot be seen, and the others stay", () => {
  let named = 0;
  for (let code = 0; code < 0x11_0000; code += 1) {
    const character = String.fromCodePoint(code);
    const name = `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
    const hidden = HIDDEN.test(character);
    assert.equal(printable(character), hidden ? name : character, name);
    if (hidden) named += 1;
  }
  assert.ok(named > 6_000, String(named));
});

test("a text is shown on one line whatever it is made of, and shown again it is the same", () => {
  for (const [text, shown] of [
    ["", ""],
    ["client0001\nfinding: good", "client0001⟨U+000A⟩finding: good"],
    ["\u202e1000tneilc", "⟨U+202E⟩1000tneilc"],
    ["a\u2066b", "a⟨U+2066⟩b"],
    ["a\0b", "a⟨U+0000⟩b"],
    ["a\ud83db", "a⟨U+D83D⟩b"],
    ["\udc00", "⟨U+DC00⟩"],
    ["😀葛\u{e0100}", "😀葛\u{e0100}"],
    ["x".repeat(400), "x".repeat(400)],
  ]) {
    assert.equal(printable(text), shown);
    assert.equal(printable(shown), shown);
  }
});

test("every name that is made can be written into a folder and is no device of Windows", () => {
  const texts = [
    "client0001",
    "CON",
    "con.p12",
    "nul",
    "COM1",
    "LPT²",
    "..",
    ".",
    "",
    "a:b",
    "a/b",
    "..\\a",
    "a\nb",
    "\u202ea",
    "-rf",
    ".hidden",
    "a ",
    "a.",
    "x".repeat(400),
    "更".repeat(400),
    "😀",
    "\ud83d",
  ];
  const names = [...new Set(texts.flatMap((text) => [fileName(text), fileName(text, ".p12")]))];
  const folder = mkdtempSync(join(tmpdir(), "orcamo-cert-names-"));
  for (const name of names) {
    assert.ok(
      Buffer.byteLength(name) <= 255 && !/^[.-]|[. ]$|[<>:"/\\|?*]/.test(name) && !HIDDEN.test(name),
      JSON.stringify(name),
    );
    assert.doesNotMatch(name, /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i);
    assert.equal(fileName(name), name);
    writeFileSync(join(folder, name), "", { flag: "wx" });
  }
  assert.deepEqual(readdirSync(folder).sort(), [...names].sort());
  assert.equal(fileName("client0001", ".p12"), "client0001.p12");
  assert.equal(fileName("CON", ".p12"), "_CON.p12");
});

test("what inspect tells stays the raw fact", () => {
  const folder = mkdtempSync(join(tmpdir(), "orcamo-cert-raw-"));
  const [key, crt] = ["key.pem", "a.crt"].map((name) => join(folder, name));
  const commonName = "client0001\n\u202eall is well";
  execFileSync(
    "openssl",
    [
      "req",
      "-x509",
      "-utf8",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-keyout",
      key,
      "-out",
      crt,
      "-subj",
      `/CN=${commonName}`,
    ],
    { stdio: "ignore" },
  );
  const {
    certificates: [certificate],
  } = inspect(new Uint8Array(readFileSync(crt)));
  assert.equal(certificate.commonName, commonName);
  assert.equal(certificate.subject, `CN=${commonName}`);
  assert.equal(printable(certificate.subject), "CN=client0001⟨U+000A⟩⟨U+202E⟩all is well");
});

test("what is no text is refused by name", () => {
  const refused = (call) =>
    assert.throws(
      call,
      (error) => isCertError(error) && error.code === "invalid-argument" && error.argument === "text",
    );
  for (const wrong of [undefined, null, 1, {}, ["a"]]) {
    refused(() => printable(wrong));
    refused(() => fileName(wrong));
    if (wrong !== undefined) refused(() => fileName("a", wrong));
  }
});
