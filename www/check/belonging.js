// @ts-check
// Which files belong together, as far as names and dates show. Pure: no DOM, no module.

import { SETTINGS_FILES } from "../certificate/facts.js";
import { leafOf } from "../certificate/leaf.js";
import { byRank } from "./rank.js";
import { rowOf } from "./rows.js";

/** @typedef {import("./state.js").Card} Card */
/**
 * A password that stands in a file. It goes from here to the module and nowhere else.
 * @typedef {{ name: string, password: string }} Pass
 */

/** No password is longer. */
const LONGEST_PASS = 1024;
/** Old settings have the time behind their name. */
const TIME = /\.\d{8,14}$/;
/** In an archive of ours. */
const README = /^readme(\.txt|\.md)?$/i;
/** What is called so is meant to be a certificate. */
const CERTIFICATE = /\.(crt|cer|der|pem|p12|pfx|p7b|p7c)(\.\d{8})?$/i;

/**
 * What a file is for by its name.
 * @param {string} name
 * @param {number} size
 * @returns {"password" | "settings" | "readme" | "other"}
 */
export function roleOf(name, size) {
  const own = baseName(name);
  if (/\.pass$/i.test(own) && size <= LONGEST_PASS) return "password";
  if (SETTINGS_FILES.includes(own.toLowerCase().replace(TIME, ""))) return "settings";
  return README.test(own) ? "readme" : "other";
}

/** Whether it is called as certificates are. @param {string} name */
export function looksLikeCertificate(name) {
  return CERTIFICATE.test(name);
}

/** Without its folder. @param {string} name */
function baseName(name) {
  return name.split(/[\\/]/).at(-1) ?? name;
}

/** What files have in common that were made together: `certificates/T`. @param {string} name */
export function stemOf(name) {
  const own = baseName(name);
  const dot = own.lastIndexOf(".");
  return `${name.slice(0, name.length - own.length)}${dot > 0 ? own.slice(0, dot) : own}`.toLowerCase();
}

/**
 * The password that a file holds: all of it but a line end, which an editor may have put there.
 * @param {string} name
 * @param {Uint8Array} bytes
 * @returns {Pass}
 */
export function passIn(name, bytes) {
  return { name, password: text(bytes).replace(/[\r\n]+$/, "") };
}

/**
 * The digits in a name of the form in which certificates are handed out, `<digits>__JP_u<8 digits>_client<4 digits>`,
 * also of a second download: some of them are the password of some files.
 * @param {string} name
 * @returns {string[]}
 */
export function digitsIn(name) {
  const own = baseName(name);
  const [, ...digits] = /^(\d+)__JP_u(\d{8})_client(\d{4})(?: ?\(\d+\))?\.(?:p12|pfx)$/i.exec(own) ?? [];
  return digits;
}

/** UTF-8, or else what Windows writes in Japan. @param {Uint8Array} bytes */
function text(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("shift_jis").decode(bytes);
  }
}

/**
 * Those of its own stem first.
 * @template {{ name: string }} T
 * @param {string} name
 * @param {T[]} others
 * @returns {T[]}
 */
export function nearest(name, others) {
  const own = others.filter((other) => stemOf(other.name) === stemOf(name));
  return [...own, ...others.filter((other) => !own.includes(other))];
}

/**
 * Of the certificates in one folder or archive, those that a newer one has taken the place of: of the same name and
 * issuer.
 * @param {Card[]} cards
 * @returns {{ newest: Card, older: Card[] }[]}
 */
export function generations(cards) {
  /** @type {Map<string, Card[]>} */
  const named = new Map();
  for (const card of cards) {
    const leaf = card.status === "read" ? leafOf(card.inspection) : null;
    if (leaf === null) continue;
    const key = JSON.stringify([leaf.subject, leaf.issuer]);
    named.set(key, [...(named.get(key) ?? []), card]);
  }
  return [...named.values()].map((same) => {
    const [newest, ...older] = same.sort((a, b) => byRank(rowOf(a), rowOf(b)));
    return { newest: /** @type {Card} */ (newest), older };
  });
}
