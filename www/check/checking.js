// @ts-check
// Tries passwords, and judges files by the clock and the policy. Everything here happens on this computer; nothing is
// sent anywhere.

import { inspected, judgedInspection } from "../certificate/judging.js";
import { asFailure } from "../common/failure.js";
import { loadFailures } from "../messages/index.js";
import { fileFailed, fileJudged, fileLocked, fileRead, judgedOf, passwordTried, policyTaken } from "./state.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("../common/store.js").StoreOf<State>} Store */

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
 * @param {import("../common/failure.js").Failure} failure
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
 * Takes another policy; null: the usual one.
 * @param {Store} store
 * @param {import("../certificate/core.js").Policy | null} policy
 */
export async function applyPolicy(store, policy) {
  store.apply(policyTaken, policy);
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
    store.apply(fileJudged, card.id, inspection, fresh);
  }
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
    // How the password was meant is unusual, too.
    if (inspection.passwordForm !== null) await loadFailures(store.get().language);
    store.apply(fileRead, id, inspection);
    if (store.get().policy !== policy) await judgeAgain(store);
  } catch (error) {
    const failure = asFailure(error);
    const need = needOf(failure);
    if (need === null) await loadFailures(store.get().language);
    // A first password that is right is not refused: it only needs the other one.
    const refused = need === "password" || need === "account" || second !== undefined;
    if (need === null) store.apply(fileFailed, id, failure);
    else store.apply(fileLocked, id, refused, need);
  }
}
