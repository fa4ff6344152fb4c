// @ts-check
// Drives the making of a client's files. Holds what the state must not: the files that the user added, and the ones
// that were made.

import { clientSettings, convert, convertToZip } from "../core.js";
import { download } from "../download.js";
import { CLIENTS, LIMITS } from "../facts.js";
import { CoreFailure } from "../failure.js";
import { timestamp } from "../format.js";
import { painted } from "../painted.js";
import { handedElsewhere, renewedFile, savedElsewhere } from "../renewing.js";
import { leafOf, now } from "../state.js";
import { FolderProblem, pickFolder, readSettings, writeFolder } from "./folder.js";
import {
  begun,
  chosenConnection,
  clientChosen,
  clientFilesFailed,
  closeClientFiles,
  connectionChosen,
  fileAdded,
  fileHanded,
  filesMade,
  folderLeft,
  folderPicked,
  folderWritten,
  isPair,
  openClientFiles,
  optionsChosen,
  pickingCancelled,
  settingsRead,
} from "./state.js";

/** @typedef {import("../checking.js").Store} Store */
/** @typedef {import("../core.js").ClientFile} ClientFile */
/** @typedef {import("../core.js").ConvertOptions} ConvertOptions */
/** @typedef {import("./state.js").Added} Added */
/** @typedef {import("./state.js").Client} Client */
/** @typedef {import("./state.js").Open} Open */
/**
 * What the user has typed; it is read once and not kept.
 * @typedef {"password" | "secondPassword" | "keyPassword" | "newPassword" | "folder"} Typed
 */
/** @typedef {(what: Typed) => string} Read */

/** A type that tempts no browser to add an extension. */
const TYPE = "application/octet-stream";

/** @type {Record<Added, { name: string, bytes: Uint8Array } | null>} */
let added = { settings: null, key: null, oldFile: null, oldKeyFile: null };
/** @type {ClientFile[]} */
let made = [];
/** When they were made. */
let madeAt = new Date(0);
/** The folder that the user chose to be written into. @type {FileSystemDirectoryHandle | null} */
let picked = null;

/** Opens the panel for the renewed certificate. @param {Store} store */
export function openForRenewed(store) {
  const { renewal } = store.get();
  if (renewal.phase !== "done") return;
  forget();
  store.set(
    openClientFiles(store.get(), { kind: "renewed" }, renewal.certificate, {
      password: false,
      secondPassword: false,
      key: false,
    }),
  );
}

/** Opens the panel for a file that was checked. @param {Store} store @param {number} id */
export function openForCard(store, id) {
  const card = store.get().cards.find((one) => one.id === id);
  if (card?.status !== "read") return;
  const leaf = leafOf(card.inspection);
  if (leaf === null) return;
  forget();
  const { format, hasPrivateKey } = card.inspection;
  const { key } = card.companions;
  // A key beside certificates in PEM may have a password as well.
  const needs =
    key === null
      ? { password: format === "pkcs12" || hasPrivateKey, secondPassword: false, key: !hasPrivateKey }
      : { password: false, secondPassword: false, key: true };
  store.set(openClientFiles(store.get(), { kind: "card", id }, leaf, needs));
  // The key that came with the certificate; a copy, since what was added is wiped when the panel closes.
  if (key === null) return;
  added = { ...added, key: { name: key.name, bytes: key.bytes.slice() } };
  store.set(fileAdded(store.get(), "key", key.name));
}

/** @param {Store} store */
export function close(store) {
  forget();
  store.set(closeClientFiles(store.get()));
}

/** Closes the panel where what it is made of is gone. @param {Store} store */
export function closeIfGone(store) {
  const { clientFiles, cards, renewal } = store.get();
  if (clientFiles.status !== "open") return;
  const { source } = clientFiles;
  const there = source.kind === "renewed" ? renewal.phase === "done" : cards.some(({ id }) => id === source.id);
  if (!there) close(store);
}

function forget() {
  forgetMade();
  picked = null;
  for (const file of Object.values(added)) file?.bytes.fill(0);
  added = { settings: null, key: null, oldFile: null, oldKeyFile: null };
}

