// @ts-check
// Making the files of a client: what the user has chosen and how far it is. Pure: no DOM, no bytes, and no secret.
// A step that is not legal gives back the very state it was given.

import { initialSurroundings } from "../certificate/surroundings.js";

/** @typedef {import("../certificate/core.js").Certificate} Certificate */
/** @typedef {import("../certificate/core.js").ClientSettings} ClientSettings */
/** @typedef {import("../certificate/core.js").Client} Client */
/** @typedef {import("../certificate/core.js").Connection} Connection */
/** @typedef {import("../certificate/surroundings.js").Language} Language */
/** @typedef {import("../certificate/surroundings.js").Surroundings} Surroundings */
/** @typedef {import("../common/failure.js").Failure} Failure */

/**
 * A renewed bundle, or a file; its bytes are elsewhere. Each opening has one of its own.
 * @typedef {{ kind: "renewed" | "file" }} Source
 */
/**
 * A file that the user added; its bytes are elsewhere.
 * @typedef {"settings" | "key" | "oldFile" | "oldKeyFile"} Added
 */
/**
 * How a .p12 is protected: as it was issued, as today, or as macOS, iPadOS and old Windows open it.
 * @typedef {"issued" | "modern" | "compatible"} Protection
 */
/**
 * `form`: of API and DB; `plainKey`: without protection; `otherPassword`: the user gives another one;
 * `sameCertificate`: the other connections with the same certificate are switched too.
 * @typedef {{
 *   form: "p12" | "pem",
 *   protection: Protection,
 *   plainKey: boolean,
 *   otherPassword: boolean,
 *   sameCertificate: boolean,
 * }} Options
 */
/**
 * `connection`: null is the current one.
 * @typedef {{ name: string, contents: ClientSettings, connection: number | null }} Settings
 */
/**
 * Where the client's folder is, as the settings that were made name it; null: there are none.
 * @typedef {string | null} Place
 */
/** @typedef {{ files: { path: string, size: number }[], handed: string[], place: Place }} Made */
/**
 * What became of writing into the folder; `backup`: where the old settings are.
 * @typedef {{ paths: string[], backup: string | null }} Written
 */
/**
 * A folder that the user chose to be written into; `isOther`: it is not called as the client's may be.
 * @typedef {{ name: string, isOther: boolean }} Folder
 */
/** @typedef {"picking" | "making" | "writing"} Work */
/**
 * What the user has to give of the source; `secondPassword`: MAC and encryption have passwords of their own.
 * @typedef {{ password: boolean, secondPassword: boolean, key: boolean }} Needs
 */
/**
 * `notPicked`: the window was closed, or the browser was not allowed to open it. Where `folder` is there, `settings`
 * are the ones in it, if it has any.
 * @typedef {{
 *   status: "open",
 *   source: Source,
 *   certificate: Certificate,
 *   needs: Needs,
 *   client: Client | null,
 *   options: Options,
 *   settings: Settings | null,
 *   folder: Folder | null,
 *   keyName: string | null,
 *   oldFileName: string | null,
 *   oldKeyFileName: string | null,
 *   work: "idle" | Work,
 *   failure: Failure | null,
 *   during: Work,
 *   notPicked: boolean,
 *   made: Made | null,
 *   written: Written & { place: Place, alike: Connection[] } | null,
 * }} Open
 */
/** @typedef {{ status: "closed" } | Open} ClientFiles */
/**
 * `renewed`: a certificate that may have taken the place of the one that files are made of.
 * @typedef {{ clientFiles: ClientFiles, renewed: Certificate | null } & Surroundings} State
 */

/** What goes wrong until the user gives another password. */
const NEEDS_PASSWORD = new Set(["new-password-required", "empty-password-refused", "password-not-ascii"]);

/** A certificate with a key of its own was not issued as a .p12. @param {{ key: boolean }} needs @returns {Options} */
function defaultOptions({ key }) {
  return {
    form: "p12",
    protection: key ? "modern" : "issued",
    plainKey: false,
    otherPassword: false,
    sameCertificate: false,
  };
}

