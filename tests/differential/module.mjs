// What the built module makes of each file. A line in: its kind, and in Base64 the password, the file and, for a key, the
// certificate. A line out: JSON.
import { createInterface } from "node:readline";
import { main } from "../module/built.js";

const { inspect, inspectAsync, inspectPair, inspectPairAsync } = main;

const undecided = ({ hasPrivateKey, keyMatches }) => hasPrivateKey && keyMatches === null;

async function read(kind, password, file, certificate) {
  if (kind === "key") {
    const found = inspectPair(certificate, file, { password });
    return undecided(found) ? inspectPairAsync(certificate, file, { password }) : found;
  }
  const found = inspect(file, { password });
  // A key without its public half is known to belong only by what it signs.
  return undecided(found) ? inspectAsync(file, { password }) : found;
}

async function answer(kind, ...rest) {
  try {
    const { certificates, leaf, keyMatches, unreadable, identities } = await read(kind, ...rest);
    const leaves = identities ? identities.filter((one) => one.keyMatches).map((one) => one.leaf) : keyMatches ? [leaf] : [];
    return {
      certificates: certificates.map(({ fingerprintSha256, serialNumber }) => [fingerprintSha256, serialNumber]),
      leaves,
      unreadable,
    };
  } catch (error) {
    if (error?.name !== "CertError") return { crash: String(error) };
    const { code, message, algorithm = null, oid = null } = error;
    return { code, message, algorithm, oid };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const [kind, ...parts] = line.split(" ");
  const [password, file, certificate] = parts.map((part) => Buffer.from(part, "base64"));
  const said = await answer(kind, password.toString("utf8"), new Uint8Array(file), new Uint8Array(certificate));
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
