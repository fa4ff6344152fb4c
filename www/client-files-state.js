// @ts-check
// Making the files of a client: what the user has chosen and how far it is. Pure: no DOM, no bytes, and no secret.
// A step that is not legal gives back the very state it was given.

/** @typedef {import("./core.js").Certificate} Certificate */
/** @typedef {import("./core.js").ClientSettings} ClientSettings */
/** @typedef {import("./state.js").Failure} Failure */
/** @typedef {import("./state.js").State} State */

/** @typedef {"monsiaj" | "glclient2" | "receview" | "api" | "browser"} Client */
/** The renewed certificate, or a file that was checked. @typedef {{ kind: "renewed" } | { kind: "card", id: number }} Source */
/** A file that the user added; its bytes are elsewhere. @typedef {"settings" | "key" | "oldFile"} Added */
/**
 * `form`: of API and DB; `compatible`: for old systems; `plainKey`: without protection; `otherPassword`: the user gives another one.
 * @typedef {{ form: "p12" | "pem", compatible: boolean, plainKey: boolean, otherPassword: boolean }} Wishes
 */
/** `connection`: null is the current one. @typedef {{ name: string, contents: ClientSettings, connection: number | null }} Settings */
/** @typedef {{ files: { path: string, size: number }[], handed: string[] }} Made */
/** What became of writing into the folder; `backup`: where the old settings are. @typedef {{ paths: string[], backup: string | null }} Written */
/**
 * `needs`: what the user has to give of the source; `asksFolder`: no path tells where the client's folder is.
 * @typedef {{
 *   status: "open", source: Source, certificate: Certificate, needs: { password: boolean, key: boolean }, client: Client | null, wishes: Wishes,
 *   settings: Settings | null, keyName: string | null, oldFileName: string | null, asksFolder: boolean,
 *   work: "idle" | "making" | "writing", failure: Failure | null, during: "making" | "writing", made: Made | null, written: Written | null,
 * }} Open
 */
/** @typedef {{ status: "closed" } | Open} ClientFiles */

/** The names of the settings files. */
export const SETTINGS = { monsiaj: "monsiaj.jsonrpc.properties", glclient2: "config.json" };
/** The clients' own folders, as people know them. */
export const FOLDERS = { monsiaj: "%userprofile%\\.monsiaj", glclient2: "~/.glclient2" };

/** @type {Wishes} */
const NO_WISHES = { form: "p12", compatible: false, plainKey: false, otherPassword: false };

/** Whether a client has settings that can be changed here. @param {Client | null} client @returns {client is "monsiaj" | "glclient2"} */
export function hasSettings(client) {
  return client === "monsiaj" || client === "glclient2";
}

/**
 * @param {State} state @param {Source} source @param {Certificate} certificate @param {{ password: boolean, key: boolean }} needs @returns {State}
 */
export function openClientFiles(state, source, certificate, needs) {
  return {
    ...state,
    clientFiles: {
      status: "open", source, certificate, needs, client: null, wishes: NO_WISHES, settings: null, keyName: null, oldFileName: null,
      asksFolder: false, work: "idle", failure: null, during: "making", made: null, written: null,
    },
  };
}

/** @param {State} state @returns {State} */
export function closeClientFiles(state) {
  return state.clientFiles.status === "closed" ? state : { ...state, clientFiles: { status: "closed" } };
}

/** @param {State} state @param {Client} client @returns {State} */
export function clientChosen(state, client) {
  return change(state, (open) => open.client === client ? open : {
    ...fresh(open), client, settings: null, oldFileName: null, asksFolder: false, wishes: { ...open.wishes, plainKey: false },
  });
}

/** @param {State} state @param {Partial<Wishes>} wishes @returns {State} */
export function wished(state, wishes) {
  return change(state, (open) => {
    const next = { ...open.wishes, ...wishes };
    // A key without protection has no password.
    if (next.form === "p12") next.plainKey = false;
    if (next.plainKey) next.otherPassword = false;
    return { ...fresh(open), wishes: next };
  });
}

