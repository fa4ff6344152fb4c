// @ts-check
// Opens files with the passwords that came with them, and finds the certificate that a private key belongs to.

import { inspected } from "../certificate/judging.js";
import { leafOf } from "../certificate/leaf.js";
import { asFailure } from "../common/failure.js";
import { digitsIn, nearest, stemOf } from "./belonging.js";
import { needOf } from "./checking.js";

/** @typedef {import("./belonging.js").Pass} Pass */
/** @typedef {import("../certificate/judging.js").Current} Current */
/** @typedef {import("../certificate/core.js").Inspection} Inspection */
/** @typedef {import("./member.js").Member} Member */
/** @typedef {import("./member.js").Outcome} Outcome */
/** @typedef {import("./state.js").Need} Need */

/** Each one that is tried takes as long as the file asks for. */
export const MOST_PASSWORDS = 8;
const MOST_PAIRS = 8;

/**
 * Reads a file; where it is locked, with the passwords that came with it, its own one first, and what its name tells.
 * @param {Current} current
 * @param {Member} member
 * @param {Pass[]} passes
 * @param {Set<Pass>} used
 * @param {{ left: number }} budget how many passwords are tried
 * @param {boolean} [isLocked] it is known that it needs one
 * @returns {Promise<Outcome>}
 */
export async function examined(current, { name, bytes, companions }, passes, used, budget, isLocked = false) {
  const own = passes.filter((pass) => stemOf(pass.name) === stemOf(name));
  const others = passes.filter((pass) => !own.includes(pass));
  /** What stands in the clear. @type {Inspection | null} */
  let open = null;
  /** @type {Need} */
  let need = "password";
  const digits = digitsIn(name).map((password) => ({ name, password }));
  /** @type {(Pass | null)[]} */
  const tries = [...own, ...(isLocked ? [] : [null]), ...digits, ...others].slice(0, MOST_PASSWORDS);
  let isRefused = false;
  for (const pass of tries) {
    if (pass !== null) {
      if (budget.left <= 0) break;
      budget.left -= 1;
    }
    try {
      const inspection = await inspected(current, bytes, name, pass?.password);
      if (inspection.locked !== null) {
        open = inspection;
        if (inspection.locked === "account") need = "account";
        continue;
      }
      // Of a .pass that was not needed nobody knows whether it is right.
      if (pass !== null && inspection.format === "pkcs12" && digits.includes(pass)) companions.isOpenedByName = true;
      else if (pass !== null && inspection.format === "pkcs12") {
        used.add(pass);
        Object.assign(companions, { opener: pass.name, files: [...companions.files, pass.name] });
      }
      return { kind: "read", inspection };
    } catch (error) {
      const failure = asFailure(error);
      if (failure.code === "unsupported-format" && failure.facts.looksLike === "private-key") return { kind: "key" };
      const wanted = needOf(failure);
      if (wanted === null) return { kind: "failed", failure };
      if (wanted !== "password") need = wanted;
      else if (pass !== null && pass === own[0]) isRefused = true;
    }
  }
  if (own[0] && isRefused) companions.refused = own[0].name;
  return { kind: "locked", need, open };
}

/**
 * Gives private keys to the certificates they belong to, by name or by content; returns those that have found theirs.
 * @param {Current} current
 * @param {Member[]} members
 * @param {Member[]} before certificates that are there already
 * @param {() => Pass[]} passes those that may open one
 * @param {Set<Pass>} used
 */
export async function paired(current, members, before, passes, used) {
  /** @type {Set<Member>} */
  const gone = new Set();
  for (const key of members.filter(({ outcome }) => outcome.kind === "key")) {
    const owner = await ownerOf(current, key, [...members, ...before].filter(lacksKey), passes(), used);
    if (owner === null) continue;
    owner.companions.key = { name: key.name, bytes: key.bytes };
    owner.companions.files.push(key.name);
    gone.add(key);
  }
  return gone;
}

/** @param {Member} member */
function lacksKey({ outcome, companions }) {
  return (
    outcome.kind === "read" &&
    leafOf(outcome.inspection) !== null &&
    !outcome.inspection.hasPrivateKey &&
    companions.key === null
  );
}

/**
 * @param {Current} current
 * @param {Member} key
 * @param {Member[]} certificates
 * @param {Pass[]} passes
 * @param {Set<Pass>} used
 * @returns {Promise<Member | null>}
 */
async function ownerOf(current, key, certificates, passes, used) {
  for (const certificate of nearest(key.name, certificates).slice(0, MOST_PAIRS)) {
    const isNamesake = key.name !== "" && stemOf(certificate.name) === stemOf(key.name);
    const tries = [null, ...nearest(key.name, passes)].slice(0, MOST_PASSWORDS);
    let locked = false;
    for (const pass of tries) {
      try {
        const inspection = await inspected(current, certificate.bytes, certificate.name, pass?.password, key.bytes);
        locked = inspection.locked !== null && inspection.keyMatches !== true;
        // Of several keys one may need the next password.
        if (locked) continue;
        if (inspection.keyMatches !== true && !(inspection.keyMatches === null && isNamesake)) break;
        if (pass !== null) {
          used.add(pass);
          Object.assign(certificate.companions, {
            opener: pass.name,
            files: [...certificate.companions.files, pass.name],
          });
        }
        certificate.outcome = { kind: "read", inspection };
        return certificate;
      } catch (error) {
        locked = needOf(asFailure(error)) !== null;
        if (!locked) break;
      }
    }
    // Whose it is shows once it is opened; until then its name is all there is.
    if (locked && isNamesake) return certificate;
  }
  return null;
}