/** @param {Language} language @returns {State} */
export function initialState(language) {
  return { ...initialSurroundings(language), clientFiles: { status: "closed" }, renewed: null };
}

/** @param {State} state @param {Certificate | null} renewed @returns {State} */
export function renewedIs(state, renewed) {
  return state.renewed === renewed ? state : { ...state, renewed };
}

/**
 * @param {State} state @param {Source} source @param {Certificate} certificate @param {Needs} needs @returns {State}
 */
export function openClientFiles(state, source, certificate, needs) {
  return {
    ...state,
    clientFiles: {
      status: "open",
      source,
      certificate,
      needs,
      client: null,
      options: defaultOptions(needs),
      settings: null,
      folder: null,
      keyName: null,
      oldFileName: null,
      oldKeyFileName: null,
      work: "idle",
      failure: null,
      during: "making",
      notPicked: false,
      made: null,
      written: null,
    },
  };
}

/** @param {State} state @returns {State} */
export function closeClientFiles(state) {
  return state.clientFiles.status === "closed" ? state : { ...state, clientFiles: { status: "closed" } };
}

/**
 * `refusesModern`: whether this computer does not open a .p12 of today's protection; then a browser gets the compatible
 * one, unless the user chooses another.
 * @param {State} state
 * @param {Client} client
 * @param {boolean} [refusesModern]
 * @returns {State}
 */
export function clientChosen(state, client, refusesModern = false) {
  return change(state, (open) => {
    if (open.client === client) return open;
    const options = { ...open.options, plainKey: false, sameCertificate: false };
    if (refusesModern && client.id === "browser") options.protection = "compatible";
    // What was chosen for the browser of this computer is not what another client is to get.
    if (refusesModern && open.client?.id === "browser") options.protection = defaultOptions(open.needs).protection;
    return { ...fresh(open), client, settings: null, folder: null, oldFileName: null, oldKeyFileName: null, options };
  });
}

/**
 * @param {State} state
 * @param {Partial<Options>} options
 * @returns {State}
 */
export function optionsChosen(state, options) {
  return change(state, (open) => {
    const next = { ...open.options, ...options };
    // A key without protection has no password.
    if (next.form === "p12") next.plainKey = false;
    if (next.plainKey) next.otherPassword = false;
    return { ...fresh(open), options: next };
  });
}

/**
 * Settings that the user added by hand: nothing is written into a folder.
 * @param {State} state
 * @param {string} name
 * @param {ClientSettings} contents
 * @returns {State}
 */
export function settingsRead(state, name, contents) {
  return change(state, (open) => ({
    ...fresh(open),
    settings: { name, contents, connection: null },
    folder: null,
    options: { ...open.options, sameCertificate: false },
  }));
}

/**
 * The user chose a folder; a connection that was chosen before is still chosen if it is there. `contents`: of its
 * settings, if it has any.
 * @param {State} state
 * @param {string} name
 * @param {ClientSettings | null} contents
 * @returns {State}
 */
export function folderPicked(state, name, contents) {
  const { clientFiles } = state;
  if (clientFiles.status !== "open") return state;
  const { client, settings: before } = clientFiles;
  if (!client?.folder || client.settingsFile === null) return state;
  const chosen = before === null ? null : chosenConnection(before);
  const same = (/** @type {Connection} */ one) =>
    chosen !== null &&
    one.connection === chosen.connection &&
    one.description === chosen.description &&
    one.certificate === chosen.certificate;
  const connection =
    before?.connection !== null && contents?.connections.some(same) ? (before?.connection ?? null) : null;
  const settings = contents === null ? null : { name: client.settingsFile, contents, connection };
  return end(state, "picking", {
    settings,
    options: { ...clientFiles.options, sameCertificate: false },
    folder: { name, isOther: !client.folder.names.includes(name) },
  });
}

/** @param {State} state @returns {State} */
export function folderLeft(state) {
  return change(state, (open) => (open.folder === null ? open : { ...fresh(open), settings: null, folder: null }));
}

/**
 * @param {State} state
 * @param {number | null} connection
 * @returns {State}
 */
