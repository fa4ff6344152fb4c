// @ts-check
// Tries passwords, and judges files by the clock and the policy. Everything here happens on this computer; nothing is
// sent anywhere.

import { inspect, inspectPair, judge } from "./core.js";
import { CoreFailure } from "./failure.js";
import { loadFailures } from "./messages/index.js";
import { judgedAgain } from "./renewal-state.js";
import {
  clockMoved,
  clockRead,
  fileFailed,
  fileJudged,
  fileLocked,
  fileRead,
  judgedOf,
  leafOf,
  moduleIs,
  now,
  passwordTried,
  policyChosen,
} from "./state.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {{ get: () => State, set: (state: State) => void }} Store */

/**
 * The passwords are used and forgotten; the state never holds them.
 * @param {Store} store
 * @param {number} id
 * @param {string} password
 * @param {string} [second] where MAC and encryption have passwords of their own
 */
export async function tryPassword(store, id, password, second) {
  const before = store.get();
  const tried = passwordTried(before, id);
  if (tried === before) return;
  store.set(tried);
  await read(store, id, password, second);
}

/**
 * What a file needs to be opened, where a failure says so; `null`: no password helps.
 * @param {import("./state.js").Failure} failure
 * @returns {import("./state.js").Need | null}
 */
export function needOf({ code, facts }) {
  switch (code) {
    case "password-required":
    case "wrong-password":
      return "password";
    case "second-password-required":
      return facts.of === "mac" ? "mac" : "encryption";
    case "account-protected":
      return "account";
    default:
      return null;
  }
}

/**
 * Takes the server's time, and judges again what was judged by a clock that turns out to be wrong.
 * @param {Store} store
 * @param {string} server
 */
export async function setClock(store, server) {
  const before = store.get();
  const after = clockRead(before, server, new Date(), performance.now());
  store.set(after);
  if (!clockMoved(before, after)) return;
  await judgeAgain(store);
}

/** As the module takes it. @param {Store} store @returns {{ policy?: import("./core.js").Policy }} */
export function policyOf(store) {
  const { policy } = store.get();
  return policy === null ? {} : { policy };
}

/** Takes another policy; null: the usual one. @param {Store} store @param {import("./core.js").Policy | null} policy */
export async function applyPolicy(store, policy) {
  store.set(policyChosen(store.get(), policy));
  await judgeAgain(store);
}

/**
 * Judges everything again, by the clock and the policy of now: neither files nor passwords are needed for it.
 * @param {Store} store
 */
export async function judgeAgain(store) {
  for (const card of store.get().cards) {
    const inspection = judgedOf(card);
    if (inspection === null) continue;
    const fresh = await judgedInspection(store, inspection);
    store.set(fileJudged(store.get(), card.id, inspection, fresh));
  }
  const { renewal } = store.get();
  const leaf = "presented" in renewal && renewal.presented !== null ? leafOf(renewal.presented) : null;
  if (leaf === null) return;
  const eligibility = await judged(store, leaf);
  store.set(judgedAgain(store.get(), eligibility));
}

/**
 * Every certificate of a file that somebody may use.
 * @param {Store} store
 * @param {import("./core.js").Inspection} inspection
 */
async function judgedInspection(store, inspection) {
  const identities = [];
  for (const identity of inspection.identities) {
    const leaf = inspection.certificates[identity.leaf];
    const eligibility = leaf === undefined ? null : await judged(store, leaf);
    if (eligibility !== null) identities.push({ ...identity, eligibility });
  }
  const leaf = leafOf(inspection);
  return { ...inspection, identities, eligibility: leaf === null ? null : await judged(store, leaf) };
}

/** @param {Store} store @param {import("./core.js").Certificate} leaf */
async function judged(store, leaf) {
  try {
    return await judge({ ...leaf, now: now(store.get(), new Date()), ...policyOf(store) });
  } catch {
    return null; // Rather no judgement than an old one.
  }
}

/**
 * What the module finds, by the clock and the policy of now.
 * @param {Store} store
 * @param {Uint8Array} bytes
 * @param {string} fileName
 * @param {string} [password]
 * @param {Uint8Array} [key] of another file
 * @param {string} [secondPassword]
 */
export async function inspected(store, bytes, fileName, password, key, secondPassword) {
  const options = {
    now: now(store.get(), new Date()),
    ...policyOf(store),
    fileName,
    certificateBytes: true,
    ...(password === undefined ? {} : { password }),
    ...(secondPassword === undefined ? {} : { secondPassword }),
  };
  return key === undefined ? inspect(bytes, options) : inspectPair(bytes, key, options);
}

/**
 * @param {Store} store
 * @param {number} id
 * @param {string} password
 * @param {string} [second]
 */
async function read(store, id, password, second) {
  const card = store.get().cards.find((one) => one.id === id);
  if (card === undefined) return;
  const { policy } = store.get();
  try {
    const inspection = await inspected(store, card.bytes, card.fileName ?? "", password, undefined, second);
    store.set(moduleIs(fileRead(store.get(), id, inspection), "ready"));
    if (store.get().policy !== policy) await judgeAgain(store);
  } catch (error) {
    const failure = error instanceof CoreFailure ? error : new CoreFailure("internal");
    const need = needOf(failure);
    if (need === null) await loadFailures(store.get().language);
    const state = failure.code === "module-unavailable" ? moduleIs(store.get(), "failed") : store.get();
    // A first password that is right is not refused: it only needs the other one.
    const refused = need === "password" || need === "account" || second !== undefined;
    store.set(need === null ? fileFailed(state, id, failure) : fileLocked(state, id, refused, need));
  }
}
