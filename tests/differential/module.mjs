// What the built module makes of each file. A line in: the password and the file, in Base64. A line out: JSON.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { initSync, inspect, inspectAsync } from "../../dist/npm/orcamo_cert.js";

initSync({ module: readFileSync(new URL("../../dist/npm/orcamo_cert_bg.wasm", import.meta.url)) });

const one = ({ fingerprintSha256, serialNumber }) => [fingerprintSha256, serialNumber];

async function open(bytes, password) {
  try {
    let found = inspect(bytes, { password });
    // A key without its public half is known to belong only by what it signs.
    if (found.hasPrivateKey && found.keyMatches === null) found = await inspectAsync(bytes, { password });
    const { certificates, leaf, hasPrivateKey, keyMatches, unreadable } = found;
    const opened = certificates.map(one);
    return { certificates: opened, leaf: leaf === null ? null : opened[leaf], hasPrivateKey, keyMatches, unreadable };
  } catch (error) {
    if (error?.name !== "CertError") return { crash: String(error) };
    return { error: error.code, message: error.message };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const [password, file] = line.split(" ").map((part) => Buffer.from(part, "base64"));
  process.stdout.write(`${JSON.stringify(await open(new Uint8Array(file), password.toString("utf8")))}\n`);
}
