// @ts-check
// Drives a renewal: which certificate, one at a time, the exchange, going on after an interruption.
// Holds what the state must not: the link, the passwords and the new certificate.

import { explained } from "./blocked.js";
import { policyOf, setClock } from "./checking.js";
import { inspect, presented, renew, resume } from "./core.js";
import { download } from "./download.js";
import { CoreFailure } from "./failure.js";
import { timestamp } from "./format.js";
import { hold, isHeld } from "./lock.js";
import { loadFailures } from "./messages/index.js";
import * as pending from "./pending.js";
import {
  answer,
  askToDiscard,
  confirm,
  discarded,
  evidenceSaved,
  fileIs,
  finish,
  goOn,
  identified,
  identify,
  kept,
  lost,
  pendingFound,
  progressed,
  renewalFailed,
  renewed,
  returned,
  runsElsewhere,
  secured,
  stopIdentifying,
  unidentified,
} from "./renewal-state.js";
import { write } from "./saving.js";
import { lacksAuthHost, leafOf, now, serverNow, target } from "./state.js";

/** @typedef {import("./checking.js").Store} Store */
/** @typedef {import("./core.js").Bundle} Bundle */
/** @typedef {import("./pending.js").Secret} Secret */
/** @typedef {import("./renewal-state.js").SavedFile} SavedFile */
/** @typedef {{ p12: Uint8Array, password: string | null }} Held */

const TYPES = { p12: "application/x-pkcs12", pass: "application/octet-stream" };

/** What the server has issued, and when. @type {{ secret: Secret, created: Date } | null} */
let issued = null;
/** The new certificate and its password; only deliberate steps read the password. @type {Held | null} */
let bundle = null;
/** What the checks refused. @type {Held | null} */
let evidence = null;
/** Lets other tabs renew. @type {(() => void) | null} */
let release = null;
/** The kept renewal that the user does not want, or is not able, to go on with. @type {string | null} */
let passedOver = null;
let running = new AbortController();

// Before

/** Offers to go on with a renewal that was interrupted, unless another tab is at it. @param {Store} store */
export async function offerPending(store) {
  if (store.get().renewal.phase !== "idle" || (await isHeld())) return;
  const found = await look(store);
  if (found !== null) store.set(pendingFound(store.get(), found.pending));
}

/** The page comes back from the browser's back/forward cache. @param {Store} store */
export async function comeBack(store) {
  running.abort();
  store.set(returned(store.get()));
  await offerPending(store);
}

/** @param {Store} store @param {Promise<unknown>} configuring until it is known where the renewal goes */
export async function startIdentifying(store, configuring) {
  const before = store.get();
  const asking = identify(before);
  if (asking === before) return;
  const { renewal } = before;
  const again = renewal.phase === "pending" || (renewal.phase === "failed" && renewal.during === "renew");
  store.set(asking);
  running = new AbortController();
  const { signal } = running;
  try {
    // When something goes wrong, the network may be gone as well.
    await Promise.all([configuring, loadFailures(before.language)]);
    const busy = await isHeld();
    const found = await look(store);
    if (signal.aborted) return;
    if (again) passedOver = found && which(found);
    if (busy) store.set(runsElsewhere(store.get()));
    else if (found !== null && which(found) !== passedOver) store.set(pendingFound(store.get(), found.pending));
    else await identifyAt(store, signal);
  } catch (error) {
    const failure = toFailure(await explained(error));
    if (!signal.aborted) store.set(renewalFailed(store.get(), failure));
  }
}

/** @param {Store} store @param {AbortSignal} signal */
async function identifyAt(store, signal) {
  const { configuration, policy } = store.get();
  if (configuration.status === "broken") {
    store.set(renewalFailed(store.get(), configuration.failure));
    return;
  }
  // The module would refuse the address; what is wrong is how the page was opened.
  if (location.protocol !== "https:") throw new CoreFailure("insecure-page", { address: location.origin });
  const where = target(store.get());
  if (where === null) throw new CoreFailure(lacksAuthHost(configuration) ? "no-auth-host" : "no-service");
  if (where.clientCertificate === null) {
    store.set(unidentified(store.get()));
    return;
  }
  const found = await presented({ url: where.clientCertificate, signal, ...policyOf(store) });
  // First the clock, by which files are judged again.
  if (found?.serverTime) await setClock(store, found.serverTime);
  if (signal.aborted) return;
  // Whether the question comes by itself is a matter of the judgement.
  if (store.get().policy === policy) store.set(identified(store.get(), found));
  else await identifyAt(store, signal);
}

/** @param {Store} store */
export function stopLooking(store) {
  running.abort();
  store.set(stopIdentifying(store.get()));
}

// The exchange

