// @ts-check
// What the user gives and chooses for the files of a client: the fields of the panel.

import { data } from "../common/data.js";
import { element } from "../common/element.js";
import { icon } from "../common/icons.js";
import { alikeConnections, chosenConnection, folderInSettings, isEitherFolder, isPair } from "./state.js";

/** @typedef {import("./state.js").Open} Open */
/** @typedef {import("./state.js").Protection} Protection */
/** @typedef {import("./making.js").Typed} Typed */
/** @typedef {import("../certificate/words.js").ViewContext} ViewContext */
/**
 * The fields in which the user types; the same ones for as long as the panel is open.
 * @typedef {Record<Typed, HTMLInputElement>} Fields
 */
/**
 * `unfolded`: the user has opened what only some need.
 * @typedef {{ fields: Fields, busy: boolean, unfolded: boolean }} Form
 */

/** What goes wrong until the user types something else, and where. @type {Record<string, Typed>} */
const FIELD_OF = {
  "unknown-folder": "folder",
  "unusable-folder": "folder",
  "new-password-required": "newPassword",
  "empty-password-refused": "newPassword",
  "password-not-ascii": "newPassword",
  "second-password-required": "secondPassword",
};

/**
 * The field that a failure is about; null where it is about none.
 * @param {import("../common/failure.js").Failure | null} failure
 */
export function wrongField(failure) {
  return failure === null ? null : (FIELD_OF[String(failure.facts.problem ?? failure.code)] ?? null);
}

/**
 * @param {Open} open
 * @param {ViewContext} context
 * @param {Form} form
 */
export function optionsView(open, context, form) {
  return element(
    "div",
    { class: "options" },
    ...source(open, context, form),
    ...ofClient(open, context, form),
    ...protection(open, context, form),
  );
}

/**
 * The client's own folder; every one that it may have, since it is not known which one is there.
 * @param {import("../certificate/core.js").Folder} folder
 * @param {ViewContext} context
 */
export function folderWords({ names, shown }, { t }) {
  if (names.length === 1) return shown;
  return t("files.either-folder", { folders: names.map((name) => `~/${name}`).join(t("files.or")) });
}

/**
 * As people distinguish connections.
 * @param {import("../certificate/core.js").Connection} connection
 * @param {ViewContext} context
 */
export function connectionWords({ connection, isCurrent, description, certificate }, { t }) {
  const names = [description, certificate?.split(/[\\/]/).at(-1)].map((name) => data(name ?? ""));
  const words = [t("files.connection-number", { number: String(connection) }), ...names]
    .filter(Boolean)
    .join(t("separator"));
  return isCurrent ? t("files.connection-now", { facts: words }) : words;
}

/**
 * What the user has to give of the certificate.
 * @param {Open} open
 * @param {ViewContext} context
 * @param {Form} form
 */
function source({ needs, keyName }, { t }, form) {
  return [
    needs.password && field("password", t("password.label"), form, t("files.password-again")),
    needs.secondPassword && field("secondPassword", t("password.second-label"), form, t("files.second-password-hint")),
    needs.key && file("client-key", t("files.key"), t("files.key-hint"), keyName, form, ".pem,.key,.der"),
    needs.key && field("keyPassword", t("files.key-password"), form, t("files.key-password-hint")),
  ];
}

/**
 * @param {Open} open
 * @param {ViewContext} context
 * @param {Form} form
 */
function ofClient(open, context, form) {
  const {
    client,
    settings,
    folder,
    oldFileName,
    oldKeyFileName,
    options: { form: chosenForm, plainKey },
  } = open;
  const { t } = context;
  if (client?.folder) {
    const { folder: own, settingsFile } = client;
    const facts = { folder: folderWords(own, context), file: settingsFile ?? "", example: own.example };
    const where =
      folderInSettings(open) === null
        ? "files.where-unknown"
        : isEitherFolder(open)
          ? "files.where-either"
          : "files.where-hint";
    return [
      folder === null &&
        file("client-settings", t("files.settings"), t("files.settings-hint", facts), settings?.name ?? null, form),
      own.programFirst &&
        element(
          "div",
          { class: "service" },
          element("p", { class: "hint", "data-testid": "client-beside-program" }, t("files.beside-program", facts)),
        ),
      settings && connections(settings, open, context, form),
      settings && field("folder", t("files.where"), form, t(where, facts)),
    ];
  }
  if (client?.files.naming === "replaced") {
    const named = settings === null ? null : chosenConnection(settings);
    const [certificate, key] = [named?.certificate, named?.key].map((path) => data(path?.split(/[\\/]/).at(-1) ?? "—"));
    return [
      file(
        "client-settings",
        t("files.settings"),
        t("files.settings-hint-replaced", { file: client.settingsFile ?? "" }),
        settings?.name ?? null,
        form,
      ),
      named &&
        element(
          "div",
          { class: "service" },
          element(
            "p",
            { class: "hint", "data-testid": "client-receview-names" },
            t(isPair(open) ? "files.replaced-pair" : "files.replaced-p12", {
              certificate: certificate ?? "",
              key: key ?? "",
            }),
          ),
        ),
      file("client-old-file", t("files.old-file"), t("files.old-file-hint"), oldFileName, form),
      isPair(open) &&
        file("client-old-key-file", t("files.old-key-file"), t("files.old-key-file-hint"), oldKeyFileName, form),
    ];
  }
  if (client?.id === "api") {
    return [
      element(
        "fieldset",
        { class: "forms-choice" },
        element("legend", {}, t("files.form")),
        .../** @type {const} */ (["p12", "pem"]).map((one) =>
          choice("radio", "client-form", one, one === chosenForm, t(`files.form.${one}`), {
            "data-testid": `form-${one}`,
            disabled: form.busy,
          }),
        ),
      ),
      chosenForm === "pem" &&
        choice("checkbox", "client-plain-key", "", plainKey, t("files.plain-key"), {
          "data-testid": "plain-key",
          disabled: form.busy,
        }),
      plainKey &&
        element(
          "p",
          { class: "note refusal", "data-testid": "plain-key-warning" },
          icon("failed"),
          t("files.plain-key-warning"),
        ),
    ];
  }
  return [];
}

