// The built module in Node.js.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import * as module from "../../dist/npm/orcamo_cert.js";
import * as tools from "../../dist/npm/orcamo_cert_tools.js";
import { checks } from "./checks.js";
import { demo } from "./demo.js";

const PACKAGE = fileURLToPath(new URL("../../dist/npm/", import.meta.url));
const certificates = demo();

test("a call before a module is loaded throws and harms nothing", () => {
  assert.throws(() => module.services());
  assert.throws(() => tools.reminder({ fingerprintSha256: "00", notAfter: "2026-11-29", opensOn: "2026-11-29" }));
});

test("initSync takes the bytes of the .wasm file, of each module on its own", () => {
  module.initSync({ module: readFileSync(join(PACKAGE, "orcamo_cert_bg.wasm")) });
  assert.ok(module.services().length > 0);
  assert.throws(() => tools.clientSettings("nobody", new Uint8Array()), TypeError);
  tools.initSync({ module: readFileSync(join(PACKAGE, "orcamo_cert_tools_bg.wasm")) });
  assert.throws(
    () => tools.clientSettings("nobody", new Uint8Array()),
    (error) => tools.isCertError(error),
  );
});

for (const [name, check] of checks) {
  test(name, () => check({ module, tools, demo: certificates }));
}

test("every kind of view on the bytes is read alike", () => {
  const [{ crt, facts }] = certificates;
  const padded = new Uint8Array(crt.length + 7);
  padded.set(crt, 7);
  for (const view of [crt, Buffer.from(crt), padded.subarray(7)]) {
    assert.equal(module.inspect(view).certificates[0].fingerprintSha256, facts.fingerprintSha256);
  }
});

test("the package is imported by its name, with nothing else installed", () => {
  const folder = mkdtempSync(join(tmpdir(), "orcamo-cert-module-"));
  try {
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(PACKAGE, join(folder, "node_modules", "orcamo-cert"), "junction");
    writeFileSync(
      join(folder, "use.mjs"),
      `import { readFileSync } from "node:fs";
       import { createRequire } from "node:module";
       import { initSync, services } from "orcamo-cert";
       import { initSync as initToolsSync, isCertError } from "orcamo-cert/tools";
       const wasm = (name) => readFileSync(createRequire(import.meta.url).resolve(\`orcamo-cert/\${name}\`));
       initSync({ module: wasm("orcamo_cert_bg.wasm") });
       initToolsSync({ module: wasm("orcamo_cert_tools_bg.wasm") });
       console.log(services().length, isCertError(null));`,
    );
    const printed = execFileSync(process.execPath, ["use.mjs"], { cwd: folder, encoding: "utf8" });
    assert.equal(printed, `${module.services().length} false\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the package holds what it exports, with types first, and nothing else", () => {
  const { exports, files, name, type } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8"));
  assert.deepEqual([name, type], ["orcamo-cert", "module"]);
  const entries = [exports["."], exports["./tools"]];
  for (const entry of entries) assert.deepEqual(Object.keys(entry), ["types", "default"]);
  const packed = JSON.parse(
    execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      cwd: PACKAGE,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }),
  );
  const [list] = Array.isArray(packed) ? packed : Object.values(packed);
  const paths = list.files.map(({ path }) => `./${path}`).sort();
  assert.deepEqual(paths, [...files, "./package.json"].sort());
  for (const path of [
    ...entries.flatMap(Object.values),
    exports["./orcamo_cert_bg.wasm"],
    exports["./orcamo_cert_tools_bg.wasm"],
  ]) {
    assert.ok(paths.includes(path), path);
  }
});
