// Data among the page's words: the module's rules are asked, and nothing else decides.
import assert from "node:assert/strict";
import { test } from "node:test";

const fresh = (name) => import(`../../www/common/data.js?${name}`);
const rules = {
  printable: (text) => text.replace(/[\n\u202e\u2066-\u2069]/g, (one) => `<${one.codePointAt(0).toString(16)}>`),
  fileName: (text, extension) => `[${text}|${extension}]`,
};

test("before the module is loaded, plain names are shown, others wait, own words stay as they are", async () => {
  const { data, fileName, parts, plain } = await fresh("before");
  assert.equal(data("client0001.p12"), "client0001.p12");
  assert.equal(data("診療所\u202e.p12"), "…");
  assert.equal(data("a\nb"), "…");
  assert.equal(plain("証明書を確認する"), "証明書を確認する");
  assert.deepEqual(parts("証明書"), ["証明書"]);
  assert.equal(fileName("renew.sh"), "renew.sh");
});

test("with the module its rules decide, and data stands apart from the words around it", async () => {
  const { data, fileName, parts, plain, useRules } = await fresh("after");
  useRules(rules);
  assert.equal(data("client0001"), "client0001");
  const words = `${data("診療所\u202e")}の期限は${data("\n")}です`;
  assert.deepEqual(parts(words), ["", "診療所<202e>", "の期限は", "<a>", "です"]);
  assert.equal(plain(words), "診療所<202e>の期限は<a>です");
  assert.equal(fileName("a", ".ics"), "[a|.ics]");
});

test("data that came into words by another way deceives nobody either", async () => {
  const { parts, plain, useRules } = await fresh("other-way");
  useRules(rules);
  assert.equal(plain("名前：\u202e逆\n次の行"), "名前：<202e>逆<a>次の行");
  // Isolates of somebody else: only a pair that closes is one, and what is in it is shown all the same.
  assert.deepEqual(parts("a\u2068\u202eb\u2069c\u2069"), ["a", "<202e>b", "c<2069>"]);
});
