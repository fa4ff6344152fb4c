// @ts-check
// The panel in which the files of a client are made.

import { CLIENTS } from "../certificate/clients.js";
import { forDevelopers } from "../certificate/view.js";
import { commonNames, failureWords } from "../certificate/words.js";
import { data } from "../common/data.js";
import { button, element } from "../common/element.js";
import * as format from "../common/format.js";
import { icon } from "../common/icons.js";
import { backup } from "./backup.js";
import { choice, connectionWords, folderWords, optionsView } from "./options.js";
import { folderInSettings, folderOf, namesOtherFolder } from "./state.js";

/** @typedef {import("./state.js").Open} Open */
/** @typedef {import("../certificate/words.js").ViewContext} ViewContext */
/**
 * `canPickFolder`: the browser can write into a folder; `superseded`: there is a renewed certificate of the same name.
 * @typedef {{ canPickFolder: boolean, superseded: boolean }} PanelFacts
 */

/**
 * @param {Open} open
 * @param {ViewContext} context
 * @param {import("./options.js").Form} form
 * @param {PanelFacts} facts
 */
export function clientFilesView(open, context, form, { canPickFolder, superseded }) {
  const { t, language } = context;
  const { certificate, client, folder, work } = open;
  const { busy } = form;
  const writes = canPickFolder ? (client?.folder ?? null) : null;
  return [
    element(
      "header",
      {},
      element(
        "h2",
        { tabindex: "-1", id: "client-files-heading", "data-testid": "client-files-heading" },
        t("files.heading"),
      ),
      element(
        "button",
        {
          type: "button",
          class: "quiet icon-only",
          "data-action": "client-files-close",
          "data-testid": "client-files-close",
          "aria-label": t("files.close"),
        },
        icon("remove"),
      ),
    ),
    element(
      "p",
      {},
      t("files.about", {
        name: commonNames(certificate, context),
        expiry: format.dateTime(certificate.notAfter, language),
      }),
    ),
    superseded
      ? element("p", { class: "warning", "data-testid": "client-files-superseded" }, t("files.superseded"))
      : null,
    element(
      "form",
      { "data-action": "client-files", autocomplete: "off" },
      element(
        "fieldset",
        { class: "clients-choice" },
        element("legend", {}, t("files.client")),
        ...CLIENTS.map((one) =>
          choice("radio", "client", one.id, one === client, one.name[language], {
            "data-testid": `client-${one.id}`,
            disabled: busy,
          }),
        ),
      ),
      client && optionsView(open, context, form),
      writes ? element("p", { class: "hint" }, t("files.which-way")) : null,
      client &&
        element(
          "div",
          { class: "buttons" },
          element(
            "button",
            { class: folder === null ? "primary" : "", "data-testid": "client-files-make", disabled: busy },
            t(work === "making" ? "files.making" : "files.make"),
          ),
          writes &&
            button(
              "client-files-folder",
              t(work === "picking" ? "files.picking" : folder ? "files.folder-other" : "files.folder", {
                folder: writes.names.join(t("list")),
              }),
              {
                "data-testid": "client-files-folder",
                disabled: busy,
              },
            ),
        ),
      writes && folder === null
        ? element(
            "p",
            { class: "hint" },
            t(client?.platforms.includes("windows") ? "files.folder-hint-windows" : "files.folder-hint", {
              folder: folderWords(writes, context),
            }),
          )
        : null,
    ),
    open.notPicked
      ? element("p", { class: "note", "data-testid": "client-files-not-picked" }, t("files.not-picked"))
      : null,
    folderToWrite(open, context),
    failure(open, context),
    made(open, context),
    written(open, context),
    client && backup(open, context),
  ];
}

/**
 * What the live region says when the panel has changed; a failure is an alert, and says so itself.
 * @param {Open} open
 * @param {import("./state.js").ClientFiles} old
 * @param {ViewContext} context
 */
export function spoken(open, old, { t }) {
  const before = old.status === "open" ? old : null;
  if (open.work === "making" || open.work === "writing") return t(`files.${open.work}`);
  if (open.failure !== null) return "";
  if (open.notPicked) return t("files.not-picked");
  if (open.made !== null) return t("files.made");
  if (open.written !== null) return t("files.written");
  if (open.folder !== null && before?.folder !== open.folder)
    return t("files.target", { folder: data(open.folder.name) });
  const added = [
    before?.settings?.contents !== open.settings?.contents && open.settings?.name,
    before?.keyName !== open.keyName && open.keyName,
    before?.oldFileName !== open.oldFileName && open.oldFileName,
    before?.oldKeyFileName !== open.oldKeyFileName && open.oldKeyFileName,
  ].find(Boolean);
  return added ? t("files.read", { file: data(added) }) : "";
}

