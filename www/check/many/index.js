// @ts-check
// Many files as a table. A row that somebody opens becomes a card of the element.

import { contextOf } from "../../certificate/words.js";
import * as format from "../../common/format.js";
import { createStore } from "../../common/store.js";
import { tryPassword } from "../checking.js";
import { rowOf } from "../rows.js";
import { cardOpened, fileRemoved } from "../state.js";
import { counts, totals } from "../words.js";
import { Arranger, NOTHING } from "./arranging.js";
import { FIRST_COLUMNS } from "./columns.js";
import { MOST_CARDS } from "./few.js";
import { Intake } from "./intake.js";
import * as steps from "./state.js";
import { ListTaking } from "./taking/index.js";
import { ManyView } from "./view/index.js";

/** @typedef {import("../../certificate/words.js").ViewContext} ViewContext */
/** @typedef {import("../checking.js").Store} Store */
/** @typedef {import("../dropped.js").Dropped} Dropped */
/** @typedef {import("../state.js").Card} Card */
/** @typedef {import("./arranging.js").Arrangement} Arrangement */
/** @typedef {import("./state.js").Entry} Entry */
/**
 * The element that it is part of. `changed`: the table is to be drawn, since its rows are others or something else of
 * it is; `arranged`: it is drawn; `cards`: where the card stands that was opened.
 * @typedef {{
 *   store: Store,
 *   newId: () => number,
 *   changed: (areOthers: boolean) => void,
 *   arranged: () => void,
 *   cards: HTMLElement,
 *   notify: (key: string) => void,
 * }} Host
 */

/** While rows come, so many times as long as arranging has taken belongs to reading. */
const READING_SHARE = 3;
const NARROW = "(max-width: 40rem)";

