// @ts-check
// What is known of the files that are checked. Pure: no DOM, no clock, no network, and no secret.
// A step that is not legal gives back the very state it was given, so callers see by identity that nothing happened.

import { initialSurroundings, policyChosen } from "../certificate/surroundings.js";

/** @typedef {import("../certificate/core.js").Inspection} Inspection */
/** @typedef {import("../certificate/core.js").Policy} Policy */
/** @typedef {import("../certificate/surroundings.js").Language} Language */
/** @typedef {import("../certificate/surroundings.js").Surroundings} Surroundings */
/** @typedef {import("../common/failure.js").Failure} Failure */

/**
 * A certificate that a newer one beside it has taken the place of.
 * @typedef {{ name: string, notAfter: string }} Older
 */
/**
 * What came with a file and belongs to it, by name. `container`: the folder or archive; `files`: those that are one
 * with it; `opener`: whose password has opened it; `isOpenedByName`: the digits in its name have; `refused`: whose has
 * not; `others`: what is no certificate; `unseen`: what was not looked at.
 * @typedef {{
 *   container: string | null,
 *   files: string[],
 *   key: { name: string, bytes: Uint8Array } | null,
 *   opener: string | null,
 *   isOpenedByName: boolean,
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
/** `wrongPolicy`: the fields of a policy that were not understood. @typedef {{
 *   cards: Card[],
 *   wrongPolicy: string[],
 * } & Surroundings} State
 */

/** @param {Language} language @returns {State} */
export function initialState(language) {
  return { ...initialSurroundings(language), cards: [], wrongPolicy: [] };
}

// Policy

/**
 * When renewal is offered; null: as usual.
 * @param {State} state
 * @param {Policy | null} policy
 * @returns {State}
 */
export function policyTaken(state, policy) {
  const chosen = policyChosen(state, policy);
  return chosen.wrongPolicy.length === 0 ? chosen : { ...chosen, wrongPolicy: [] };
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
  isOpenedByName: false,
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
 * A file is read again that a table shows.
 * @param {State} state
 * @param {Card} card
 * @returns {State}
 */
export function cardOpened(state, card) {
  return { ...state, cards: [card, ...state.cards.filter(({ id }) => id !== card.id)] };
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
 * What the files hold, for a comparison: of each that can hold a certificate, what was read; null: it is still being
 * read, or is locked.
 * @param {State} state
 * @returns {(Inspection | null)[]}
 */
export function inspections({ cards }) {
  return cards.flatMap((card) => {
    if (card.status === "read") return [card.inspection];
    return card.status === "reading" || card.status === "locked" ? [null] : [];
  });
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
