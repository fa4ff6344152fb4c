// Runs every file of a corpus (a folder with manifest.jsonl) through the built module and compares with what
// independent programs said of it. Prints, by kind, how many agree, and names the others. `node tests/module/corpus.js
// DIR [--quiet]`
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { initSync, inspect } from "../../dist/npm/orcamo_cert.js";

const MODULE = new URL("../../dist/npm/orcamo_cert_bg.wasm", import.meta.url);

/** What the module says: the inspection, or the error. */
function open(bytes, password) {
  try {
    return { inspection: inspect(bytes, password === null ? {} : { password }) };
  } catch (error) {
    if (error?.name !== "CertError") throw error;
    return { error };
  }
}

/** Why a row does not agree with its oracles; undefined where it does. */
function disagreement(row, { inspection, error }) {
  if (row.expect === "error") {
    // A file that opens but holds no certificate counts as refused: there is nothing to judge.
    return inspection && inspection.certificates.length > 0 ? `opened, expected: ${row.expect_reason}` : undefined;
  }
  if (error) return `${error.code}: ${error.message}`;
  const leaf = inspection.certificates.find((one) => one.fingerprintSha256 === row.sha256);
  if (!leaf) return "the leaf is not among the certificates";
  if (row.kind === "p12" && inspection.certificates[inspection.leaf] !== leaf && row.n_keys === 1)
    return "another leaf";
  if (JSON.stringify(leaf.commonNames) !== JSON.stringify(row.leaf_cn)) {
    return `common names ${JSON.stringify(leaf.commonNames)}, expected ${JSON.stringify(row.leaf_cn)}`;
  }
  if (leaf.notAfter !== row.not_after) return `notAfter ${leaf.notAfter}, expected ${row.not_after}`;
  if (leaf.notBefore !== row.not_before) return `notBefore ${leaf.notBefore}, expected ${row.not_before}`;
  if (row.kind === "p12" && inspection.hasPrivateKey !== row.has_key)
    return `hasPrivateKey ${inspection.hasPrivateKey}`;
  return undefined;
}

/** A password that cannot be the right one must be called wrong (where anything is protected by it). */
function wrongPassword(row, bytes) {
  if (row.kind !== "p12" || row.expect !== "ok" || row.tags.includes("no-mac")) return undefined;
  const { error } = open(bytes, `${row.password ?? ""}\u0001wrong`);
  return error?.code === "wrong-password" ? undefined : `with a wrong password: ${error?.code ?? "opened"}`;
}

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error("usage: node tests/module/corpus.js DIR (a folder with manifest.jsonl)");
  process.exit(2);
}
initSync({ module: readFileSync(MODULE) });
const rows = readFileSync(join(folder, "manifest.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
const groups = new Map();
for (const row of rows) {
  const bytes = new Uint8Array(readFileSync(join(folder, row.file)));
  const standing = row.disputed ? "disputed" : row.lenient ? "lenient" : "scored";
  const name = `${row.kind} ${row.expect} (${standing})`;
  const group = groups.get(name) ?? { agree: 0, others: [], standing };
  groups.set(name, group);
  const started = performance.now();
  const answer = open(bytes, row.password);
  const reported = answer.error ? ` [${answer.error.code}]` : "";
  const problem = disagreement(row, answer) ?? wrongPassword(row, bytes);
  const milliseconds = performance.now() - started;
  if (milliseconds > 10_000) group.others.push(`${row.file}: took ${Math.round(milliseconds)} ms`);
  if (problem) group.others.push(`${row.file}: ${problem}`);
  else group.agree += 1;
  if (row.expect === "error")
    group.reported = [...(group.reported ?? []), `${row.file}${reported}: ${row.expect_reason ?? ""}`];
}
let scored = 0;
for (const [name, { agree, others, standing, reported }] of [...groups].sort()) {
  console.log(`${name}: ${agree} agree, ${others.length} do not`);
  for (const other of others) console.log(`  ${other}`);
  if (reported && process.argv.includes("--reported")) for (const line of reported) console.log(`    ${line}`);
  if (standing === "scored") scored += others.length;
}
process.exitCode = scored === 0 ? 0 : 1;
