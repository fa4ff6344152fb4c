// @ts-check
// `<orcamo-cert-check>`: files in, what they hold out.

import { followModule, load } from "../certificate/core.js";
import { clockIs, clockMoved, moduleIs, speak, wrongClock } from "../certificate/surroundings.js";
import { clockWords, contextOf } from "../certificate/words.js";
import { CertElement, renderWords } from "../common/cert-element.js";
import { fill } from "../common/element.js";
import { createStore } from "../common/store.js";
import { later, loadLater } from "../later-script.js";
import { applyPolicy, judgeAgain, tryPassword } from "./checking.js";
import { loose } from "./dropped.js";
import { createGathering } from "./gathering.js";
import { areMany, MOST_CARDS } from "./many/few.js";
import { byUrgency, decisions, rowOf } from "./rows.js";
import { fileRemoved, initialState, inspections } from "./state.js";
import style from "./style.css.js";
import { createTaking, leafOfCard } from "./taking.js";
import { template } from "./template.js";
import { takeTransfers } from "./transfers.js";
import { CardList } from "./view/cards.js";
import { counts, fileName, spoken, totals } from "./words.js";

/** @typedef {import("../certificate/core.js").Policy} Policy */
/** @typedef {import("../certificate/surroundings.js").Clock} Clock */
/** @typedef {import("../certificate/surroundings.js").Language} Language */
/** @typedef {import("./dropped.js").Dropped} Dropped */
/** @typedef {import("./many/index.js").Many} Many */
/** @typedef {import("./policy/index.js").PolicyPanel} PolicyPanel */
/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./state.js").Card} Card */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("../certificate/words.js").ViewContext} ViewContext */
/** @typedef {import("../client-files/source.js").FileSource} FileSource */

/**
 * Checks certificate files: what they are, until when they are valid, whether they can be renewed. Nothing leaves the
 * browser.
 *
 * Attributes: `lang`; `drop-target="document"`: files may be dropped and pasted anywhere in the document, not only on
 * the element.
 *
 * Events: `orcamo-cert-progress` `{ done, total }` at every change; `orcamo-cert-checked` `{ total, decisions }` once
 * all are read, or something about them has changed; `orcamo-cert-policy`: `policy` is another one;
 * `orcamo-cert-files` `{ id }`: somebody wants the client files of `source(id)`.
 */
export class CheckElement extends CertElement {
  #store = createStore(initialState("ja"), (before) => this.#follow(before));
  #cards = new CardList(this.root);
  #gathering = createGathering(this.#store);
  /** How many `add` are under way. */
  #adding = 0;
  /** The files before the first of them. @type {State["cards"]} */
  #before = [];
  /** The table, whose script is loaded later. @type {Many | null} */
  #many = null;
  /** The panel whose script is loaded later. @type {PolicyPanel | null} */
  #policyPanel = null;
  /** Whether what draws the picture of time is on its way. */
  #awaitsTimes = false;
  /** What is on the screen. @type {State | null} */
  #shown = null;

