// @ts-check
// Drives a renewal: which certificate, one at a time, the exchange, going on after an interruption.

import { inspect, presented, renew, resume } from "../certificate/core.js";
import { policyOf } from "../certificate/judging.js";
import { leafOf } from "../certificate/leaf.js";
import { now, serverNow } from "../certificate/surroundings.js";
import { download } from "../common/download.js";
import { asFailure, CoreFailure } from "../common/failure.js";
import { timestamp } from "../common/format.js";
import { loadPart } from "../messages/index.js";
import { explained } from "./blocked.js";
import { judgeAgain, setClock } from "./clock.js";
import { lacksAuthHost, target } from "./configuration.js";
import { hold, isHeld } from "./lock.js";
import * as pending from "./pending.js";
import { write } from "./saving.js";
import {
  answer,
  ask,
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
  passwordToggled,
  pendingFound,
  progressed,
  renewalFailed,
  renewed,
  returned,
  runsElsewhere,
  secured,
  startOver,
  stopIdentifying,
  unidentified,
} from "./state.js";

/** @typedef {import("./clock.js").Store} Store */
/** @typedef {import("../certificate/core.js").Bundle} Bundle */
/** @typedef {import("./pending.js").Secret} Secret */
/** @typedef {import("./state.js").SavedFile} SavedFile */
/** @typedef {{ p12: Uint8Array, password: string | null }} Held */
/** @typedef {ReturnType<typeof createRenewing>} Renewing */

const TYPES = { p12: "application/x-pkcs12", pass: "application/octet-stream" };

/**
 * A page's renewals. It holds what the state must not: the link, the passwords and the new certificate.
 * @param {Store} store
 */
