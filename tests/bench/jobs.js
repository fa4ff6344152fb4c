// What is measured, on files that openssl makes for the run.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Stands in no page before a file is read. */
export const COMMON_NAME = "benchmark0001";
const PASSWORD = "secret";
const SERIAL = "0102030405060708090a0b0c0d0e0f10";
const PROFILE = `[req]
distinguished_name = none
x509_extensions = client
[none]
[client]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, keyEncipherment
extendedKeyUsage = clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
`;

/**
 * Makes the files in `folder`.
 * @param {string} folder
 * @param {boolean} quick without the longest
 * @returns {import("./stint.js").Job[]}
 */
export function makeJobs(folder, quick) {
  const openssl = (/** @type {string[]} */ ...parameters) =>
    execFileSync("openssl", parameters, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  writeFileSync(join(folder, "profile.cnf"), PROFILE);
  openssl(
    "req",
    "-x509",
    "-config",
    "profile.cnf",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-keyout",
    "key.pem",
    "-out",
    "crt.pem",
    "-set_serial",
    `0x${SERIAL}`,
    "-subj",
    `/C=JP/O=bench/CN=${COMMON_NAME}`,
    "-days",
    "30",
  );
  openssl("x509", "-in", "crt.pem", "-outform", "DER", "-out", "crt.der");
  const serialAt = readFileSync(join(folder, "crt.der")).indexOf(SERIAL, 0, "hex") + 12;

  const common = { file: "crt.der", password: PASSWORD, iterations: 0, count: 1, serialAt };
  const inARow = quick ? 1_000 : 10_000;
  /** @type {import("./stint.js").Job[]} */
  const jobs = [
    { ...common, id: "crt", name: ".crt, all facts and SHA-256", kind: "certificate", rounds: quick ? 9 : 31 },
  ];
  for (const [name, iterations, rounds, parameters] of /** @type {[string, number, number, string[]][]} */ ([
    [".p12 3DES, 2048", 2048, 15, ["-legacy", "-certpbe", "PBE-SHA1-3DES"]],
    [".p12 3DES and RC2-40, 2048", 2048, 15, ["-legacy"]],
    [".p12 AES-256, 2048", 2048, 15, []],
    [".p12 AES-256, 10 000", 10_000, 9, []],
    [".p12 AES-256, 100 000", 100_000, 7, []],
    [".p12 AES-256, 600 000", 600_000, 5, []],
  ])) {
    if (quick && iterations > 100_000) continue;
    const file = `${jobs.length}.p12`;
    openssl(
      "pkcs12",
      "-export",
      "-inkey",
      "key.pem",
      "-in",
      "crt.pem",
      "-out",
      file,
      "-passout",
      `pass:${PASSWORD}`,
      "-iter",
      String(iterations),
      ...parameters,
    );
    jobs.push({ ...common, id: file, name, kind: "pkcs12", file, iterations, rounds: quick ? 3 : rounds });
  }
  jobs.push({
    ...common,
    id: "row",
    name: `${inARow.toLocaleString("en").replace(",", " ")} .crt in a row`,
    kind: "row",
    count: inARow,
    rounds: quick ? 3 : 5,
  });
  return jobs;
}
