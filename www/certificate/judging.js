// @ts-check
// Reads and judges, by the clock and the policy of now. Everything here happens on this computer; nothing is sent
// anywhere.

import { inspect, inspectAtOnce, inspectPair, judge } from "./core.js";
import { leafOf } from "./leaf.js";
import { now } from "./surroundings.js";

/** @typedef {import("./core.js").Certificate} Certificate */
/** @typedef {import("./core.js").Inspection} Inspection */
/** @typedef {import("./surroundings.js").Surroundings} Surroundings */
/**
 * What changes while files are read.
 * @typedef {{ get: () => Surroundings }} Current
 */

/** As the module takes it. @param {Current} current @returns {{ policy?: import("./core.js").Policy }} */
export function policyOf(current) {
  const { policy } = current.get();
  return policy === null ? {} : { policy };
}

/**
 * What the module finds.
 * @param {Current} current
 * @param {Uint8Array} bytes
 * @param {string} fileName
 * @param {string} [password]
 * @param {Uint8Array} [key] of another file
 * @param {string} [secondPassword]
 */
export async function inspected(current, bytes, fileName, password, key, secondPassword) {
  const options = {
    now: now(current.get(), new Date()),
    ...policyOf(current),
    fileName,
    certificateBytes: true,
    ...(password === undefined ? {} : { password }),
    ...(secondPassword === undefined ? {} : { secondPassword }),
  };
  if (key !== undefined) return inspectPair(bytes, key, options);
  return isBare(bytes) ? inspectAtOnce(bytes, options) : inspect(bytes, options);
}

/** No certificate is larger. */
const LARGEST_BARE = 64 * 1024;

/**
 * Whether a file begins as a certificate in DER: a sequence in a sequence. It has no password, and is read in less time
 * than it takes to wait for that.
 * @param {Uint8Array} bytes
 */
function isBare(bytes) {
  return bytes.length <= LARGEST_BARE && bytes[0] === 0x30 && bytes[1] === 0x82 && bytes[4] === 0x30;
}

/** @param {Current} current @param {Pick<Certificate, "commonName" | "notBefore" | "notAfter">} leaf */
export async function judged(current, leaf) {
  try {
    return await judge({ ...leaf, now: now(current.get(), new Date()), ...policyOf(current) });
  } catch {
    return null; // Rather no judgement than an old one.
  }
}

/**
 * Every certificate of a file that somebody may use, judged again: neither files nor passwords are needed for it.
 * @param {Current} current
 * @param {Inspection} inspection
 */
export async function judgedInspection(current, inspection) {
  const identities = [];
  for (const identity of inspection.identities) {
    const leaf = inspection.certificates[identity.leaf];
    const eligibility = leaf === undefined ? null : await judged(current, leaf);
    if (eligibility !== null) identities.push({ ...identity, eligibility });
  }
  const leaf = leafOf(inspection);
  return { ...inspection, identities, eligibility: leaf === null ? null : await judged(current, leaf) };
}
