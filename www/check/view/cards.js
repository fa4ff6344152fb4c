// @ts-check
// The list of cards: draws again only what changed, and keeps what the user is typing and where the focus is.

import { element, sameControl } from "../../common/element.js";
import { needsSecond } from "../state.js";
import { cardView } from "./card.js";

/** @typedef {import("../state.js").Card} Card */
/** @typedef {import("../../certificate/words.js").ViewContext} ViewContext */

/** The cards of one page. */
export class CardList {
  /** @type {Card[]} */
  #drawn = [];
  /** @type {Map<number, HTMLElement>} */
  #cardNodes = new Map();
  /**
   * One field for as long as a card is locked: what was typed stays through every redraw.
   * @type {Map<string, HTMLInputElement>}
   */
  #passwordFields = new Map();
  /** Where the cards are drawn. @type {ShadowRoot} */
  #root;

  /** @param {ShadowRoot} root */
  constructor(root) {
    this.#root = root;
  }

  /**
   * Draws the cards that have changed.
   * @param {Card[]} cards
   * @param {ViewContext} context
   * @param {boolean} otherWords
   */
  render(cards, context, otherWords) {
    const before = this.#drawn;
    if (!otherWords && cards.length === before.length && cards.every((card, place) => card === before[place])) return;
    this.#drawn = cards;
    const list = this.#part("cards");
    const hadFocus = list.contains(this.#root.activeElement) ? this.#root.activeElement : null;
    for (const old of before) {
      if (cards.some((card) => card.id === old.id)) continue;
      this.#cardNodes.delete(old.id);
      this.#forgetPassword(old.id);
    }
    const nodes = cards.map((card) => {
      const old = this.#cardNodes.get(card.id);
      if (old && !otherWords && before.includes(card)) return old;
      const node = cardView(
        card,
        { first: this.passwordField(card.id), second: this.passwordField(card.id, "second") },
        context,
      );
      if (card.status === "read" || card.status === "failed" || card.status === "recognized")
        this.#forgetPassword(card.id);
      for (const opened of old?.querySelectorAll("details[open]") ?? []) {
        node.querySelector(`details[data-testid="${opened.getAttribute("data-testid")}"]`)?.setAttribute("open", "");
      }
      this.#cardNodes.set(card.id, node);
      return node;
    });
    for (const [index, node] of nodes.entries()) {
      if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
    }
    while (list.children.length > nodes.length) list.lastElementChild?.remove();
    this.#placeFocus(cards, before, hadFocus);
  }

  /** @param {number} id */
  #forgetPassword(id) {
    for (const key of [`${id}-first`, `${id}-second`]) {
      const field = this.#passwordFields.get(key);
      if (field) field.value = "";
      this.#passwordFields.delete(key);
    }
  }

  /**
   * A password just refused is selected, to be typed over; a card just opened takes the focus its form had; and whoever
   * removed a card goes on where they were.
   * @param {Card[]} cards @param {Card[]} before @param {Element | null} hadFocus
   */
  #placeFocus(cards, before, hadFocus) {
    const wasLocked = (/** @type {Card} */ card) =>
      before.some((old) => old.id === card.id && old.status === "locked" && old.busy);
    const refused = cards.find((card) => card.status === "locked" && card.refused && !card.busy && wasLocked(card));
    const waits = cards.find((card) => card.status === "locked" && needsSecond(card) && !card.busy && wasLocked(card));
    const asked = refused ?? waits;
    if (asked) {
      const field = this.#passwordFields.get(`${asked.id}-${asked === waits ? "second" : "first"}`);
      field?.select();
      field?.focus();
      return;
    }
    if (hadFocus === null || hadFocus === this.#root.activeElement) return;
    const id = hadFocus.closest("[data-testid=card]")?.getAttribute("data-id");
    const card = id ? this.#cardNodes.get(Number(id)) : undefined;
    if (card) (sameControl(card, hadFocus) ?? card.querySelector("h3"))?.focus();
    else (this.#part("cards").querySelector("h3") ?? this.#part("file-input")).focus();
  }

  /** @param {string} id */
  #part(id) {
    return /** @type {HTMLElement} */ (this.#root.getElementById(id));
  }

  /**
   * @param {number} id of a locked card
   * @param {"first" | "second"} [which]
   * @returns {HTMLInputElement}
   */
  passwordField(id, which = "first") {
    const key = `${id}-${which}`;
    const known = this.#passwordFields.get(key);
    if (known) return known;
    const field = element("input", {
      type: "password",
      autocomplete: "off",
      autocapitalize: "none",
      spellcheck: "false",
      "data-testid": which === "first" ? "card-password" : "card-second-password",
    });
    this.#passwordFields.set(key, field);
    return field;
  }
}
