// @ts-check
// What people take along of the files that were checked.

import { leafOf } from "../certificate/leaf.js";
import { copy, copyReport, remind } from "../certificate/taking.js";
import { contextOf } from "../certificate/words.js";
import { fingerprint } from "../common/format.js";
import { loadLater } from "../later-script.js";

/** @typedef {import("./checking.js").Store} Store */

/**
 * What the buttons do, by their actions.
 * @param {Store} store
 * @param {import("../certificate/taking.js").Notify} notify
 * @returns {Record<string, import("../common/cert-element.js").Action>}
 */
export function createTaking(store, notify) {
  return {
    "copy-summary": async (id) => {
      const card = store.get().cards.find((one) => one.id === id);
      if (card === undefined) return;
      try {
        const { summary } = await loadLater(store.get().language);
        await copy(summary(card, contextOf(store.get(), new Date())), "copy.done", notify);
      } catch {
        notify("copy.failed");
      }
    },
    "copy-fingerprint": async (id) => {
      const leaf = leafOfCard(store, id);
      if (leaf) await copy(fingerprint(leaf.fingerprintSha256), "copy.done", notify);
    },
    report: (_id, event) => copyReport(event, store.get(), notify),
    "reminder-card": (id) => remind(leafOfCard(store, id), store.get(), notify),
  };
}

/** @param {Store} store @param {number} id */
export function leafOfCard(store, id) {
  const card = store.get().cards.find((one) => one.id === id);
  return card?.status === "read" ? leafOf(card.inspection) : null;
}
