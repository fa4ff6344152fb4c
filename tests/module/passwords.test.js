// Passwords in the code pages of other programs, by the decoders of the platform.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

/** The labels of the decoders that were made. @type {string[]} */
const made = [];
globalThis.TextDecoder = class extends TextDecoder {
  /** @param {string} [label] @param {TextDecoderOptions} [options] */
  constructor(label, options) {
    super(label, options);
    made.push(this.encoding);
  }
};

const { main, tools } = await import("./built.js");
const { inspect, inspectAsync } = main;
const { convert } = tools;

const folder = mkdtempSync(join(tmpdir(), "orcamo-cert-passwords-"));
after(() => rmSync(folder, { recursive: true }));
const source = join(folder, "source.pem");
execFileSync(
  "openssl",
  [
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-subj",
    "/CN=client0042",
    "-keyout",
    join(folder, "key"),
    "-out",
    join(folder, "crt"),
  ],
  { stdio: "ignore" },
);
writeFileSync(source, readFileSync(join(folder, "key"), "utf8") + readFileSync(join(folder, "crt"), "utf8"));

/** A .p12 of openssl with the octets of a password. @param {Uint8Array} octets */
function p12(octets) {
  writeFileSync(join(folder, "pass"), octets);
  return new Uint8Array(
    execFileSync("openssl", ["pkcs12", "-export", "-in", source, "-passout", `file:${join(folder, "pass")}`]),
  );
}

/** @param {string} text @param {string} codePage */
const octetsOf = (text, codePage) =>
  execFileSync("python3", [
    "-c",
    "import sys; sys.stdout.buffer.write(sys.argv[1].encode(sys.argv[2]))",
    text,
    codePage,
  ]);

test("a password in a code page opens a file, with what was typed around it too", async () => {
  for (const [text, codePage, typed] of /** @type {[string, string, string][]} */ ([
    ["診療所９１", "cp932", "診療所９１"],
    ["診療所９１", "cp932", "診療所９１ "],
    ["診療所９１", "cp932", "診療所91\n"],
    ["Ｓｅｃｒｅｔ", "cp932", "Secret"],
    ["①㈱", "cp932", "①㈱"],
    ["ｼﾝﾘｮｳｼﾞｮ", "cp932", "ｼﾝﾘｮｳｼﾞｮ"],
    ["診療所９１", "euc_jp", "診療所９１\n"],
    ["ｼﾝﾘｮｳｼﾞｮ", "euc_jp", "ｼﾝﾘｮｳｼﾞｮ"],
    ["DISEÑOS2020", "cp1252", "DISEÑOS2020\n"],
  ])) {
    const file = p12(octetsOf(text, codePage));
    const inspection = inspect(file, { password: typed });
    assert.deepEqual(
      [inspection.keyMatches, inspection.passwordForm === null],
      [true, text === typed],
      `${codePage} ${typed}`,
    );
    assert.deepEqual(
      await inspectAsync(file, { password: typed, now: "2026-11-28T00:00:00Z" }),
      inspect(file, { password: typed, now: "2026-11-28T00:00:00Z" }),
    );
    const [pass] = convert(file, { password: typed, to: "browser", passwordFile: true }).filter(({ path }) =>
      path.endsWith(".pass"),
    );
    assert.equal(new TextDecoder().decode(pass?.bytes), text);
  }
});

test("of the characters that CP932 has twice, Windows' octets are taken", () => {
  // 髙 FBFC, 﨑 FAB1, 纊 FA5C in the tables of Windows; Python takes the other ones.
  assert.equal(
    inspect(p12(Uint8Array.of(0xfb, 0xfc, 0xfa, 0xb1, 0xfa, 0x5c)), { password: "髙﨑纊" }).keyMatches,
    true,
  );
});

test("code pages are tried only after the standard encoding failed, once each, and not for very long passwords", () => {
  const labels = () => made.splice(0).filter((label) => label !== "utf-8");
  const file = p12(new TextEncoder().encode("診療所９１"));
  labels();
  inspect(file, { password: "診療所９１" });
  inspect(new TextEncoder().encode(readFileSync(join(folder, "crt"), "utf8")), { password: "診療所９１" });
  assert.deepEqual(labels(), []);
  assert.throws(() => inspect(file, { password: "違うパスワード\n" }), { code: "wrong-password" });
  assert.deepEqual(labels(), ["shift_jis", "euc-jp", "windows-1252"]);
  assert.throws(() => inspect(file, { password: "診".repeat(4_000) }), { code: "wrong-password" });
  assert.deepEqual(labels(), []);
});
