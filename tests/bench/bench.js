// Measures this module against other programs in the same run: `node tests/bench/bench.js [--quick]`.
// Each round runs every program once, in turn; a figure is the median over the rounds, a ratio the median of the rounds' ratios.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { initSync } from "../../dist/npm/orcamo_cert.js";
import { contestants } from "./contestants.js";
import { sizes } from "./sizes.js";

const OURS = "orcamo-cert";
const PASSWORD = "secret";
const quick = process.argv.includes("--quick");
initSync({ module: readFileSync(new URL("../../dist/npm/orcamo_cert_bg.wasm", import.meta.url)) });

const folder = mkdtempSync(join(tmpdir(), "orcamo-cert-bench-"));
const openssl = (/** @type {string[]} */ ...parameters) => execFileSync("openssl", parameters, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
const file = (/** @type {string} */ name) => new Uint8Array(readFileSync(join(folder, name)));
openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "crt.pem", "-subj", "/O=bench/CN=client0001", "-days", "30");
openssl("x509", "-in", "crt.pem", "-outform", "DER", "-out", "crt.der");
const pkcs12 = (/** @type {string} */ name, /** @type {string[]} */ ...parameters) => {
  openssl("pkcs12", "-export", "-inkey", "key.pem", "-in", "crt.pem", "-out", name, "-passout", `pass:${PASSWORD}`, ...parameters);
  return file(name);
};

/** @type {[string, number, number, (program: (typeof contestants)[string]) => unknown][]} name, rounds, repetitions in a round, work */
const jobs = [];
const certificate = file("crt.der");
jobs.push([".crt, all facts and SHA-256", 31, 50, (program) => program.certificate(certificate)]);
for (const [name, rounds, parameters] of /** @type {[string, number, string[]][]} */ ([
  [".p12 3DES, 2048 iterations", 15, ["-legacy", "-certpbe", "PBE-SHA1-3DES"]],
  [".p12 3DES and RC2-40, 2048", 15, ["-legacy"]],
  [".p12 AES-256, 2048", 15, ["-iter", "2048"]],
  [".p12 AES-256, 10 000", 9, ["-iter", "10000"]],
  [".p12 AES-256, 100 000", 5, ["-iter", "100000"]],
  ...(quick ? [] : [/** @type {[string, number, string[]]} */ ([".p12 AES-256, 600 000", 3, ["-iter", "600000"]])]),
])) {
  const bytes = pkcs12(`${jobs.length}.p12`, ...parameters);
  jobs.push([name, rounds, 1, (program) => program.pkcs12(bytes, PASSWORD)]);
}
jobs.push(["10 000 .crt in a row", 3, quick ? 1_000 : 10_000, (program) => program.certificate(certificate)]);

const median = (/** @type {number[]} */ values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Milliseconds of one repetition, by program and round; a program that throws is left out. */
async function measure(/** @type {(typeof jobs)[number]} */ [, rounds, repetitions, work]) {
  /** @type {Map<string, number[]>} */
  const times = new Map();
  for (const [name, program] of Object.entries(contestants)) {
    try {
      await work(program);
      times.set(name, []);
    } catch {
      // It does not do this job.
    }
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, taken] of times) {
      const program = contestants[name];
      if (!program) continue;
      const start = performance.now();
      for (let repetition = 0; repetition < repetitions; repetition += 1) await work(program);
      taken.push((performance.now() - start) / repetitions);
    }
  }
  return times;
}

const names = Object.keys(contestants);
const row = (/** @type {string} */ first, /** @type {string[]} */ cells) => console.log(first.padEnd(30) + cells.map((cell) => cell.padStart(22)).join(""));
try {
  console.log(`Node ${process.version}; milliseconds, and how many times as long as ${OURS}\n`);
  row("", names);
  for (const job of jobs) {
    const times = await measure(job);
    const ours = times.get(OURS) ?? [];
    row(job[0], names.map((name) => {
      const taken = times.get(name);
      if (!taken) return "–";
      const ratio = median(taken.map((time, round) => time / (ours[round] ?? Number.NaN)));
      return name === OURS ? median(taken).toFixed(3) : `${median(taken).toFixed(3)} (${ratio.toFixed(2)}×)`;
    }));
  }
  console.log("\nkB as they are served; libraries bundled and minified\n");
  row("", ["raw", "gzip", "brotli-11"]);
  for (const [name, ...bytes] of await sizes()) row(String(name), bytes.map((size) => (Number(size) / 1000).toFixed(1)));
} finally {
  rmSync(folder, { recursive: true });
}
