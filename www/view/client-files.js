// @ts-check
// The panel in which the files of a client are made.

import { FOLDERS, SETTINGS, alikeConnections, chosenConnection, folderOf, hasSettings, toldPlace } from "../client-files-state.js";
import * as format from "../format.js";
import { commonNames, failureWords } from "../words.js";
import { backup } from "./backup.js";
import { button, element, icon } from "./element.js";

/** @typedef {import("../client-files-state.js").Client} Client */
/** @typedef {import("../client-files-state.js").Open} Open */
/** @typedef {import("../client-files.js").Typed} Typed */
/** @typedef {import("../words.js").Voice} Voice */
/** The fields in which the user types; the same ones for as long as the panel is open. @typedef {Record<Typed, HTMLInputElement>} Fields */

/** @type {Client[]} */
const CLIENTS = ["monsiaj", "glclient2", "receview", "api", "browser"];

/** `unfolded`: the user has opened what only some need. @param {Open} open @param {Voice} voice @param {Fields} fields @param {boolean} canPickFolder @param {boolean} unfolded */
export function clientFilesView(open, voice, fields, canPickFolder, unfolded) {
  const { t, language } = voice;
  const { certificate, client, work } = open;
  const busy = work !== "idle";
  return [
    element(
      "header",
      {},
      element("h2", { tabindex: "-1", "data-testid": "client-files-heading" }, t("files.heading")),
      element(
        "button",
        { type: "button", class: "quiet icon-only", "data-action": "client-files-close", "data-testid": "client-files-close", "aria-label": t("files.close") },
        icon("remove"),
      ),
    ),
    element("p", {}, t("files.about", { name: commonNames(certificate, voice), expiry: format.dateTime(certificate.notAfter, language) })),
    element(
      "form",
      { "data-action": "client-files", autocomplete: "off" },
      element(
        "fieldset",
        { class: "clients-choice" },
        element("legend", {}, t("files.client")),
        ...CLIENTS.map((one) => choice("radio", "client", one, one === client, t(`files.client.${one}`), { "data-testid": `client-${one}`, disabled: busy })),
      ),
      client && element("div", { class: "wishes" }, ...source(open, voice, fields, busy), ...ofClient(open, voice, fields, busy), ...wishes(open, voice, fields, busy, unfolded)),
      client && element(
        "div",
        { class: "buttons" },
        element("button", { class: "primary", "data-testid": "client-files-make", disabled: busy }, t(work === "making" ? "files.making" : "files.make")),
        canPickFolder && hasSettings(client) && button("client-files-folder", t(work === "picking" ? "files.picking" : open.folder ? "files.folder-other" : "files.folder", { folder: `.${client}` }), {
          "data-testid": "client-files-folder",
          disabled: busy,
        }),
      ),
      client && canPickFolder && hasSettings(client) && !open.folder ? element("p", { class: "hint" }, t("files.folder-hint", { folder: FOLDERS[client] })) : null,
    ),
    open.notPicked ? element("p", { class: "note", "data-testid": "client-files-not-picked" }, t("files.not-picked")) : null,
    folderToWrite(open, voice),
    failure(open, voice),
    made(open, voice),
    written(open, voice),
    client && backup(open, voice),
  ];
}

/** What the live region says when the panel changes. @param {Open} open @param {Voice} voice */
export function spokenClientFiles(open, voice) {
  const { t } = voice;
  if (open.failure !== null) return failureWords(open.failure, voice).sentence;
  if (open.notPicked) return t("files.not-picked");
  if (open.made !== null) return t("files.made");
  if (open.folder !== null && open.written === null) return t("files.target", { folder: open.folder.name });
  return open.written === null ? "" : t("files.written");
}

/** What the user has to give of the certificate. @param {Open} open @param {Voice} voice @param {Fields} fields @param {boolean} busy */
function source({ needs, keyName }, { t }, fields, busy) {
  return [
    needs.password && field("password", t("password.label"), fields, busy),
    needs.key && file("client-key", t("files.key"), t("files.key-hint"), keyName, busy, ".pem,.key,.der"),
    needs.key && field("keyPassword", t("files.key-password"), fields, busy, t("files.key-password-hint")),
  ];
}

