// @ts-check
// What every element knows beside its own: the language, the module, the clock, and when renewal is offered. Pure.
// A step that changes nothing gives back the very state it was given.

/** @typedef {import("./core.js").Policy} Policy */
/** @typedef {import("./wasm-module.js").ModuleStatus} ModuleStatus */
/** @typedef {"ja" | "en"} Language */
/**
 * The server's time and this computer's, at the same instant; `offset` in milliseconds. `read`: when that was, by a
 * clock that nobody can set; null: not known.
 * @typedef {{ server: string, local: string, offset: number, read: number | null }} Clock
 */
/** @typedef {{ language: Language, module: ModuleStatus, clock: Clock | null, policy: Policy | null }} Surroundings */

const MINUTE = 60_000;
/** From here on files are judged by the server's time. `Date` has whole seconds, and an answer takes its time. */
const TRUSTED = 5 * MINUTE;
/** From here on people are warned. */
const NOTICEABLE = 24 * 60 * MINUTE;

/** @param {Language} language @returns {Surroundings} */
export function initialSurroundings(language) {
  return { language, module: "loading", clock: null, policy: null };
}

/**
 * @template {Surroundings} State
 * @param {State} state
 * @param {Language} language
 * @returns {State}
 */
export function speak(state, language) {
  return state.language === language ? state : { ...state, language };
}

/**
 * @template {Surroundings} State
 * @param {State} state
 * @param {ModuleStatus} module
 * @returns {State}
 */
export function moduleIs(state, module) {
  return state.module === module ? state : { ...state, module };
}

/**
 * When renewal is offered; null: as usual.
 * @template {Surroundings} State
 * @param {State} state
 * @param {Policy | null} policy
 * @returns {State}
 */
export function policyChosen(state, policy) {
  return state.policy === policy ? state : { ...state, policy };
}

/**
 * @template {Surroundings} State
 * @param {State} state
 * @param {Clock | null} clock
 * @returns {State}
 */
export function clockIs(state, clock) {
  return state.clock === clock ? state : { ...state, clock };
}

/**
 * How the clock of this computer compares with the server's; null: the server's words are no time.
 * @param {string} server ISO 8601, or as an HTTP date has it
 * @param {Date} local at the same instant
 * @param {number | null} [read] the same instant by a clock that nobody can set, in milliseconds
 * @returns {Clock | null}
 */
export function clockRead(server, local, read = null) {
  const offset = Date.parse(server) - local.getTime();
  return Number.isNaN(offset) ? null : { server, local: local.toISOString(), offset, read };
}

/**
 * The server's time, where this computer's clock is noticeably off.
 * @param {Pick<Surroundings, "clock">} state
 * @param {Date} local
 * @returns {Date}
 */
export function now({ clock }, local) {
  return clock !== null && Math.abs(clock.offset) > TRUSTED ? new Date(local.getTime() + clock.offset) : local;
}

/**
 * The server's time, whatever somebody does to this computer's clock meanwhile; null: not known.
 * @param {Pick<Surroundings, "clock">} state @param {number} read now, by the clock that nobody can set
 * @returns {Date | null}
 */
export function serverNow({ clock }, read) {
  return clock === null || clock.read === null ? null : new Date(Date.parse(clock.server) + read - clock.read);
}

/**
 * Whether what was judged by `before` is to be judged again.
 * @param {Pick<Surroundings, "clock">} before @param {Pick<Surroundings, "clock">} after
 */
export function clockMoved(before, after) {
  const instant = new Date(0);
  return Math.abs(now(after, instant).getTime() - now(before, instant).getTime()) > NOTICEABLE;
}

/**
 * Whether the clock is so far off that people have to know.
 * @param {Pick<Surroundings, "clock">} state @returns {Clock | null}
 */
export function wrongClock({ clock }) {
  return clock !== null && Math.abs(clock.offset) > NOTICEABLE ? clock : null;
}
