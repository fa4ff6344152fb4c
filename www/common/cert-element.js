// @ts-check
// What the elements have in common: a shadow root with its styles, the language in which they speak, and buttons that
// say by `data-action` what they do.

import { translator } from "../messages/index.js";
import { chooseLanguage } from "../messages/language.js";
import { Announcer } from "./announcer.js";
import { Speaking } from "./speaking.js";
import common from "./style.css.js";
import { sheet } from "./styles.js";

/** @typedef {import("../messages/index.js").Language} Language */
/** @typedef {(id: number, event: MouseEvent) => unknown} Action */

/**
 * `lang`: Japanese or English; without it, what the element stands in is written in, or else what the browser prefers.
 * Nothing is drawn before the words of a language are there.
 */
export class CertElement extends HTMLElement {
  static observedAttributes = ["lang"];

  /** What the buttons do. @protected @type {Record<string, Action>} */
  actions = {};
  /** @protected */
  announcer = new Announcer();
  #speaking = new Speaking((language) => this.spoken(language));
  #removed = new AbortController();

  /** @param {string[]} styles @param {...Node} children */
  constructor(styles, ...children) {
    super();
    /** @protected */
    this.root = this.attachShadow({ mode: "open" });
    this.root.adoptedStyleSheets = [common, ...styles].map(sheet);
    this.root.append(...children, ...this.announcer.nodes);
    this.root.addEventListener("click", (event) => this.#click(/** @type {MouseEvent} */ (event)));
  }

  connectedCallback() {
    this.#removed = new AbortController();
    const language = languageOf(this);
    this.connected(this.#removed.signal, language);
    // Whoever has placed it has words of their own for it where no words come.
    if (!this.#speaking.hasBegun) void this.#speaking.begin(language);
  }

  disconnectedCallback() {
    this.#removed.abort();
  }

  /** @param {string} _name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(_name, before, after) {
    // Where the words do not come it goes on in the language that it has.
    if (before !== after && this.#speaking.hasBegun) void this.#speaking.change(languageOf(this));
  }

  /**
   * The element is in a document.
   * @protected
   * @param {AbortSignal} _removed it is not there any more
   * @param {Language} _language in which it will speak
   */
  connected(_removed, _language) {}

  /** Whether there are words to draw in. @protected */
  get hasWords() {
    return this.#speaking.hasWords;
  }

  /** There are words of a language. @protected @param {Language} _language */
  spoken(_language) {}

  /** Whether a click on a button does what the button says. @protected @param {MouseEvent} _event */
  answers(_event) {
    return true;
  }

  /** A style sheet that came later. @protected @param {string} style */
  addStyle(style) {
    this.root.adoptedStyleSheets.push(sheet(style));
  }

  /** A part of the element that is always there. @protected @param {string} id */
  find(id) {
    return /** @type {HTMLElement} */ (this.root.getElementById(id));
  }

  /** A short word to everybody. @protected @param {string} key @param {Language} language */
  notify(key, language) {
    this.announcer.notify(translator(language)(key));
  }

  /** Tells whoever has placed the element. @protected @param {string} name @param {unknown} [detail] */
  tell(name, detail = null) {
    this.dispatchEvent(new CustomEvent(`orcamo-cert-${name}`, { detail, bubbles: true, composed: true }));
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const pressed = event.target instanceof Element ? event.target.closest("button[data-action]") : null;
    const action = pressed?.getAttribute("data-action") ?? "";
    if (!Object.hasOwn(this.actions, action) || !this.answers(event)) return;
    void this.actions[action]?.(Number(pressed?.getAttribute("data-id")), event);
  }
}

/**
 * Puts the words of a language into the parts that are always there.
 * @param {ParentNode} root
 * @param {Language} language
 */
export function renderWords(root, language) {
  const t = translator(language);
  for (const node of root.querySelectorAll("[data-message]"))
    node.textContent = t(node.getAttribute("data-message") ?? "");
  for (const node of root.querySelectorAll("[data-message-label]"))
    node.setAttribute("aria-label", t(node.getAttribute("data-message-label") ?? ""));
}

/** @param {HTMLElement} element @returns {Language} */
function languageOf(element) {
  /** @type {Element | null} */
  let inside = element;
  while (inside !== null) {
    const around = inside.closest("[lang]");
    if (around !== null) return chooseLanguage([around.getAttribute("lang") ?? "", ...navigator.languages]);
    const root = inside.getRootNode();
    inside = root instanceof ShadowRoot ? root.host : null;
  }
  return chooseLanguage(navigator.languages);
}
