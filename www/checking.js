// @ts-check
// Reads files and tries passwords. Everything here happens on this computer; nothing is sent anywhere.

import { CoreFailure, inspect, judge } from "./core.js";
import { judgedAgain } from "./renewal-state.js";
import { addFile, clockMoved, clockRead, fileFailed, fileJudged, fileLocked, fileRead, leafOf, moduleIs, now, passwordTried, policyChosen } from "./state.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {{ get: () => State, set: (state: State) => void }} Store */

/** The module's own limit; checked before the bytes are loaded, so that a film dropped by mistake does not fill the memory. */
const LARGEST_FILE = 10 * 1024 * 1024;

let lastId = 0;

/** @param {Store} store @param {Iterable<File>} files */
export async function checkFiles(store, files) {
  // Newest first on the page: from the last to the first, so that they stand in the order in which they were chosen.
  for (const file of [...files].reverse()) {
    const { name } = file;
    if (file.size > LARGEST_FILE) {
      fail(store, name, new CoreFailure("file-too-large", { size: file.size, limit: LARGEST_FILE }));
      continue;
    }
    /** @type {Uint8Array} */
    let bytes;
    try {
      bytes = new Uint8Array(await file.arrayBuffer());
    } catch {
      fail(store, name, new CoreFailure("unreadable-file"));
      continue;
    }
    await check(store, name, bytes);
  }
}

/** @param {Store} store @param {string} text */
export function checkText(store, text) {
  return check(store, null, new TextEncoder().encode(text));
}

/**
 * The password is used and forgotten; the state never holds it.
 * @param {Store} store @param {number} id @param {string} password
 */
export async function tryPassword(store, id, password) {
  const before = store.get();
  const tried = passwordTried(before, id);
  if (tried === before) return;
  store.set(tried);
  await read(store, id, password);
}

/** The files that could not be read because the module was not there, once it is. @param {Store} store */
export async function checkAgain(store) {
  for (const card of store.get().cards) {
    const waited = card.status === "failed" && card.failure.code === "module-unavailable";
    if (waited) await check(store, card.fileName, card.bytes);
  }
}

/** Takes the server's time, and judges again what was judged by a clock that turns out to be wrong. @param {Store} store @param {string} server */
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

/** Judges everything again, by the clock and the policy of now: neither files nor passwords are needed for it. @param {Store} store */
async function judgeAgain(store) {
  const judged = async (/** @type {import("./core.js").Certificate} */ leaf) => {
    try {
      return await judge({ ...leaf, now: now(store.get(), new Date()), ...policyOf(store) });
    } catch {
      return null; // Rather no judgement than an old one.
    }
  };
  for (const card of store.get().cards) {
    const leaf = card.status === "read" ? leafOf(card.inspection) : null;
    if (leaf !== null) store.set(fileJudged(store.get(), card.id, await judged(leaf)));
  }
  const { renewal } = store.get();
  const leaf = "presented" in renewal && renewal.presented !== null ? leafOf(renewal.presented) : null;
  if (leaf !== null) store.set(judgedAgain(store.get(), await judged(leaf)));
}

/** @param {Store} store @param {string | null} fileName @param {Uint8Array} bytes */
async function check(store, fileName, bytes) {
  const id = ++lastId;
  store.set(addFile(store.get(), { id, fileName, bytes }));
  await read(store, id, undefined);
}

/** @param {Store} store @param {number} id @param {string | undefined} password */
async function read(store, id, password) {
  await painted();
  const card = store.get().cards.find((one) => one.id === id);
  if (card === undefined) return;
  const fileName = card.fileName ?? undefined;
  const { policy } = store.get();
  try {
    const inspection = await inspect(card.bytes, {
      now: now(store.get(), new Date()),
      ...policyOf(store),
      ...(fileName === undefined ? {} : { fileName }),
      ...(password === undefined ? {} : { password }),
    });
    store.set(moduleIs(fileRead(store.get(), id, inspection), "ready"));
    if (store.get().policy !== policy) await judgeAgain(store);
  } catch (error) {
    const failure = error instanceof CoreFailure ? error : new CoreFailure("internal");
    const locked = failure.code === "password-required" || failure.code === "wrong-password";
    const state = failure.code === "module-unavailable" ? moduleIs(store.get(), "failed") : store.get();
    store.set(locked ? fileLocked(state, id, password !== undefined) : fileFailed(state, id, failure));
  }
}

/** @param {Store} store @param {string} fileName @param {CoreFailure} failure */
function fail(store, fileName, failure) {
  const id = ++lastId;
  store.set(fileFailed(addFile(store.get(), { id, fileName, bytes: new Uint8Array() }), id, failure));
}

/** Lets the browser show "reading" before the synchronous work begins; a hidden page paints nothing and is not waited for. */
function painted() {
  if (document.hidden) return Promise.resolve();
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