export function connectionChosen(state, connection) {
  return change(state, (open) =>
    open.settings === null
      ? open
      : {
          ...fresh(open),
          settings: { ...open.settings, connection },
          options: { ...open.options, sameCertificate: false },
        },
  );
}

/**
 * @param {State} state
 * @param {"key" | "oldFile" | "oldKeyFile"} what
 * @param {string} name
 * @returns {State}
 */
export function fileAdded(state, what, name) {
  return change(state, (open) => ({
    ...fresh(open),
    [/** @type {const} */ ({ key: "keyName", oldFile: "oldFileName", oldKeyFile: "oldKeyFileName" })[what]]: name,
  }));
}

/**
 * Whether the certificate that is replaced and its key are two files, by the settings or else by the file's name.
 * @param {Open} open
 */
export function isPair({ settings, oldFileName }) {
  const name = (settings === null ? null : chosenConnection(settings)?.certificate) ?? oldFileName;
  return name !== null && !/\.(p12|pfx)$/i.test(name);
}

/** What was typed has changed: what was made does not hold any more. @param {State} state @returns {State} */
export function typed(state) {
  return change(state, (open) =>
    open.made === null && open.failure === null && open.written === null && !open.notPicked ? open : fresh(open),
  );
}

/**
 * @param {State} state
 * @param {Work} work
 * @returns {State}
 */
export function begun(state, work) {
  const { clientFiles } = state;
  if (clientFiles.status !== "open" || clientFiles.work !== "idle" || clientFiles.client === null) return state;
  if (work === "picking" && clientFiles.client.folder === null) return state;
  if (work === "writing" && clientFiles.folder === null) return state;
  return put(state, { ...fresh(clientFiles), work, during: work });
}

/**
 * @param {State} state
 * @param {{ path: string, size: number }[]} files
 * @param {ClientSettings | null} contents of the settings among them
 * @returns {State}
 */
export function filesMade(state, files, contents) {
  return end(state, "making", { made: { files, handed: [], place: placeIn(state, contents) } });
}

/**
 * @param {State} state
 * @param {Written} written
 * @param {ClientSettings | null} contents of the settings that stand there now
 * @returns {State}
 */
export function folderWritten(state, written, contents) {
  const { clientFiles } = state;
  const settings =
    clientFiles.status === "open" && clientFiles.settings !== null && contents !== null
      ? { ...clientFiles.settings, contents }
      : null;
  // They still use the certificate that this one has used.
  const isLeft = clientFiles.status === "open" && clientFiles.settings !== null && !clientFiles.options.sameCertificate;
  const alike = isLeft && clientFiles.settings !== null ? alikeConnections(clientFiles.settings) : [];
  return end(state, "writing", { written: { ...written, place: placeIn(state, contents), alike }, settings });
}

/**
 * Where the client's folder is, by settings that were made.
 * @param {State} state
 * @param {ClientSettings | null} contents
 * @returns {Place}
 */
function placeIn({ clientFiles }, contents) {
  if (clientFiles.status !== "open" || clientFiles.settings === null || contents === null) return null;
  return folderInSettings({ settings: { ...clientFiles.settings, contents }, folder: clientFiles.folder });
}

/**
 * The user closed the window in which a folder is chosen, or did not allow it; browsers do not say which.
 * @param {State} state
 * @returns {State}
 */
export function pickingCancelled(state) {
  return end(state, "picking", { notPicked: true });
}

/**
 * @param {State} state
 * @param {Failure} failure
 * @returns {State}
 */
export function clientFilesFailed(state, failure) {
  const { clientFiles } = state;
  if (clientFiles.status !== "open") return state;
  const { work } = clientFiles;
  const open = { ...fresh(clientFiles), during: work === "idle" ? "making" : work, failure };
  // The field for it is there at once.
  if (failure.code === "second-password-required") open.needs = { ...open.needs, secondPassword: true };
  if (NEEDS_PASSWORD.has(failure.code)) open.options = { ...open.options, otherPassword: true };
  // What was read of them does not hold any more.
  if (failure.code === "folder" && failure.facts.problem === "changed")
    Object.assign(open, { settings: null, folder: null });
  return put(state, open);
}

