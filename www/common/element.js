// @ts-check
// Builds DOM from text only: nothing here or in the views ever parses HTML. Data in the text stands by itself, in a
// `bdi`.

import { isolated, parts, plain } from "./data.js";

/** @typedef {Node | string | null | false} Child */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {Record<string, string | boolean>} [attributes] true: present without a value; false: absent
 * @param {...Child} children @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) node.setAttribute(name, value === true ? "" : plain(value));
  }
  const text = (/** @type {string} */ words) => (tag === "option" ? [isolated(words)] : shown(words));
  node.append(
    ...children.flatMap((child) =>
      typeof child === "string" ? text(child) : child === null || child === false ? [] : [child],
    ),
  );
  return node;
}

/** Puts words in the place of what an element holds. @param {Element} node @param {string} words */
export function fill(node, words) {
  node.replaceChildren(...shown(words));
}

/** @param {string} words @returns {(Node | string)[]} */
function shown(words) {
  return parts(words).map((part, place) => {
    if (place % 2 === 0) return part;
    const node = document.createElement("bdi");
    node.textContent = part;
    return node;
  });
}

/**
 * @param {string} action what its element does when it is pressed @param {string} text
 * @param {Record<string, string | boolean>} [attributes]
 */
export function button(action, text, attributes = {}) {
  return element("button", { type: "button", "data-action": action, ...attributes }, text);
}

/**
 * A term and its description, for a `dl`.
 * @param {string} term
 * @param {Record<string, string>} attributes
 * @param {...Child} description
 */
export function entry(term, attributes, ...description) {
  return element("div", {}, element("dt", {}, term), element("dd", attributes, ...description));
}

/**
 * @param {ParentNode} root
 * @param {string} testId
 * @returns {HTMLElement | null}
 */
export function byTestId(root, testId) {
  return root.querySelector(`[data-testid="${testId}"]`);
}

/**
 * The control that took the place of one that was redrawn.
 * @param {ParentNode} root
 * @param {Element} old
 * @returns {HTMLElement | null}
 */
export function sameControl(root, old) {
  const testId = old.getAttribute("data-testid");
  const control = testId === null ? null : byTestId(root, testId);
  return control?.matches(":disabled") ? null : control;
}
