// ZIP archives, written by other programs.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { isZip } from "../../www/check/archive.js";
import { unzip, ZipProblem } from "../../www/check/unzip.js";

/** What Python's zipfile writes; `z` is the archive. */
function archive(python) {
  const file = join(mkdtempSync(join(tmpdir(), "orcamo-cert-zip-")), "a.zip");
  execFileSync("python3", [
    "-c",
    `import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1], "w")\n${python}\nz.close()`,
    file,
  ]);
  return new Uint8Array(readFileSync(file));
}

const text = (bytes) => new TextDecoder().decode(bytes);
const problem = async (bytes) => {
  try {
    await unzip(bytes);
    return null;
  } catch (error) {
    assert.ok(error instanceof ZipProblem, String(error));
    return error.problem;
  }
};

const BOTH = `
z.writestr("certificates/T.p12", "stored", zipfile.ZIP_STORED)
z.writestr("日レセ.crt", "deflated " * 10000, zipfile.ZIP_DEFLATED)
z.writestr("folder/", "")
z.writestr("../../etc/passwd", "x")
z.comment = b"PK" * 100`;

test("stored and deflated files are read with their names, and names are nothing but names", async () => {
  const found = await unzip(archive(BOTH));
  assert.deepEqual(
    found.map(({ name }) => name),
    ["certificates/T.p12", "日レセ.crt", "../../etc/passwd"],
  );
  assert.deepEqual(
    found.map(({ bytes }) => text(bytes).slice(0, 9)),
    ["stored", "deflated ", "x"],
  );
  assert.equal(found[1].bytes.length, 90_000);
});

test("a name in Shift_JIS is read as Windows in Japan writes it", async () => {
  const bytes = archive(`
i = zipfile.ZipInfo("AAAA.crt")
z.writestr(i, "x")`);
  const name = [0x93, 0xfa, 0x83, 0x8c]; // 日レ
  for (let place = bytes.indexOf(0x41); place >= 0; place = bytes.indexOf(0x41, place + 4))
    if (text(bytes.slice(place, place + 4)) === "AAAA") bytes.set(name, place);
  assert.deepEqual(
    (await unzip(bytes)).map((one) => one.name),
    ["日レ.crt"],
  );
});

test("an archive of nothing is one", async () => {
  const bytes = archive("");
  assert.ok(isZip(bytes));
  assert.deepEqual(await unzip(bytes), []);
  assert.ok(!isZip(new TextEncoder().encode("PKCS")));
});

test("a changed octet, an end that is missing and a place that is none are reported as damage", async () => {
  const whole = archive(BOTH);
  for (const length of [whole.length - 1, whole.length >> 1, 30, 4])
    assert.equal(await problem(whole.subarray(0, length)), "damaged", String(length));
  const at = 30 + "certificates/T.p12".length;
  const changed = whole.slice();
  changed[at] ^= 1;
  assert.equal(await problem(changed), "damaged");
  // Wherever one bit is turned around, it is an archive with the very same contents or a problem with a name.
  const contents = (await unzip(whole)).map(({ bytes }) => text(bytes)).join();
  for (let place = 0; place < whole.length; place += 1) {
    const other = whole.slice();
    other[place] ^= 0x10;
    const found = await unzip(other).catch((error) => assert.ok(error instanceof ZipProblem, `${place}: ${error}`));
    if (found && found.length === 3)
      assert.equal(found.map(({ bytes }) => text(bytes)).join(), contents, String(place));
  }
});

test("what says that it is small and is large is stopped at what it said", async () => {
  const bytes = archive(`z.writestr("bomb", b"\\0" * 50_000_000, zipfile.ZIP_DEFLATED)`);
  const view = new DataView(bytes.buffer);
  const central = bytes.length - 22 - 46 - 4;
  assert.equal(view.getUint32(central, true), 0x0201_4b50);
  view.setUint32(central + 24, 1000, true);
  assert.equal(await problem(bytes), "damaged");
});

test("more files or octets than any archive of certificates has, a password and another method are named", async () => {
  assert.equal(await problem(archive(`for n in range(1001): z.writestr(str(n), "")`)), "too-many");
  assert.equal(
    await problem(archive(`for n in range(2): z.writestr(str(n), b"\\0" * 40_000_000, zipfile.ZIP_DEFLATED)`)),
    "too-large",
  );
  assert.equal(await problem(archive(`z.writestr("a", "x" * 100, zipfile.ZIP_BZIP2)`)), "unsupported");
  const locked = archive(`z.writestr("a", "x")`);
  locked[locked.length - 22 - 47 + 8] |= 1;
  assert.equal(await problem(locked), "encrypted");
});
