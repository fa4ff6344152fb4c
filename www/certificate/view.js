// @ts-check
// The parts of a certificate that cards and renewal panel share.

import { button, element } from "../common/element.js";
import * as format from "../common/format.js";
import { icon } from "../common/icons.js";

/** @typedef {import("./words.js").ViewContext} ViewContext */

/** Date large, time and zone after it. @param {string} instant @param {ViewContext} context */
export function moment(instant, { language }) {
  return element(
    "time",
    { datetime: instant },
    element("span", { class: "date" }, format.date(instant, language)),
    " ",
    element("span", { class: "clock" }, format.time(instant, language)),
  );
}

/** Companions a judgement that is no real one. @param {ViewContext} context @param {string} testId */
export function demoNote({ t }, testId) {
  return element("p", { class: "demo-note", "data-testid": testId }, icon("due"), t("policy.judged"));
}

/** Copies the code of a failure for a report. @param {string} code @param {ViewContext} context */
export function reportButton(code, { t }) {
  return button("report", t("report.copy"), { class: "quiet", "data-code": code, "data-testid": "report" });
}

/**
 * The details of a failure, which say something to developers only.
 * @param {string | undefined} detail @param {string} code @param {ViewContext} context
 */
export function forDevelopers(detail, code, context) {
  return element("p", { class: "for-developers" }, detail ?? "", " ", reportButton(code, context));
}
