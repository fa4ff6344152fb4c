// The page that is one file: what it carries, and its own words.
import assert from "node:assert/strict";
import { test } from "node:test";
import { carryFile, carryScript } from "../../www/offline/carried.js";
import { ImportOnce, served } from "../../www/offline/import-once.js";
import ownEn from "../../www/offline/words/en.js";
import ownJa from "../../www/offline/words/ja.js";
import { PARTS } from "./messages.js";

test("a script that it carries runs once, and anew once it is forgotten", async () => {
  let runs = 0;
  carryScript("module/one.js", () => {
    runs += 1;
    return { run: runs };
  });
  const script = new ImportOnce("module/one.js");
  assert.equal(runs, 0, "not before it is needed");
  assert.deepEqual([await script.load(), await script.load()], [{ run: 1 }, { run: 1 }]);
  script.forget();
  assert.deepEqual(await script.load(), { run: 2 }, "after a trap its memory is not to be trusted");
});

test("a file is loaded from what it carries, and what it does not carry is named", () => {
  carryFile("module/one.wasm", "data:application/wasm;base64,AA==");
  assert.equal(served("module/one.wasm"), "data:application/wasm;base64,AA==");
  assert.throws(() => served("module/other.wasm"), /module\/other\.wasm/);
  assert.throws(() => new ImportOnce("other.js").load(), /other\.js/);
});

test("its own words stand in the place of others with the same facts, in both languages", () => {
  const facts = (text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  assert.deepEqual(Object.keys(ownEn), Object.keys(ownJa));
  for (const [own, others] of [
    [ownJa, PARTS.ja.page],
    [ownEn, PARTS.en.page],
  ])
    for (const [key, text] of Object.entries(own)) assert.deepEqual(facts(text), facts(others[key]), key);
});

test("none of its words sends anybody to a button that only the other page has", () => {
  const check = /^(page|reason|card|decision|check)\./;
  const elsewhere = /このページを開(き|いて)|open this page/i;
  const named = Object.entries({ ja: [PARTS.ja.page, ownJa], en: [PARTS.en.page, ownEn] }).flatMap(
    ([language, [page, own]]) =>
      Object.entries({ ...page, ...own })
        .filter(([key, text]) => check.test(key) && elsewhere.test(text))
        .map(([key]) => `${language} ${key}`),
  );
  assert.deepEqual(named, []);
  assert.ok(elsewhere.test(PARTS.ja.page["reason.reminder-window.next"]), "which the other page does");
});
