// @ts-check
// What the page knows, and which step may follow which. Pure: no DOM, no clock, no network, and no secret.
// A step that is not legal gives back the very state it was given, so callers see by identity that nothing happened.

/** @typedef {import("./core.js").Inspection} Inspection */
/** @typedef {import("./core.js").Certificate} Certificate */
/** @typedef {import("./core.js").Presented} Presented */
/** @typedef {{ code: string, facts: Record<string, unknown> }} Failure */

/**
 * One dropped file. `fileName` is null for pasted text. `busy`: a password is being tried; `refused`: the last one was wrong.
 * @typedef {{ id: number, fileName: string | null, bytes: Uint8Array } & (
 *   { status: "reading" } |
 *   { status: "locked", busy: boolean, refused: boolean } |
 *   { status: "read", inspection: Inspection } |
 *   { status: "failed", failure: Failure })} Card
 */

/** @typedef {"request" | "download" | "check"} Step */
/** @typedef {"p12" | "pass"} SavedFile */
/**
 * @typedef {{ phase: "idle" } |
 *   { phase: "identifying" } |
 *   { phase: "absent" } |
 *   { phase: "presented", presented: Presented } |
 *   { phase: "asking", presented: Presented } |
 *   { phase: "running", presented: Presented, step: Step } |
 *   { phase: "done", presented: Presented, certificate: Certificate, baseName: string, saved: SavedFile[], passwordShown: boolean } |
 *   { phase: "failed", during: "identify", failure: Failure } |
 *   { phase: "failed", during: "renew", failure: Failure, step: Step, presented: Presented }} Renewal
 */

/** @typedef {"ja" | "en"} Language */
/** @typedef {"loading" | "ready" | "failed"} ModuleStatus */
/** @typedef {{ language: Language, module: ModuleStatus, cards: Card[], renewal: Renewal }} State */

/** In the order they happen. @type {readonly Step[]} */
export const STEPS = ["request", "download", "check"];

/** @param {Language} language @returns {State} */
export function initialState(language) {
  return { language, module: "loading", cards: [], renewal: { phase: "idle" } };
}

/** @param {State} state @param {Language} language @returns {State} */
export function speak(state, language) {
  return state.language === language ? state : { ...state, language };
}

/** @param {State} state @param {ModuleStatus} module @returns {State} */
export function moduleIs(state, module) {
  return state.module === module ? state : { ...state, module };
}

// Files

/**
 * Adds a file, newest first; the same file again (name and content) takes its old place.
 * @param {State} state @param {{ id: number, fileName: string | null, bytes: Uint8Array }} file @returns {State}
 */
export function addFile(state, { id, fileName, bytes }) {
  /** @type {Card} */
  const card = { id, fileName, bytes, status: "reading" };
  const place = state.cards.findIndex((old) => old.fileName === fileName && sameBytes(old.bytes, bytes));
  const cards = place < 0 ? [card, ...state.cards] : state.cards.with(place, card);
  return { ...state, cards };
}

/** @param {State} state @param {number} id @param {Inspection} inspection @returns {State} */
export function fileRead(state, id, inspection) {
  return replaceCard(state, id, ["reading", "locked"], (card) => ({ ...facts(card), status: "read", inspection }));
}

/** @param {State} state @param {number} id @param {boolean} refused a password was given and it was wrong @returns {State} */
export function fileLocked(state, id, refused) {
  return replaceCard(state, id, ["reading", "locked"], (card) => ({ ...facts(card), status: "locked", busy: false, refused }));
}

/** @param {State} state @param {number} id @returns {State} */
export function passwordTried(state, id) {
  return replaceCard(state, id, ["locked"], (card) =>
    card.status === "locked" && !card.busy ? { ...card, busy: true } : card,
  );
}

/** @param {State} state @param {number} id @param {Failure} failure @returns {State} */
export function fileFailed(state, id, failure) {
  return replaceCard(state, id, ["reading", "locked"], (card) => ({ ...facts(card), status: "failed", failure }));
}

/** @param {State} state @param {number} id @returns {State} */
export function fileRemoved(state, id) {
  const cards = state.cards.filter((card) => card.id !== id);
  return cards.length === state.cards.length ? state : { ...state, cards };
}

/** @param {Inspection} inspection @returns {Certificate | null} */
export function leafOf(inspection) {
  return inspection.leaf === null || inspection.leaf === undefined
    ? null
    : (inspection.certificates[inspection.leaf] ?? null);
}

// Renewal

/** Asks the server which certificate the browser presents. @param {State} state @returns {State} */
export function identify(state) {
  const { renewal } = state;
  const legal =
    renewal.phase === "idle" ||
    renewal.phase === "absent" ||
    renewal.phase === "presented" ||
    renewal.phase === "failed";
  return legal ? renewing(state, { phase: "identifying" }) : state;
}

/**
 * What the browser presents. Where there is nothing to warn of, the question follows by itself.
 * @param {State} state @param {Presented | null} presented @returns {State}
 */
export function identified(state, presented) {
  if (state.renewal.phase !== "identifying") return state;
  if (presented === null) return renewing(state, { phase: "absent" });
  return renewing(state, { phase: plain(state, presented) ? "asking" : "presented", presented });
}

/**
 * Whether the renewal goes without saying: the certificate is due and accepted, and it is the one that was dropped, or none was.
 * A file that is still being read or locked may hold another one.
 * @param {State} state @param {Presented} presented
 */
