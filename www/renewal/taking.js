// @ts-check
// What people take along of a renewal: the password, a reminder, a script, what was refused.

import { copy, copyReport, remind } from "../certificate/taking.js";
import { contextOf } from "../certificate/words.js";
import { download } from "../common/download.js";
import { loadLater } from "../later-script.js";
import { target } from "./configuration.js";
import { evidenceName } from "./words.js";

/** @typedef {import("./clock.js").Store} Store */

/**
 * What the buttons do, by their actions.
 * @param {Store} store
 * @param {import("./renewing.js").Renewing} renewing
 * @param {import("../certificate/taking.js").Notify} notify
 * @param {() => void} readAuthHost takes what was typed of the host that renews
 * @returns {Record<string, import("../common/cert-element.js").Action>}
 */
export function createTaking(store, renewing, notify, readAuthHost) {
  return {
    "evidence-p12": () => keepEvidence("p12"),
    "evidence-pass": () => keepEvidence("pass"),
    "password-copy": () => copy(renewing.newPassword(), "done.password-copied", notify),
    report: (_id, event) => copyReport(event, store.get(), notify),
    "reminder-renewed": () => {
      const { renewal } = store.get();
      return remind(renewal.phase === "done" ? renewal.certificate : null, store.get(), notify);
    },
    "script-sh": () => handScript("sh"),
    "script-ps1": () => handScript("ps1"),
  };

  /** @param {import("./state.js").SavedFile} file */
  function keepEvidence(file) {
    const { renewal } = store.get();
    if (renewal.phase !== "failed" || renewal.during !== "renew" || renewal.evidence === null) return;
    renewing.saveEvidence(file, evidenceName(renewal.evidence, file, contextOf(store.get(), new Date())));
  }

  /** @param {import("./command-line.js").Script} script */
  async function handScript(script) {
    readAuthHost();
    const where = target(store.get());
    if (where === null) {
      notify("script.no-service");
      return;
    }
    try {
      // The address may be relative to the page.
      const endpoint = new URL(where.endpoint, document.baseURI).href;
      const { scriptFor } = await loadLater(store.get().language);
      download(`renew.${script}`, await scriptFor(script, endpoint), "application/octet-stream");
    } catch {
      notify("script.failed");
    }
  }
}