/**
 * The user's answer to the question. Only a yes that was asked for renews, so a second click does nothing.
 * @param {Store} store @param {boolean} yes @param {number} [began] when the click or the press of a key began
 */
export async function answerQuestion(store, yes, began) {
  const before = store.get();
  const answered = answer(before, yes, began);
  store.set(answered);
  if (answered === before || answered.renewal.phase !== "running") return;
  const { old } = answered.renewal;
  const where = target(answered);
  running = new AbortController();
  issued = null;
  if (where === null || !(await alone(store))) return;
  // Another tab may have begun one meanwhile.
  const found = await look(store);
  if (found !== null && which(found) !== passedOver) {
    letGo();
    store.set(pendingFound(store.get(), found.pending));
    return;
  }
  await exchange(store, (options) =>
    renew({
      ...options,
      endpoint: where.endpoint,
      ...(old === null ? {} : { expect: old }),
      onIssued: async (answer) => {
        issued = { secret: { issued: answer, old, p12: null, findings: null }, created: now(store.get(), new Date()) };
        await keep(store);
      },
    }),
  );
}

/** Goes on with what the server has issued, without asking it for another. @param {Store} store */
export async function continueRenewal(store) {
  const before = store.get();
  const going = goOn(before);
  store.set(going);
  if (going === before || going.renewal.phase !== "running") return;
  running = new AbortController();
  const { signal } = running;
  if (!(await alone(store))) return;
  await loadFailures(before.language);
  if (before.renewal.phase === "pending") {
    const found = await look(store);
    issued = found?.secret ? { secret: found.secret, created: new Date(found.pending.created ?? NaN) } : null;
  }
  const known = issued;
  if (known === null) {
    letGo();
    store.set(lost(store.get(), new CoreFailure("pending-lost")));
    return;
  }
  const { secret } = known;
  if (secret.p12 !== null) await restore(store, secret, secret.p12);
  else if (signal.aborted) fail(store, new CoreFailure("cancelled"));
  else await exchange(store, (options) => resume({ ...options, issued: secret.issued }));
}

/** The exchange answers with `cancelled` once it has stopped. */
export function cancelRenewal() {
  running.abort();
}

/**
 * @param {Store} store
 * @param {(options: Omit<import("./core.js").ResumeOptions, "issued">) => Promise<Bundle>} start
 */
async function exchange(store, start) {
  const { signal } = running;
  const { configuration } = store.get();
  const { linkHosts, issuers } =
    configuration.status === "ready" ? configuration.config : { linkHosts: [], issuers: [] };
  try {
    if (signal.aborted) throw notSent("cancelled");
    const fresh = await start({
      signal,
      linkHosts,
      issuers,
      onProgress: ({ step, attempt, seconds }) =>
        store.set(progressed(store.get(), step, { attempt: attempt ?? 1, seconds: seconds ?? 0 })),
    });
    const { certificate, p12, password, sameKey, weakKey, keyMatches } = fresh;
    const findings = { sameKey, weakKey, keyMatches };
    fresh.free();
    bundle = { p12, password };
    if (issued !== null) Object.assign(issued.secret, { p12, findings });
    await keep(store);
    store.set(renewed(store.get(), certificate, findings, timestamp(issued?.created ?? now(store.get(), new Date()))));
  } catch (error) {
    fail(store, await explained(error));
  }
}

/**
 * The new certificate had already arrived, and was checked then.
 * @param {Store} store
 * @param {Secret} secret
 * @param {Uint8Array} p12
 */
async function restore(store, { issued: { password }, findings }, p12) {
  try {
    const inspection = await inspect(p12, { password });
    const certificate = leafOf(inspection);
    if (certificate === null) throw new CoreFailure("internal");
    bundle = { p12, password };
    const shown = findings ?? { sameKey: false, weakKey: false, keyMatches: inspection.keyMatches ? true : null };
    store.set(renewed(store.get(), certificate, shown, timestamp(issued?.created ?? new Date())));
  } catch (error) {
    fail(store, error);
  }
}

/** @param {Store} store @param {unknown} error */
function fail(store, error) {
  const failure = toFailure(error);
  const password = issued?.secret.issued.password ?? null;
  evidence = failure.p12 && { p12: failure.p12, password };
  const baseName = timestamp(now(store.get(), new Date()));
  const shown = evidence && { baseName, hasPassword: password !== null, saved: [] };
  letGo();
  store.set(renewalFailed(store.get(), failure, failure.issued ?? (issued === null ? "maybe" : "yes"), shown));
}

/** @param {string} code */
function notSent(code) {
  const failure = new CoreFailure(code);
  failure.issued = issued === null ? "no" : "yes";
  return failure;
}

// Keeping

