// @ts-check
// Which step of a renewal may follow which. Pure: no DOM, no clock, no network, and no secret.
// A step that is not legal gives back the very state it was given, so callers see by identity that nothing happened.

import { leafOf, leavesOf } from "../certificate/leaf.js";
import { initialSurroundings } from "../certificate/surroundings.js";

/** @typedef {import("../certificate/core.js").Certificate} Certificate */
/** @typedef {import("../common/failure.js").OnServer} OnServer */
/** @typedef {import("../certificate/core.js").Presented} Presented */
/** @typedef {import("../certificate/core.js").Inspection} Inspection */
/** @typedef {import("../certificate/surroundings.js").Language} Language */
/** @typedef {import("../certificate/surroundings.js").Surroundings} Surroundings */
/** @typedef {import("../common/failure.js").Failure} Failure */
/** @typedef {import("./configuration.js").Configuration} Configuration */

/** @typedef {"request" | "download" | "check"} Step */
/**
 * A pause before the download is tried for the `attempt`-th time.
 * @typedef {{ attempt: number, seconds: number }} Wait
 */
/**
 * Whether a reload can go on: nothing to go on with yet; kept; this browser keeps nothing.
 * @typedef {"not-yet" | "kept" | "unavailable"} Keeping
 */
/** @typedef {"p12" | "pass"} SavedFile */
/**
 * `handed`: given to the browser, which does not say what became of it; `written`: read back and compared.
 * @typedef {"unsaved" | "writing" | "handed" | "written" | "cancelled" | "failed"} Saving
 */
/**
 * A renewal that was interrupted after the server had issued. `created` and `expires` are null where that is not known.
 * `overdue`: its time is over by one clock, and not by the other. `sealed`: this browser cannot open it any more.
 * @typedef {{
 *   old: Certificate | null,
 *   created: string | null,
 *   expires: string | null,
 *   downloaded: boolean,
 *   overdue: boolean,
 *   sealed: boolean,
 * }} Pending
 */
/**
 * What the page says of a new certificate that passed the checks: it has the old key; its key is weak, as the old one
 * was; null: whether the private key belongs to it could not be found out.
 * @typedef {{ sameKey: boolean, weakKey: boolean, keyMatches: true | null }} Findings
 */
/**
 * What the checks refused, to be saved as evidence.
 * @typedef {{ baseName: string, hasPassword: boolean, saved: SavedFile[] }} Evidence
 */
/**
 * `presented` is null where the server does not say; `old` is what the new certificate was compared with. `since`: from
 * when on the question is shown in the foreground, in milliseconds of any clock that only goes forward; null: it is
 * not. `armed`: はい answers it.
 * @typedef {{ phase: "idle" }
 *   | { phase: "pending", pending: Pending, discarding: boolean }
 *   | { phase: "elsewhere" }
 *   | { phase: "identifying" }
 *   | { phase: "absent" }
 *   | { phase: "presented", presented: Presented | null }
 *   | { phase: "asking", presented: Presented | null, since: number | null, armed: boolean }
 *   | { phase: "running", old: Certificate | null, step: Step, wait: Wait | null, keeping: Keeping }
 *   | {
 *       phase: "done",
 *       old: Certificate | null,
 *       certificate: Certificate,
 *       findings: Findings,
 *       baseName: string,
 *       files: Record<SavedFile, Saving>,
 *       confirmed: boolean,
 *       keeping: Keeping,
 *       passwordShown: boolean,
 *     }
 *   | { phase: "failed", during: "identify", failure: Failure }
 *   | {
 *       phase: "failed",
 *       during: "renew",
 *       failure: Failure,
 *       issued: OnServer,
 *       step: Step,
 *       old: Certificate | null,
 *       keeping: Keeping,
 *       evidence: Evidence | null,
 *       discarding: boolean,
 *     }
 * } Renewal
 */

/**
 * `expect`: the files to compare the browser's certificate with; null: one that is not read yet, or is locked.
 * @typedef {{
 *   configuration: Configuration,
 *   expect: readonly (Inspection | null)[],
 *   renewal: Renewal,
 * } & Surroundings} State
 */

