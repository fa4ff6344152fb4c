// @ts-check
// The files of one unit → the rows that they come to. It runs in a worker, or in the page where there are none.

import { looksLikeCertificate, passIn, roleOf } from "../belonging.js";
import { loaded } from "../loading.js";
import { united } from "../member.js";
import { examined, MOST_PASSWORDS, paired } from "../opening.js";
import { rowOf } from "../rows.js";
import { NO_COMPANIONS } from "../state.js";

/** @typedef {import("../../certificate/core.js").Inspection} Inspection */
/** @typedef {import("../../certificate/judging.js").Current} Current */
/** @typedef {import("../belonging.js").Pass} Pass */
/** @typedef {import("../member.js").Loaded} Loaded */
/** @typedef {import("../member.js").Member} Member */
/** @typedef {import("../rows.js").Row} Row */
/** @typedef {import("../state.js").Card} Card */
/** @typedef {import("./units.js").Source} Source */
/** @typedef {import("./units.js").Unit} Unit */
/**
 * What a unit came to. `inspection`: where a password has opened it, which nobody keeps. `isNothing`: it was in a
 * folder and is no certificate, which nobody has to know.
 * @typedef {{ row: Row, inspection: Inspection | null, isNothing: boolean }} Found
 */

/**
 * @param {Current} current
 * @param {Unit} unit
 * @param {string[]} passwords that somebody has typed: without one its files are locked
 * @returns {Promise<Found[]>}
 */
export async function readUnit(current, unit, passwords) {
  return (await cardsOf(current, unit, passwords)).map(({ card, isTyped }) => ({
    row: rowOf(card),
    inspection: isTyped && card.status === "read" ? card.inspection : null,
    isNothing: isNothing(card),
  }));
}

/**
 * The same with all that a card shows.
 * @param {Current} current
 * @param {Unit} unit
 * @param {string[]} passwords
 * @returns {Promise<{ card: Card, isTyped: boolean }[]>} `isTyped`: a password has opened it that somebody has typed
 */
export async function cardsOf(current, { folder, files }, passwords) {
  const all = (await Promise.all(files.map(octets))).map((file, id) => ({
    ...file,
    id,
    role: file.failure ? "other" : roleOf(file.name ?? "", file.bytes.length),
  }));
  const own = all.filter(({ role }) => role === "password").map(({ name, bytes }) => passIn(name ?? "", bytes));
  const typed = passwords.slice(0, MOST_PASSWORDS).map((password) => ({ name: "", password }));
  const members = all
    .filter(({ role }) => role === "other")
    .map(({ id, name, bytes, failure }) =>
      memberOf(id, name ?? "", bytes, folder, failure ? { kind: "failed", failure } : { kind: "unread" }),
    );
  /** @type {Set<Pass>} */
  const used = new Set();
  const tries = { left: Number.POSITIVE_INFINITY };
  for (const member of members) {
    if (member.outcome.kind === "unread")
      member.outcome = await examined(current, member, [...own, ...typed], used, tries, typed.length > 0);
  }
  const gone = await paired(current, members, [], () => [...own, ...typed], used);
  const shown = united(
    members.filter((member) => !gone.has(member)),
    true,
  );
  for (const { name } of own) {
    const owner = shown[0];
    if (owner && !owner.companions.files.includes(name)) owner.companions.files.push(name);
  }
  const cards = shown.map((member) => ({ card: cardOf(member), isTyped: member.companions.opener === "" }));
  // Alone, or what is never one with a certificate.
  const others = all.flatMap(({ id, name, bytes, role }) => {
    if (role === "other" || (role === "password" && shown.length > 0)) return [];
    const what = role === "password" ? "password-file" : role === "settings" ? "settings" : "readme";
    const { companions } = memberOf(id, name ?? "", bytes, folder, { kind: "unread" });
    /** @type {Card} */
    const card = { id, fileName: name, bytes, companions, status: "recognized", what, count: 0 };
    return [{ card, isTyped: false }];
  });
  return [...cards, ...others];
}

/** @param {Source} source @returns {Promise<Loaded>} */
async function octets(source) {
  if ("bytes" in source) return { name: source.name, bytes: source.bytes };
  return loaded({ name: source.name, folder: null, file: source.file });
}

/**
 * @param {number} id
 * @param {string} name
 * @param {Uint8Array} bytes
 * @param {string | null} container
 * @param {Member["outcome"]} outcome
 * @returns {Member}
 */
function memberOf(id, name, bytes, container, outcome) {
  return {
    id,
    name,
    fileName: name,
    bytes,
    outcome,
    companions: { ...NO_COMPANIONS, container, files: [], others: [], unseen: [] },
  };
}

/** @param {Member} member @returns {Card} */
function cardOf({ id, fileName, bytes, outcome, companions }) {
  // A password has no name that could be shown.
  const opener = companions.opener === "" ? null : companions.opener;
  const files = companions.files.filter((name) => name !== "");
  const file = { id, fileName, bytes, companions: { ...companions, opener, files } };
  switch (outcome.kind) {
    case "unread":
      return { ...file, status: "reading" };
    case "read":
      return { ...file, status: "read", inspection: outcome.inspection };
    case "locked":
      return { ...file, status: "locked", busy: false, refused: false, need: outcome.need, open: outcome.open };
    case "key":
      return { ...file, status: "recognized", what: "private-key", count: 0 };
    case "failed":
      return { ...file, status: "failed", failure: outcome.failure };
  }
}

/** @param {Card} card */
function isNothing(card) {
  if (card.companions.container === null) return false;
  if (card.status === "recognized") return card.what !== "private-key";
  return (
    card.status === "failed" &&
    !looksLikeCertificate(card.fileName ?? "") &&
    ["unsupported-format", "file-too-large", "unreadable-file"].includes(card.failure.code)
  );
}
