// What is kept is encrypted under a key that cannot leave, and what is written is read back.
import assert from "node:assert/strict";
import { test } from "node:test";

import { timeOf } from "../../www/renewal/pending.js";
import { canPick, write } from "../../www/renewal/saving.js";
import { newKey, seal, unseal } from "../../www/renewal/sealing.js";

const text = (value) => new TextEncoder().encode(value);

test("the key encrypts and decrypts, and cannot be read", async () => {
  const key = await newKey();
  assert.equal(key.extractable, false);
  assert.deepEqual([...key.usages].sort(), ["decrypt", "encrypt"]);
  await assert.rejects(crypto.subtle.exportKey("raw", key));
});

test("what is sealed opens again, shows nothing of itself, and never looks the same twice", async () => {
  const key = await newKey();
  const [one, two] = [await seal(key, "secret", text("a password")), await seal(key, "secret", text("a password"))];
  assert.equal(new TextDecoder().decode(await unseal(key, "secret", one)), "a password");
  assert.ok(!Buffer.from(one.data).includes("password"));
  assert.notDeepEqual([...one.iv], [...two.iv]);
  assert.notDeepEqual([...new Uint8Array(one.data)], [...new Uint8Array(two.data)]);
});

test("another key, another context or a changed bit opens nothing", async () => {
  const key = await newKey();
  const sealed = await seal(key, "secret 1 2", text("a password"));
  await assert.rejects(unseal(await newKey(), "secret 1 2", sealed));
  await assert.rejects(unseal(key, "secret 1 3", sealed));
  const changed = new Uint8Array(sealed.data.slice(0));
  changed[0] ^= 1;
  await assert.rejects(unseal(key, "secret 1 2", { ...sealed, data: changed.buffer }));
});

/** A place to write to that treats the bytes as the test says. */
function place(keep = (bytes) => bytes) {
  const state = { name: "", bytes: new Uint8Array(), closed: false };
  globalThis.showSaveFilePicker = async ({ suggestedName }) => {
    state.name = suggestedName;
    return {
      createWritable: async () => ({
        write: async (bytes) => (state.bytes = keep(bytes)),
        close: async () => (state.closed = true),
      }),
      getFile: async () => new Blob([state.bytes]),
    };
  };
  return state;
}

test("a file counts as written when it was read back and is the same", async () => {
  const file = place();
  assert.equal(await write("20261123.p12", Uint8Array.of(1, 2, 3), "application/x-pkcs12"), "written");
  assert.deepEqual([file.name, [...file.bytes], file.closed], ["20261123.p12", [1, 2, 3], true]);
});

test("a password is written without a line end", async () => {
  const file = place();
  assert.equal(await write("20261123.pass", "geheim", "application/octet-stream"), "written");
  assert.equal(new TextDecoder().decode(file.bytes), "geheim");
});

test("a disk that loses or changes bytes is reported as failed", async () => {
  for (const keep of [(bytes) => bytes.slice(1), (bytes) => bytes.map((byte) => byte ^ 1), () => new Uint8Array()]) {
    place(keep);
    assert.equal(await write("a.p12", Uint8Array.of(1, 2, 3), "application/x-pkcs12"), "failed");
  }
});

test("a window that was closed is reported as cancelled, and every other refusal as failed", async () => {
  for (const [name, outcome] of [
    ["AbortError", "cancelled"],
    ["NotAllowedError", "failed"],
    ["QuotaExceededError", "failed"],
  ]) {
    globalThis.showSaveFilePicker = () => Promise.reject(new DOMException("no", name));
    assert.equal(await write("a.p12", Uint8Array.of(1), "application/x-pkcs12"), outcome);
  }
});

test("a browser without a picker cannot write", async () => {
  delete globalThis.showSaveFilePicker;
  assert.equal(canPick(), false);
  assert.equal(await write("a.p12", Uint8Array.of(1), "application/x-pkcs12"), "failed");
});

test("the time of what is kept is over only when both clocks say so", () => {
  const [before, after] = [new Date(999), new Date(1000)];
  assert.equal(timeOf(1000, { local: before, server: before }), "running");
  assert.equal(timeOf(1000, { local: after, server: before }), "overdue");
  assert.equal(timeOf(1000, { local: before, server: after }), "overdue");
  assert.equal(timeOf(1000, { local: after, server: after }), "over");
  // Without the server's clock nothing is deleted.
  assert.equal(timeOf(1000, { local: after, server: null }), "overdue");
  assert.equal(timeOf(1000, { local: before, server: null }), "running");
  // Nor what does not say when.
  assert.equal(timeOf(undefined, { local: after, server: after }), "running");
});
