// The demo certificates with what openssl says of them: `node demo.js [FOLDER]` prints them as JSON, bytes in base64.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../target/demo", import.meta.url));

/** @param {string} [folder] @returns {import("./checks.js").DemoCertificate[]} */
export function demo(folder = FOLDER) {
  const at = (file) => join(folder, file);
  if (!existsSync(at("passwords.txt"))) throw new Error(`${folder} is missing: run \`cargo xtask demo\``);
  const lines = readFileSync(at("passwords.txt"), "utf8").matchAll(/^(\S+)\.p12\s+(\S+)/gm);
  const certificates = [...lines].map(([, name, password]) => ({
    name,
    password,
    crt: bytes(at(`${name}.crt`)),
    p12: bytes(at(`${name}.p12`)),
    facts: facts(at(`${name}.crt`)),
    friendlyNames: friendlyNames(at(`${name}.p12`), password),
  }));
  if (certificates.length === 0) throw new Error(`${at("passwords.txt")} names no .p12`);
  return certificates;
}

function bytes(path) {
  return new Uint8Array(readFileSync(path));
}

/** Reads a certificate with `openssl x509`. */
function facts(path) {
  const text = openssl([
    "x509",
    "-in",
    path,
    "-noout",
    "-subject",
    "-issuer",
    "-nameopt",
    "RFC2253,-esc_msb",
    "-serial",
    "-startdate",
    "-enddate",
    "-dateopt",
    "iso_8601",
    "-sha256",
    "-fingerprint",
  ]);
  const value = (name) => {
    const found = new RegExp(`^${name}=(.*)$`, "mi").exec(text);
    if (found === null) throw new Error(`openssl tells no ${name} of ${path}`);
    return found[1];
  };
  const subject = value("subject");
  const details = openssl(["x509", "-in", path, "-noout", "-text"]);
  const bits = /Public Key Algorithm: rsaEncryption\s+(?:RSA )?Public-Key: \((\d+) bit\)/.exec(details);
  return {
    commonName: /(?:^|,)CN=([^,]*)/.exec(subject)?.[1] ?? "",
    subject,
    issuer: value("issuer"),
    serialNumber: value("serial").toLowerCase(),
    notBefore: value("notBefore").replace(" ", "T"),
    notAfter: value("notAfter").replace(" ", "T"),
    fingerprintSha256: value("sha256 Fingerprint").replaceAll(":", "").toLowerCase(),
    publicKey: {
      algorithm: bits === null ? "not RSA" : "RSA",
      bits: bits === null ? null : Number(bits[1]),
      curve: null,
    },
    isCa: /CA:TRUE/.test(details),
    clientAuth: /TLS Web Client Authentication/.test(details),
  };
}

/** Reads the names of a PKCS#12's key and certificates with `openssl pkcs12`. */
function friendlyNames(path, password) {
  const text = openssl(["pkcs12", "-in", path, "-passin", "env:PASSWORD", "-nodes"], { PASSWORD: password });
  return [...text.matchAll(/^\s*friendlyName: (.*)$/gm)].map(([, name]) => name.trim());
}

function openssl(parameters, secrets = {}) {
  return execFileSync("openssl", parameters, { encoding: "utf8", env: { ...process.env, ...secrets } });
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const base64 = (_key, value) => (value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value);
  console.log(JSON.stringify(demo(argv[2]), base64));
}
