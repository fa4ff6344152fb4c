// Every fixture through the built module: the asynchronous entries say exactly what the synchronous ones say.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { initSync, inspect, inspectAsync, inspectPair, inspectPairAsync } from "../../dist/npm/orcamo_cert.js";

const fixture = (name) => new Uint8Array(readFileSync(new URL(`../fixtures/${name}`, import.meta.url)));
const { fixtures } = JSON.parse(readFileSync(new URL("../fixtures/facts.json", import.meta.url), "utf8"));
const now = "2026-11-23T03:00:00Z";
/** Files with hundreds of thousands of iterations take a second each: of those, these few stand for all, and with the right password. */
const isSlow = (file) => /nss-|gnutls-|-iterations/.test(file);
const SLOW = ["nss-default", "nss-japanese", "gnutls-japanese-3des", "openssl-600000-iterations"].map((name) => `pkcs12/${name}.p12`);
initSync({ module: readFileSync(new URL("../../dist/npm/orcamo_cert_bg.wasm", import.meta.url)) });

/** The result or the error of a call, as something that can be compared. */
async function outcome(call) {
  try {
    return await call();
  } catch (error) {
    return { ...error, message: error.message };
  }
}

test("inspectAsync says of every fixture what inspect says", async () => {
  assert.ok(fixtures.length > 100);
  for (const file of SLOW) assert.ok(fixtures.some((one) => one.file === file), file);
  for (const { file, password } of fixtures.filter(({ file }) => !isSlow(file) || SLOW.includes(file))) {
    const bytes = fixture(file);
    const passwords = isSlow(file) ? [password] : [password, "another", null];
    for (const options of passwords.map((one) => ({ now, password: one ?? undefined }))) {
      assert.deepEqual(await outcome(() => inspectAsync(bytes, options)), await outcome(() => inspect(bytes, options)), file);
    }
  }
});

test("inspectPairAsync says of every private key what inspectPair says", async () => {
  const keys = fixtures.filter(({ kind }) => kind === "private-key");
  assert.ok(keys.length > 20);
  for (const { file, key, password } of keys) {
    const certificate = fixtures.find((one) => one.kind === "certificates" && one.file.includes(key))?.file ?? "certificates/ca.crt";
    for (const options of [{ now, password: password ?? undefined }, { now, password: "another" }, { now }]) {
      const files = [fixture(certificate), fixture(file)];
      const expected = await outcome(() => inspectPair(...files, options));
      assert.deepEqual(await outcome(() => inspectPairAsync(...files, options)), expected, file);
    }
  }
});