/** What will be written where, before it is. @param {Open} open @param {ViewContext} context */
function folderToWrite(open, context) {
  const { folder, settings, client, work, written: done } = open;
  const { t } = context;
  if (folder === null || done !== null || !client?.folder) return null;
  return element(
    "section",
    { class: "saving", "data-testid": "client-files-target" },
    element("h3", {}, t("files.target", { folder: data(folder.name) })),
    element(
      "p",
      {},
      t(settings === null ? "files.target-alone" : "files.target-settings", { file: client.settingsFile ?? "" }),
    ),
    folder.isOther
      ? element(
          "p",
          { class: "warning", "data-testid": "client-files-other-folder" },
          t("files.target-other", { folder: folderWords(client.folder, context) }),
        )
      : null,
    namesOtherFolder(open)
      ? element(
          "p",
          { class: "warning", "data-testid": "client-files-elsewhere" },
          t("files.target-elsewhere", { folder: data(folder.name), place: data(folderInSettings(open) ?? "") }),
        )
      : null,
    element("p", { class: "strong" }, t("files.close-client")),
    element(
      "div",
      { class: "buttons" },
      button("client-files-write", t(work === "writing" ? "files.writing" : "files.write"), {
        class: folder.isOther || namesOtherFolder(open) ? "" : "primary",
        "data-testid": "client-files-write",
        disabled: work !== "idle",
      }),
      button("client-files-leave", t("files.leave"), {
        "data-testid": "client-files-leave",
        disabled: work !== "idle",
      }),
    ),
  );
}

/** @param {Open} open @param {ViewContext} context */
function failure({ failure: found, during, needs, keyName }, context) {
  if (found === null) return null;
  const { t } = context;
  const lacksKey = found.code === "incomplete-file" && needs.key && keyName === null;
  const { sentence, next, detail } = lacksKey
    ? { sentence: t("files.no-key"), next: t("files.no-key.next"), detail: "" }
    : failureWords(found, context);
  const left = Array.isArray(found.facts.left) ? found.facts.left : [];
  return element(
    "section",
    {
      class: "warning failure",
      role: "alert",
      "data-testid": "client-files-error",
      "data-code": found.code,
      "data-problem": String(found.facts.problem ?? ""),
    },
    element("h3", {}, icon("failed"), sentence),
    element("p", {}, next),
    during !== "making" && found.facts.problem !== "damaged"
      ? element("p", { class: "strong" }, t("files.unchanged"))
      : null,
    left.length > 0
      ? element(
          "p",
          { "data-testid": "client-files-left" },
          t("files.left", { files: left.map((file) => data(String(file))).join(t("list")) }),
        )
      : null,
    forDevelopers(detail, found.code, context),
  );
}

/** @param {Open} open @param {ViewContext} context */
function made({ made: found, settings, options: { otherPassword } }, { t, language }) {
  if (found === null) return null;
  const saved = (/** @type {string} */ path) =>
    found.handed.includes(path) ? element("span", { class: "saved" }, icon("step-done"), t("done.handed")) : null;
  return element(
    "section",
    { class: "saving", "data-testid": "client-files-made" },
    element("h3", {}, t("files.made")),
    otherPassword ? element("p", { "data-testid": "client-files-own-password" }, t("files.own-password")) : null,
    element(
      "div",
      { class: "save" },
      button("client-files-zip", t("files.zip"), { class: "primary", "data-testid": "client-files-zip" }),
      element("div", {}, element("span", {}, t("files.zip-about")), saved("zip")),
    ),
    element("p", { class: "hint" }, t(settings === null ? "files.single" : "files.single-settings")),
    element(
      "ul",
      { class: "made" },
      ...found.files.map(({ path, size }, place) =>
        element(
          "li",
          { class: "save" },
          button("client-files-save", t("files.save"), {
            "data-id": String(place),
            "data-testid": `client-file-${place}`,
            "aria-label": t("files.save-file", { file: data(path) }),
          }),
          element(
            "div",
            {},
            element("span", { class: "code", "data-client-file": path }, data(path)),
            element("span", { class: "hint" }, format.size(size, language)),
            saved(path),
          ),
        ),
      ),
    ),
  );
}

/** @param {Open} open @param {ViewContext} context */
function written(open, context) {
  const { t } = context;
  const { written: found, folder, client } = open;
  if (found === null || !client?.folder) return null;
  return element(
    "section",
    { class: "saving", "data-testid": "client-files-written" },
    element("h3", {}, t("files.written")),
    element("ul", {}, ...found.paths.map((path) => element("li", { class: "code" }, data(path)))),
    found.backup === null
      ? null
      : element(
          "p",
          { "data-testid": "client-files-backup" },
          t("files.backup"),
          element("span", { class: "code" }, data(found.backup)),
        ),
    open.options.otherPassword
      ? element("p", { "data-testid": "client-files-own-password" }, t("files.own-password"))
      : null,
    folder?.isOther
      ? element(
          "p",
          { class: "warning" },
          t("files.next-other", { folder: data(folder.name), own: folderWords(client.folder, context) }),
        )
      : element(
          "p",
          {},
          t(found.backup === null ? "files.next-settings" : "files.next-start", { folder: data(folderOf(open)) }),
        ),
    found.alike.length > 0
      ? element(
          "p",
          { class: "warning", "data-testid": "client-files-alike" },
          t("files.written-alike", {
            connections: found.alike.map((one) => connectionWords(one, context)).join(t("list")),
          }),
        )
      : null,
  );
}
