// The scripts for machines without a browser get the address of the chosen service, and nothing else.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { fill } from "../../www/renewal/command-line.js";

const script = (name) => readFileSync(new URL(`../../www/command-line/renew.${name}`, import.meta.url), "utf8");
const ENDPOINT = "https://auth.orca-ng.org/api/cert";

test("one line gets the address, and every other octet stays", () => {
  for (const [name, line] of [
    ["sh", `ENDPOINT='${ENDPOINT}'`],
    ["ps1", `    [string] $Endpoint = '${ENDPOINT}'\r`],
  ]) {
    const [before, after] = [script(name), fill(script(name), name, ENDPOINT)].map((text) => text.split("\n"));
    const changed = after.filter((one, place) => one !== before[place]);
    assert.deepEqual(changed, [line], name);
    assert.equal(after.length, before.length, name);
  }
});

test("what could leave its quotes is refused", () => {
  for (const endpoint of [
    "http://auth.orca-ng.org/api/cert",
    "https://user@auth.orca-ng.org/",
    "https://auth.orca-ng.org/'; rm -rf ~; '",
    "https://auth.orca-ng.org/$(id)",
    "https://auth.orca-ng.org/?a=1&b",
    "javascript:alert(1)",
    "/api/cert",
    "",
  ]) {
    for (const name of ["sh", "ps1"]) assert.throws(() => fill(script(name), name, endpoint), TypeError, endpoint);
  }
});

test("a script without that line is not handed out", () => {
  assert.throws(() => fill("echo", "sh", ENDPOINT), TypeError);
});

test("Windows PowerShell reads its Japanese: a byte order mark, and CRLF", () => {
  const text = script("ps1");
  assert.equal(text.codePointAt(0), 0xfeff);
  assert.equal(text.split("\n").length, text.split("\r\n").length);
  assert.ok(!script("sh").includes("\r"));
});

test("no shell takes Japanese for a part of a variable's name", () => {
  // bash 3.2, the sh of macOS, does so with any octet above 127; PowerShell with any letter.
  assert.deepEqual(script("sh").match(/\$\w+[^\0-\x7f]/g), null);
  assert.deepEqual(script("ps1").match(/\$\w+[^\0-\x7f\p{P}]/gu), null);
});