/**
 * Which connection is switched, and from what.
 * @param {import("./state.js").Settings} settings
 * @param {Open} open
 * @param {ViewContext} context
 * @param {Form} form
 */
function connections(settings, { options: { sameCertificate } }, context, { busy }) {
  const { t } = context;
  const chosen = chosenConnection(settings);
  const {
    contents: { connections: all },
  } = settings;
  const words = (/** @type {import("../certificate/core.js").Connection} */ one) => connectionWords(one, context);
  const alike = alikeConnections(settings);
  return element(
    "div",
    { class: "service" },
    element("label", { for: "client-connection" }, t("files.connection")),
    element(
      "select",
      {
        id: "client-connection",
        "data-action": "client-connection",
        "data-testid": "client-connection",
        "aria-describedby": "client-connection-hint",
        disabled: busy,
      },
      chosen === null && element("option", { value: "", selected: true }, t("files.connection-none")),
      ...all.map((one) => element("option", { value: String(one.connection), selected: one === chosen }, words(one))),
    ),
    element(
      "p",
      { class: "hint", id: "client-connection-hint", "data-testid": "client-connection-certificate" },
      ...(chosen?.certificate
        ? [t("files.connection-certificate"), element("span", { class: "code" }, data(chosen.certificate))]
        : []),
    ),
    ...(chosen?.problems ?? []).map((problem) =>
      element("p", { class: "warning", "data-testid": `client-problem-${problem}` }, t(`files.problem.${problem}`)),
    ),
    alike.length > 0 &&
      choice(
        "checkbox",
        "client-same-certificate",
        "",
        sameCertificate,
        t("files.connections-alike", { connections: alike.map(words).join(t("list")) }),
        {
          "data-testid": "client-same-certificate",
          disabled: busy,
        },
      ),
  );
}

/**
 * @param {Open} open
 * @param {ViewContext} context
 * @param {Form} form
 */
function protection(
  { client, needs, settings, options: { form: chosenForm, protection: chosen, plainKey, otherPassword } },
  { t },
  form,
) {
  const { busy, unfolded, fields } = form;
  const hasP12 = client?.id !== "api" || chosenForm === "p12";
  /** @type {Protection[]} */
  const protections = needs.key ? ["modern", "compatible"] : ["issued", "modern", "compatible"];
  return [
    hasP12 &&
      element(
        "details",
        { open: unfolded || chosen !== protections[0], "data-testid": "protection" },
        element("summary", {}, t("files.protection-change")),
        element(
          "fieldset",
          { class: "forms-choice" },
          element("legend", {}, t("files.protection")),
          ...protections.map((one) =>
            choice("radio", "client-protection", one, one === chosen, t(`files.protection.${one}`), {
              "data-testid": `protection-${one}`,
              disabled: busy,
            }),
          ),
          element("p", { class: "hint" }, t("files.protection-hint")),
        ),
      ),
    !plainKey &&
      choice("checkbox", "client-other-password", "", otherPassword, t("files.other-password"), {
        "data-testid": "other-password",
        disabled: busy,
      }),
    client?.files.naming === "replaced" &&
      element(
        "p",
        { class: "hint" },
        t(settings === null ? "files.other-password-replaced" : "files.other-password-settings"),
      ),
    otherPassword && field("newPassword", t("files.new-password"), form, t("files.new-password-hint")),
    otherPassword &&
      choice("checkbox", "client-password-visible", "", fields.newPassword.type === "text", t("password.show"), {
        "data-testid": "client-password-visible",
      }),
  ];
}

/**
 * @param {"radio" | "checkbox"} type
 * @param {string} action
 * @param {string} value
 * @param {boolean} checked
 * @param {string} text
 * @param {Record<string, string | boolean>} attributes
 */
export function choice(type, action, value, checked, text, attributes) {
  return element(
    "label",
    { class: "check" },
    element("input", { type, name: action, value, "data-action": action, checked, ...attributes }),
    element("span", {}, text),
  );
}

/**
 * @param {Typed} what
 * @param {string} label
 * @param {Form} form
 * @param {string} hint
 */
function field(what, label, { fields, busy }, hint) {
  const input = fields[what];
  input.readOnly = busy;
  input.setAttribute("aria-describedby", `${input.id}-hint`);
  return element(
    "div",
    { class: "service" },
    element("label", { for: input.id }, label),
    input,
    element("p", { class: "hint", id: `${input.id}-hint` }, hint),
  );
}

/**
 * @param {string} action
 * @param {string} label
 * @param {string} hint
 * @param {string | null} name of the file that was chosen
 * @param {Form} form
 * @param {string} [accept]
 */
function file(action, label, hint, name, { busy }, accept) {
  return element(
    "div",
    { class: "service" },
    element(
      "div",
      { class: "chosen" },
      element("input", {
        type: "file",
        id: action,
        class: "visually-hidden",
        "data-action": action,
        "data-testid": action,
        "aria-describedby": `${action}-hint`,
        disabled: busy,
        ...(accept ? { accept } : {}),
      }),
      element("label", { for: action, class: "button" }, label),
      name === null ? null : element("span", { class: "code", "data-testid": `${action}-name` }, data(name)),
    ),
    element("p", { class: "hint", id: `${action}-hint` }, hint),
  );
}
