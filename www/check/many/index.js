// @ts-check
// Many files: read in workers, shown as a table. A row that somebody opens becomes a card of the element.

import { clockMoved } from "../../certificate/surroundings.js";
import { contextOf } from "../../certificate/words.js";
import { Pieces } from "../../common/breathe.js";
import * as format from "../../common/format.js";
import { createStore } from "../../common/store.js";
import { loadFailures } from "../../messages/index.js";
import { tryPassword } from "../checking.js";
import { rowOf } from "../rows.js";
import { cardOpened, fileRemoved } from "../state.js";
import { counts, totals } from "../words.js";
import { placed } from "./archives.js";
import { Arranger, NOTHING } from "./arranging.js";
import { FIRST_COLUMNS } from "./columns.js";
import { MOST_CARDS } from "./few.js";
import { readUnits } from "./reading.js";
import { judgedRows } from "./rejudging.js";
import * as steps from "./state.js";
import { ListTaking } from "./taking/index.js";
import { cardsOf } from "./unit.js";
import { unitsOf } from "./units.js";
import { ManyView } from "./view/index.js";

/** @typedef {import("../../certificate/core.js").Inspection} Inspection */
/** @typedef {import("../../certificate/words.js").ViewContext} ViewContext */
/** @typedef {import("../checking.js").Store} Store */
/** @typedef {import("../dropped.js").Dropped} Dropped */
/** @typedef {import("../state.js").Card} Card */
/** @typedef {import("./arranging.js").Arrangement} Arrangement */
/** @typedef {import("./state.js").Entry} Entry */
/** @typedef {import("./unit.js").Found} Found */
/** @typedef {import("./units.js").Unit} Unit */
/**
 * Where a row comes from. `inspection`: of a file that a password has opened, which nobody keeps.
 * @typedef {{ unit: Unit, inspection: Inspection | null }} Origin
 */
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