/** A control of the panel was changed. @param {Store} store @param {HTMLInputElement | HTMLSelectElement} control */
export async function changeControl(store, control) {
  const checked = control instanceof HTMLInputElement && control.checked;
  switch (control.dataset.action) {
    case "client":
      picked = null;
      added = { ...added, settings: null, oldFile: null, oldKeyFile: null };
      return chooseClient(store, control.value);
    case "client-form":
      return store.set(optionsChosen(store.get(), { form: control.value === "pem" ? "pem" : "p12" }));
    case "client-protection":
      return store.set(
        optionsChosen(store.get(), {
          protection: /** @type {import("./state.js").Protection} */ (control.value),
        }),
      );
    case "client-plain-key":
      return store.set(optionsChosen(store.get(), { plainKey: checked }));
    case "client-same-certificate":
      return store.set(optionsChosen(store.get(), { sameCertificate: checked }));
    case "client-other-password":
      return store.set(optionsChosen(store.get(), { otherPassword: checked }));
    case "client-connection":
      return store.set(connectionChosen(store.get(), control.value === "" ? null : Number(control.value)));
    case "client-settings":
    case "client-key":
    case "client-old-file":
    case "client-old-key-file": {
      const file = control instanceof HTMLInputElement ? control.files?.[0] : undefined;
      const what = /** @type {const} */ ({
        "client-settings": "settings",
        "client-key": "key",
        "client-old-file": "oldFile",
        "client-old-key-file": "oldKeyFile",
      })[control.dataset.action];
      if (file) await add(store, what, file);
    }
  }
}

/** @param {Store} store @param {string} id */
function chooseClient(store, id) {
  const client = CLIENTS.find((one) => one.id === id);
  if (client !== undefined) store.set(clientChosen(store.get(), client, refusesModern()));
}

/**
 * @param {Store} store
 * @param {Added} what
 * @param {File} file
 */
async function add(store, what, file) {
  try {
    if (file.size > LIMITS.fileBytes)
      throw new CoreFailure("file-too-large", { size: file.size, limit: LIMITS.fileBytes });
    const bytes = await readFile(file);
    const { clientFiles } = store.get();
    if (clientFiles.status !== "open") return;
    if (what === "settings") {
      const { client } = clientFiles;
      if (!client?.settingsFile) return;
      const contents = await clientSettings(client.id, bytes);
      picked = null;
      added = { ...added, settings: { name: file.name, bytes } };
      store.set(settingsRead(store.get(), file.name, contents));
    } else {
      added = { ...added, [what]: { name: file.name, bytes } };
      store.set(fileAdded(store.get(), what, file.name));
    }
  } catch (error) {
    store.set(clientFilesFailed(store.get(), toFailure(error)));
  }
}

/** macOS, iOS and iPadOS open a .p12 of today's protection nowhere, and call its password wrong. */
function refusesModern() {
  return /Mac|iPhone|iPad|iPod/.test(navigator.platform);
}

/** @param {File} file */
async function readFile(file) {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new CoreFailure("unreadable-file");
  }
}

/** @param {Store} store @param {Read} read */
export async function make(store, read) {
  const state = begun(store.get(), "making");
  if (state === store.get()) return;
  store.set(state);
  await painted();
  try {
    madeAt = now(store.get(), new Date());
    const { bytes, options } = await request(store, read, madeAt);
    const files = await convert(bytes, options);
    // Closed meanwhile.
    if (store.get().clientFiles.status !== "open") return wipe(files);
    forgetMade();
    made = files;
    const contents = await settledContents(store, files);
    store.set(
      filesMade(
        store.get(),
        files.map(({ path, bytes: { length } }) => ({ path, size: length })),
        contents,
      ),
    );
  } catch (error) {
    store.set(clientFilesFailed(store.get(), toFailure(error)));
  }
}

function forgetMade() {
  wipe(made);
  made = [];
}

/** @param {ClientFile[]} files */
function wipe(files) {
  for (const file of files) file.bytes.fill(0);
}

/** Hands one file to the browser's downloads. @param {Store} store @param {number} place */
export function saveFile(store, place) {
  const file = made[place];
  if (file === undefined || !isMade(store)) return;
  download(file.path.split("/").at(-1) ?? file.path, file.bytes, TYPE);
  store.set(fileHanded(store.get(), file.path));
}