/** @param {Store} store */
async function keep(store) {
  if (issued === null) return;
  try {
    await pending.keep(issued.secret, issued.created);
    store.set(kept(store.get(), "kept"));
  } catch {
    const { renewal } = store.get();
    // The link may have been kept where the certificate could not be.
    if (renewal.phase === "running" && renewal.keeping !== "kept") store.set(kept(store.get(), "unavailable"));
  }
}

/** @param {Store} store */
async function look(store) {
  try {
    return await pending.find({ local: new Date(), server: serverNow(store.get(), performance.now()) });
  } catch {
    return null; // A browser that keeps nothing has nothing to go on with.
  }
}

/**
 * What distinguishes one kept renewal from another.
 * @param {{ pending: import("./renewal-state.js").Pending }} found
 */
function which({ pending: { created } }) {
  return created ?? "unknown";
}

/**
 * @param {Store} store
 * @param {boolean} yes
 * @returns {Promise<boolean>} false: it is still there
 */
export async function discard(store, yes) {
  if (!yes) {
    store.set(askToDiscard(store.get(), false));
    return true;
  }
  const before = store.get();
  if (discarded(before) === before || !(await alone(store))) return true;
  try {
    await pending.forget();
  } catch {
    return false;
  } finally {
    letGo();
  }
  issued = null;
  evidence = null;
  store.set(discarded(store.get()));
  return true;
}

/** Takes the place of every other tab, or says that one of them renews. @param {Store} store */
async function alone(store) {
  const got = await hold();
  if (got === null) store.set(runsElsewhere(store.get()));
  else release = got;
  return got !== null;
}

function letGo() {
  release?.();
  release = null;
}

// Saving

/** Hands a file to the browser's downloads. @param {Store} store @param {SavedFile} file */
export async function save(store, file) {
  const { renewal } = store.get();
  if (bundle === null || renewal.phase !== "done") return;
  // No newline in the password, and a type that tempts no browser to add ".txt": the native clients read the whole file
  // as the password.
  download(`${renewal.baseName}.${file}`, content(bundle, file), TYPES[file]);
  store.set(fileIs(store.get(), file, "handed"));
}

/** Writes a file where the user wants it, and makes sure. @param {Store} store @param {SavedFile} file */
export async function saveAs(store, file) {
  const { renewal } = store.get();
  if (bundle === null || renewal.phase !== "done" || renewal.files[file] === "writing") return;
  const writing = write(`${renewal.baseName}.${file}`, content(bundle, file), TYPES[file]);
  store.set(fileIs(store.get(), file, "writing"));
  const outcome = await writing;
  store.set(fileIs(store.get(), file, outcome));
  await settle(store);
}

/** Whether the user found both files. @param {Store} store @param {boolean} yes */
export async function confirmSaved(store, yes) {
  store.set(confirm(store.get(), yes));
  await settle(store);
}

/** Both files were written elsewhere, and read back. @param {Store} store */
export async function savedElsewhere(store) {
  for (const file of /** @type {const} */ (["p12", "pass"])) store.set(fileIs(store.get(), file, "written"));
  await settle(store);
}

/** Files were given to the browser in another form. @param {Store} store @param {SavedFile[]} files */
export function handedElsewhere(store, files) {
  for (const file of files) {
    const { renewal } = store.get();
    if (renewal.phase === "done" && renewal.files[file] !== "written") store.set(fileIs(store.get(), file, "handed"));
  }
}

/** What was kept is deleted once both files are where they belong. @param {Store} store */
async function settle(store) {
  if (!secured(store.get().renewal)) return;
  issued = null;
  try {
    await pending.forget();
  } catch {
    // It expires by itself.
  }
  letGo();
}

/**
 * @param {Store} store
 * @param {SavedFile} file
 * @param {string} name
 */
export function saveEvidence(store, file, name) {
  if (evidence === null || (file === "pass" && evidence.password === null)) return;
  download(name, content(evidence, file), TYPES[file]);
  store.set(evidenceSaved(store.get(), file));
}

/** @param {Held} held @param {SavedFile} file */
function content({ p12, password }, file) {
  return file === "p12" ? p12 : (password ?? "");
}

/** The new certificate, as the server issued it. @returns {{ p12: Uint8Array, password: string } | null} */
export function renewedFile() {
  return bundle === null ? null : { p12: bundle.p12, password: bundle.password ?? "" };
}

/** The password of the new certificate, for showing or copying. @returns {string | null} */
export function newPassword() {
  return bundle?.password ?? null;
}

/** Lets go of the bundle; finishing says that both files are saved. @param {Store} store */
export async function finishRenewal(store) {
  await confirmSaved(store, true);
  const before = store.get();
  const finished = finish(before);
  if (finished === before) return;
  bundle?.p12.fill(0);
  bundle = null;
  store.set(finished);
}

/** @param {unknown} error */
function toFailure(error) {
  return error instanceof CoreFailure ? error : new CoreFailure("internal");
}
