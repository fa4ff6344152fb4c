// @ts-check
// The table: a tree grid of rows, of which only those in sight are in the document.

import { element } from "../../../common/element.js";
import { icon } from "../../../common/icons.js";
import { cell } from "./cells.js";

/** @typedef {import("../../../certificate/words.js").ViewContext} ViewContext */
/** @typedef {import("../arranging.js").Line} Line */
/** @typedef {import("../columns.js").Column} Column */
/**
 * What is drawn.
 * @typedef {{
 *   lines: Line[],
 *   columns: readonly Column[],
 *   sort: { column: Column, isDescending: boolean },
 *   opened: number | null,
 *   context: ViewContext,
 * }} Picture
 */
/**
 * What somebody wants: `open` the card of a row; `unfold` or fold the older ones of a group.
 * @typedef {{ open: (id: number) => void, unfold: (group: string, isUnfolded: boolean) => void }} Wanted
 */

/** Rows that are drawn above and below those in sight. */
const SPARE_ROWS = 8;

/** One table. */
export class Table {
  #head = element("div", { role: "row", class: "table-head", "aria-rowindex": "1" });
  #body = element("div", { role: "rowgroup", class: "table-body" });
  node = element(
    "div",
    { role: "treegrid", class: "table", part: "table", "data-testid": "table" },
    // As wide as its columns, for the head and the rows alike.
    element(
      "div",
      { role: "presentation", class: "table-width" },
      element("div", { role: "rowgroup", class: "table-top" }, this.#head),
      this.#body,
    ),
  );
  /** By the row that they show. @type {Map<number, HTMLElement>} */
  #drawn = new Map();
  /** What a node shows. @type {WeakMap<HTMLElement, Line>} */
  #shown = new WeakMap();
  /** @type {Picture | null} */
  #picture = null;
  /** The row that the keyboard is at. @type {number | null} */
  #active = null;
  /** Of one row, in CSS pixels. */
  #height = 44;
  /** @type {Wanted} */
  #wanted;
  #isWaiting = false;

  /** @param {Wanted} wanted */
  constructor(wanted) {
    this.#wanted = wanted;
    this.node.addEventListener("scroll", () => this.#soon(), { passive: true });
    new ResizeObserver(() => this.#soon()).observe(this.node);
    this.#body.addEventListener("click", (event) => this.#click(event));
    this.#body.addEventListener("keydown", (event) => this.#key(event));
    this.#body.addEventListener("focusin", ({ target }) => this.#focused(target));
  }

  /** @param {Picture} picture */
  render(picture) {
    const before = this.#picture;
    this.#picture = picture;
    const { lines, columns, sort, context } = picture;
    const isOther = before?.columns !== columns || before.context.language !== context.language;
    if (isOther || before.sort !== sort) this.#drawHead(picture);
    if (isOther) this.#drawn.clear();
    this.node.setAttribute("aria-label", context.t("many.table"));
    this.node.setAttribute("aria-rowcount", String(lines.length + 1));
    this.node.setAttribute("aria-colcount", String(columns.length));
    if (!lines.some(({ row }) => row.id === this.#active)) this.#active = lines[0]?.row.id ?? null;
    this.#drawRows();
  }

  /** Gives the focus to a row, where it is in the table. @param {number | null} id */
  focus(id) {
    const place = this.#picture?.lines.findIndex(({ row }) => row.id === id) ?? -1;
    this.#go(Math.max(0, place));
  }

  /** @param {Picture} picture */
  #drawHead({ columns, sort, context: { t } }) {
    this.node.style.setProperty("--columns", columns.map((column) => `var(--column-${column})`).join(" "));
    const hadFocus = this.#head.contains(/** @type {ShadowRoot} */ (this.node.getRootNode()).activeElement);
    this.#head.replaceChildren(
      ...columns.map((column) => {
        const isSorted = sort.column === column;
        const order = sort.isDescending ? "descending" : "ascending";
        return element(
          "div",
          { role: "columnheader", "aria-sort": isSorted ? order : "none", "data-column": column },
          element(
            "button",
            {
              type: "button",
              class: "quiet",
              "data-action": "sort",
              "data-column": column,
              "data-testid": `sort-${column}`,
            },
            t(`many.column.${column}`),
            isSorted && icon(order),
          ),
        );
      }),
    );
    if (hadFocus)
      /** @type {HTMLElement | null} */ (
        this.#head.querySelector(`[data-action][data-column="${sort.column}"]`)
      )?.focus();
  }

  /** Draws before the next frame. */
  #soon() {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    requestAnimationFrame(() => {
      this.#isWaiting = false;
      this.#drawRows();
    });
  }

