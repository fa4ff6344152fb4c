// @ts-check
// What the page knows of files, clock and configuration. Pure: no DOM, no clock, no network, and no secret.
// A step that is not legal gives back the very state it was given, so callers see by identity that nothing happened.

import { hostOf } from "./config.js";

/** @typedef {import("./core.js").Inspection} Inspection */
/** @typedef {import("./core.js").Certificate} Certificate */
/** @typedef {import("./core.js").Service} Service */
/** @typedef {import("./config.js").Config} Config */
/** @typedef {import("./renewal-state.js").Renewal} Renewal */
/** @typedef {import("./client-files/state.js").ClientFiles} ClientFiles */
/** @typedef {import("./core.js").Policy} Policy */
/** @typedef {{ code: string, facts: Record<string, unknown> }} Failure */

/**
 * A certificate that a newer one beside it has taken the place of.
 * @typedef {{ name: string, notAfter: string }} Older
 */
/**
 * What came with a file and belongs to it, by name. `container`: the folder or archive; `files`: those that are one
 * with it; `opener`: whose password has opened it; `refused`: whose has not; `others`: what is no certificate;
 * `unseen`: what was not looked at.
 * @typedef {{
 *   container: string | null,
 *   files: string[],
 *   key: { name: string, bytes: Uint8Array } | null,
 *   opener: string | null,
 *   refused: string | null,
 *   others: string[],
 *   unseen: string[],
 *   older: Older[],
 * }} Companions
 */
/**
 * What is no certificate and nothing wrong: the card says what it is.
 * @typedef {"password-file" | "settings" | "readme" | "private-key" | "no-certificate"} Recognized
 */
/**
 * One dropped file, or several that belong together. `fileName` is null for pasted text. `busy`: a password is being
 * tried; `refused`: the last one was wrong; `count`: of the files that were looked at.
 * @typedef {{ id: number, fileName: string | null, bytes: Uint8Array, companions: Companions } & (
 *   { status: "reading" } |
 *   { status: "locked", busy: boolean, refused: boolean, need: Need, open: Inspection | null } |
 *   { status: "read", inspection: Inspection } |
 *   { status: "recognized", what: Recognized, count: number } |
 *   { status: "failed", failure: Failure })} Card
 */

/**
 * What opens a locked file: its password; a second one, for the MAC or for the encryption; or a Windows account.
 * @typedef {"password" | "mac" | "encryption" | "account"} Need
 */
/** @typedef {"ja" | "en"} Language */
/** @typedef {"loading" | "ready" | "failed"} ModuleStatus */
/**
 * The server's time and this computer's, at the same instant; `offset` in milliseconds. `read`: when that was, by a
 * clock that nobody can set; null: not known.
 * @typedef {{ server: string, local: string, offset: number, read: number | null }} Clock
 */
/**
 * `services`: to choose from, empty where the configuration offers none; `service`: the one chosen; `authHost`: as the
 * user names it.
 * @typedef {{ status: "loading" } | { status: "broken", failure: Failure } |
 *   { status: "ready", config: Config, services: Service[], service: number | null, authHost: string }} Configuration
 */
/**
 * @typedef {{
 *   language: Language,
 *   module: ModuleStatus,
 *   configuration: Configuration,
 *   clock: Clock | null,
 *   cards: Card[],
 *   renewal: Renewal,
 *   clientFiles: ClientFiles,
 *   policy: Policy | null,
 *   wrongPolicy: string[],
 * }} State
 */

const MINUTE = 60_000;
/** From here on files are judged by the server's time. `Date` has whole seconds, and an answer takes its time. */
const TRUSTED = 5 * MINUTE;
/** From here on people are warned. */
const NOTICEABLE = 24 * 60 * MINUTE;

/** @param {Language} language @returns {State} */
export function initialState(language) {
  return {
    language,
    module: "loading",
    configuration: { status: "loading" },
    clock: null,
    cards: [],
    renewal: { phase: "idle" },
    clientFiles: { status: "closed" },
    policy: null,
    wrongPolicy: [],
  };
}

/**
 * @param {State} state
 * @param {Language} language
 * @returns {State}
 */
export function speak(state, language) {
  return state.language === language ? state : { ...state, language };
}

/**
 * @param {State} state
 * @param {ModuleStatus} module
 * @returns {State}
 */
export function moduleIs(state, module) {
  return state.module === module ? state : { ...state, module };
}

// Configuration

/**
 * @param {State} state
 * @param {Config} config
 * @param {Service[]} services
 * @returns {State}
 */
export function configured(state, config, services) {
  return { ...state, configuration: { status: "ready", config, services, service: null, authHost: "" } };
}

/**
 * @param {State} state
 * @param {Failure} failure
 * @returns {State}
 */
export function configurationFailed(state, failure) {
  return { ...state, configuration: { status: "broken", failure } };
}

