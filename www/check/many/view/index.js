// @ts-check
// Draws the table and what stands around it, and says what somebody wants of them.

import { renderWords } from "../../../common/cert-element.js";
import { element, fill } from "../../../common/element.js";
import * as format from "../../../common/format.js";
import { icon } from "../../../common/icons.js";
import { verdict } from "../../words.js";
import { COLUMNS } from "../columns.js";
import { monthColumns } from "./months.js";
import { MOST_FIELDS, panel, passwordField } from "./panel.js";
import { Table } from "./table.js";

/** @typedef {import("../../../certificate/words.js").ViewContext} ViewContext */
/** @typedef {import("../arranging.js").Arrangement} Arrangement */
/** @typedef {import("../columns.js").Column} Column */
/** @typedef {import("../state.js").Filter} Filter */
/** @typedef {import("../state.js").State} State */
/**
 * What somebody wants.
 * @typedef {import("./table.js").Wanted & {
 *   sort: (column: Column) => void,
 *   filter: (change: Partial<Filter>) => void,
 *   columns: (columns: Column[]) => void,
 *   passwords: (passwords: string[]) => void,
 *   noPassword: () => void,
 *   take: (form: import("../taking/index.js").Form) => void,
 *   cancel: () => void,
 *   close: () => void,
 * }} Wanted
 */
/**
 * @typedef {{
 *   state: State,
 *   columns: readonly Column[],
 *   arrangement: Arrangement,
 *   context: ViewContext,
 * }} Picture
 */

/** Days after which what has expired may be hidden. */
const EXPIRED_FOR = [0, 30, 90, 365];

export class ManyView {
  /** @type {Table} */
  #table;
  /** @type {HTMLElement} */
  node;
  /** @type {Wanted} */
  #wanted;
  /** @type {Picture | null} */
  #shown = null;