/** @param {Open} open @param {Voice} voice @param {Fields} fields @param {boolean} busy */
function ofClient({ client, settings, folder, oldFileName, wishes: { form, plainKey } }, voice, fields, busy) {
  const { t } = voice;
  if (hasSettings(client)) {
    const name = SETTINGS[client];
    return [
      folder === null && file("client-settings", t("files.settings", { file: name }), t("files.settings-hint", { folder: FOLDERS[client] }), settings?.name ?? null, busy),
      settings && connections(settings, voice, busy),
      settings && field("folder", t("files.where"), fields, busy, t(toldPlace({ settings }) === null ? "files.where-unknown" : "files.where-hint", { folder: FOLDERS[client] })),
    ];
  }
  switch (client) {
    case "receview":
      return [file("client-old-file", t("files.old-file"), t("files.old-file-hint"), oldFileName, busy)];
    case "api":
      return [
        element(
          "fieldset",
          { class: "forms-choice" },
          element("legend", {}, t("files.form")),
          choice("radio", "client-form", "p12", form === "p12", t("files.form.p12"), { "data-testid": "form-p12", disabled: busy }),
          choice("radio", "client-form", "pem", form === "pem", t("files.form.pem"), { "data-testid": "form-pem", disabled: busy }),
        ),
        form === "pem" && choice("checkbox", "client-plain-key", "", plainKey, t("files.plain-key"), { "data-testid": "plain-key", disabled: busy }),
        plainKey && element("p", { class: "note refusal", "data-testid": "plain-key-warning" }, icon("failed"), t("files.plain-key-warning")),
      ];
    default:
      return [];
  }
}

/** @param {Open} open @param {Voice} voice @param {Fields} fields @param {boolean} busy @param {boolean} unfolded */
function wishes({ client, needs, wishes: { form, protection, plainKey, otherPassword } }, { t }, fields, busy, unfolded) {
  const hasP12 = client !== "api" || form === "p12";
  /** @type {import("../client-files-state.js").Protection[]} */
  const protections = needs.key ? ["modern", "compatible"] : ["issued", "modern", "compatible"];
  return [
    hasP12 && element(
      "details",
      { open: unfolded || protection !== protections[0], "data-testid": "protection" },
      element("summary", {}, t("files.protection-change")),
      element(
        "fieldset",
        { class: "forms-choice" },
        element("legend", {}, t("files.protection")),
        ...protections.map((one) => choice("radio", "client-protection", one, one === protection, t(`files.protection.${one}`), { "data-testid": `protection-${one}`, disabled: busy })),
        element("p", { class: "hint" }, t("files.protection-hint")),
      ),
    ),
    !plainKey && choice("checkbox", "client-other-password", "", otherPassword, t("files.other-password"), { "data-testid": "other-password", disabled: busy }),
    client === "receview" && element("p", { class: "hint" }, t("files.other-password-receview")),
    otherPassword && field("newPassword", t("files.new-password"), fields, busy, t("files.new-password-hint")),
    otherPassword && choice("checkbox", "client-password-visible", "", fields.newPassword.type === "text", t("password.show"), { "data-testid": "client-password-visible" }),
  ];
}

/** @param {import("../core.js").Connection} connection @param {Voice} voice */
function connectionWords({ connection, isCurrent, description, certificate }, { t }) {
  const facts = [String(connection), description, certificate?.split(/[\\/]/).at(-1)].filter(Boolean).join("　");
  return isCurrent ? t("files.connection-now", { facts }) : facts;
}

/** Which connection is switched, and from what. @param {import("../client-files-state.js").Settings} settings @param {Voice} voice @param {boolean} busy */
function connections(settings, voice, busy) {
  const { t } = voice;
  const chosen = chosenConnection(settings);
  const { contents: { connections: all } } = settings;
  const words = (/** @type {import("../core.js").Connection} */ one) => connectionWords(one, voice);
  const alike = alikeConnections(settings);
  return element(
    "div",
    { class: "service" },
    element("label", { for: "client-connection" }, t("files.connection")),
    element(
      "select",
      { id: "client-connection", "data-action": "client-connection", "data-testid": "client-connection", disabled: busy },
      chosen === null && element("option", { value: "", selected: true }, t("files.connection-none")),
      ...all.map((one) => element("option", { value: String(one.connection), selected: one === chosen }, words(one))),
    ),
    chosen?.certificate ? element("p", { class: "hint", "data-testid": "client-connection-certificate" }, t("files.connection-certificate"), " ", element("span", { class: "code" }, chosen.certificate)) : null,
    alike.length > 0 ? element("p", { class: "note", "data-testid": "client-connections-alike" }, t("files.connections-alike", { connections: alike.map(words).join("、") })) : null,
  );
}

/** What will be written where, before it is. @param {Open} open @param {Voice} voice */
function folderToWrite({ folder, settings, client, work, written }, { t }) {
  if (folder === null || written !== null || !hasSettings(client)) return null;
  return element(
    "section",
    { class: "saving", "data-testid": "client-files-target" },
    element("h3", { tabindex: "-1" }, t("files.target", { folder: folder.name })),
    element("p", {}, t(settings === null ? "files.target-alone" : "files.target-settings", { file: SETTINGS[client] })),
    folder.isOther ? element("p", { class: "warning", "data-testid": "client-files-other-folder" }, t("files.target-other", { folder: FOLDERS[client] })) : null,
    element(
      "div",
      { class: "buttons" },
      button("client-files-write", t(work === "writing" ? "files.writing" : "files.write"), { class: "primary", "data-testid": "client-files-write", disabled: work !== "idle" }),
      button("client-files-leave", t("files.leave"), { "data-testid": "client-files-leave", disabled: work !== "idle" }),
    ),
  );
}

