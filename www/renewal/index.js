// @ts-check
// `<orcamo-cert-renewal>`: which certificate the browser presents, whether to renew it, and the new one.

import { followModule, load } from "../certificate/core.js";
import { moduleIs, policyChosen, speak } from "../certificate/surroundings.js";
import { contextOf } from "../certificate/words.js";
import { CertElement, renderWords } from "../common/cert-element.js";
import { createStore } from "../common/store.js";
import { loadLater } from "../later-script.js";
import { arming } from "./arming.js";
import { authHostNamed, serviceChosen } from "./configuration.js";
import { Configuring } from "./configuring.js";
import { createRenewing } from "./renewing.js";
import { canPick } from "./saving.js";
import { expected, initialState, unsaved } from "./state.js";
import style from "./style.css.js";
import { createTaking } from "./taking.js";
import { template } from "./template.js";
import { RenewalPanel } from "./view/panel.js";
import { spokenRenewal } from "./view/renewal.js";

/** @typedef {import("../certificate/core.js").Inspection} Inspection */
/** @typedef {import("../certificate/core.js").Policy} Policy */
/** @typedef {import("../certificate/surroundings.js").Clock} Clock */
/** @typedef {import("../certificate/surroundings.js").Language} Language */
/** @typedef {import("../client-files/source.js").BundleSource} BundleSource */
/** @typedef {import("./state.js").SavedFile} SavedFile */
/** @typedef {import("./state.js").State} State */

/**
 * Renews the certificate that the browser presents, once somebody has said yes.
 *
 * Attributes: `lang`; `endpoint`, `presented`: https addresses, absolute or relative to the document, where the renewal
 * goes and where the server says which certificate it sees (without it that is not known); or `config`: the address of
 * a file that says it, as docs/operating.md describes it.
 *
 * Events: `orcamo-cert-state` `{ phase, decision }`; `orcamo-cert-renewed` `{ certificate }`; `orcamo-cert-declined`;
 * `orcamo-cert-failed` `{ code, issued }`; `orcamo-cert-clock`: `clock` is another one; `orcamo-cert-files`: somebody
 * wants the client files of `bundle`. No event carries a secret.
 */
export class RenewalElement extends CertElement {
  #store = createStore(initialState("ja"), (before) => this.#follow(before));
  #panel = new RenewalPanel(this.root);
  #renewing = createRenewing(this.#store);
  #configuring = new Configuring(this.#store, () => this.#address());
  #yes = arming(this.#store, this.find("dialog-yes"));
  /** What is on the screen. @type {State | null} */
  #shown = null;

