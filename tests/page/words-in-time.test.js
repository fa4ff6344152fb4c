// Words come in parts and by language, in whatever order: whoever speaks a language has every part that is in use.
import assert from "node:assert/strict";
import { test } from "node:test";
import { has, loadLanguage, loadPart } from "../../www/messages/index.js";

test("a part that comes into use while a language is on its way comes with that language", async () => {
  const english = loadLanguage("en");
  await Promise.all([loadPart("later", "ja"), english]);
  assert.ok(has("en", "page.title") && has("ja", "service.label"));
  assert.ok(has("en", "service.label"), "the words of the list of services in the language that is spoken");
});

test("a part that is on its way for one language comes with another that is asked for meanwhile", async () => {
  const part = loadPart("failures", "ja");
  await loadLanguage("en");
  assert.ok(has("en", "error.unsupported-format"));
  await part;
});