/** Hands all files over as one archive. @param {Store} store @param {Read} read */
export async function saveZip(store, read) {
  if (!isMade(store)) return;
  try {
    const { bytes, options, client } = await request(store, read, madeAt);
    const archive = await convertToZip(bytes, options);
    download(`${client.id}-${timestamp(madeAt)}.zip`, archive, "application/zip");
    archive.fill(0);
    store.set(fileHanded(store.get(), "zip"));
    // It holds the new certificate, and the password that the server gave where there is a file for it.
    if (isAsIssued(store)) handedElsewhere(store, client.files.naming === "replaced" ? ["p12"] : ["p12", "pass"]);
  } catch (error) {
    store.set(clientFilesFailed(store.get(), toFailure(error)));
  }
}

/** The user chooses a folder; what stands in its settings is shown before anything is written. @param {Store} store */
export async function chooseFolder(store) {
  const { clientFiles } = store.get();
  if (clientFiles.status !== "open") return;
  const { client } = clientFiles;
  const names = client && namesOf(client);
  if (!names) return;
  const begin = begun(store.get(), "picking");
  if (begin === store.get()) return;
  // Browsers open the window only while the click is being handled.
  const picking = pickFolder(names.names[0] ?? "");
  store.set(begin);
  try {
    const folder = await picking;
    if (folder === null) return store.set(pickingCancelled(store.get()));
    const bytes = await readSettings(folder, names);
    const contents = bytes === null ? null : await clientSettings(client.id, bytes);
    const after = folderPicked(store.get(), folder.name, contents);
    // Closed meanwhile.
    if (after === store.get()) return;
    picked = folder;
    added = { ...added, settings: bytes === null ? null : { name: names.settings, bytes } };
    store.set(after);
  } catch (error) {
    store.set(clientFilesFailed(store.get(), toFailure(error)));
  }
}

/** The folder is not written into after all. @param {Store} store */
export function leaveFolder(store) {
  const after = folderLeft(store.get());
  if (after === store.get()) return;
  picked = null;
  added = { ...added, settings: null };
  store.set(after);
}

/** Writes into the folder that was chosen. @param {Store} store @param {Read} read */
export async function writeToFolder(store, read) {
  const { clientFiles } = store.get();
  const target = picked;
  if (target === null || clientFiles.status !== "open") return;
  const { client, source, folder } = clientFiles;
  const name = client?.settingsFile;
  if (!name) return;
  // Of its own: what was added is wiped when the panel closes, and writing goes on to its end.
  const old = added.settings?.bytes.slice() ?? null;
  const begin = begun(store.get(), "writing");
  if (begin === store.get()) return;
  store.set(begin);
  await painted();
  /** @type {ClientFile[]} */
  let files = [];
  try {
    const { bytes, options } = await request(store, read, now(store.get(), new Date()));
    files = await convert(bytes, options);
    // Closed before anything was written.
    if (store.get().clientFiles.status !== "open") return;
    const written = await writeFolder(target, name, files, old);
    const asIssued = isAsIssued(store);
    // What stands there now is what the next writing begins with.
    const settings = files.find(({ path }) => path === name)?.bytes.slice() ?? null;
    if (store.get().clientFiles.status === "open")
      added = { ...added, settings: settings === null ? null : { name, bytes: settings } };
    const contents = await settledContents(store, files);
    store.set(folderWritten(store.get(), written, contents));
    // The client's own folder has the certificate and its password: that is where they belong. A copy of it is another
    // thing.
    if (source.kind === "renewed" && asIssued && !folder?.isOther) await savedElsewhere(store);
  } catch (error) {
    store.set(clientFilesFailed(store.get(), toFailure(error)));
  } finally {
    wipe(files);
  }
}

/**
 * What stands in the settings that were made; null where there are none.
 * @param {Store} store
 * @param {ClientFile[]} files
 */
async function settledContents(store, files) {
  const { clientFiles } = store.get();
  if (clientFiles.status !== "open" || !clientFiles.client?.folder) return null;
  const { client } = clientFiles;
  const settings = files.find(({ path }) => path === client.settingsFile);
  return settings === undefined ? null : clientSettings(client.id, settings.bytes);
}