/**
 * @param {State} state
 * @param {string} path of a file, or "zip"
 * @returns {State}
 */
export function fileHanded(state, path) {
  const { clientFiles } = state;
  if (clientFiles.status !== "open" || clientFiles.made === null || clientFiles.made.handed.includes(path))
    return state;
  return put(state, { ...clientFiles, made: { ...clientFiles.made, handed: [...clientFiles.made.handed, path] } });
}

/**
 * The connection that is to be switched; null where none is.
 * @param {Settings} settings
 * @returns {Connection | null}
 */
export function chosenConnection({ contents, connection }) {
  const isChosen = (/** @type {Connection} */ one) =>
    connection === null ? one.isCurrent : one.connection === connection;
  return contents.connections.find(isChosen) ?? null;
}

/** Others that use the same certificate now. @param {Settings} settings @returns {Connection[]} */
export function alikeConnections(settings) {
  const chosen = chosenConnection(settings);
  if (chosen === null || !chosen.certificate) return [];
  return settings.contents.connections.filter((one) => one !== chosen && one.certificate === chosen.certificate);
}

/**
 * Where the client's folder is, as the settings name it; where they name only the home it is in, it is called as the
 * folder that was chosen.
 * @param {Pick<Open, "settings" | "folder">} open
 * @returns {string | null}
 */
export function folderInSettings({ settings, folder }) {
  const chosen = settings === null ? null : chosenConnection(settings);
  if (!chosen?.folder || !chosen.folderIsGuessed || !folder || folder.isOther) return chosen?.folder ?? null;
  return chosen.folder.replace(/[^\\/]*$/, () => folder.name);
}

/**
 * Whether the settings name another folder than the one that was chosen: the client would look for its files there.
 * @param {Open} open
 */
export function namesOtherFolder({ settings, folder }) {
  const name = folderInSettings({ settings, folder })?.split(/[\\/]/).at(-1);
  return folder !== null && !folder.isOther && name !== undefined && name.toLowerCase() !== folder.name.toLowerCase();
}

/** Where the client's files are, as far as it is known. @param {Open} open @returns {string} */
export function folderOf(open) {
  const { client, folder, made, written } = open;
  if (!client?.folder) return "";
  const isUsual = folder === null || folder.isOther || client.folder.names.length === 1;
  return (
    written?.place ?? made?.place ?? folderInSettings(open) ?? (isUsual ? client.folder.shown : `~/${folder.name}`)
  );
}

/** Whether the client may use another of its folders than the usual one, for all that is known. @param {Open} open */
export function isEitherFolder(open) {
  const { client, settings, folder, made, written } = open;
  if (!client?.folder || client.folder.names.length === 1 || (folder !== null && !folder.isOther)) return false;
  const isGuessed = settings !== null && chosenConnection(settings)?.folderIsGuessed !== false;
  return (written?.place ?? made?.place ?? null) === null && (settings === null || isGuessed);
}

/** What was made, or went wrong, was of what was chosen before. @param {Open} open @returns {Open} */
function fresh(open) {
  return { ...open, work: "idle", failure: null, notPicked: false, made: null, written: null };
}

/**
 * While files are made or written nothing is changed.
 * @param {State} state
 * @param {(open: Open) => Open} step
 * @returns {State}
 */
function change(state, step) {
  const { clientFiles } = state;
  if (clientFiles.status !== "open" || clientFiles.work !== "idle") return state;
  return put(state, step(clientFiles));
}

/**
 * @param {State} state
 * @param {Open["work"]} work
 * @param {Partial<Open>} result
 * @returns {State}
 */
function end(state, work, result) {
  const { clientFiles } = state;
  return clientFiles.status === "open" && clientFiles.work === work
    ? put(state, { ...fresh(clientFiles), ...result })
    : state;
}

/**
 * @param {State} state
 * @param {Open} open
 * @returns {State}
 */
function put(state, open) {
  return state.clientFiles === open ? state : { ...state, clientFiles: open };
}