  #drawRows() {
    const picture = this.#picture;
    if (picture === null) return;
    const { lines } = picture;
    this.#height = parseFloat(getComputedStyle(this.node).getPropertyValue("--row-height")) || this.#height;
    this.#body.style.blockSize = `${lines.length * this.#height}px`;
    const { scrollTop, clientHeight } = this.node;
    const first = Math.max(0, Math.floor(scrollTop / this.#height) - SPARE_ROWS);
    const last = Math.min(lines.length, Math.ceil((scrollTop + clientHeight) / this.#height) + SPARE_ROWS);
    const places = Array.from({ length: Math.max(0, last - first) }, (_, place) => first + place);
    // The row with the focus stays, wherever it is: the keyboard would begin anew without it.
    const active = lines.findIndex(({ row }) => row.id === this.#active);
    if (active >= 0 && (active < first || active >= last)) places.push(active);
    /** @type {Map<number, HTMLElement>} */
    const drawn = new Map();
    for (const place of places) {
      const line = /** @type {Line} */ (lines[place]);
      drawn.set(line.row.id, this.#row(line, place, picture));
    }
    this.#drawn = drawn;
    const nodes = [...drawn.values()];
    const wanted = new Set(nodes);
    for (const old of [...this.#body.children]) if (!wanted.has(/** @type {HTMLElement} */ (old))) old.remove();
    // In the order of the table for whoever reads it in the order of the document; what has the focus is not moved.
    const focused = /** @type {ShadowRoot} */ (this.node.getRootNode()).activeElement;
    for (const [place, node] of nodes.entries()) {
      const there = this.#body.children[place];
      if (there === node) continue;
      if (node !== focused || node.parentNode !== this.#body) this.#body.insertBefore(node, there ?? null);
    }
  }

  /**
   * @param {Line} line
   * @param {number} place
   * @param {Picture} picture
   */
  #row(line, place, { columns, opened, context }) {
    const { row } = line;
    const old = this.#drawn.get(row.id);
    const node = old && isSame(this.#shown.get(old), line) ? old : this.#fresh(line, columns, context, old);
    node.style.insetBlockStart = `${place * this.#height}px`;
    const attributes = {
      "aria-rowindex": String(place + 2),
      "aria-selected": String(opened === row.id),
      tabindex: row.id === this.#active ? "0" : "-1",
    };
    for (const [name, value] of Object.entries(attributes))
      if (node.getAttribute(name) !== value) node.setAttribute(name, value);
    return node;
  }

  /**
   * @param {Line} line
   * @param {readonly Column[]} columns
   * @param {ViewContext} context
   * @param {HTMLElement | undefined} old whose place it takes, with the focus
   */
  #fresh(line, columns, context, old) {
    const { row, level, older, isUnfolded } = line;
    const node = old ?? element("div", { role: "row", class: "row", "data-testid": "row", "data-id": String(row.id) });
    const codes = {
      "data-look": row.look === "reading" ? "none" : row.look,
      "aria-busy": String(row.look === "reading"),
      "data-decision": row.decision ?? "",
      "aria-level": String(level),
    };
    for (const [name, value] of Object.entries(codes)) node.setAttribute(name, value);
    if (older > 0) node.setAttribute("aria-expanded", String(isUnfolded));
    else node.removeAttribute("aria-expanded");
    node.replaceChildren(
      ...columns.map((column, place) =>
        element(
          "div",
          { role: "gridcell", class: "cell", "data-column": column },
          place === 0 && older > 0
            ? element(
                "span",
                {
                  class: "fold",
                  "data-fold": true,
                  "data-testid": "fold",
                  title: context.t("many.fold", { count: String(older) }),
                },
                `${isUnfolded ? "−" : "+"}${older}`,
              )
            : null,
          ...cell(line, column, columns, context),
        ),
      ),
    );
    this.#shown.set(node, line);
    return node;
  }

  /** @param {MouseEvent} event */
  #click({ target }) {
    if (!(target instanceof Element)) return;
    const line = this.#lineAt(target);
    if (line === null) return;
    this.#active = line.row.id;
    if (target.closest("[data-fold]") !== null && line.row.group !== null)
      this.#wanted.unfold(line.row.group, !line.isUnfolded);
    else this.#wanted.open(line.row.id);
  }

  /** As a tree grid is moved in (ARIA Authoring Practices). @param {KeyboardEvent} event */
  #key(event) {
    const { lines } = /** @type {Picture} */ (this.#picture);
    const place = lines.findIndex(({ row }) => row.id === this.#active);
    const line = lines[place];
    if (line === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    const page = Math.max(1, Math.floor(this.node.clientHeight / this.#height) - 2);
    const { group } = line.row;
    switch (event.key) {
      case "ArrowDown":
        this.#go(place + 1);
        break;
      case "ArrowUp":
        this.#go(place - 1);
        break;
      case "PageDown":
        this.#go(place + page);
        break;
      case "PageUp":
        this.#go(place - page);
        break;
      case "Home":
        this.#go(0);
        break;
      case "End":
        this.#go(lines.length - 1);
        break;
      case "ArrowRight":
        if (line.older > 0 && !line.isUnfolded && group !== null) this.#wanted.unfold(group, true);
        break;
      case "ArrowLeft":
        if (line.isUnfolded && group !== null) this.#wanted.unfold(group, false);
        else if (line.level === 2) this.#go(lines.findLastIndex(({ level }, at) => at < place && level === 1));
        break;
      case "Enter":
      case " ":
        this.#wanted.open(line.row.id);
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  /** @param {number} place of a row */
  #go(place) {
    const { lines } = /** @type {Picture} */ (this.#picture);
    const at = Math.min(Math.max(place, 0), lines.length - 1);
    const id = lines[at]?.row.id;
    if (id === undefined) return;
    this.#active = id;
    const above = this.#head.offsetHeight;
    const { scrollTop, clientHeight } = this.node;
    const top = at * this.#height;
    if (top < scrollTop) this.node.scrollTop = top;
    else if (top + this.#height + above > scrollTop + clientHeight)
      this.node.scrollTop = top + this.#height + above - clientHeight;
    this.#drawRows();
    this.#drawn.get(id)?.focus({ preventScroll: true });
  }

  /** @param {EventTarget | null} target */
  #focused(target) {
    const line = target instanceof Element ? this.#lineAt(target) : null;
    if (line === null || line.row.id === this.#active) return;
    this.#active = line.row.id;
    this.#drawRows();
  }

  /** @param {Element} target */
  #lineAt(target) {
    const node = target.closest("[data-testid=row]");
    return node === null ? null : (this.#shown.get(/** @type {HTMLElement} */ (node)) ?? null);
  }
}

/** @param {Line | undefined} a @param {Line} b */
function isSame(a, b) {
  return (
    a?.row === b.row &&
    a.level === b.level &&
    a.older === b.older &&
    a.isUnfolded === b.isUnfolded &&
    a.replaced === b.replaced
  );
}