/** The names of a client's own folder, and of its settings file in it. @param {Client} client */
function namesOf({ folder, settingsFile }) {
  return folder && settingsFile !== null ? { names: folder.names, settings: settingsFile } : null;
}

/**
 * Whether what is made of the renewed certificate is a .p12 that opens with the password that the server gave.
 * @param {Store} store
 */
function isAsIssued(store) {
  const { clientFiles } = store.get();
  if (clientFiles.status !== "open" || clientFiles.source.kind !== "renewed") return false;
  const { client, settings, options } = clientFiles;
  // A client whose files are replaced keeps the password that is in use.
  const isOther = client?.files.naming === "replaced" && (settings !== null || isPair(clientFiles));
  return !isOther && !options.otherPassword && !options.plainKey;
}

/** @param {Store} store */
function isMade(store) {
  const { clientFiles } = store.get();
  return clientFiles.status === "open" && clientFiles.made !== null;
}

/**
 * What is to be converted, and how.
 * @param {Store} store
 * @param {Read} read
 * @param {Date} instant after which the files are named
 */
async function request(store, read, instant) {
  const state = store.get();
  const { clientFiles } = state;
  if (clientFiles.status !== "open" || clientFiles.client === null) throw new CoreFailure("internal");
  const { client, options: chosen, settings, needs } = clientFiles;
  const source = sourceOf(store, clientFiles, read);
  /** @type {ConvertOptions} */
  const options = {
    ...source.options,
    to: client.id === "api" && chosen.form === "pem" ? "pem" : client.id,
    now: instant,
    language: state.language,
    passwordFile: clientFiles.source.kind === "renewed" && !chosen.otherPassword,
    ...(chosen.protection === "issued" ? {} : { protection: chosen.protection }),
    ...(chosen.plainKey ? { plainKey: true } : {}),
    ...(chosen.otherPassword ? { newPassword: read("newPassword") } : {}),
  };
  if (needs.key) {
    if (added.key === null) throw new CoreFailure("incomplete-file", { lacks: "private-key" });
    options.key = added.key.bytes;
    const password = read("keyPassword");
    if (password !== "") options.keyPassword = password;
  }
  if (client.folder) {
    const folder = read("folder").trim();
    if (settings !== null && folder !== "" && folder !== chosenConnection(settings)?.folder) options.folder = folder;
    if (settings !== null && settings.connection !== null) options.connection = settings.connection;
    if (chosen.sameCertificate) options.sameCertificate = true;
  }
  if (client.settingsFile !== null && added.settings !== null) options.settings = added.settings.bytes;
  const replaces = client.files.naming === "replaced";
  if (replaces && added.oldFile !== null) options.oldFile = { path: added.oldFile.name, bytes: added.oldFile.bytes };
  if (replaces && added.oldKeyFile !== null)
    options.oldKeyFile = { path: added.oldKeyFile.name, bytes: added.oldKeyFile.bytes };
  return { bytes: source.bytes, options, client };
}

/**
 * @param {Store} store
 * @param {Open} open
 * @param {Read} read
 * @returns {{ bytes: Uint8Array, options: ConvertOptions | {} }}
 */
function sourceOf(store, { source, certificate, needs }, read) {
  if (source.kind === "renewed") {
    const file = renewedFile();
    if (file === null) throw new CoreFailure("internal");
    return { bytes: file.p12, options: { password: file.password } };
  }
  const card = store.get().cards.find(({ id }) => id === source.id);
  if (card === undefined) throw new CoreFailure("internal");
  const password = needs.password ? read("password") : "";
  const second = needs.secondPassword ? read("secondPassword") : "";
  return {
    bytes: card.bytes,
    options: {
      // The one that the panel names, whatever the clock says of the others by now.
      fingerprintSha256: certificate.fingerprintSha256,
      ...(password === "" ? {} : { password }),
      ...(second === "" ? {} : { secondPassword: second }),
    },
  };
}

/** @param {unknown} error */
function toFailure(error) {
  if (error instanceof CoreFailure) return error;
  if (error instanceof FolderProblem)
    return new CoreFailure("folder", { problem: error.problem, path: error.path, left: error.left });
  return new CoreFailure("internal");
}