export class Many {
  /** @type {Host} */
  #host;
  #store = createStore(steps.initialState(), ({ rows, reading }) => {
    const now = this.#store.get();
    this.#host.changed(now.rows !== rows || now.reading !== reading);
  });
  #arranger = new Arranger();
  /** @type {Arrangement} */
  #arrangement = NOTHING;
  /** @type {Promise<void> | null} */
  #arranging = null;
  /** The row whose card is on its way. @type {number | null} */
  #opening = null;
  /** What cards come to. @type {WeakMap<Card, Entry>} */
  #entries = new WeakMap();
  /** @type {{ cards: readonly Card[], read: readonly Entry[], all: readonly Entry[] }} */
  #rows = { cards: [], read: [], all: [] };
  #isNarrow = matchMedia(NARROW);
  #view = new ManyView({
    open: (id) => void this.#open(id),
    unfold: (group, isUnfolded) => this.#store.apply(steps.unfolded, group, isUnfolded),
    sort: (column) => this.#store.apply(steps.sortedBy, column),
    filter: (change) => this.#store.apply(steps.filtered, change),
    columns: (columns) => this.#store.apply(steps.columnsChosen, columns),
    passwords: (passwords) => void this.#tryPasswords(passwords),
    noPassword: () => this.#host.notify("password.empty"),
    take: (form) => void this.#taking.take(form),
    cancel: () => this.#intake.cancel(),
    close: () => this.close(),
  });
  /** @type {Intake} */
  #intake;
  /** @type {ListTaking} */
  #taking;

  /** @param {Host} host */
  constructor(host) {
    this.#host = host;
    this.#intake = new Intake({
      store: host.store,
      rows: this.#store,
      newId: host.newId,
      settled: () => this.#settled(),
    });
    this.#taking = new ListTaking(host.store, () => this.#visible(), host.notify);
    host.cards.before(this.node);
    this.#isNarrow.addEventListener("change", () => host.changed(false));
    host.cards.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.close();
    });
  }

  /** Its part of the element, before the cards. */
  get node() {
    return this.#view.node;
  }

  /** Whether there is a table. */
  get isShown() {
    const { rows, reading } = this.#store.get();
    return rows.length > 0 || reading !== null || this.#host.store.get().cards.length > MOST_CARDS;
  }

  /** How many files are read; null: all. */
  get reading() {
    return this.#store.get().reading;
  }

  /** Every row, in the order in which they came. @returns {readonly Entry[]} */
  get rows() {
    const { cards } = this.#host.store.get();
    const { rows: read } = this.#store.get();
    if (this.#rows.cards !== cards || this.#rows.read !== read) {
      const others = cards.filter(({ id }) => !this.#intake.has(id)).map((card) => this.#entryOf(card));
      const { all } = this.#rows;
      const isSame = this.#rows.read === read && others.length === all.length - read.length;
      this.#rows = {
        cards,
        read,
        all: isSame && others.every((one, place) => one === all[place]) ? all : [...others, ...read],
      };
    }
    return this.#rows.all;
  }

  /** The same without what only the table needs. */
  get results() {
    return this.rows.map(({ group: _group, text: _text, ...row }) => row);
  }

  /** The cards that are shown: the one that was opened. @param {Card[]} cards */
  shown(cards) {
    const { opened } = this.#store.get();
    return cards.filter(({ id }) => id === opened);
  }

  /** Reads files; resolves once they are read. @param {Dropped[]} dropped */
  add(dropped) {
    return this.#intake.add(dropped);
  }

  /** Reads what could not be read because the module was not there. */
  readAgain() {
    return this.#intake.readAgain();
  }

  /** Judges its rows again, by the clock and the policy of now. */
  judgeAgain() {
    return this.#intake.judgeAgain();
  }

  /** Takes a row away. @param {number} id */
  remove(id) {
    const { lines } = this.#arrangement;
    const place = lines.findIndex(({ row }) => row.id === id);
    const next = lines[place + 1] ?? lines[place - 1];
    this.#intake.forget(id);
    this.#store.apply(steps.opened, null);
    this.#store.apply(steps.rowRemoved, id);
    void this.#settled().then(() => this.#view.focus(next?.row.id ?? null));
  }

  /** Takes all rows away. */
  clear() {
    this.#intake.clear();
    this.#view.forgetPasswords();
    this.#store.apply(steps.cleared);
  }

  /** Shows no card, and goes back to its row. */
  close() {
    const { opened } = this.#store.get();
    if (opened === null) return;
    this.#store.apply(steps.opened, null);
    this.#closeCard(opened);
    this.#view.focus(opened);
  }

  /** What all come to, in one line. @param {ViewContext} context */
  totals(context) {
    const { t, language } = context;
    const { counts, older } = this.#arrangement.summary;
    const { nothing } = this.#store.get();
    const number = (/** @type {number} */ value) => format.number(value, language);
    const line = totals(counts, context);
    const more = [
      older > 0 && t("many.older", { count: number(older) }),
      nothing > 0 && t("many.nothing", { count: number(nothing) }),
    ].filter((one) => one !== false);
    return more.length === 0 ? line : t("many.totals", { totals: line, more: more.join(language === "ja" ? "" : " ") });
  }

  /** Puts the list on paper, which somebody prints. */
  print() {
    if (this.isShown) this.#view.print(this.#taking.printed());
  }

  /** It is printed. */
  printed() {
    this.#view.print([]);
  }

  /** Draws what is known. It is called when something of the element has changed. */
  render() {
    this.#followCards();
    this.#draw();
    this.#arranging ??= this.#arrange().finally(() => {
      this.#arranging = null;
    });
  }

  /** Arranges until nothing has changed meanwhile. */
  async #arrange() {
    for (;;) {
      const begin = performance.now();
      const { rows } = this;
      const { sort, filter, unfolded } = this.#store.get();
      const { now: instant } = contextOf(this.#host.store.get(), new Date());
      this.#arrangement = await this.#arranger.arrange(rows, { sort, filter, unfolded }, instant);
      const { months } = this.#arrangement.summary;
      // Nobody could take back a month that is not in the picture any more.
      if (filter.month !== null && !months.some(({ interval, count }) => interval === filter.month && count > 0))
        this.#store.apply(steps.filtered, { month: null });
      this.#draw();
      this.#host.arranged();
      if (this.reading !== null) await delay((performance.now() - begin) * READING_SHARE);
      const now = this.#store.get();
      if (rows === this.rows && now.sort === sort && now.filter === filter && now.unfolded === unfolded) return;
    }
  }

  /** When the table shows what is known. */
  async #settled() {
    while (this.#arranging !== null) await this.#arranging;
  }

  #draw() {
    const context = contextOf(this.#host.store.get(), new Date());
    const state = this.#store.get();
    this.#view.render({ state, columns: this.#columns, arrangement: this.#arrangement, context });
  }

  get #columns() {
    return this.#store.get().columns ?? (this.#isNarrow.matches ? FIRST_COLUMNS.narrow : FIRST_COLUMNS.wide);
  }

  /** @returns {import("./taking/index.js").Visible} */
  #visible() {
    const { lines, summary } = this.#arrangement;
    const context = contextOf(this.#host.store.get(), new Date());
    const newest = lines.filter(({ level }) => level === 1).map(({ row }) => row);
    return { lines, columns: this.#columns, totals: totals(counts(newest), context), months: summary.months, context };
  }

  /** @param {string[]} passwords they are used and forgotten */
  async #tryPasswords(passwords) {
    this.close();
    const { cards } = this.#host.store.get();
    const before = this.#lockedCount();
    for (const card of cards) {
      if (card.status !== "locked" || this.#intake.has(card.id)) continue;
      for (const password of passwords) await tryPassword(this.#host.store, card.id, password);
    }
    await this.#intake.readLocked(passwords);
    const left = this.#lockedCount();
    if (left < before) this.#view.forgetPasswords();
    this.#host.notify(
      left === 0 ? "many.passwords.all" : left < before ? "many.passwords.some" : "many.passwords.none",
    );
  }

  #lockedCount() {
    return this.rows.filter(({ decision }) => decision === "locked").length;
  }

  // The card of a row

  /** @param {number} id */
  async #open(id) {
    const { opened } = this.#store.get();
    const { store } = this.#host;
    this.#opening = id;
    if (this.#intake.has(id) && !store.get().cards.some((card) => card.id === id)) {
      const card = await this.#intake.cardOf(id);
      if (this.#opening !== id || card === null) return;
      store.apply(cardOpened, card);
    }
    this.#store.apply(steps.opened, id);
    if (opened !== null && opened !== id) this.#closeCard(opened);
    this.#host.cards.querySelector("h3")?.focus();
  }

  /** What a row came from can be read again. @param {number} id */
  #closeCard(id) {
    if (this.#intake.has(id)) this.#host.store.apply(fileRemoved, id);
  }

  /** What has become of the card of a row: a password has opened it, or it was judged again. */
  #followCards() {
    const changed = [];
    for (const card of this.#host.store.get().cards) {
      if (!this.#intake.has(card.id) || card.status === "reading" || this.#entries.has(card)) continue;
      if (card.status === "read") this.#intake.opened(card.id, card.inspection);
      changed.push(this.#entryOf(card));
    }
    this.#store.apply(steps.rowsChanged, changed);
  }

  /** @param {Card} card */
  #entryOf(card) {
    const known = this.#entries.get(card);
    if (known) return known;
    const entry = steps.entryOf(rowOf(card));
    this.#entries.set(card, entry);
    return entry;
  }
}

/** @param {number} milliseconds */
function delay(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
