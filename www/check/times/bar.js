// @ts-check
// The validity of a certificate as a picture: from the issue to the expiry, where today is in it, and when it can be
// renewed. Its parts differ in their height too, and everything is said in words.

import { element } from "../../common/element.js";
import * as format from "../../common/format.js";

/** @typedef {import("../../certificate/core.js").Certificate} Certificate */
/** @typedef {import("../../certificate/core.js").Eligibility} Eligibility */
/** @typedef {import("../../certificate/words.js").ViewContext} ViewContext */
/** "2027/01/15" / "15 Jan 2027" */
const SHORT = format.perLanguage((locale) => new Intl.DateTimeFormat(locale, { dateStyle: "medium" }));

/**
 * A part of the validity, by what it is; from when until when, in milliseconds since 1970.
 * @typedef {{ part: "wait" | "open" | "due" | "last", from: number, until: number }} Part
 */

/** Of the picture, that the date at its begin takes. */
const LEAST_SHARE = 0.35;
const LAST_DAYS = 30 * 86_400_000;

/**
 * @param {Pick<Certificate, "notBefore" | "notAfter">} certificate
 * @param {Pick<Eligibility, "opensOn" | "remindFrom"> | null} windows null: it is never renewed
 * @param {ViewContext} context
 */
export function timeBar({ notBefore, notAfter }, windows, context) {
  const { t, language, now } = context;
  const parts = partsOf(Date.parse(notBefore), Date.parse(notAfter), windows);
  const today = now.getTime();
  const begin = Math.min(Date.parse(notBefore), today);
  const end = Math.max(Date.parse(notAfter), today);
  const place = (/** @type {number} */ instant) => `${((instant - begin) / (end - begin || 1)) * 100}%`;
  const marker = element("span", { class: "time-today" }, element("span", {}, t("time.today")));
  marker.style.insetInlineStart = place(today);
  // Words are beside the line, not outside of the picture.
  const share = (today - begin) / (end - begin || 1);
  marker.dataset.side = share > 0.5 ? "before" : "after";
  const dates = {
    from: format.date(notBefore, language),
    until: format.date(notAfter, language),
    today: format.date(now.toISOString(), language),
    opens: windows === null ? "" : format.date(windows.opensOn, language),
  };
  return element(
    "div",
    { class: "time-bar", "data-testid": "time-bar" },
    element(
      "div",
      {
        class: "time-track",
        role: "img",
        "aria-label": t(windows === null ? "time.words" : "time.words-window", dates),
      },
      marker,
      share > LEAST_SHARE && element("span", { class: "time-begin" }, SHORT(language).format(new Date(notBefore))),
      ...parts.map(({ part, from, until }) => {
        const node = element("span", { class: "time-part", "data-part": part });
        node.style.insetInlineStart = place(from);
        node.style.inlineSize = `calc(${place(until)} - ${place(from)})`;
        return node;
      }),
    ),
    element(
      "ul",
      { class: "time-legend", "aria-hidden": "true" },
      ...parts
        .filter(({ part }) => part !== "wait")
        .map(({ part, from }) =>
          element(
            "li",
            {},
            element("span", { class: "time-sample", "data-part": part }),
            t(`time.${part}`, { date: SHORT(language).format(new Date(from)) }),
          ),
        ),
    ),
  );
}

/**
 * What follows each other. A window that opens after the next part begins has no part of its own.
 * @param {number} begin
 * @param {number} end
 * @param {Pick<Eligibility, "opensOn" | "remindFrom"> | null} windows
 * @returns {Part[]}
 */
export function partsOf(begin, end, windows) {
  const inside = (/** @type {number} */ instant) => Math.min(Math.max(instant, begin), end);
  const last = inside(end - LAST_DAYS);
  const due = windows === null ? last : Math.min(inside(Date.parse(windows.remindFrom)), last);
  const open = windows === null ? due : Math.min(inside(Date.parse(windows.opensOn)), due);
  /** @type {Part[]} */
  const parts = [
    { part: "wait", from: begin, until: open },
    { part: "open", from: open, until: due },
    { part: "due", from: due, until: last },
    { part: "last", from: last, until: end },
  ];
  return parts.filter(({ from, until }) => from < until);
}
