// What the documents name is there.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { ja } from "./messages.js";

/** What the guide puts into brackets and is no word of the page. */
const OTHERS = new Set(["クライアント証明書のパスワードを忘れた"]);

const root = new URL("../../", import.meta.url);
const at = (path) => fileURLToPath(new URL(path, root));
const text = (path) => readFileSync(at(path), "utf8");

const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "CHANGELOG.md",
  ...readdirSync(at("docs")).map((name) => `docs/${name}`),
];

/** East Asian wide characters take two. */
const columns = (line) =>
  [...line].reduce(
    (sum, character) => sum + (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}　-〿！-｠]/u.test(character) ? 2 : 1),
    0,
  );

/** The text of a file, or of all files of a folder. */
const contents = (path) =>
  statSync(at(path)).isDirectory()
    ? readdirSync(at(path), { withFileTypes: true })
        .filter((one) => one.isFile())
        .map(({ name }) => text(`${path}/${name}`))
        .join("\n")
    : text(path);

test("every test that the threat model names is there", () => {
  const named = [...text("docs/security.md").matchAll(/`(tests\/[^`›]+) › ([^`]+)`/g)];
  assert.ok(named.length > 20, `${named.length} tests are named`);
  for (const [, path, name] of named) {
    assert.ok(existsSync(at(path)), path);
    assert.ok(contents(path).includes(name), `${path} has ${name}`);
  }
});

test("every link of a document leads to a file, and to a heading in it", () => {
  const anchor = (heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\- ]/gu, "")
      .trim()
      .replaceAll(" ", "-");
  let links = 0;
  for (const document of documents) {
    for (const [, target] of text(document).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      links += 1;
      const [path, fragment] = target.split("#");
      const file = path === "" ? document : fileURLToPath(new URL(path, new URL(document, root))).slice(at("").length);
      assert.ok(existsSync(at(file)), `${document}: ${target}`);
      if (fragment === undefined) continue;
      const headings = [...text(file).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchor(heading));
      assert.ok(headings.includes(fragment), `${document}: ${target}; there is ${headings.join(", ")}`);
    }
  }
  assert.ok(links > 5, `${links} links`);
});

test("every command of cargo xtask that a document names is there", () => {
  const commands = [...text("xtask/src/arguments.rs").matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name);
  const steps = [...text("xtask/src/test/step.rs").matchAll(/Self::\w+ => "([a-z]+)",/g)].map(([, name]) => name);
  const named = documents.flatMap((path) => [...text(path).matchAll(/cargo xtask ([a-z]+)(?: --only ([a-z]+))?/g)]);
  assert.ok(named.length > 15, `${named.length} are named`);
  for (const [whole, command, step] of named) {
    assert.ok(commands.includes(command), `${whole}; there is ${commands.join(", ")}`);
    if (step !== undefined) assert.ok(steps.includes(step), `${whole}; there is ${steps.join(", ")}`);
  }
});

test("no line of JavaScript is longer than 120 columns", () => {
  const files = ["www", "src/web", "tests/bench", "tests/module", "tests/page", "xtask/bundler"].flatMap((folder) =>
    readdirSync(at(folder), { recursive: true })
      .filter((path) => /\.(js|ts)$/.test(path) && !path.includes("node_modules"))
      .map((path) => `${folder}/${path}`),
  );
  // The formatter breaks no string, and the words are strings.
  const others = files.filter((path) => !/^www\/(messages|offline\/words)\//.test(path));
  assert.ok(others.length > 80, `${others.length} files`);
  for (const path of others) {
    const long = text(path)
      .split("\n")
      .findIndex((line) => columns(line) > 120);
    assert.equal(long, -1, `${path}:${long + 1}`);
  }
});

test("every file that the architecture names is there", () => {
  const paths = [...text("docs/architecture.md").matchAll(/`((?:src|www|tests|xtask|deploy)\/[\w./*-]*)`/g)].map(
    ([, path]) => path,
  );
  assert.ok(paths.length > 20, `${paths.length} paths`);
  for (const path of paths.filter((one) => !one.includes("*"))) assert.ok(existsSync(at(path)), path);
});

test("every word of the page that the support guide quotes is the page's", () => {
  const guide = text("docs/support.ja.md");
  const words = Object.entries(ja);
  /** A whole sentence of the page, or the words of a heading. */
  const isOfPage = (one) =>
    words.some(([, sentence]) => sentence === one || (one.endsWith("。") && sentence.startsWith(one)));
  const rows = [...guide.matchAll(/^\| 画面の言葉 \|.*\n\|[-|]+\n((?:\|.*\n)+)/gm)].flatMap(([, table]) =>
    table.trim().split("\n"),
  );
  const explained = rows.map((row) => row.split("|")[1].trim());
  assert.ok(explained.length >= 15, `${explained.length} rows`);
  for (const one of explained) assert.ok(isOfPage(one), one);
  for (const [, one] of guide.matchAll(/「([^」]+)」/g)) {
    assert.ok(
      OTHERS.has(one) || words.some(([, sentence]) => sentence === one || sentence.includes(`「${one}」`)),
      one,
    );
  }
  for (const [key, sentence] of words) {
    if (/^decision\.(?!none$)/.test(key)) assert.ok(explained.includes(sentence), `${key} is explained`);
    if (/^issued\.[a-z]+$/.test(key))
      assert.ok(
        explained.some((one) => sentence.startsWith(one)),
        `${key} is explained`,
      );
  }
});