/** In the order they happen. @type {readonly Step[]} */
export const STEPS = ["request", "download", "check"];

/**
 * How long the question is shown in the foreground before はい answers it: a click that began earlier was meant for
 * something else.
 */
export const ARMS_AFTER_MS = 700;

/** @param {Language} language @returns {State} */
export function initialState(language) {
  return {
    ...initialSurroundings(language),
    configuration: { status: "loading" },
    expect: [],
    renewal: { phase: "idle" },
  };
}

// Which certificate

/**
 * Other files to compare with.
 * @param {State} state
 * @param {readonly (Inspection | null)[]} expect
 * @returns {State}
 */
export function expected(state, expect) {
  const isSame = expect.length === state.expect.length && expect.every((one, place) => one === state.expect[place]);
  return isSame ? state : { ...state, expect };
}

/** Asks the server which certificate the browser presents. @param {State} state @returns {State} */
export function identify(state) {
  const { renewal } = state;
  const legal = ["idle", "elsewhere", "absent", "presented", "failed"].includes(renewal.phase) || isSealed(renewal);
  return legal ? renewing(state, { phase: "identifying" }) : state;
}

/**
 * What the browser presents. Where there is nothing to warn of, the question follows by itself.
 * @param {State} state @param {Presented | null} presented @returns {State}
 */
export function identified(state, presented) {
  if (state.renewal.phase !== "identifying") return state;
  if (presented === null) return renewing(state, { phase: "absent" });
  return renewing(state, plain(state, presented) ? question(presented) : { phase: "presented", presented });
}

/** The server does not say which certificate the browser presents. @param {State} state @returns {State} */
export function unidentified(state) {
  return state.renewal.phase === "identifying" ? renewing(state, { phase: "presented", presented: null }) : state;
}

/** Gives up looking which certificate is presented. @param {State} state @returns {State} */
export function stopIdentifying(state) {
  return state.renewal.phase === "identifying" ? renewing(state, { phase: "idle" }) : state;
}

/**
 * Whether the renewal goes without saying: the certificate is due and accepted, and it is the one that was dropped, or
 * none was. A file that is still being read or locked may hold another one.
 * @param {State} state
 * @param {Presented} presented
 */
function plain(state, presented) {
  if (presented.verdict !== "SUCCESS" || offer(presented) !== "offered") return false;
  if (wasDropped(state, presented)) return true;
  return droppedLeaves(state).length === 0 && !state.expect.includes(null);
}

/**
 * How far the page offers to renew what the browser presents. A window not yet open and an unknown kind are the
 * server's to decide (its window may be wider than ours), so they stay possible, as a second choice.
 * @param {Presented | null} presented
 * @returns {"offered" | "possible" | "none"}
 */
export function offer(presented) {
  if (presented === null) return "possible";
  if (presented.verdict.startsWith("FAILED")) return "none";
  switch (presented.eligibility?.decision) {
    case "renewable":
      return "offered";
    case "too-early":
    case "unknown-kind":
      return "possible";
    default:
      return "none";
  }
}

/**
 * The dropped certificates, when none of them is the presented one; else empty.
 * @param {State} state @param {Presented | null} presented @returns {Certificate[]}
 */
export function otherThanPresented(state, presented) {
  if (presented === null) return [];
  return wasDropped(state, presented) ? [] : droppedLeaves(state);
}

/**
 * Whether a dropped file holds the presented certificate, be it one of several.
 * @param {State} state
 * @param {Presented} presented
 */
function wasDropped({ expect }, presented) {
  const print = leafOf(presented)?.fingerprintSha256;
  return expect.some((file) => file !== null && leavesOf(file).some((leaf) => leaf.fingerprintSha256 === print));
}

/**
 * What the new certificate is compared with: the presented one, or else the one that was dropped, where it is one only.
 * @param {State} state @param {Presented | null} presented @returns {Certificate | null}
 */
export function oldCertificate(state, presented) {
  if (presented !== null) return leafOf(presented);
  const [first, ...others] = droppedLeaves(state);
  return first && others.every((leaf) => leaf.fingerprintSha256 === first.fingerprintSha256) ? first : null;
}