/**
 * @param {State} state
 * @param {number | null} service its place in the list; null: the configured endpoint
 * @returns {State}
 */
export function serviceChosen(state, service) {
  const { configuration } = state;
  if (configuration.status !== "ready" || (service !== null && !configuration.services[service])) return state;
  return { ...state, configuration: { ...configuration, service } };
}

/**
 * The user names the host that renews.
 * @param {State} state
 * @param {string} authHost
 * @returns {State}
 */
export function authHostNamed(state, authHost) {
  const { configuration } = state;
  if (configuration.status !== "ready" || configuration.authHost === authHost) return state;
  return { ...state, configuration: { ...configuration, authHost } };
}

/**
 * Whether nobody but the user knows which host renews for the chosen service.
 * @param {Configuration} configuration
 */
export function lacksAuthHost(configuration) {
  if (configuration.status !== "ready" || configuration.service === null) return false;
  const chosen = configuration.services[configuration.service];
  return (
    chosen !== undefined && chosen.endpoint === null && configuration.config.authHosts[chosen.connectHost] === undefined
  );
}

/**
 * Where the renewal goes, and where the browser's certificate can be asked for; null: nothing is chosen yet.
 * @param {State} state @returns {{ endpoint: string, clientCertificate: string | null } | null}
 */
export function target({ configuration }) {
  if (configuration.status !== "ready") return null;
  const { config, services, service, authHost } = configuration;
  const chosen = service === null ? undefined : services[service];
  if (chosen) {
    const host = config.authHosts[chosen.connectHost] ?? hostOf(authHost);
    const endpoint = chosen.endpoint ?? (host === null ? null : `https://${host}/api/cert`);
    return endpoint === null ? null : { endpoint, clientCertificate: null };
  }
  return config.endpoint === null ? null : { endpoint: config.endpoint, clientCertificate: config.clientCertificate };
}

// Clock

/**
 * @param {State} state @param {string} server ISO 8601 @param {Date} local at the same instant
 * @param {number | null} [read] the same instant by a clock that nobody can set, in milliseconds @returns {State}
 */
export function clockRead(state, server, local, read = null) {
  const offset = Date.parse(server) - local.getTime();
  if (Number.isNaN(offset)) return state;
  return { ...state, clock: { server, local: local.toISOString(), offset, read } };
}

/**
 * The server's time, where this computer's clock is noticeably off.
 * @param {State} state
 * @param {Date} local
 * @returns {Date}
 */
export function now({ clock }, local) {
  return clock !== null && Math.abs(clock.offset) > TRUSTED ? new Date(local.getTime() + clock.offset) : local;
}

/**
 * The server's time, whatever somebody does to this computer's clock meanwhile; null: not known.
 * @param {State} state @param {number} read now, by the clock that nobody can set @returns {Date | null}
 */
export function serverNow({ clock }, read) {
  return clock === null || clock.read === null ? null : new Date(Date.parse(clock.server) + read - clock.read);
}

/** Whether what was judged by `before` is to be judged again. @param {State} before @param {State} after */
export function clockMoved(before, after) {
  const instant = new Date(0);
  return Math.abs(now(after, instant).getTime() - now(before, instant).getTime()) > NOTICEABLE;
}

/** Whether the clock is so far off that people have to know. @param {State} state @returns {Clock | null} */
export function wrongClock({ clock }) {
  return clock !== null && Math.abs(clock.offset) > NOTICEABLE ? clock : null;
}

// Policy

/**
 * When renewal is offered; null: as usual.
 * @param {State} state
 * @param {Policy | null} policy
 * @returns {State}
 */
export function policyChosen(state, policy) {
  return { ...state, policy, wrongPolicy: [] };
}

/**
 * What was typed is not a policy; the one in force stays.
 * @param {State} state
 * @param {string[]} wrongPolicy
 * @returns {State}
 */
export function policyRefused(state, wrongPolicy) {
  return { ...state, wrongPolicy };
}

// Files

/** @type {Companions} */
export const NO_COMPANIONS = {
  container: null,
  files: [],
  key: null,
  opener: null,
  refused: null,
  others: [],
  unseen: [],
  older: [],
};

/**
 * Adds a file, newest first; the same file again (name and content) takes its old place.
 * @param {State} state
 * @param {{ id: number, fileName: string | null, bytes: Uint8Array, companions?: Companions }} file
 * @returns {State}
 */
export function addFile(state, { id, fileName, bytes, companions = NO_COMPANIONS }) {
  /** @type {Card} */
  const card = { id, fileName, bytes, companions, status: "reading" };
  const place = state.cards.findIndex((old) => old.fileName === fileName && sameBytes(old.bytes, bytes));
  const cards = place < 0 ? [card, ...state.cards] : state.cards.with(place, card);
  return { ...state, cards };
}