/**
 * @param {"radio" | "checkbox"} type @param {string} action @param {string} value @param {boolean} checked @param {string} text
 * @param {Record<string, string | boolean>} attributes
 */
function choice(type, action, value, checked, text, attributes) {
  return element(
    "label",
    { class: "check" },
    element("input", { type, name: action, value, "data-action": action, checked, ...attributes }),
    element("span", {}, text),
  );
}

/** @param {Typed} what @param {string} label @param {Fields} fields @param {boolean} busy @param {string} [hint] */
function field(what, label, fields, busy, hint) {
  const input = fields[what];
  input.readOnly = busy;
  return element("div", { class: "service" }, element("label", { for: input.id }, label), input, hint ? element("p", { class: "hint" }, hint) : null);
}

/** @param {string} action @param {string} label @param {string} hint @param {string | null} name of the file that was chosen @param {boolean} busy @param {string} [accept] */
function file(action, label, hint, name, busy, accept) {
  return element(
    "div",
    { class: "service" },
    element("p", { class: "label" }, label),
    element(
      "div",
      { class: "chosen" },
      element("input", { type: "file", id: action, class: "visually-hidden", "data-action": action, "data-testid": action, disabled: busy, ...(accept ? { accept } : {}) }),
      element("label", { for: action, class: "button" }, label),
      name === null ? null : element("span", { class: "code", "data-testid": `${action}-name` }, name),
    ),
    element("p", { class: "hint" }, hint),
  );
}

/** @param {Open} open @param {Voice} voice */
function failure({ failure: found, during }, voice) {
  if (found === null) return null;
  const { t } = voice;
  const { sentence, next, detail } = failureWords(found, voice);
  const left = Array.isArray(found.facts["left"]) ? found.facts["left"] : [];
  return element(
    "section",
    { class: "warning failure", role: "alert", "data-testid": "client-files-error", "data-code": found.code, "data-problem": String(found.facts["problem"] ?? "") },
    element("h3", {}, icon("failed"), sentence),
    element("p", {}, next),
    during !== "making" && found.facts["problem"] !== "damaged" ? element("p", { class: "strong" }, t("files.unchanged")) : null,
    left.length > 0 ? element("p", { "data-testid": "client-files-left" }, t("files.left", { files: left.join("、") })) : null,
    element("p", { class: "for-developers" }, detail ?? ""),
  );
}

/** @param {Open} open @param {Voice} voice */
function made({ made: found }, { t, language }) {
  if (found === null) return null;
  const saved = (/** @type {string} */ path) =>
    found.handed.includes(path) ? element("span", { class: "saved" }, icon("step-done"), t("done.handed")) : null;
  return element(
    "section",
    { class: "saving", "data-testid": "client-files-made" },
    element("h3", { tabindex: "-1" }, t("files.made")),
    element("div", { class: "save" }, button("client-files-zip", t("files.zip"), { class: "primary", "data-testid": "client-files-zip" }), element("div", {}, element("span", {}, t("files.zip-about")), saved("zip"))),
    element("p", { class: "hint" }, t("files.single")),
    element(
      "ul",
      { class: "made" },
      ...found.files.map(({ path, size }, place) =>
        element(
          "li",
          { class: "save" },
          button("client-files-save", t("files.save"), { "data-id": String(place), "data-testid": `client-file-${place}`, "aria-label": t("files.save-file", { file: path }) }),
          element("div", {}, element("span", { class: "code", "data-client-file": path }, path), element("span", { class: "hint" }, format.size(size, language)), saved(path)),
        )),
    ),
  );
}

/** @param {Open} open @param {Voice} voice */
function written(open, voice) {
  const { t } = voice;
  const found = open.written;
  if (found === null) return null;
  const folder = folderOf(open);
  return element(
    "section",
    { class: "saving", "data-testid": "client-files-written" },
    element("h3", {}, t("files.written")),
    element("ul", {}, ...found.paths.map((path) => element("li", { class: "code" }, path))),
    found.backup === null ? null : element("p", { "data-testid": "client-files-backup" }, t("files.backup", { file: found.backup })),
    open.wishes.otherPassword ? element("p", { "data-testid": "client-files-own-password" }, t("files.own-password")) : null,
    open.folder?.isOther
      ? element("p", { class: "warning" }, t("files.next-other", { folder: open.folder.name }))
      : element("p", {}, t(found.backup === null ? "files.next-settings" : "files.next-start", { folder })),
    found.alike.length > 0
      ? element("p", { "data-testid": "client-files-alike" }, t("files.written-alike", { connections: found.alike.map((one) => connectionWords(one, voice)).join("、") }))
      : null,
  );
}