/** @param {State} state @returns {Certificate[]} */
export function droppedLeaves({ expect }) {
  return expect.map((file) => (file === null ? null : leafOf(file))).filter((leaf) => leaf !== null);
}

// The question

/** @param {State} state @returns {State} */
export function ask(state) {
  const { renewal } = state;
  if (renewal.phase !== "presented" || offer(renewal.presented) === "none") return state;
  return renewing(state, question(renewal.presented));
}

/** @param {Presented | null} presented @returns {Renewal} */
function question(presented) {
  return { phase: "asking", presented, since: null, armed: false };
}

/**
 * The question is shown, in the foreground, from `now` on.
 * @param {State} state
 * @param {number} now
 * @returns {State}
 */
export function inForeground(state, now) {
  const { renewal } = state;
  if (renewal.phase !== "asking" || renewal.since !== null) return state;
  return renewing(state, { ...renewal, since: now, armed: false });
}

/**
 * Something else is in the foreground, or the question says something else now.
 * @param {State} state
 * @returns {State}
 */
export function disarmed(state) {
  const { renewal } = state;
  if (renewal.phase !== "asking" || (renewal.since === null && !renewal.armed)) return state;
  return renewing(state, { ...renewal, since: null, armed: false });
}

/**
 * はい answers from here on, if it is time.
 * @param {State} state
 * @param {number} now
 * @returns {State}
 */
export function armed(state, now) {
  const { renewal } = state;
  if (renewal.phase !== "asking" || renewal.armed || !answersYes(renewal, now)) return state;
  return renewing(state, { ...renewal, armed: true });
}

/** @param {Renewal & { phase: "asking" }} renewal @param {number} began when the click or the press of a key began */
function answersYes({ since }, began) {
  return since !== null && began - since >= ARMS_AFTER_MS;
}

/**
 * What the question says: whoever is asked something else is asked anew.
 * @param {State} state
 * @returns {string | null}
 */
export function asked(state) {
  const { renewal, policy } = state;
  if (renewal.phase !== "asking") return null;
  const { presented } = renewal;
  return JSON.stringify([
    oldCertificate(state, presented)?.fingerprintSha256,
    otherThanPresented(state, presented).length > 0,
    policy !== null,
  ]);
}

/**
 * No answers always; yes only where the click or the press of a key that says it began once the question had been there
 * long enough.
 * @param {State} state
 * @param {boolean} yes
 * @param {number} [began]
 * @returns {State}
 */
export function answer(state, yes, began = -Infinity) {
  const { renewal } = state;
  if (renewal.phase !== "asking" || (yes && !answersYes(renewal, began))) return state;
  const { presented } = renewal;
  if (!yes) return renewing(state, { phase: "presented", presented });
  return renewing(state, {
    phase: "running",
    old: oldCertificate(state, presented),
    step: "request",
    wait: null,
    keeping: "not-yet",
  });
}

// One renewal at a time

/**
 * An interrupted renewal comes before a new one; nothing has been sent yet.
 * @param {State} state
 * @param {Pending} pending
 * @returns {State}
 */
export function pendingFound(state, pending) {
  return nothingSent(state) ? renewing(state, { phase: "pending", pending, discarding: false }) : state;
}

/**
 * The certificate that the browser presents, at another time or by another policy; `null`: it could not be judged.
 * @param {State} state
 * @param {import("../certificate/core.js").Eligibility | null} eligibility
 * @returns {State}
 */
export function judgedAgain(state, eligibility) {
  const { renewal } = state;
  if ((renewal.phase !== "presented" && renewal.phase !== "asking") || renewal.presented === null) return state;
  return renewing(state, { ...renewal, presented: { ...renewal.presented, eligibility } });
}

/** Another tab or window renews. @param {State} state @returns {State} */
export function runsElsewhere(state) {
  return nothingSent(state) || state.renewal.phase === "running" ? renewing(state, { phase: "elsewhere" }) : state;
}

/** @param {State} state */
function nothingSent({ renewal }) {
  if (renewal.phase === "running") return renewal.step === "request" && renewal.keeping === "not-yet";
  return renewal.phase !== "done" && !(renewal.phase === "failed" && renewal.during === "renew");
}