  constructor() {
    super([style], ...template());
    /** @type {Record<string, import("../common/cert-element.js").Action>} */
    const actions = {
      "renew-start": () => this.start(),
      "dialog-yes": (_id, event) => this.#sayYes(event),
      "discard-yes": () => this.#discard(true),
      "discard-no": () => this.#discard(false),
      "client-files-renewed": () => this.tell("files"),
      ...this.#renewing.actions,
      ...createTaking(
        this.#store,
        this.#renewing,
        (key) => this.notify(key, this.#store.get().language),
        () => this.#readAuthHost(),
      ),
    };
    this.actions = actions;
    this.root.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLSelectElement && target.dataset.action === "choose-service")
        this.#store.apply(serviceChosen, target.value === "" ? null : Number(target.value));
    });
    // The event does not bubble.
    this.root.addEventListener("toggle", ({ target }) => void this.#opened(target), { capture: true });
    // A dialog that closed by itself (Esc, the browser's back gesture) was answered with no.
    this.find("dialog").addEventListener("close", () => void this.#renewing.answerQuestion(false));
  }

  /** Files to compare with the certificate of the browser; null: one that cannot be read yet. */
  get expect() {
    return this.#store.get().expect;
  }

  /** @param {readonly (Inspection | null)[]} expect */
  set expect(expect) {
    this.#store.apply(expected, [...expect]);
  }

  /** When renewal is offered; null: as usual. @returns {Policy | null} */
  get policy() {
    return this.#store.get().policy;
  }

  set policy(policy) {
    this.#store.apply(policyChosen, policy);
    void this.#renewing.judgeAgain();
  }

  /** How the clock of this computer compares with the server's; null: not known. @returns {Clock | null} */
  get clock() {
    return this.#store.get().clock;
  }

  /** What was renewed, with its password; null: nothing. @returns {BundleSource | null} */
  get bundle() {
    const { renewal } = this.#store.get();
    const file = this.#renewing.renewedFile();
    return renewal.phase === "done" && file !== null ? { ...file, certificate: renewal.certificate } : null;
  }

  /** Looks which certificate the browser presents, and asks whether to renew it. A picker may open. */
  start() {
    this.#readAuthHost();
    return this.#renewing.startIdentifying(this.#configuring.again());
  }

  /** Answers the question with no. */
  dismiss() {
    return this.#renewing.answerQuestion(false);
  }

  /**
   * Files of the bundle are saved by other means.
   * @param {SavedFile[]} files @param {"handed" | "written"} how given to the browser, or written and read back
   */
  async saved(files, how) {
    await this.#renewing.savedElsewhere(files, how);
  }

  /** Gives the focus to the button that asks for the client files. */
  focusFiles() {
    const button = this.root.querySelector("[data-action=client-files-renewed]");
    if (button instanceof HTMLElement) button.focus();
  }

  /** @protected @override @param {AbortSignal} removed @param {Language} language */
  connected(removed, language) {
    // What is loaded before the first words comes in their language.
    if (!this.hasWords) this.#store.apply(speak, language);
    followModule((status) => this.#store.apply(moduleIs, status), removed);
    load().catch(() => {});
    this.#yes.listen(removed);
    void this.#configuring.again().then(() => this.#renewing.offerPending());
    addEventListener(
      "beforeunload",
      (event) => {
        if (unsaved(this.#store.get())) event.preventDefault();
      },
      { signal: removed },
    );
    // A page taken out of the back/forward cache goes on where it was, and the browser or another tab may have gone
    // further.
    addEventListener(
      "pageshow",
      (event) => {
        if (event.persisted) void this.#renewing.comeBack();
      },
      { signal: removed },
    );
  }

  /** @protected @override @param {Language} language */
  spoken(language) {
    if (this.#store.get().language === language) this.#draw();
    else this.#store.apply(speak, language);
  }

  /** @param {State} before */
  #follow(before) {
    this.#draw();
    this.#yes.follow(before);
    const { clock, renewal } = this.#store.get();
    if (before.clock !== clock) this.tell("clock");
    if (before.renewal === renewal) return;
    const was = before.renewal;
    const presented = "presented" in renewal ? renewal.presented : null;
    this.tell("state", { phase: renewal.phase, decision: presented?.eligibility?.decision ?? null });
    if (was.phase === "asking" && renewal.phase === "presented") this.tell("declined");
    if (renewal.phase === "done" && was.phase !== "done") this.tell("renewed", { certificate: renewal.certificate });
    if (renewal.phase === "failed" && was.phase !== "failed")
      this.tell("failed", {
        code: renewal.failure.code,
        issued: renewal.during === "renew" ? renewal.issued : "no",
      });
  }

  #draw() {
    if (!this.hasWords) return;
    const state = this.#store.get();
    const before = this.#shown;
    this.#shown = state;
    const context = contextOf(state, new Date());
    const spokeOther = before?.language !== state.language;
    if (spokeOther) renderWords(this.root, state.language);
    this.find("dialog-policy").hidden = state.policy === null;
    const { renewal } = state;
    this.#panel.render(before, state, context, {
      password: renewal.phase === "done" && renewal.passwordShown ? this.#renewing.newPassword() : null,
      canPick: canPick(),
    });
    if (before !== null && !spokeOther && before.renewal !== renewal && !isOnlyShowing(before, state))
      this.announcer.say(spokenRenewal(state, context));
  }

  /** Where the configuration comes from. */
  #address() {
    const config = this.getAttribute("config");
    if (config !== null) return { config: new URL(config, document.baseURI) };
    return { endpoint: this.getAttribute("endpoint"), presented: this.getAttribute("presented") };
  }

  /** The scripts, when somebody opens them, or again as the panel is drawn anew. @param {EventTarget | null} target */
  async #opened(target) {
    if (!(target instanceof HTMLDetailsElement) || !target.open || !target.matches("[data-testid=command-line]"))
      return;
    const { language } = this.#store.get();
    try {
      const { showCommandLine } = await loadLater(language);
      showCommandLine(target, contextOf(this.#store.get(), new Date()));
    } catch {
      this.notify("feature.failed", language);
    }
  }

  /** What was typed of the host that renews, if there is a field for it. */
  #readAuthHost() {
    const field = this.root.getElementById("auth-host");
    if (field instanceof HTMLInputElement) this.#store.apply(authHostNamed, field.value);
  }

  /** @param {MouseEvent} event */
  #sayYes(event) {
    void this.#renewing.answerQuestion(true, this.#yes.began(event));
    if (this.#store.get().renewal.phase === "asking") this.#panel.sayTooEarly(this.#store.get());
  }

  /**
   * The question may come up under the pointer between the clicks of a double click on 更新: the second one answers
   * nothing.
   * @protected @override @param {MouseEvent} event
   */
  answers({ detail, target }) {
    const isSecond = detail > 1 && target instanceof Element && this.find("dialog").contains(target);
    if (isSecond && target.closest("#dialog-yes")) this.#panel.sayTooEarly(this.#store.get());
    return !isSecond;
  }

  /** @param {boolean} yes */
  async #discard(yes) {
    if (!(await this.#renewing.discard(yes))) this.notify("pending.discard-failed", this.#store.get().language);
  }
}

/**
 * Showing or hiding the password and opening or closing the question speak for themselves.
 * @param {State} before
 * @param {State} state
 */
function isOnlyShowing({ renewal: old }, { renewal: fresh }) {
  if (old.phase === "done" && fresh.phase === "done") return old.passwordShown !== fresh.passwordShown;
  return fresh.phase === "asking" || (old.phase === "asking" && fresh.phase === "presented");
}