export function createRenewing(store) {
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

  /** Offers to go on with a renewal that was interrupted, unless another tab is at it. */
  async function offerPending() {
    if (store.get().renewal.phase !== "idle" || (await isHeld())) return;
    const found = await look();
    if (found === null) return;
    try {
      await loadPart("failures", store.get().language);
    } catch {
      return; // Without words nothing is offered; 更新 comes back to it.
    }
    store.apply(pendingFound, found.pending);
  }

  /** The page comes back from the browser's back/forward cache. */
  async function comeBack() {
    running.abort();
    store.apply(returned);
    await offerPending();
  }

  /** @param {Promise<unknown>} configuring until it is known where the renewal goes */
  async function startIdentifying(configuring) {
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
      await Promise.all([configuring, loadWords()]);
      const busy = await isHeld();
      const found = await look();
      if (signal.aborted) return;
      if (again) passedOver = found && which(found);
      if (busy) store.apply(runsElsewhere);
      else if (found !== null && which(found) !== passedOver) store.apply(pendingFound, found.pending);
      else await identifyAt(signal);
    } catch (error) {
      const failure = asFailure(await explained(error));
      if (!signal.aborted) store.apply(renewalFailed, failure);
    }
  }

  /** @param {AbortSignal} signal */
  async function identifyAt(signal) {
    const { configuration, policy } = store.get();
    if (configuration.status === "broken") {
      store.apply(renewalFailed, configuration.failure);
      return;
    }
    // The module would refuse the address; what is wrong is how the page was opened.
    if (location.protocol !== "https:") throw new CoreFailure("insecure-page", { address: location.origin });
    const where = target(store.get());
    if (where === null) throw new CoreFailure(lacksAuthHost(configuration) ? "no-auth-host" : "no-service");
    if (where.clientCertificate === null) {
      store.apply(unidentified);
      return;
    }
    const found = await presented({ url: where.clientCertificate, signal, ...policyOf(store) });
    // First the clock, by which files are judged again.
    if (found?.serverTime) await setClock(store, found.serverTime);
    if (found?.verdict.startsWith("FAILED")) await loadWords();
    if (signal.aborted) return;
    // Whether the question comes by itself is a matter of the judgement.
    if (store.get().policy === policy) store.apply(identified, found);
    else await identifyAt(signal);
  }

  /** The user does not wait for the browser's certificate any longer. */
  function stopLooking() {
    running.abort();
    store.apply(stopIdentifying);
  }

  /** Those of what goes wrong: nothing is renewed without them. */
  async function loadWords() {
    try {
      await loadPart("failures", store.get().language);
    } catch {
      throw new CoreFailure("module-unavailable");
    }
  }

  // The exchange

  /**
   * The user's answer to the question. Only a yes that was asked for renews, so a second click does nothing.
   * @param {boolean} yes @param {number} [began] when the click or the press of a key began
   */
  async function answerQuestion(yes, began) {
    const before = store.get();
    const answered = answer(before, yes, began);
    store.set(answered);
    if (answered === before || answered.renewal.phase !== "running") return;
    const { old } = answered.renewal;
    const where = target(answered);
    running = new AbortController();
    issued = null;
    if (where === null || !(await alone())) return;
    // Another tab may have begun one meanwhile.
    const found = await look();
    if (found !== null && which(found) !== passedOver) {
      letGo();
      store.apply(pendingFound, found.pending);
      return;
    }
    await exchange((options) =>
      renew({
        ...options,
        endpoint: where.endpoint,
        ...(old === null ? {} : { expect: old }),
        onIssued: async (answer) => {
          issued = {
            secret: { issued: answer, old, p12: null, findings: null },
            created: now(store.get(), new Date()),
          };
          await keep();
        },
      }),
    );
  }

  /** Goes on with what the server has issued, without asking it for another. */
  async function continueRenewal() {
    const before = store.get();
    const going = goOn(before);
    store.set(going);
    if (going === before || going.renewal.phase !== "running") return;
    running = new AbortController();
    const { signal } = running;
    if (!(await alone())) return;
    await loadWords().catch(() => {});
    if (before.renewal.phase === "pending") {
      const found = await look();
      issued = found?.secret ? { secret: found.secret, created: new Date(found.pending.created ?? NaN) } : null;
    }
    const known = issued;
    if (known === null) {
      letGo();
      store.apply(lost, new CoreFailure("pending-lost"));
      return;
    }
    const { secret } = known;
    if (secret.p12 !== null) await restore(secret, secret.p12);
    else if (signal.aborted) fail(new CoreFailure("cancelled"));
    else await exchange((options) => resume({ ...options, issued: secret.issued }));
  }

  /** The exchange answers with `cancelled` once it has stopped. */
  function cancelRenewal() {
    running.abort();
  }

  /**
   * Renews, or goes on with a renewal, and says how it ends.
   * @param {(options: Omit<import("../certificate/core.js").ResumeOptions, "issued">) => Promise<Bundle>} start
   */
  async function exchange(start) {
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
          store.apply(progressed, step, { attempt: attempt ?? 1, seconds: seconds ?? 0 }),
      });
      const { certificate, p12, password, sameKey, weakKey, keyMatches } = fresh;
      const findings = { sameKey, weakKey, keyMatches };
      fresh.free();
      bundle = { p12, password };
      if (issued !== null) Object.assign(issued.secret, { p12, findings });
      await keep();
      store.apply(renewed, certificate, findings, timestamp(issued?.created ?? now(store.get(), new Date())));
    } catch (error) {
      fail(await explained(error));
    }
  }

  /**
   * The new certificate had already arrived, and was checked then.
   * @param {Secret} secret
   * @param {Uint8Array} p12
   */
  async function restore({ issued: { password }, findings }, p12) {
    try {
      const inspection = await inspect(p12, { password });
      const certificate = leafOf(inspection);
      if (certificate === null) throw new CoreFailure("internal");
      bundle = { p12, password };
      const shown = findings ?? { sameKey: false, weakKey: false, keyMatches: inspection.keyMatches ? true : null };
      store.apply(renewed, certificate, shown, timestamp(issued?.created ?? new Date()));
    } catch (error) {
      fail(error);
    }
  }

  /** @param {unknown} error */
  function fail(error) {
    const failure = asFailure(error);
    const password = issued?.secret.issued.password ?? null;
    evidence = failure.p12 && { p12: failure.p12, password };
    const baseName = timestamp(now(store.get(), new Date()));
    const shown = evidence && { baseName, hasPassword: password !== null, saved: [] };
    letGo();
    store.apply(renewalFailed, failure, failure.issued ?? (issued === null ? "maybe" : "yes"), shown);
  }

  /** @param {string} code */
  function notSent(code) {
    const failure = new CoreFailure(code);
    failure.issued = issued === null ? "no" : "yes";
    return failure;
  }

  // Keeping

  /** Keeps what the server has issued, as far as it has come. */
  async function keep() {
    if (issued === null) return;
    try {
      await pending.keep(issued.secret, issued.created);
      store.apply(kept, "kept");
    } catch {
      const { renewal } = store.get();
      // The link may have been kept where the certificate could not be.
      if (renewal.phase === "running" && renewal.keeping !== "kept") store.apply(kept, "unavailable");
    }
  }

  /** What is kept of an interrupted renewal. */
  async function look() {
    try {
      return await pending.find({ local: new Date(), server: serverNow(store.get(), performance.now()) });
    } catch {
      return null; // A browser that keeps nothing has nothing to go on with.
    }
  }

  /**
   * @param {boolean} yes
   * @returns {Promise<boolean>} false: it is still there
   */
  async function discard(yes) {
    if (!yes) {
      store.apply(askToDiscard, false);
      return true;
    }
    const before = store.get();
    if (discarded(before) === before || !(await alone())) return true;
    try {
      await pending.forget();
    } catch {
      return false;
    } finally {
      letGo();
    }
    issued = null;
    evidence = null;
    store.apply(discarded);
    return true;
  }

  /** Takes the place of every other tab, or says that one of them renews. */
  async function alone() {
    const got = await hold();
    if (got === null) store.apply(runsElsewhere);
    else release = got;
    return got !== null;
  }

  function letGo() {
    release?.();
    release = null;
  }

  // Saving

  /** Hands a file to the browser's downloads. @param {SavedFile} file */
  async function save(file) {
    const { renewal } = store.get();
    if (bundle === null || renewal.phase !== "done") return;
    // No newline in the password, and a type that tempts no browser to add ".txt": the native clients read the whole
    // file as the password.
    download(`${renewal.baseName}.${file}`, content(bundle, file), TYPES[file]);
    store.apply(fileIs, file, "handed");
  }

  /** Writes a file where the user wants it, and makes sure. @param {SavedFile} file */
  async function saveAs(file) {
    const { renewal } = store.get();
    if (bundle === null || renewal.phase !== "done" || renewal.files[file] === "writing") return;
    const writing = write(`${renewal.baseName}.${file}`, content(bundle, file), TYPES[file]);
    store.apply(fileIs, file, "writing");
    const outcome = await writing;
    store.apply(fileIs, file, outcome);
    await settle();
  }

  /** Whether the user found both files. @param {boolean} yes */
  async function confirmSaved(yes) {
    store.apply(confirm, yes);
    await settle();
  }

  /**
   * Files were given to the browser in another form, or written elsewhere and read back.
   * @param {SavedFile[]} files @param {"handed" | "written"} how
   */
  async function savedElsewhere(files, how) {
    for (const file of files) {
      const { renewal } = store.get();
      if (renewal.phase === "done" && renewal.files[file] !== "written") store.apply(fileIs, file, how);
    }
    await settle();
  }

  /** What was kept is deleted once both files are where they belong. */
  async function settle() {
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
   * @param {SavedFile} file
   * @param {string} name
   */
  function saveEvidence(file, name) {
    if (evidence === null || (file === "pass" && evidence.password === null)) return;
    download(name, content(evidence, file), TYPES[file]);
    store.apply(evidenceSaved, file);
  }

  /** The new certificate, as the server issued it. @returns {{ p12: Uint8Array, password: string } | null} */
  function renewedFile() {
    return bundle === null ? null : { p12: bundle.p12, password: bundle.password ?? "" };
  }

  /** The password of the new certificate, for showing or copying. @returns {string | null} */
  function newPassword() {
    return bundle?.password ?? null;
  }

  /** Lets go of the bundle; finishing says that both files are saved. */
  async function finishRenewal() {
    await confirmSaved(true);
    const before = store.get();
    const finished = finish(before);
    if (finished === before) return;
    bundle?.p12.fill(0);
    bundle = null;
    store.set(finished);
  }

  return {
    /** What the buttons do, by their actions. @type {Record<string, () => void | Promise<void>>} */
    actions: {
      "renew-stop": stopLooking,
      "renew-back": () => store.apply(startOver),
      "renew-proceed": () => store.apply(ask),
      "dialog-no": () => answerQuestion(false),
      "renew-cancel": cancelRenewal,
      "renew-resume": continueRenewal,
      discard: () => store.apply(askToDiscard, true),
      "save-p12": () => save("p12"),
      "save-pass": () => save("pass"),
      "save-p12-as": () => saveAs("p12"),
      "save-pass-as": () => saveAs("pass"),
      "save-confirm": () => confirmSaved(true),
      "save-deny": () => confirmSaved(false),
      "password-toggle": () => store.apply(passwordToggled),
      finish: finishRenewal,
    },
    offerPending,
    comeBack,
    startIdentifying,
    judgeAgain: () => judgeAgain(store),
    answerQuestion,
    discard,
    savedElsewhere,
    saveEvidence,
    renewedFile,
    newPassword,
  };
}

/**
 * What distinguishes one kept renewal from another.
 * @param {{ pending: import("./state.js").Pending }} found
 */
function which({ pending: { created } }) {
  return created ?? "unknown";
}

/** @param {Held} held @param {SavedFile} file */
function content({ p12, password }, file) {
  return file === "p12" ? p12 : (password ?? "");
}
