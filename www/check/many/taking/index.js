// @ts-check
// Exports of the table: what is visible in it, and nothing else. None holds a secret.

import { copy } from "../../../certificate/taking.js";
import { Pieces } from "../../../common/breathe.js";
import { download } from "../../../common/download.js";
import { timestamp } from "../../../common/format.js";
import { judgedRows } from "../rejudging.js";
import { calendarOf } from "./calendar.js";
import { copiedOf } from "./copied.js";
import { csvOf } from "./csv.js";
import { jsonOf } from "./json.js";
import { printedView } from "./printed.js";

/** @typedef {import("../../../certificate/core.js").Policy} Policy */
/** @typedef {import("../../../certificate/words.js").ViewContext} ViewContext */
/** @typedef {import("../../checking.js").Store} Store */
/** @typedef {import("../arranging.js").Line} Line */
/** @typedef {import("../columns.js").Column} Column */
/**
 * What is visible now.
 * @typedef {{
 *   lines: readonly Line[],
 *   columns: readonly Column[],
 *   totals: string,
 *   months: import("../months.js").Month[],
 *   context: ViewContext,
 * }} Visible
 */
/** @typedef {"copy" | "csv" | "json" | "calendar" | "print"} Form */

export class ListTaking {
  #store;
  #visible;
  #notify;
  /** While one is made no other is. */
  #isBusy = false;

  /**
   * @param {Store} store
   * @param {() => Visible} visible
   * @param {(key: string) => void} notify
   */
  constructor(store, visible, notify) {
    this.#store = store;
    this.#visible = visible;
    this.#notify = notify;
  }

  /** @param {Form} form */
  async take(form) {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      await this.#take(form);
    } catch {
      this.#notify("many.take.failed");
    } finally {
      this.#isBusy = false;
    }
  }

  /** What stands on paper in the place of the table. @returns {Node[]} */
  printed() {
    const { lines, columns, totals, months, context } = this.#visible();
    return printedView(lines, columns, totals, months, context);
  }

  /** @param {Form} form */
  async #take(form) {
    const { lines, columns, totals, context } = this.#visible();
    const pieces = new Pieces();
    const name = (/** @type {string} */ ending) => `certificates-${timestamp(new Date())}.${ending}`;
    switch (form) {
      case "copy":
        await copy(await copiedOf(lines, totals, context, pieces), "copy.done", this.#notify);
        break;
      case "csv":
        download(name("csv"), await csvOf(lines, columns, context, pieces), "text/csv");
        break;
      case "json": {
        const judging = { checkedAt: context.now, policy: this.#store.get().policy };
        download(name("json"), await jsonOf(lines, judging, pieces), "application/json");
        break;
      }
      case "calendar":
        await this.#takeCalendar(name("ics"), pieces);
        break;
      case "print":
        print();
    }
  }

  /** @param {string} name @param {Pieces} pieces */
  async #takeCalendar(name, pieces) {
    const { lines, context } = this.#visible();
    const rows = lines.filter(({ replaced }) => replaced === null).map(({ row }) => row);
    const { policy } = this.#store.get();
    // The days of a demonstration are nobody's appointments.
    const usual = { get: () => ({ ...this.#store.get(), policy: null }) };
    const judged = policy === null ? rows : await judgedRows(usual, rows);
    const text = await calendarOf(judged, context.language, context.now, pieces);
    if (text === null) this.#notify("many.calendar.none");
    else download(name, text, "text/calendar");
  }
}
