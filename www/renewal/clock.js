// @ts-check
// The server's time, and what it changes.

import { judged } from "../certificate/judging.js";
import { leafOf } from "../certificate/leaf.js";
import { clockIs, clockMoved, clockRead } from "../certificate/surroundings.js";
import { judgedAgain } from "./state.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("../common/store.js").StoreOf<State>} Store */

/**
 * Takes the server's time, and judges again what was judged by a clock that turns out to be wrong.
 * @param {Store} store
 * @param {string} server
 */
export async function setClock(store, server) {
  const before = store.get();
  const clock = clockRead(server, new Date(), performance.now());
  if (clock === null) return;
  store.apply(clockIs, clock);
  if (clockMoved(before, store.get())) await judgeAgain(store);
}

/** Judges the presented certificate again, by the clock and the policy of now. @param {Store} store */
export async function judgeAgain(store) {
  const { renewal } = store.get();
  const leaf = "presented" in renewal && renewal.presented !== null ? leafOf(renewal.presented) : null;
  if (leaf === null) return;
  const eligibility = await judged(store, leaf);
  store.apply(judgedAgain, eligibility);
}