  /** @param {Wanted} wanted */
  constructor(wanted) {
    this.#wanted = wanted;
    this.#table = new Table(wanted);
    this.node = panel(this.#table.node);
    this.#find("many-passwords").append(passwordField(0));
    this.node.addEventListener("click", ({ target }) => this.#click(target));
    this.node.addEventListener("input", ({ target }) => this.#input(target));
    this.node.addEventListener("change", ({ target }) => this.#change(target));
    this.#find("months").addEventListener("keydown", (event) => this.#monthKey(event));
    this.#find("many-locked").addEventListener("submit", () => this.#submit());
  }

  /** @param {Picture} picture */
  render(picture) {
    const { state, columns, arrangement, context } = picture;
    const { locked } = arrangement.summary;
    const { t, language } = context;
    const before = this.#shown;
    this.#shown = picture;
    const number = (/** @type {number} */ value) => format.number(value, language);
    if (before?.context.language !== language) this.#speak(context);
    this.#find("many-progress").hidden = state.reading === null;
    if (state.reading !== null) {
      const { done, total } = state.reading;
      const bar = /** @type {HTMLProgressElement} */ (this.#find("many-bar"));
      bar.max = total;
      bar.value = done;
      fill(this.#find("many-done"), t("many.progress", { done: number(done), total: number(total) }));
    }
    if (
      before?.arrangement.summary !== arrangement.summary ||
      before.state.filter !== state.filter ||
      before.context.language !== language
    ) {
      this.#drawLooks(picture);
      this.#drawMonths(picture);
    }
    if (before?.columns !== columns)
      for (const box of this.#boxes()) box.checked = columns.includes(/** @type {Column} */ (box.dataset.column));
    this.#find("many-locked").hidden = locked === 0;
    fill(this.#find("many-locked-why"), t("many.locked", { count: number(locked) }));
    this.#find("many-close").hidden = state.opened === null;
    if (
      before?.arrangement !== arrangement ||
      before.columns !== columns ||
      before.state.sort !== state.sort ||
      before.state.opened !== state.opened ||
      before.context.language !== language
    )
      this.#table.render({ ...state, columns, lines: arrangement.lines, context });
    fill(this.#find("many-take"), t("many.take", { count: number(arrangement.lines.length) }));
    const none = this.#find("many-none");
    none.hidden = arrangement.lines.length > 0 || state.reading !== null;
    if (none.hidden === false && none.textContent === "") fill(none, t("many.none"));
    if (none.hidden) none.textContent = "";
  }

  /** Gives the focus to a row, or to the first one. @param {number | null} id */
  focus(id) {
    this.#table.focus(id);
  }

  /** Sets what is printed in the place of the table; an empty list clears it. @param {Node[]} nodes */
  print(nodes) {
    const paper = this.#find("many-paper");
    paper.hidden = nodes.length === 0;
    paper.replaceChildren(...nodes);
  }

  /** What was typed is gone, and the form as it was before. */
  forgetPasswords() {
    const label = this.#fields()[0]?.getAttribute("aria-label") ?? "";
    const field = passwordField(0);
    field.setAttribute("aria-label", label);
    this.#find("many-passwords").replaceChildren(field);
    /** @type {HTMLInputElement} */ (this.#find("many-visible")).checked = false;
    this.#adding.disabled = false;
  }

  /** @param {ViewContext} context */
  #speak({ t, language }) {
    renderWords(this.node, language);
    for (const field of this.#fields()) field.setAttribute("aria-label", t("many.password"));
    const select = /** @type {HTMLSelectElement} */ (this.#find("many-expired"));
    const { value } = select;
    select.replaceChildren(
      element("option", { value: "" }, t("many.hide-expired.no")),
      ...EXPIRED_FOR.map((days) =>
        element(
          "option",
          { value: String(days) },
          t(days === 0 ? "many.hide-expired.all" : "many.hide-expired.days", { days: format.number(days, language) }),
        ),
      ),
    );
    select.value = value;
  }

  /** What the files come to, each a filter. @param {Picture} picture */
  #drawLooks({ state: { filter }, arrangement: { summary }, context }) {
    const { t, language } = context;
    const group = this.#find("many-looks");
    const focused = /** @type {ShadowRoot} */ (this.node.getRootNode()).activeElement;
    const hadFocus = focused instanceof HTMLElement && group.contains(focused) ? focused.dataset.filter : undefined;
    const one = (
      /** @type {string} */ value,
      /** @type {string} */ look,
      /** @type {string} */ words,
      /** @type {number} */ count,
    ) =>
      element(
        "button",
        {
          type: "button",
          class: "look",
          "data-filter": value,
          "data-look": look,
          "data-testid": `look-${value || "all"}`,
          "aria-pressed": String((filter.look ?? "") === value),
        },
        look !== "" && icon(look),
        element("span", {}, words),
        " ",
        element("span", { class: "count" }, format.number(count, language)),
      );
    group.replaceChildren(
      one(
        "",
        "",
        t("many.all"),
        summary.counts.reduce((sum, { count }) => sum + count, 0),
      ),
      ...summary.counts
        .filter(({ row }) => row.look !== "reading")
        .map(({ row, count }) => one(row.recognized ?? row.look, row.look, verdict(row, context), count)),
    );
    if (hadFocus !== undefined)
      /** @type {HTMLElement | null} */ (
        group.querySelector(`[data-filter="${hadFocus}"]`) ?? group.firstElementChild
      )?.focus();
  }

  /** @param {Picture} picture */
  #drawMonths({ state: { filter }, arrangement: { summary }, context }) {
    const { months } = summary;
    const part = this.#find("months");
    const focused = /** @type {ShadowRoot} */ (this.node.getRootNode()).activeElement;
    const hadFocus = focused instanceof HTMLElement && part.contains(focused) ? focused.dataset.interval : undefined;
    this.#find("many-months").hidden = months.length === 0;
    part.replaceChildren(...monthColumns(months, filter.month, context, false));
    const again = this.#months.find(({ dataset }) => dataset.interval === hadFocus);
    if (hadFocus !== undefined) this.#atMonth(again ?? this.#months[0]);
  }

  /** As a toolbar is moved in (ARIA Authoring Practices). @param {KeyboardEvent} event */
  #monthKey(event) {
    const months = this.#months;
    const at = months.indexOf(/** @type {HTMLElement} */ (event.target));
    if (at < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    const places = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: months.length - 1 };
    const place = places[/** @type {keyof typeof places} */ (event.key)];
    if (place === undefined) return;
    event.preventDefault();
    this.#atMonth(months[Math.min(Math.max(place, 0), months.length - 1)]);
  }

  /** @param {HTMLElement | undefined} month the keyboard comes to it */
  #atMonth(month) {
    for (const other of this.#months) other.tabIndex = other === month ? 0 : -1;
    month?.focus();
  }

  get #months() {
    return /** @type {HTMLElement[]} */ ([...this.#find("months").querySelectorAll("[data-interval]")]);
  }

  /** @param {EventTarget | null} target */
  #click(target) {
    const pressed = target instanceof Element ? target.closest("button") : null;
    if (pressed === null) return;
    const { action, column, filter, form, interval } = pressed.dataset;
    if (action === "sort") this.#wanted.sort(/** @type {Column} */ (column));
    else if (action === "many-take") this.#wanted.take(/** @type {import("../taking/index.js").Form} */ (form));
    else if (action === "many-cancel") this.#wanted.cancel();
    else if (action === "many-close") this.#wanted.close();
    else if (action === "many-add-password") this.#addPassword();
    else if (interval !== undefined)
      this.#wanted.filter({ month: pressed.getAttribute("aria-pressed") === "true" ? null : interval });
    else if (filter !== undefined) this.#wanted.filter({ look: filter === "" ? null : filter });
  }

  /** @param {EventTarget | null} target */
  #input(target) {
    if (target instanceof HTMLInputElement && target.id === "many-text") this.#wanted.filter({ text: target.value });
  }

  /** @param {EventTarget | null} target */
  #change(target) {
    if (target instanceof HTMLSelectElement)
      this.#wanted.filter({ hideExpired: target.value === "" ? null : Number(target.value) });
    if (!(target instanceof HTMLInputElement)) return;
    if (target.id === "many-due") this.#wanted.filter({ dueOnly: target.checked });
    else if (target.id === "many-visible")
      for (const field of this.#fields()) field.type = target.checked ? "text" : "password";
    else if (target.dataset.column !== undefined) {
      const chosen = this.#boxes()
        .filter(({ checked }) => checked)
        .map(({ dataset }) => dataset.column);
      if (chosen.length === 0) target.checked = true;
      else this.#wanted.columns(COLUMNS.filter((column) => chosen.includes(column)));
    }
  }

  #submit() {
    const typed = this.#fields()
      .map(({ value }) => value)
      .filter((value) => value !== "");
    if (typed.length > 0) {
      this.#wanted.passwords(typed);
      return;
    }
    this.#wanted.noPassword();
    this.#fields()[0]?.focus();
  }

  #addPassword() {
    const fields = this.#fields();
    const [first] = fields;
    if (first === undefined || fields.length >= MOST_FIELDS) return;
    const field = passwordField(fields.length);
    field.type = first.type;
    field.setAttribute("aria-label", first.getAttribute("aria-label") ?? "");
    this.#find("many-passwords").append(field);
    this.#adding.disabled = fields.length + 1 >= MOST_FIELDS;
    field.focus();
  }

  /** The button that adds a field. */
  get #adding() {
    return /** @type {HTMLButtonElement} */ (this.node.querySelector("[data-action=many-add-password]"));
  }

  #fields() {
    return /** @type {HTMLInputElement[]} */ ([...this.#find("many-passwords").children]);
  }

  #boxes() {
    return /** @type {HTMLInputElement[]} */ ([...this.node.querySelectorAll("input[data-column]")]);
  }

  /** @param {string} id */
  #find(id) {
    return /** @type {HTMLElement} */ (this.node.querySelector(`#${id}`));
  }
}