function plain(state, presented) {
  if (presented.verdict !== "SUCCESS" || offer(presented) !== "offered") return false;
  const leaves = droppedLeaves(state);
  const print = leafOf(presented)?.fingerprintSha256;
  if (leaves.some((leaf) => leaf.fingerprintSha256 === print)) return true;
  return leaves.length === 0 && !state.cards.some((card) => card.status === "reading" || card.status === "locked");
}

/**
 * How far the page offers to renew what the browser presents. A window not yet open and an unknown kind are the server's
 * to decide (its window may be wider than ours), so they stay possible, as a second choice.
 * @param {Presented} presented @returns {"offered" | "possible" | "none"}
 */
export function offer(presented) {
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
 * @param {State} state @param {Presented} presented @returns {Certificate[]}
 */
export function otherThanPresented(state, presented) {
  const dropped = droppedLeaves(state);
  const print = leafOf(presented)?.fingerprintSha256;
  return dropped.some((leaf) => leaf.fingerprintSha256 === print) ? [] : dropped;
}

/** @param {State} state @returns {Certificate[]} */
function droppedLeaves({ cards }) {
  return cards.map((card) => (card.status === "read" ? leafOf(card.inspection) : null)).filter((leaf) => leaf !== null);
}

/** @param {State} state @returns {State} */
export function ask(state) {
  const { renewal } = state;
  if (renewal.phase !== "presented" || offer(renewal.presented) === "none") return state;
  return renewing(state, { phase: "asking", presented: renewal.presented });
}

/** @param {State} state @param {boolean} yes @returns {State} */
export function answer(state, yes) {
  const { renewal } = state;
  if (renewal.phase !== "asking") return state;
  const { presented } = renewal;
  return renewing(state, yes ? { phase: "running", presented, step: "request" } : { phase: "presented", presented });
}

/** Steps only go forward. @param {State} state @param {Step} step @returns {State} */
export function progressed(state, step) {
  const { renewal } = state;
  if (renewal.phase !== "running" || STEPS.indexOf(step) <= STEPS.indexOf(renewal.step)) return state;
  return renewing(state, { ...renewal, step });
}

/** @param {State} state @param {Certificate} certificate @param {string} baseName of the two files @returns {State} */
export function renewed(state, certificate, baseName) {
  const { renewal } = state;
  if (renewal.phase !== "running") return state;
  const { presented } = renewal;
  return renewing(state, { phase: "done", presented, certificate, baseName, saved: [], passwordShown: false });
}

/** @param {State} state @param {Failure} failure @returns {State} */
export function renewalFailed(state, failure) {
  const { renewal } = state;
  if (renewal.phase === "identifying") return renewing(state, { phase: "failed", during: "identify", failure });
  if (renewal.phase !== "running") return state;
  const { step, presented } = renewal;
  return renewing(state, { phase: "failed", during: "renew", failure, step, presented });
}

/**
 * Whether the server has issued a certificate although the renewal failed.
 * @param {Step} step where it failed @param {Failure} failure @returns {"no" | "maybe" | "yes"}
 */
export function issued(step, failure) {
  if (step !== "request" || failure.code === "link-refused") return "yes";
  const status = Number(failure.facts["status"]);
  const refused = failure.code === "refused" && status >= 400 && status < 500;
  return refused || failure.code === "no-certificate" || failure.code === "invalid-argument" ? "no" : "maybe";
}

/** @param {State} state @param {SavedFile} file @returns {State} */
export function fileSaved(state, file) {
  const { renewal } = state;
  if (renewal.phase !== "done" || renewal.saved.includes(file)) return state;
  return renewing(state, { ...renewal, saved: [...renewal.saved, file] });
}

/** @param {State} state @returns {State} */
export function passwordToggled(state) {
  const { renewal } = state;
  if (renewal.phase !== "done") return state;
  return renewing(state, { ...renewal, passwordShown: !renewal.passwordShown });
}

/** Something that exists nowhere else would be lost by leaving. @param {State} state @returns {boolean} */
export function unsaved(state) {
  const { renewal } = state;
  return renewal.phase === "running" || (renewal.phase === "done" && renewal.saved.length < 2);
}

/** Lets go of the renewed certificate; only once both files are saved. @param {State} state @returns {State} */
export function finish(state) {
  return state.renewal.phase === "done" && !unsaved(state) ? renewing(state, { phase: "idle" }) : state;
}

/** Gives up looking which certificate is presented. @param {State} state @returns {State} */
export function stopIdentifying(state) {
  return state.renewal.phase === "identifying" ? renewing(state, { phase: "idle" }) : state;
}

/** @param {State} state @param {Renewal} renewal @returns {State} */
function renewing(state, renewal) {
  return { ...state, renewal };
}

/** @param {Card} card */
function facts({ id, fileName, bytes }) {
  return { id, fileName, bytes };
}

/** @param {State} state @param {number} id @param {Card["status"][]} from @param {(card: Card) => Card} change @returns {State} */
function replaceCard(state, id, from, change) {
  const place = state.cards.findIndex((card) => card.id === id && from.includes(card.status));
  const old = state.cards[place];
  if (old === undefined) return state;
  const card = change(old);
  return card === old ? state : { ...state, cards: state.cards.with(place, card) };
}

/** @param {Uint8Array} a @param {Uint8Array} b */
function sameBytes(a, b) {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