/**
 * @param {State} state
 * @param {number} id
 * @param {Inspection} inspection
 * @returns {State}
 */
export function fileRead(state, id, inspection) {
  return replaceCard(state, id, ["reading", "locked"], (card) => ({ ...facts(card), status: "read", inspection }));
}

/**
 * @param {State} state
 * @param {number} id
 * @param {boolean} refused a password was given and it was wrong
 * @param {Need} [need]
 * @param {Inspection | null} [open] what stands in the clear; what is known of it already stays
 * @returns {State}
 */
export function fileLocked(state, id, refused, need = "password", open = null) {
  return replaceCard(state, id, ["reading", "locked"], (card) => {
    const known = card.status === "locked" ? card.open : null;
    return { ...facts(card), status: "locked", busy: false, refused, need, open: open ?? known };
  });
}

/**
 * What was read of a file is judged again, of a locked one what stands in the clear.
 * @param {State} state
 * @param {number} id
 * @param {Inspection} before what was judged: where that has changed meanwhile, nothing happens
 * @param {Inspection} judged
 * @returns {State}
 */
export function fileJudged(state, id, before, judged) {
  return replaceCard(state, id, ["read", "locked"], (card) => {
    if (judgedOf(card) !== before) return card;
    return card.status === "locked"
      ? { ...card, open: judged }
      : { ...facts(card), status: "read", inspection: judged };
  });
}

/**
 * What a card judges: a whole file, or what stands in the clear of a locked one.
 * @param {Card} card
 * @returns {Inspection | null}
 */
export function judgedOf(card) {
  switch (card.status) {
    case "read":
      return card.inspection;
    case "locked":
      return card.open;
    default:
      return null;
  }
}

/**
 * @param {State} state
 * @param {number} id
 * @returns {State}
 */
export function passwordTried(state, id) {
  return replaceCard(state, id, ["locked"], (card) =>
    card.status === "locked" && !card.busy ? { ...card, busy: true } : card,
  );
}

/**
 * @param {State} state
 * @param {number} id
 * @param {Failure} failure
 * @returns {State}
 */
export function fileFailed(state, id, failure) {
  return replaceCard(state, id, ["reading", "locked"], (card) => ({ ...facts(card), status: "failed", failure }));
}

/**
 * @param {State} state
 * @param {number} id
 * @param {Recognized} what
 * @param {number} [count]
 * @returns {State}
 */
export function fileRecognized(state, id, what, count = 0) {
  return replaceCard(state, id, ["reading"], (card) => ({ ...facts(card), status: "recognized", what, count }));
}

/**
 * A certificate that was read has found its private key.
 * @param {State} state
 * @param {number} id
 * @param {Inspection} inspection
 * @returns {State}
 */
export function filePaired(state, id, inspection) {
  return replaceCard(state, id, ["read"], (card) =>
    card.status === "read" && card.inspection === inspection ? card : { ...facts(card), status: "read", inspection },
  );
}

/**
 * What came with a file.
 * @param {State} state
 * @param {number} id
 * @param {Partial<Companions>} companions
 * @returns {State}
 */
export function companionsFound(state, id, companions) {
  const place = state.cards.findIndex((card) => card.id === id);
  const card = state.cards[place];
  if (card === undefined) return state;
  const fresh = { ...card.companions, ...companions };
  const comparable = (/** @type {Companions} */ { key, ...others }) => JSON.stringify([others, key?.name]);
  return comparable(fresh) === comparable(card.companions)
    ? state
    : { ...state, cards: state.cards.with(place, { ...card, companions: fresh }) };
}

/**
 * @param {State} state
 * @param {number} id
 * @returns {State}
 */
export function fileRemoved(state, id) {
  const cards = state.cards.filter((card) => card.id !== id);
  return cards.length === state.cards.length ? state : { ...state, cards };
}

/** Whether a locked file is asked a second password for. @param {{ need: Need }} card */
export function needsSecond({ need }) {
  return need === "mac" || need === "encryption";
}

/**
 * The certificates that a file may stand for: the leaf of each identity, the one to use first.
 * @param {Inspection} inspection
 * @returns {Certificate[]}
 */
export function leavesOf({ identities, certificates }) {
  return identities.map(({ leaf }) => certificates[leaf]).filter((leaf) => leaf !== undefined);
}

/** @param {Inspection} inspection @returns {Certificate | null} */
export function leafOf(inspection) {
  return inspection.leaf === null || inspection.leaf === undefined
    ? null
    : (inspection.certificates[inspection.leaf] ?? null);
}

/** @param {Card} card */
function facts({ id, fileName, bytes, companions }) {
  return { id, fileName, bytes, companions };
}

/**
 * @param {State} state
 * @param {number} id
 * @param {Card["status"][]} from
 * @param {(card: Card) => Card} change
 * @returns {State}
 */
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
