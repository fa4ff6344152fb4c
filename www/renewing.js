// @ts-check
// Drives the renewal: asks what is presented, renews, keeps the bundle until both files are saved.

import { CoreFailure, presented, renew } from "./core.js";
import { download } from "./download.js";
import { timestamp } from "./format.js";
import { answer, fileSaved, finish, identified, identify, leafOf, progressed, renewalFailed, renewed, stopIdentifying } from "./state.js";

/** @typedef {import("./checking.js").Store} Store */

/** Same origin as the page: the deployment that works in every browser. */
const ENDPOINT = new URL("/api/cert", location.href).href;
const PRESENTED = new URL("/client-cert", location.href).href;

/** The new certificate and its key; never in the state, so that only deliberate steps read its password. @type {import("./core.js").Bundle | null} */
let bundle = null;
let running = new AbortController();

/** @param {Store} store */
export async function startIdentifying(store) {
  const before = store.get();
  const asking = identify(before);
  if (asking === before) return;
  store.set(asking);
  // The module would refuse the address; what is wrong is how the page was opened.
  if (location.protocol !== "https:") {
    store.set(renewalFailed(store.get(), new CoreFailure("insecure-page", { address: location.origin })));
    return;
  }
  const { signal } = (running = new AbortController());
  try {
    const found = await presented({ url: PRESENTED, signal });
    if (!signal.aborted) store.set(identified(store.get(), found));
  } catch (error) {
    if (!signal.aborted) store.set(renewalFailed(store.get(), toFailure(error)));
  }
}

/** @param {Store} store */
export function stopLooking(store) {
  running.abort();
  store.set(stopIdentifying(store.get()));
}

/** The user's answer to the question. Only a yes that was asked for renews, so a second click does nothing. @param {Store} store @param {boolean} yes */
export async function answerQuestion(store, yes) {
  const before = store.get();
  const answered = answer(before, yes);
  store.set(answered);
  if (answered === before || answered.renewal.phase !== "running") return;
  const expect = expectation(leafOf(answered.renewal.presented));
  const { signal } = (running = new AbortController());
  try {
    const fresh = await renew({
      endpoint: ENDPOINT,
      expect,
      signal,
      onProgress: ({ step }) => store.set(progressed(store.get(), step)),
    });
    const { certificate } = fresh;
    bundle = fresh;
    store.set(renewed(store.get(), certificate, timestamp(new Date())));
  } catch (error) {
    store.set(renewalFailed(store.get(), toFailure(error)));
  }
}

/** The exchange answers with `cancelled` once it has stopped. */
export function cancelRenewal() {
  running.abort();
}

/** @param {Store} store @param {import("./state.js").SavedFile} file */
export function save(store, file) {
  const { renewal } = store.get();
  if (bundle === null || renewal.phase !== "done") return;
  const name = `${renewal.baseName}.${file}`;
  if (file === "p12") download(name, bundle.p12, "application/x-pkcs12");
  // No newline, and a type that tempts no browser to add ".txt": the native clients read the whole file as the password.
  else download(name, bundle.password, "application/octet-stream");
  store.set(fileSaved(store.get(), file));
}

/** The password of the new certificate, for showing or copying. @returns {string | null} */
export function newPassword() {
  return bundle?.password ?? null;
}

/** Lets go of the bundle once it is saved. @param {Store} store */
export function finishRenewal(store) {
  const before = store.get();
  const finished = finish(before);
  if (finished === before) return;
  bundle?.free();
  bundle = null;
  store.set(finished);
}

/** What the new certificate has to agree with. @param {import("./core.js").Certificate | null} old */
function expectation(old) {
  if (old === null) return {};
  const { commonName, notAfter } = old;
  return commonName === null ? { notAfter } : { commonName, notAfter };
}

/** @param {unknown} error */
function toFailure(error) {
  return error instanceof CoreFailure ? error : new CoreFailure("internal");
}
