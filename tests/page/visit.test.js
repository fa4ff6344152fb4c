// What a first visit loads: the page as it is served, and everything that its head asks for. `cargo xtask build` first.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";

const SITE = new URL("../../dist/site/", import.meta.url);
const read = (path) => readFileSync(new URL(path, SITE));
const html = read("index.html").toString();

/**
 * What may be loaded, in bytes of brotli; 150 000 are aimed at. A new feature that is heavier than this is loaded when
 * it is first needed.
 */
const MOST_BYTES = 182_500;

/** What the page names, in its order. */
const named = [...html.matchAll(/<(?:link|script)\b[^>]*\b(?:href|src)="([^"]+)"/g)].map(([, path]) => path);
/** What a script imports as it is loaded. */
const imports = (path) =>
  [
    ...read(path)
      .toString()
      .matchAll(/(?:\bfrom|\bimport)\s*(["'`])(\.{1,2}\/[^"'`]+)\1/g),
  ].map(([, , specifier]) => new URL(specifier, new URL(path, SITE)).href.slice(SITE.href.length));

function weigh(path) {
  return brotliCompressSync(read(path), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}

test("everything that is needed at first is asked for at once", () => {
  const scripts = named.filter((path) => path.endsWith(".js"));
  assert.ok(scripts.flatMap(imports).length > 0, "imports are found in what is served");
  for (const script of scripts) {
    for (const imported of imports(script))
      assert.ok(scripts.includes(imported), `${script} imports ${imported}, which the head does not name`);
  }
  for (const path of ["module/orcamo_cert.js", "module/orcamo_cert_bg.wasm"]) assert.ok(named.includes(path), path);
});

test("what is loaded later is not asked for at first: the tools, any language, and what not everybody opens", () => {
  for (const path of named) assert.ok(!/_tools|messages\/(ja|en)|later/.test(path), path);
  assert.equal(new Set(named).size, named.length);
});

for (const language of ["ja", "en"]) {
  test(`a first visit is not heavy (${language})`, () => {
    const files = [
      "index.html",
      ...named.filter((path) => !path.endsWith(".svg")),
      `messages/${language}/page.js`,
      "config.json",
    ];
    const bytes = files.map(weigh).reduce((sum, size) => sum + size, 0);
    console.log(`${language}: ${files.length} requests, ${(bytes / 1000).toFixed(1)} kB`);
    assert.ok(bytes <= MOST_BYTES, `${bytes} bytes`);
  });
}

test("what is served carries no comments", () => {
  const files = readdirSync(SITE, { recursive: true })
    .map(String)
    .filter((path) => /\.(js|css|html)$/.test(path));
  assert.ok(files.length > 10, `${files.length} files`);
  for (const path of files) {
    const text = read(path).toString();
    assert.doesNotMatch(
      text,
      path.endsWith(".html") ? /<!--/ : path.endsWith(".css") ? /\/\*/ : /@typedef|@param|^\s*\/\//m,
      path,
    );
  }
});
