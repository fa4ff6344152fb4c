// @ts-check
// `<orcamo-cert-files>`: the files of a client, made of a certificate. Its script is loaded when it is first wanted.

import { followModule, inspect } from "../certificate/core.js";
import { leafOf } from "../certificate/leaf.js";
import { clockIs, moduleIs, speak } from "../certificate/surroundings.js";
import { copyReport } from "../certificate/taking.js";
import { contextOf } from "../certificate/words.js";
import { CertElement } from "../common/cert-element.js";
import { element } from "../common/element.js";
import { asFailure, CoreFailure } from "../common/failure.js";
import { createStore } from "../common/store.js";
import { loadPart } from "../messages/index.js";
import { Making } from "./making.js";
import { Panel } from "./panel.js";
import { isBundle } from "./source.js";
import { initialState, renewedIs, typed } from "./state.js";
import style from "./style.css.js";
import { spoken } from "./view.js";

/** @typedef {import("../certificate/core.js").Certificate} Certificate */
/** @typedef {import("../certificate/surroundings.js").Clock} Clock */
/** @typedef {import("../certificate/surroundings.js").Language} Language */
/** @typedef {import("./source.js").FileSource} FileSource */
/** @typedef {import("./source.js").Source} Source */
/** @typedef {import("./state.js").State} State */

/**
 * Makes the files that a client needs. It shows nothing until it has a `source`.
 *
 * Attributes: `lang`; `open` is there while it shows something.
 *
 * Events: `orcamo-cert-saved` `{ client, paths, bundle, how }`: files were given to the browser (`handed`) or written
 * into a folder and read back (`written`); `bundle` says which parts of a renewed bundle are among them as they were
 * issued. `orcamo-cert-failed` `{ code }`: the source cannot be read. `orcamo-cert-closed`: it had the focus, and shows
 * nothing any more.
 */
export class FilesElement extends CertElement {
  #store = createStore(initialState("ja"), (before) => this.#follow(before));
  #panel = new Panel(this.root);
  #making = new Making(this.#store, (saved) => this.tell("saved", saved));
  /** @type {Source | null} */
  #source = null;
  /** What is on the screen. @type {State | null} */
  #shown = null;
  /** The language that was asked for last. @type {Language | null} */
  #wanted = null;
  /** Whether its own words have come. */
  #isReady = false;
  /** What the user types. */
  #read = (/** @type {import("./making.js").Typed} */ what) => this.#panel.text(what);

  constructor() {
    super(
      [style],
      element("section", {
        id: "client-files",
        class: "client-files",
        part: "panel",
        "aria-labelledby": "client-files-heading",
        "data-testid": "client-files",
      }),
    );
    /** @type {Record<string, import("../common/cert-element.js").Action>} */
    const actions = {
      report: (_id, event) =>
        copyReport(event, this.#store.get(), (key) => this.notify(key, this.#store.get().language)),
      "client-files-close": () => this.#making.close(),
      "client-files-save": (place) => this.#making.saveFile(place),
      "client-files-zip": () => this.#making.saveZip(this.#read),
      "client-files-folder": () => this.#making.chooseFolder(),
      "client-files-write": () => this.#making.writeToFolder(this.#read),
      "client-files-leave": () => this.#making.leaveFolder(),
      "client-files-print": () => this.#print(),
    };
    this.actions = actions;
    this.root.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#making.make(this.#read);
    });
    this.root.addEventListener("change", ({ target }) => this.#change(target));
    // While it is typed, not when the field is left: a button that is being pressed then would be drawn anew under the
    // pointer.
    this.root.addEventListener("input", ({ target }) => {
      if (target instanceof HTMLInputElement && target.dataset.action === "client-typed") this.#store.apply(typed);
    });
    // It may have been set before this script was there.
    for (const name of /** @type {const} */ (["source", "renewed", "clock"])) {
      if (!Object.hasOwn(this, name)) continue;
      const value = /** @type {any} */ (this)[name];
      delete (/** @type {any} */ (this)[name]);
      /** @type {any} */ (this)[name] = value;
    }
  }

  /** What the files are made of; null: nothing, and nothing is shown. @returns {Source | null} */
  get source() {
    return this.#store.get().clientFiles.status === "open" ? this.#source : null;
  }

  set source(source) {
    this.#source = source;
    if (source === null) this.#making.close();
    else if (isBundle(source)) this.#making.openBundle(source);
    else if (source.inspection !== undefined) this.#making.openFile(source, source.inspection);
    else void this.#inspect(source);
  }

  /** A renewed certificate that may have taken the place of the source. @returns {Certificate | null} */
  get renewed() {
    return this.#store.get().renewed;
  }

  set renewed(renewed) {
    this.#store.apply(renewedIs, renewed);
  }

  /** How the clock of this computer compares with the server's; null: not known. @returns {Clock | null} */
  get clock() {
    return this.#store.get().clock;
  }

  set clock(clock) {
    this.#store.apply(clockIs, clock);
  }

  /** @protected @override @param {AbortSignal} removed @param {Language} language */
  connected(removed, language) {
    // What is loaded before the first words comes in their language.
    if (!this.hasWords) this.#store.apply(speak, language);
    followModule((status) => this.#store.apply(moduleIs, status), removed);
  }

  /** @protected @override @param {Language} language */
  spoken(language) {
    // Where somebody has imported this script alone, its words are still to come.
    this.#wanted = language;
    void loadPart("later", language).then(
      () => {
        if (this.#wanted !== language) return;
        this.#isReady = true;
        if (this.#store.get().language === language) this.#draw();
        else this.#store.apply(speak, language);
      },
      () => {},
    );
  }

  /** @param {FileSource} source */
  async #inspect(source) {
    try {
      const { password } = source;
      const inspection = await inspect(source.bytes, password === undefined ? {} : { password });
      if (leafOf(inspection) === null) throw new CoreFailure("incomplete-file", { lacks: "certificate" });
      if (this.#source === source) this.#making.openFile(source, inspection);
    } catch (error) {
      this.tell("failed", { code: asFailure(error).code });
    }
  }

  /** @param {State} before */
  #follow(before) {
    this.toggleAttribute("open", this.#store.get().clientFiles.status === "open");
    this.#draw();
    const { status } = this.#store.get().clientFiles;
    if (status === "closed" && before.clientFiles.status === "open") this.#source = null;
  }

  #draw() {
    if (!this.#isReady) return;
    const state = this.#store.get();
    const before = this.#shown;
    this.#shown = state;
    const context = contextOf(state, new Date());
    const lostFocus = this.#panel.render(state, context);
    if (lostFocus) this.tell("closed");
    const { clientFiles } = state;
    if (before === null || before.language !== state.language || clientFiles.status !== "open") return;
    if (before.clientFiles !== clientFiles) this.announcer.say(spoken(clientFiles, before.clientFiles, context));
  }

  /** @param {EventTarget | null} target */
  #change(target) {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
    if (!target.dataset.action?.startsWith("client")) return;
    if (target.dataset.action === "client-password-visible" && target instanceof HTMLInputElement)
      this.#panel.showTyped("newPassword", target.checked);
    else void this.#making.changeControl(target);
  }

  /** The checklist alone, on paper. */
  #print() {
    this.toggleAttribute("printing", true);
    addEventListener("afterprint", () => this.toggleAttribute("printing", false), { once: true });
    print();
  }
}
