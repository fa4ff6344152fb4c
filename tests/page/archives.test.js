// ZIP archives in folders and in other archives, written by Python.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { ARCHIVE_LIMITS } from "../../www/check/archive.js";
import { filesOf, unpacked } from "../../www/check/archives.js";

/** What Python's zipfile writes; `z` is the archive. */
function archive(python) {
  const file = join(mkdtempSync(join(tmpdir(), "orcamo-cert-zip-")), "a.zip");
  execFileSync("python3", [
    "-c",
    `import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED)\n${python}\nz.close()`,
    file,
  ]);
  return new Uint8Array(readFileSync(file));
}

const names = (files) => files.map(({ name, failure }) => (failure ? `${name}: ${failure.facts.problem}` : name));
const yes = async () => true;

test("an archive in a folder is unpacked one level deep, in its place, and what only begins as one stays", async () => {
  const inner = archive(`z.writestr("T.crt", "x"); z.writestr("deeper.zip", b"PK\\x03\\x04 and more")`);
  const document = archive(`z.writestr("[Content_Types].xml", "x")`);
  const files = [
    { name: "a.txt", bytes: new Uint8Array() },
    { name: "old/c.zip", bytes: inner },
    { name: "report.docx", bytes: document },
  ];
  const found = await unpacked(files, async ({ name }) => !name.endsWith(".docx"));
  assert.deepEqual(names(found), ["a.txt", "old/c.zip/T.crt", "old/c.zip/deeper.zip", "report.docx"]);
  assert.equal(found[3], files[2]);
});

test("an archive that cannot be read stays, with what is wrong with it", async () => {
  const whole = archive(`z.writestr("T.crt", "x")`);
  const found = await unpacked(
    [
      { name: "cut.zip", bytes: whole.subarray(0, whole.length - 9) },
      { name: "b.zip", bytes: whole },
    ],
    yes,
  );
  assert.deepEqual(names(found), ["cut.zip: damaged", "b.zip/T.crt"]);
  assert.deepEqual(names(await filesOf({ name: "cut.zip", bytes: whole.subarray(0, 9) })), ["cut.zip: damaged"]);
});

test("all archives of a folder together stay within the limits of one", async () => {
  const half = archive(`z.writestr("a", b"\\0" * ${ARCHIVE_LIMITS.bytes / 2 + 1})`);
  const large = await unpacked(
    ["a.zip", "b.zip", "c.zip"].map((name) => ({ name, bytes: half })),
    yes,
  );
  assert.deepEqual(names(large), ["a.zip/a", "b.zip: too-large", "c.zip: too-large"]);
  const many = archive(`for n in range(${ARCHIVE_LIMITS.files / 2 + 1}): z.writestr(f"{n}", "")`);
  const found = names(
    await unpacked(
      ["a.zip", "b.zip"].map((name) => ({ name, bytes: many })),
      yes,
    ),
  );
  assert.equal(found.at(-1), "b.zip: too-many");
});