  constructor() {
    super([style], template());
    /** @type {Record<string, import("../common/cert-element.js").Action>} */
    const actions = {
      "load-module": () => load().catch(() => {}),
      "read-paste": () => this.#readPaste(),
      remove: (id) => this.#remove(id),
      "client-files-card": (id) => this.tell("files", { id }),
      "policy-demo": () => this.#withPolicy((panel) => panel.demo()),
      "policy-reset": () => this.#withPolicy((panel) => panel.reset()),
      ...createTaking(this.#store, (key) => this.notify(key, this.#store.get().language)),
    };
    this.actions = actions;
    this.root.addEventListener("submit", (event) => this.#submit(event));
    this.root.addEventListener("change", ({ target }) => this.#change(target));
    // Opened by the user, or again as its card is drawn anew. The event does not bubble.
    this.root.addEventListener("toggle", ({ target }) => this.#toggle(target), { capture: true });
  }

  /**
   * Reads files; what is there already stays.
   * @param {Iterable<File>} files
   * @returns {Promise<void>} when all are read
   */
  add(files) {
    return this.#reading(this.#take(loose(files)));
  }

  /** Takes all files away. */
  clear() {
    this.#many?.clear();
    for (const { id } of this.#store.get().cards) this.#store.apply(fileRemoved, id);
  }

  /** What is known of each file. @returns {Row[]} */
  get results() {
    return this.#many?.results ?? this.#store.get().cards.map(rowOf);
  }

  /** What the files hold, as `expect` of the renewal takes it. */
  get inspections() {
    return inspections(this.#store.get());
  }

  /** When renewal is offered; null: as usual. @returns {Policy | null} */
  get policy() {
    return this.#store.get().policy;
  }

  set policy(policy) {
    void applyPolicy(this.#store, policy);
  }

  /** How the clock of this computer compares with a server's; null: not known. @returns {Clock | null} */
  get clock() {
    return this.#store.get().clock;
  }

  set clock(clock) {
    const before = this.#store.get();
    this.#store.apply(clockIs, clock);
    if (!clockMoved(before, this.#store.get())) return;
    void judgeAgain(this.#store);
    void this.#many?.judgeAgain();
  }

  /**
   * A file, for its client files; null: it is not there, or holds no certificate.
   * @param {number} id
   * @returns {FileSource | null}
   */
  source(id) {
    const card = this.#store.get().cards.find((one) => one.id === id);
    if (card?.status !== "read" || leafOfCard(this.#store, id) === null) return null;
    return { bytes: card.bytes, inspection: card.inspection, key: card.companions.key };
  }

  /** Gives the focus to the button that asks for the client files of a file. @param {number} id */
  focusFiles(id) {
    const button = this.root.querySelector(`[data-action=client-files-card][data-id="${id}"]`);
    if (button instanceof HTMLElement) button.focus();
  }

  /** @protected @override @param {AbortSignal} removed @param {Language} language */
  connected(removed, language) {
    // What is loaded before the first words comes in their language.
    if (!this.hasWords) this.#store.apply(speak, language);
    followModule((status) => {
      const was = this.#store.get().module;
      this.#store.apply(moduleIs, status);
      if (status !== "ready" || was === "ready") return;
      void this.#gathering.checkAgain();
      void this.#many?.readAgain();
    }, removed);
    load().catch(() => {});
    addEventListener("beforeprint", () => this.#many?.print(), { signal: removed });
    addEventListener("afterprint", () => this.#many?.printed(), { signal: removed });
    const isAnywhere = this.getAttribute("drop-target") === "document";
    takeTransfers(isAnywhere ? document : this, removed, {
      dragging: (is) => this.find("dropzone").classList.toggle("dragging", is),
      folder: async (folder) =>
        (await this.#features())?.filesIn(folder) ?? [{ name: folder.name, folder: folder.name, file: null }],
      files: (files) => void this.#reading(this.#take(files)),
      text: (text) => void this.#reading(this.#gathering.checkText(text)),
    });
  }

  /** @protected @override @param {Language} language */
  spoken(language) {
    if (this.#store.get().language === language) this.#draw();
    else this.#store.apply(speak, language);
  }

  /**
   * Few files are looked at one with the other, and become cards; many are read in workers, and become a table.
   * @param {Dropped[] | Promise<Dropped[]>} dropped
   */
  async #take(dropped) {
    const all = await dropped;
    if (all.length + this.#store.get().cards.length > MOST_CARDS) {
      await this.#features();
      const many = this.#table();
      if (many !== null && areMany(all)) return many.add(all);
    }
    return this.#gathering.checkFiles(all);
  }

  /** @param {Promise<void>} reading */
  async #reading(reading) {
    if (this.#adding === 0) this.#before = this.#store.get().cards;
    this.#adding += 1;
    try {
      await reading;
    } finally {
      this.#adding -= 1;
      if (this.#adding === 0) {
        if (this.#many?.isShown) this.announcer.say(this.#many.totals(contextOf(this.#store.get(), new Date())));
        else this.#sayChanged(this.#before);
        this.#tellChecked();
      }
    }
  }

  /** @param {State} before */
  #follow(before) {
    this.#draw();
    const { cards, policy } = this.#store.get();
    if (before.policy !== policy) {
      this.tell("policy");
      void this.#many?.judgeAgain();
    }
    if (before.cards !== cards) this.#tellProgress();
  }

  #tellProgress() {
    const rows = this.#rows();
    const unread = this.#store.get().cards.filter(({ status }) => status === "reading").length;
    const reading = this.#many?.reading ?? null;
    const total = rows.length + (reading === null ? 0 : reading.total - reading.done);
    const done = rows.length - unread;
    this.tell("progress", { done, total });
    if (this.#adding === 0 && done === total) this.#tellChecked();
  }

  #tellChecked() {
    const rows = this.#rows();
    this.tell("checked", { total: rows.length, decisions: decisions(rows) });
  }

  /** @returns {readonly Row[]} */
  #rows() {
    return this.#many?.rows ?? this.#store.get().cards.map(rowOf);
  }

  #draw() {
    if (!this.hasWords) return;
    const state = this.#store.get();
    const before = this.#shown;
    this.#shown = state;
    const context = contextOf(state, new Date());
    const spokeOther = before?.language !== state.language;
    if (spokeOther) renderWords(this.root, state.language);
    this.find("module-failed").hidden = state.module !== "failed";
    if (spokeOther || before?.clock !== state.clock) {
      const clock = wrongClock(state);
      this.find("clock").hidden = clock === null;
      fill(this.find("clock-text"), clock === null ? "" : clockWords(clock, context));
    }
    this.find("policy-in-force").hidden = state.policy === null;
    this.#panel()?.render(state, context);
    // Names of files that had to wait for the module are shown with it.
    const otherWords = spokeOther || before?.module !== state.module;
    const many = this.#table();
    const isTable = many?.isShown ?? false;
    this.toggleAttribute("data-table", isTable);
    this.find("results").hidden = state.cards.length === 0 && !isTable;
    const cards = many && isTable ? many.shown(state.cards) : byUrgency(state.cards);
    this.#cards.render(cards, context, otherWords);
    this.#drawTimes(cards, context);
    if (many) {
      many.node.hidden = !isTable;
      if (isTable) many.render();
    }
    this.find("totals").hidden = state.cards.length < 2 && !isTable;
    if (!isTable && (otherWords || before?.cards !== state.cards))
      fill(this.find("totals"), totals(counts(state.cards.map(rowOf)), context));
    if (before !== null && !spokeOther && before.cards.length <= state.cards.length && this.#adding === 0)
      this.#sayChanged(before.cards);
  }

  /** @param {Card[]} cards @param {ViewContext} context */
  #drawTimes(cards, context) {
    if (cards.length === 0) return;
    if (later.features) later.features.drawTimes(this.find("cards"), cards, context);
    // Without it nothing is missing that is not said in words.
    else if (!this.#awaitsTimes) {
      this.#awaitsTimes = true;
      loadLater(this.#store.get().language)
        .then(() => this.#draw())
        .catch(() => {});
    }
  }

  /** Reads out what has become of a file; of several, how many come to what. @param {State["cards"]} before */
  #sayChanged(before) {
    if (!this.hasWords) return;
    const state = this.#store.get();
    const context = contextOf(state, new Date());
    const changed = state.cards.filter((card) => !before.includes(card));
    const [only, ...others] = changed;
    if (only !== undefined)
      this.announcer.say(others.length === 0 ? spoken(only, context) : totals(counts(changed.map(rowOf)), context));
  }

  /** The table, once its script is there. */
  #table() {
    const { features } = later;
    if (this.#many === null && features !== null) {
      this.#many = new features.Many({
        store: this.#store,
        newId: this.#gathering.newId,
        changed: (areOthers) => {
          this.#draw();
          if (areOthers) this.#tellProgress();
        },
        arranged: () => fill(this.find("totals"), this.#many?.totals(contextOf(this.#store.get(), new Date())) ?? ""),
        cards: this.find("cards"),
        notify: (key) => this.notify(key, this.#store.get().language),
      });
      const { tableStyle, timesStyle, detailsStyle, policyStyle } = features;
      for (const style of [tableStyle, timesStyle, detailsStyle, policyStyle]) this.addStyle(style);
    }
    return this.#many;
  }

  /** The panel of the policy, once its script is there. */
  #panel() {
    const { features } = later;
    if (this.#policyPanel === null && features !== null)
      this.#policyPanel = new features.PolicyPanel(this.#store, this.find("policy"));
    return this.#policyPanel;
  }

  /** @param {(panel: PolicyPanel) => unknown} run */
  async #withPolicy(run) {
    await this.#features();
    const panel = this.#panel();
    if (panel !== null) await run(panel);
  }

  /** What is loaded later, or null where it cannot be, which is said. */
  async #features() {
    const { language } = this.#store.get();
    try {
      return later.features ?? (await loadLater(language));
    } catch {
      this.notify("feature.failed", language);
      return null;
    }
  }

  /** @param {number} id */
  #remove(id) {
    const context = contextOf(this.#store.get(), new Date());
    const card = this.#store.get().cards.find((one) => one.id === id);
    this.#store.apply(fileRemoved, id);
    if (this.#many?.isShown) this.#many.remove(id);
    if (card) this.announcer.say(context.t("card.removed", { name: fileName(card, context) }));
  }

  #readPaste() {
    const field = /** @type {HTMLTextAreaElement} */ (this.find("paste-input"));
    if (field.value.trim() === "") {
      this.notify("paste.empty", this.#store.get().language);
      field.focus();
      return;
    }
    const text = field.value;
    field.value = "";
    void this.#reading(this.#gathering.checkText(text));
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    if (event.target.dataset.action === "policy") void this.#panel()?.submit();
    if (event.target.dataset.action !== "password") return;
    const id = Number(event.target.dataset.id);
    const field = this.#cards.passwordField(id);
    if (field.value === "") {
      this.notify("password.empty", this.#store.get().language);
      field.focus();
      return;
    }
    const second = this.#cards.passwordField(id, "second");
    const typed = second.isConnected && second.value !== "" ? second.value : undefined;
    void tryPassword(this.#store, id, field.value, typed);
  }

  /** @param {EventTarget | null} target */
  #change(target) {
    if (!(target instanceof HTMLInputElement)) return;
    if (target.dataset.action === "password-visible") {
      for (const which of /** @type {const} */ (["first", "second"]))
        this.#cards.passwordField(Number(target.dataset.id), which).type = target.checked ? "text" : "password";
    } else if (target.type === "file") {
      const files = [...(target.files ?? [])];
      target.value = ""; // The same file can be chosen again.
      void this.add(files);
    }
  }

  /** @param {EventTarget | null} target */
  #toggle(target) {
    if (!(target instanceof HTMLDetailsElement) || !target.open) return;
    const id = Number(target.closest("[data-testid=card]")?.getAttribute("data-id"));
    if (target.matches("[data-testid=card-details]")) void this.#describe(target, id);
    if (target.matches("[data-testid=policy]")) void this.#features().then(() => this.#draw());
  }

  /** @param {HTMLDetailsElement} opened the details of a card @param {number} id of the card */
  async #describe(opened, id) {
    const features = await this.#features();
    const card = this.#store.get().cards.find((one) => one.id === id);
    if (card?.status !== "read") return;
    features?.showDetails(opened, card, contextOf(this.#store.get(), new Date()));
  }
}
