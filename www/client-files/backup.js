// @ts-check
// What is to be backed up for a client: a checklist to tick off, or to print.

import { commonNames } from "../certificate/words.js";
import { button, element } from "../common/element.js";
import * as format from "../common/format.js";
import { chosenConnection, folderOf, isEitherFolder } from "./state.js";

/** @typedef {import("./state.js").Open} Open */
/** @typedef {import("../certificate/words.js").ViewContext} ViewContext */

/** @param {Open} open @param {ViewContext} context */
export function backup(open, context) {
  const { t, language, now } = context;
  const { certificate } = open;
  return element(
    "section",
    { class: "backup", "data-testid": "backup" },
    element("h3", {}, t("backup.heading")),
    // Of several terminals each has its sheet.
    element(
      "p",
      { class: "on-paper" },
      element("strong", {}, open.client?.name[language] ?? ""),
      element("span", {}, t("backup.name", { name: commonNames(certificate, context) })),
      element("span", {}, t("backup.expiry", { expiry: format.dateTime(certificate.notAfter, language) })),
      element("span", {}, t("backup.made", { date: format.dateTime(now.toISOString(), language) })),
      element("span", {}, t("backup.terminal")),
    ),
    element("p", {}, t("backup.about")),
    isEitherFolder(open)
      ? element(
          "p",
          { class: "hint", "data-testid": "backup-either" },
          t("backup.either-folder", { folders: (open.client?.folder?.names ?? []).join(t("files.or")) }),
        )
      : null,
    element(
      "ul",
      {},
      ...items(open).map(({ key, path }) =>
        element(
          "li",
          {},
          element(
            "label",
            { class: "check" },
            element("input", { type: "checkbox", value: `${key} ${path}` }),
            element("span", {}, t(key), path === "" ? null : element("bdi", { class: "code" }, ...breakable(path))),
          ),
        ),
      ),
    ),
    button("client-files-print", t("backup.print"), { "data-testid": "backup-print" }),
  );
}

/** Long paths break between their parts. @param {string} path */
function breakable(path) {
  return path.split(/(?<=[\\/])/).flatMap((part, place) => (place === 0 ? [part] : [element("wbr"), part]));
}

/** What is in a new file. @param {string} path */
function kindOf(path) {
  if (path.endsWith(".pass")) return "backup.pass-file";
  return path.endsWith(".pem") ? "backup.key-file" : "backup.new-file";
}

/** By the vendor's list. @param {Open} open @returns {{ key: string, path: string }[]} */
export function items(open) {
  const { client, made, written, settings, oldFileName, oldKeyFileName } = open;
  const files = written?.paths ?? made?.files.map(({ path }) => path) ?? [];
  if (client?.folder) {
    const folder = folderOf(open);
    const separator = folder.includes("\\") ? "\\" : "/";
    const place = (/** @type {string} */ path) => `${folder}${separator}${path.replaceAll("/", separator)}`;
    const own = client.files.naming === "by-time" ? (client.files.folder ?? "") : "";
    const fresh = files.filter((path) => path.startsWith(`${own}/`));
    return [
      { key: "backup.certificates", path: place(own) },
      ...fresh.map((path) => ({ key: kindOf(path), path: place(path) })),
      { key: "backup.settings", path: place(client.settingsFile ?? "") },
    ];
  }
  if (client?.files.naming === "replaced") {
    const named = settings === null ? null : chosenConnection(settings);
    const certificate = named?.certificate ?? oldFileName ?? files[0] ?? "";
    const key = named?.key ?? oldKeyFileName;
    return [
      { key: "backup.replaced", path: certificate },
      ...(key ? [{ key: "backup.key-file", path: key }] : []),
      ...(settings === null ? [] : [{ key: "backup.settings", path: client.settingsFile ?? "" }]),
    ];
  }
  const own = files.filter((path) => !path.endsWith(".pass"));
  return [
    ...(own.length > 0 ? own.map((path) => ({ key: kindOf(path), path })) : [{ key: "backup.own", path: "" }]),
    { key: "backup.password", path: "" },
  ];
}
