// Files made after public reports of trouble (cases.json), where they stand beside the project; each kind has a fixture
// of our own in the native tests.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { main } from "./built.js";

const { inspectAsync } = main;

const FOLDER = new URL("../../../shared/cases/", import.meta.url);
const LIST = new URL("cases.json", FOLDER);

/** What the module says of a file, in the fields that a case may expect. */
async function inspected({ file, password }) {
  try {
    const found = await inspectAsync(
      new Uint8Array(readFileSync(new URL(file, FOLDER))),
      password === null ? {} : { password },
    );
    const leaf = found.leaf === null ? {} : found.certificates[found.leaf];
    const { commonName: cn, notAfter, fingerprintSha256, clientAuth } = leaf;
    return {
      cn,
      notAfter,
      fingerprintSha256,
      clientAuth,
      hasPrivateKey: found.hasPrivateKey,
      keyMatches: found.keyMatches,
      unreadable: found.unreadable,
    };
  } catch (error) {
    return { ...error, code: error.code ?? String(error) };
  }
}

/** `codeNot` and `looksLikeNot` must not be said; `or` would be right as well; `tells` is for a person to read. */
function differences(expected, found) {
  return Object.entries(expected).filter(([field, value]) => {
    if (field === "or" || field === "tells") return false;
    if (field.endsWith("Not")) return value.includes(found[field.slice(0, -"Not".length)]);
    return found[field] !== value;
  });
}

test("files that people had trouble with are reported as what they are", {
  skip: existsSync(LIST) ? false : "they are not beside the project",
}, async () => {
  const wrong = [];
  const cases = JSON.parse(readFileSync(LIST, "utf8"));
  for (const one of cases) {
    const found = await inspected(one);
    const fits = [one.expect, one.expect.or].some((expected) => expected && differences(expected, found).length === 0);
    if (!fits)
      wrong.push(
        `${one.file}: ${JSON.stringify(differences(one.expect, found))}, got ${JSON.stringify(found).slice(0, 200)}`,
      );
  }
  assert.ok(cases.length > 0);
  assert.deepEqual(wrong, []);
});