/** How often rows are taken over while they are read, in milliseconds: each time the table is arranged anew. */
const FLUSH_MS = 150;
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
  /** Of the rows that were read in workers. @type {Map<number, Origin>} */
  #origins = new Map();
  /** Files that are there: they are not read again. @type {Set<string>} */
  #known = new Set();
  #cancelling = new AbortController();
  #readings = 0;
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
    cancel: () => this.#cancel(),
    close: () => this.close(),
  });
  /** @type {ListTaking} */
  #taking;

  /** @param {Host} host */
  constructor(host) {
    this.#host = host;
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
      const others = cards.filter(({ id }) => !this.#origins.has(id)).map((card) => this.#entryOf(card));
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

  /**
   * Reads files; resolves once all are read and in the table, or somebody has had enough.
   * @param {Dropped[]} dropped
   */
  async add(dropped) {
    /** @type {Dropped[]} */
    const fresh = [];
    const pieces = new Pieces();
    for (const one of dropped) {
      if (pieces.isOver) await pieces.next();
      if (this.#isFresh(one)) fresh.push(one);
    }
    const { signal } = this.#cancelling;
    await this.#during(fresh.length, async () => {
      await loadFailures(this.#host.store.get().language);
      const { units, unseen } = await unitsOf(await placed(this.#host.store, fresh));
      const files = units.reduce((sum, unit) => sum + unit.files.length, 0);
      // Archives are more files than they looked, and some are not read.
      this.#store.apply(steps.readingBegan, files - fresh.length, unseen);
      await this.#read(units, [], signal, (unit, found) => ({ fresh: this.#added(unit, found), changed: [] }));
    });
  }

  /** Reads what could not be read because the module was not there. */
  async readAgain() {
    await this.#again(({ code }) => code === "module-unavailable", []);
  }

  /** Takes a row away. @param {number} id */
  remove(id) {
    const { lines } = this.#arrangement;
    const place = lines.findIndex(({ row }) => row.id === id);
    const next = lines[place + 1] ?? lines[place - 1];
    this.#forget(id);
    this.#store.apply(steps.opened, null);
    this.#store.apply(steps.rowRemoved, id);
    void this.#settled().then(() => this.#view.focus(next?.row.id ?? null));
  }

  /** Takes all rows away. */
  clear() {
    this.#cancel();
    this.#view.forgetPasswords();
    this.#origins.clear();
    this.#known.clear();
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

  /** Judges its rows again, by the clock and the policy of now. */
  async judgeAgain() {
    const fresh = await judgedRows(this.#host.store, this.#store.get().rows);
    this.#store.apply(steps.rowsChanged, fresh);
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

  // Reading

  /** @param {number} count files that are read @param {() => Promise<void>} run */
  async #during(count, run) {
    this.#readings += 1;
    this.#store.apply(steps.readingBegan, count, 0);
    try {
      await run();
    } finally {
      this.#readings -= 1;
      if (this.#readings === 0) this.#store.apply(steps.readingEnded);
      await this.#settled();
    }
  }

  /**
   * @param {Unit[]} units
   * @param {string[]} passwords
   * @param {AbortSignal} signal
   * @param {(unit: Unit, found: Found[]) => { fresh: Entry[], changed: Entry[] }} take
   */
  async #read(units, passwords, signal, take) {
    const { policy, clock } = this.#host.store.get();
    /** @type {Entry[]} */
    let fresh = [];
    /** @type {Entry[]} */
    let changed = [];
    let done = 0;
    let nothing = 0;
    let flushed = performance.now();
    const flush = () => {
      // They may have been taken away meanwhile.
      const there = fresh.filter(({ id }) => this.#origins.has(id));
      this.#store.apply(steps.rowsRead, there, changed, done, nothing);
      [fresh, changed, done, nothing, flushed] = [[], [], 0, 0, performance.now()];
    };
    const taken = (/** @type {Unit} */ unit, /** @type {Found[]} */ found) => {
      const rows = take(unit, found);
      for (const row of rows.fresh) fresh.push(row);
      for (const row of rows.changed) changed.push(row);
      done += unit.files.length;
      nothing += found.filter(({ isNothing }) => isNothing).length;
      if (performance.now() - flushed > FLUSH_MS) flush();
    };
    await readUnits(this.#host.store, units, passwords, taken, signal);
    flush();
    if (signal.aborted) this.#known = new Set([...this.#origins.values()].flatMap(({ unit }) => keysOf(unit)));
    const now = this.#host.store.get();
    if (now.policy !== policy || clockMoved({ clock }, now)) await this.judgeAgain();
  }

  /** @param {Unit} unit @param {Found[]} found @returns {Entry[]} */
  #added(unit, found) {
    const rows = [];
    for (const { row, inspection, isNothing } of found) {
      if (isNothing) continue;
      const entry = steps.entryOf({ ...row, id: this.#host.newId() });
      this.#origins.set(entry.id, { unit, inspection });
      rows.push(entry);
    }
    return rows;
  }

  /**
   * Reads the files of some rows again; what comes of it takes their place.
   * @param {(row: Entry) => boolean} isWanted
   * @param {string[]} passwords
   */
  async #again(isWanted, passwords) {
    /** @type {Map<Unit, Entry[]>} */
    const waiting = new Map();
    for (const row of this.#store.get().rows) {
      const origin = isWanted(row) ? this.#origins.get(row.id) : undefined;
      if (origin) waiting.set(origin.unit, [...(waiting.get(origin.unit) ?? []), row]);
    }
    const units = [...waiting.keys()];
    const { signal } = this.#cancelling;
    const files = units.reduce((sum, unit) => sum + unit.files.length, 0);
    await this.#during(files, () =>
      this.#read(units, passwords, signal, (unit, found) => {
        const changed = (waiting.get(unit) ?? []).flatMap((row) => {
          const one = found.find((other) => other.row.fileName === row.fileName);
          const origin = this.#origins.get(row.id);
          if (one === undefined || origin === undefined) return [];
          origin.inspection = one.inspection;
          return [steps.entryOf({ ...one.row, id: row.id })];
        });
        return { fresh: [], changed };
      }),
    );
  }

  /** @param {string[]} passwords they are used and forgotten */
  async #tryPasswords(passwords) {
    this.close();
    const { cards } = this.#host.store.get();
    const before = this.#lockedCount();
    for (const card of cards) {
      if (card.status !== "locked" || this.#origins.has(card.id)) continue;
      for (const password of passwords) await tryPassword(this.#host.store, card.id, password);
    }
    await this.#again(({ decision }) => decision === "locked", passwords);
    const left = this.#lockedCount();
    if (left < before) this.#view.forgetPasswords();
    this.#host.notify(
      left === 0 ? "many.passwords.all" : left < before ? "many.passwords.some" : "many.passwords.none",
    );
  }

  #lockedCount() {
    return this.rows.filter(({ decision }) => decision === "locked").length;
  }

  #cancel() {
    this.#cancelling.abort();
    this.#cancelling = new AbortController();
  }

  /** @param {Dropped} dropped */
  #isFresh({ name, folder, file }) {
    if (file === null) return true;
    const key = keyOf(folder, name, file);
    const isFresh = !this.#known.has(key);
    this.#known.add(key);
    return isFresh;
  }

  // The card of a row

  /** @param {number} id */
  async #open(id) {
    const { opened } = this.#store.get();
    const { store } = this.#host;
    const origin = this.#origins.get(id);
    this.#opening = id;
    if (origin && !store.get().cards.some((card) => card.id === id)) {
      const card = await this.#cardOf(id, origin);
      if (this.#opening !== id || card === null) return;
      store.apply(cardOpened, card);
    }
    this.#store.apply(steps.opened, id);
    if (opened !== null && opened !== id) this.#closeCard(opened);
    this.#host.cards.querySelector("h3")?.focus();
  }

  /**
   * @param {number} id
   * @param {Origin} origin
   * @returns {Promise<Card | null>}
   */
  async #cardOf(id, { unit, inspection }) {
    const { store } = this.#host;
    const row = this.#store.get().rows.find((one) => one.id === id);
    const found = await cardsOf(store, unit, []);
    const read = found.find(({ card }) => card.fileName === row?.fileName)?.card;
    if (read === undefined) return null;
    const card = { ...read, id };
    if (card.status === "failed" || inspection !== null) await loadFailures(store.get().language);
    if (card.status !== "locked" || inspection === null) return card;
    const { fileName, bytes, companions } = card;
    return { id, fileName, bytes, companions, status: "read", inspection };
  }

  /** What a row came from can be read again. @param {number} id */
  #closeCard(id) {
    if (this.#origins.has(id)) this.#host.store.apply(fileRemoved, id);
  }

  /** What has become of the card of a row: a password has opened it, or it was judged again. */
  #followCards() {
    const changed = [];
    for (const card of this.#host.store.get().cards) {
      const origin = this.#origins.get(card.id);
      if (origin === undefined || card.status === "reading" || this.#entries.has(card)) continue;
      if (card.status === "read") origin.inspection = card.inspection;
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

  /** @param {number} id */
  #forget(id) {
    const origin = this.#origins.get(id);
    this.#origins.delete(id);
    for (const key of origin ? keysOf(origin.unit) : []) this.#known.delete(key);
  }
}

/** By what the files of a unit are recognized when they come again. @param {Unit} unit */
function keysOf({ folder, files }) {
  return files.flatMap((source) =>
    "file" in source && source.file !== null ? [keyOf(folder, source.name, source.file)] : [],
  );
}

/** @param {string | null} folder @param {string} name @param {File} file */
function keyOf(folder, name, { size, lastModified }) {
  return JSON.stringify([folder, name, size, lastModified]);
}

/** @param {number} milliseconds */
function delay(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