/** @param {State} state @param {string} name @param {ClientSettings} contents @returns {State} */
export function settingsRead(state, name, contents) {
  return change(state, (open) => ({
    ...fresh(open), settings: { name, contents, connection: null }, asksFolder: contents.folder === null,
  }));
}

/** @param {State} state @param {number | null} connection @returns {State} */
export function connectionChosen(state, connection) {
  return change(state, (open) => open.settings === null ? open : { ...fresh(open), settings: { ...open.settings, connection } });
}

/** @param {State} state @param {"key" | "oldFile"} what @param {string} name @returns {State} */
export function fileAdded(state, what, name) {
  return change(state, (open) => ({ ...fresh(open), ...(what === "key" ? { keyName: name } : { oldFileName: name }) }));
}

/** What was typed has changed: what was made does not hold any more. @param {State} state @returns {State} */
export function typed(state) {
  return change(state, (open) => open.made === null && open.failure === null && open.written === null ? open : fresh(open));
}

/** @param {State} state @param {"making" | "writing"} work @returns {State} */
export function begun(state, work) {
  const { clientFiles } = state;
  if (clientFiles.status !== "open" || clientFiles.work !== "idle" || clientFiles.client === null) return state;
  if (work === "writing" && !hasSettings(clientFiles.client)) return state;
  return put(state, { ...fresh(clientFiles), work, during: work });
}

/** @param {State} state @param {{ path: string, size: number }[]} files @returns {State} */
export function filesMade(state, files) {
  return end(state, "making", { made: { files, handed: [] } });
}

/** @param {State} state @param {Written} written @returns {State} */
export function folderWritten(state, written) {
  return end(state, "writing", { written });
}

/** The user closed the window in which a folder is chosen. @param {State} state @returns {State} */
export function writingCancelled(state) {
  return end(state, "writing", {});
}

/** @param {State} state @param {Failure} failure @returns {State} */
export function clientFilesFailed(state, failure) {
  const { clientFiles } = state;
  if (clientFiles.status !== "open") return state;
  const asksFolder = clientFiles.asksFolder || failure.facts["problem"] === "unknown-folder";
  return put(state, { ...fresh(clientFiles), during: clientFiles.work === "writing" ? "writing" : "making", failure, asksFolder });
}

/** @param {State} state @param {string} path of a file, or "zip" @returns {State} */
export function fileHanded(state, path) {
  const { clientFiles } = state;
  if (clientFiles.status !== "open" || clientFiles.made === null || clientFiles.made.handed.includes(path)) return state;
  return put(state, { ...clientFiles, made: { ...clientFiles.made, handed: [...clientFiles.made.handed, path] } });
}

/** Where the client's files are, as far as it is known. @param {Open} open @returns {string} */
export function folderOf({ client, settings }) {
  if (!hasSettings(client)) return "";
  return settings?.contents.folder ?? FOLDERS[client];
}

/** What was made, or went wrong, was of what was chosen before. @param {Open} open @returns {Open} */
function fresh(open) {
  return { ...open, work: "idle", failure: null, made: null, written: null };
}

/** While files are made or written nothing is changed. @param {State} state @param {(open: Open) => Open} step @returns {State} */
function change(state, step) {
  const { clientFiles } = state;
  if (clientFiles.status !== "open" || clientFiles.work !== "idle") return state;
  return put(state, step(clientFiles));
}

/** @param {State} state @param {Open["work"]} work @param {Partial<Open>} result @returns {State} */
function end(state, work, result) {
  const { clientFiles } = state;
  return clientFiles.status === "open" && clientFiles.work === work ? put(state, { ...fresh(clientFiles), ...result }) : state;
}

/** @param {State} state @param {Open} open @returns {State} */
function put(state, open) {
  return state.clientFiles === open ? state : { ...state, clientFiles: open };
}