/** Back to where the service is chosen; nothing has been sent. @param {State} state @returns {State} */
export function startOver(state) {
  const { renewal } = state;
  const legal =
    renewal.phase === "presented" ||
    renewal.phase === "absent" ||
    (renewal.phase === "failed" && renewal.during === "identify");
  return legal ? renewing(state, { phase: "idle" }) : state;
}

/**
 * The page came back from the browser's back/forward cache: what it knew of the browser's certificate may be old.
 * @param {State} state
 * @returns {State}
 */
export function returned(state) {
  const stale = ["pending", "elsewhere", "identifying", "absent", "presented", "asking"].includes(state.renewal.phase);
  return stale ? renewing(state, { phase: "idle" }) : state;
}

// Under way

/** What was kept and cannot be opened any more. @param {Renewal} renewal */
function isSealed(renewal) {
  return renewal.phase === "pending" && renewal.pending.sealed;
}

/**
 * Whether the download can be asked for again: the server has issued, and the link is known.
 * @param {Renewal} renewal
 */
export function resumable(renewal) {
  if (renewal.phase === "pending") return !renewal.pending.sealed;
  return (
    renewal.phase === "failed" &&
    renewal.during === "renew" &&
    renewal.issued === "yes" &&
    renewal.keeping !== "not-yet"
  );
}

/** Goes on with what the server has issued. @param {State} state @returns {State} */
export function goOn(state) {
  const { renewal } = state;
  if (!resumable(renewal)) return state;
  if (renewal.phase === "pending") {
    const { old, downloaded } = renewal.pending;
    return renewing(state, {
      phase: "running",
      old,
      step: downloaded ? "check" : "download",
      wait: null,
      keeping: "kept",
    });
  }
  if (renewal.phase !== "failed" || renewal.during !== "renew") return state;
  const { old, keeping } = renewal;
  return renewing(state, { phase: "running", old, step: "download", wait: null, keeping });
}

/**
 * Steps only go forward; a download that waits for its next attempt stays where it is.
 * @param {State} state
 * @param {Step | "wait"} step
 * @param {Wait} wait
 * @returns {State}
 */
export function progressed(state, step, wait = { attempt: 1, seconds: 0 }) {
  const { renewal } = state;
  if (renewal.phase !== "running") return state;
  if (step === "wait") return renewing(state, { ...renewal, step: "download", wait });
  if (step === "download" && renewal.wait !== null)
    return renewing(state, { ...renewal, wait: { ...wait, seconds: 0 } });
  if (STEPS.indexOf(step) <= STEPS.indexOf(renewal.step)) return state;
  return renewing(state, { ...renewal, step, wait: null });
}

/**
 * The server has issued; whether that is kept.
 * @param {State} state
 * @param {"kept" | "unavailable"} keeping
 * @returns {State}
 */
export function kept(state, keeping) {
  const { renewal } = state;
  return renewal.phase === "running" ? renewing(state, { ...renewal, keeping }) : state;
}

/**
 * @param {State} state
 * @param {Certificate} certificate
 * @param {Findings} findings
 * @param {string} baseName of the two files
 * @returns {State}
 */
export function renewed(state, certificate, findings, baseName) {
  const { renewal } = state;
  if (renewal.phase !== "running") return state;
  const { old, keeping } = renewal;
  const files = /** @type {Record<SavedFile, Saving>} */ ({ p12: "unsaved", pass: "unsaved" });
  return renewing(state, {
    phase: "done",
    old,
    certificate,
    findings,
    baseName,
    files,
    confirmed: false,
    keeping,
    passwordShown: false,
  });
}

/**
 * @param {State} state @param {Failure} failure @param {OnServer} [issued] what has happened on the server by then
 * @param {Evidence | null} [evidence] @returns {State}
 */
export function renewalFailed(state, failure, issued = "maybe", evidence = null) {
  const { renewal } = state;
  if (renewal.phase === "identifying") return renewing(state, { phase: "failed", during: "identify", failure });
  if (renewal.phase !== "running") return state;
  const { step, old, keeping } = renewal;
  return renewing(state, {
    phase: "failed",
    during: "renew",
    failure,
    issued,
    step,
    old,
    keeping,
    evidence,
    discarding: false,
  });
}

/**
 * What was kept to go on with is not there any more.
 * @param {State} state
 * @param {Failure} failure
 * @returns {State}
 */
export function lost(state, failure) {
  const { renewal } = state;
  if (renewal.phase !== "running") return state;
  return renewalFailed(renewing(state, { ...renewal, keeping: "not-yet" }), failure, "yes");
}

/**
 * @param {State} state
 * @param {boolean} discarding whether the question is open
 * @returns {State}
 */
export function askToDiscard(state, discarding) {
  const { renewal } = state;
  if (!(resumable(renewal) || isSealed(renewal)) || !("discarding" in renewal) || renewal.discarding === discarding)
    return state;
  return renewing(state, { ...renewal, discarding });
}

/** @param {State} state @returns {State} */
export function discarded(state) {
  const { renewal } = state;
  return "discarding" in renewal && renewal.discarding ? renewing(state, { phase: "idle" }) : state;
}

// Saving

/**
 * @param {State} state
 * @param {SavedFile} file
 * @param {Saving} saving
 * @returns {State}
 */
export function fileIs(state, file, saving) {
  const { renewal } = state;
  if (renewal.phase !== "done" || renewal.files[file] === saving) return state;
  // A file that is there stays there, also when a second copy of it does not get written.
  const stays = renewal.files[file] === "written" && saving !== "writing" && saving !== "handed";
  return renewing(state, { ...renewal, files: { ...renewal.files, [file]: stays ? "written" : saving } });
}

/**
 * Whether the user found both files where they were downloaded to.
 * @param {State} state
 * @param {boolean} yes
 * @returns {State}
 */
export function confirm(state, yes) {
  const { renewal } = state;
  if (renewal.phase !== "done" || !allSaved(renewal) || secured(renewal)) return state;
  if (yes) return renewing(state, { ...renewal, confirmed: true });
  const again = (/** @type {Saving} */ saving) => (saving === "handed" ? "unsaved" : saving);
  return renewing(state, { ...renewal, files: { p12: again(renewal.files.p12), pass: again(renewal.files.pass) } });
}

/** Both files were given to the browser or written. @param {Renewal & { phase: "done" }} renewal */
export function allSaved({ files }) {
  return [files.p12, files.pass].every((saving) => saving === "handed" || saving === "written");
}

/** Both files are where they belong, by the browser's word or the user's. @param {Renewal} renewal */
export function secured(renewal) {
  if (renewal.phase !== "done") return false;
  return renewal.confirmed || (renewal.files.p12 === "written" && renewal.files.pass === "written");
}

/**
 * @param {State} state
 * @param {SavedFile} file
 * @returns {State}
 */
export function evidenceSaved(state, file) {
  const { renewal } = state;
  if (renewal.phase !== "failed" || renewal.during !== "renew" || renewal.evidence === null) return state;
  if (renewal.evidence.saved.includes(file)) return state;
  return renewing(state, { ...renewal, evidence: { ...renewal.evidence, saved: [...renewal.evidence.saved, file] } });
}

/** @param {State} state @returns {State} */
export function passwordToggled(state) {
  const { renewal } = state;
  if (renewal.phase !== "done") return state;
  return renewing(state, { ...renewal, passwordShown: !renewal.passwordShown });
}

/** Something that exists nowhere else would be lost by leaving. @param {State} state @returns {boolean} */
export function unsaved({ renewal }) {
  switch (renewal.phase) {
    case "running":
      return true;
    case "done":
      return !secured(renewal) && !(allSaved(renewal) && renewal.keeping === "kept");
    case "failed":
      return renewal.during === "renew" && renewal.issued === "yes" && renewal.keeping === "unavailable";
    default:
      return false;
  }
}

/** Lets go of the renewed certificate; only once both files are saved. @param {State} state @returns {State} */
export function finish(state) {
  return state.renewal.phase === "done" && allSaved(state.renewal) ? renewing(state, { phase: "idle" }) : state;
}

/**
 * @param {State} state
 * @param {Renewal} renewal
 * @returns {State}
 */
function renewing(state, renewal) {
  return { ...state, renewal };
}
