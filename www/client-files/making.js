// @ts-check
// Drives the making of a client's files. Holds what the state must not: the files that the user added, and the ones
// that were made.

import { CLIENTS } from "../certificate/clients.js";
import { clientSettings, convert, convertToZip } from "../certificate/core.js";
import { LIMITS } from "../certificate/facts.js";
import { leafOf } from "../certificate/leaf.js";
import { now } from "../certificate/surroundings.js";
import { download } from "../common/download.js";
import { asFailure, CoreFailure } from "../common/failure.js";
import { timestamp } from "../common/format.js";
import { painted } from "../common/painted.js";
import { FolderProblem, pickFolder, readSettings, writeFolder } from "./folder.js";
import { isBundle } from "./source.js";
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

/** @typedef {import("../common/store.js").StoreOf<import("./state.js").State>} Store */
/** @typedef {import("./source.js").BundleSource} BundleSource */
/** @typedef {import("./source.js").FileSource} FileSource */
/** @typedef {import("./source.js").Source} Source */
/** @typedef {import("../certificate/core.js").ClientFile} ClientFile */
/** @typedef {import("../certificate/core.js").ConvertOptions} ConvertOptions */
/** @typedef {import("./state.js").Added} Added */
/** @typedef {import("./state.js").Client} Client */
/** @typedef {import("./state.js").Open} Open */
/**
 * What the user has typed; it is read once and not kept.
 * @typedef {"password" | "secondPassword" | "keyPassword" | "newPassword" | "folder"} Typed
 */
/** @typedef {(what: Typed) => string} Read */
/**
 * What was saved: given to the browser, or written and read back. `bundle`: the parts of a renewed bundle that are in
 * it as they were issued.
 * @typedef {{ client: string, paths: string[], bundle: ("p12" | "pass")[], how: "handed" | "written" }} Saved
 */

/** A type that tempts no browser to add an extension. */
const TYPE = "application/octet-stream";

/** Makes the files of a client. It holds what the state must not: the files that the user added, and the ones made. */
export class Making {
  /** @type {Store} */
  #store;
  /** @type {(saved: Saved) => void} */
  #tellSaved;
  /** @type {Source | null} */
  #source = null;
  /** @type {Record<Added, { name: string, bytes: Uint8Array } | null>} */
  #added = { settings: null, key: null, oldFile: null, oldKeyFile: null };
  /** @type {ClientFile[]} */
  #made = [];
  /** When they were made. */
  #madeAt = new Date(0);
  /** The folder that the user chose to be written into. @type {FileSystemDirectoryHandle | null} */
  #picked = null;

  /** @param {Store} store @param {(saved: Saved) => void} tellSaved */
  constructor(store, tellSaved) {
    this.#store = store;
    this.#tellSaved = tellSaved;
  }

  /** Opens the panel for a renewed bundle. @param {BundleSource} source */
  openBundle(source) {
    this.#forget();
    this.#source = source;
    const needs = { password: false, secondPassword: false, key: false };
    this.#store.apply(openClientFiles, { kind: "renewed" }, source.certificate, needs);
  }

  /**
   * Opens the panel for a file.
   * @param {FileSource} source
   * @param {import("../certificate/core.js").Inspection} inspection
   */
  openFile(source, inspection) {
    const leaf = leafOf(inspection);
    if (leaf === null) return;
    this.#forget();
    this.#source = source;
    const { format, hasPrivateKey } = inspection;
    const { key = null, password } = source;
    // A key beside certificates in PEM may have a password as well.
    const isAsked = password === undefined && (format === "pkcs12" || hasPrivateKey);
    const needs =
      key === null
        ? { password: isAsked, secondPassword: false, key: !hasPrivateKey }
        : { password: false, secondPassword: false, key: true };
    this.#store.apply(openClientFiles, { kind: "file" }, leaf, needs);
    // The key that came with the certificate; a copy, since what was added is wiped when the panel closes.
    if (key === null) return;
    this.#added = { ...this.#added, key: { name: key.name, bytes: key.bytes.slice() } };
    this.#store.apply(fileAdded, "key", key.name);
  }

  /** Closes the panel, and forgets what was added and made. */
  close() {
    this.#forget();
    this.#store.apply(closeClientFiles);
  }

  #forget() {
    this.#forgetMade();
    this.#picked = null;
    this.#source = null;
    for (const file of Object.values(this.#added)) file?.bytes.fill(0);
    this.#added = { settings: null, key: null, oldFile: null, oldKeyFile: null };
  }

  /** A control of the panel was changed. @param {HTMLInputElement | HTMLSelectElement} control */
  async changeControl(control) {
    const checked = control instanceof HTMLInputElement && control.checked;
    switch (control.dataset.action) {
      case "client":
        this.#picked = null;
        this.#added = { ...this.#added, settings: null, oldFile: null, oldKeyFile: null };
        return this.#chooseClient(control.value);
      case "client-form":
        return this.#store.apply(optionsChosen, { form: control.value === "pem" ? "pem" : "p12" });
      case "client-protection":
        return this.#store.apply(optionsChosen, {
          protection: /** @type {import("./state.js").Protection} */ (control.value),
        });
      case "client-plain-key":
        return this.#store.apply(optionsChosen, { plainKey: checked });
      case "client-same-certificate":
        return this.#store.apply(optionsChosen, { sameCertificate: checked });
      case "client-other-password":
        return this.#store.apply(optionsChosen, { otherPassword: checked });
      case "client-connection":
        return this.#store.apply(connectionChosen, control.value === "" ? null : Number(control.value));
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
        if (file) await this.#add(what, file);
      }
    }
  }

  /** @param {string} id */
  #chooseClient(id) {
    const client = CLIENTS.find((one) => one.id === id);
    if (client !== undefined) this.#store.apply(clientChosen, client, refusesModern());
  }

  /**
   * @param {Added} what
   * @param {File} file
   */
  async #add(what, file) {
    try {
      if (file.size > LIMITS.fileBytes)
        throw new CoreFailure("file-too-large", { size: file.size, limit: LIMITS.fileBytes });
      const bytes = await readFile(file);
      const { clientFiles } = this.#store.get();
      if (clientFiles.status !== "open") return;
      if (what === "settings") {
        const { client } = clientFiles;
        if (!client?.settingsFile) return;
        const contents = await clientSettings(client.id, bytes);
        this.#picked = null;
        this.#added = { ...this.#added, settings: { name: file.name, bytes } };
        this.#store.apply(settingsRead, file.name, contents);
      } else {
        this.#added = { ...this.#added, [what]: { name: file.name, bytes } };
        this.#store.apply(fileAdded, what, file.name);
      }
    } catch (error) {
      this.#store.apply(clientFilesFailed, toFailure(error));
    }
  }

  /** @param {Read} read */
  async make(read) {
    const state = begun(this.#store.get(), "making");
    if (state === this.#store.get()) return;
    this.#store.set(state);
    await painted();
    try {
      this.#madeAt = now(this.#store.get(), new Date());
      const { bytes, options } = await this.#request(read, this.#madeAt);
      const files = await convert(bytes, options);
      // Closed meanwhile.
      if (this.#store.get().clientFiles.status !== "open") return wipe(files);
      this.#forgetMade();
      this.#made = files;
      const contents = await settledContents(this.#store, files);
      this.#store.apply(
        filesMade,
        files.map(({ path, bytes: { length } }) => ({ path, size: length })),
        contents,
      );
    } catch (error) {
      this.#store.apply(clientFilesFailed, toFailure(error));
    }
  }

  #forgetMade() {
    wipe(this.#made);
    this.#made = [];
  }

  /** Hands one file to the browser's downloads. @param {number} place */
  saveFile(place) {
    const file = this.#made[place];
    if (file === undefined || !isMade(this.#store)) return;
    download(file.path.split("/").at(-1) ?? file.path, file.bytes, TYPE);
    this.#store.apply(fileHanded, file.path);
    const { clientFiles } = this.#store.get();
    if (clientFiles.status === "open" && clientFiles.client !== null)
      this.#tellSaved({ client: clientFiles.client.id, paths: [file.path], bundle: [], how: "handed" });
  }

  /** Hands all files over as one archive. @param {Read} read */
  async saveZip(read) {
    if (!isMade(this.#store)) return;
    try {
      const { bytes, options, client } = await this.#request(read, this.#madeAt);
      const archive = await convertToZip(bytes, options);
      download(`${client.id}-${timestamp(this.#madeAt)}.zip`, archive, "application/zip");
      archive.fill(0);
      this.#store.apply(fileHanded, "zip");
      // It holds the new certificate, and the password that the server gave where there is a file for it.
      const hasBoth = client.files.naming !== "replaced";
      this.#tellSaved({
        client: client.id,
        paths: this.#made.map(({ path }) => path),
        bundle: isAsIssued(this.#store) ? (hasBoth ? ["p12", "pass"] : ["p12"]) : [],
        how: "handed",
      });
    } catch (error) {
      this.#store.apply(clientFilesFailed, toFailure(error));
    }
  }

  /** The user chooses a folder; what stands in its settings is shown before anything is written. */
  async chooseFolder() {
    const { clientFiles } = this.#store.get();
    if (clientFiles.status !== "open") return;
    const { client } = clientFiles;
    const names = client && namesOf(client);
    if (!names) return;
    const begin = begun(this.#store.get(), "picking");
    if (begin === this.#store.get()) return;
    // Browsers open the window only while the click is being handled.
    const picking = pickFolder(names.names[0] ?? "");
    this.#store.set(begin);
    try {
      const folder = await picking;
      if (folder === null) return this.#store.apply(pickingCancelled);
      const bytes = await readSettings(folder, names);
      const contents = bytes === null ? null : await clientSettings(client.id, bytes);
      const after = folderPicked(this.#store.get(), folder.name, contents);
      // Closed meanwhile.
      if (after === this.#store.get()) return;
      this.#picked = folder;
      this.#added = { ...this.#added, settings: bytes === null ? null : { name: names.settings, bytes } };
      this.#store.set(after);
    } catch (error) {
      this.#store.apply(clientFilesFailed, toFailure(error));
    }
  }

  /** The folder is not written into after all. */
  leaveFolder() {
    const after = folderLeft(this.#store.get());
    if (after === this.#store.get()) return;
    this.#picked = null;
    this.#added = { ...this.#added, settings: null };
    this.#store.set(after);
  }

  /** Writes into the folder that was chosen. @param {Read} read */
  async writeToFolder(read) {
    const { clientFiles } = this.#store.get();
    const target = this.#picked;
    if (target === null || clientFiles.status !== "open") return;
    const { client, folder } = clientFiles;
    const name = client?.settingsFile;
    if (!name) return;
    // Of its own: what was added is wiped when the panel closes, and writing goes on to its end.
    const old = this.#added.settings?.bytes.slice() ?? null;
    const begin = begun(this.#store.get(), "writing");
    if (begin === this.#store.get()) return;
    this.#store.set(begin);
    await painted();
    /** @type {ClientFile[]} */
    let files = [];
    try {
      const { bytes, options } = await this.#request(read, now(this.#store.get(), new Date()));
      files = await convert(bytes, options);
      // Closed before anything was written.
      if (this.#store.get().clientFiles.status !== "open") return;
      const written = await writeFolder(target, name, files, old);
      const asIssued = isAsIssued(this.#store);
      // What stands there now is what the next writing begins with.
      const settings = files.find(({ path }) => path === name)?.bytes.slice() ?? null;
      if (this.#store.get().clientFiles.status === "open")
        this.#added = { ...this.#added, settings: settings === null ? null : { name, bytes: settings } };
      const contents = await settledContents(this.#store, files);
      this.#store.apply(folderWritten, written, contents);
      // The client's own folder has the certificate and its password: that is where they belong. A copy of it is
      // another thing.
      this.#tellSaved({
        client: client.id,
        paths: written.paths,
        bundle: asIssued && !folder?.isOther ? ["p12", "pass"] : [],
        how: "written",
      });
    } catch (error) {
      this.#store.apply(clientFilesFailed, toFailure(error));
    } finally {
      wipe(files);
    }
  }

  /**
   * What is to be converted, and how.
   * @param {Read} read
   * @param {Date} instant after which the files are named
   */
  async #request(read, instant) {
    const state = this.#store.get();
    const { clientFiles } = state;
    if (clientFiles.status !== "open" || clientFiles.client === null) throw new CoreFailure("internal");
    const { client, options: chosen, settings, needs } = clientFiles;
    const source = this.#sourceOf(clientFiles, read);
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
      if (this.#added.key === null) throw new CoreFailure("incomplete-file", { lacks: "private-key" });
      options.key = this.#added.key.bytes;
      const password = read("keyPassword");
      if (password !== "") options.keyPassword = password;
    }
    if (client.folder) {
      const folder = read("folder").trim();
      if (settings !== null && folder !== "" && folder !== chosenConnection(settings)?.folder) options.folder = folder;
      if (settings !== null && settings.connection !== null) options.connection = settings.connection;
      if (chosen.sameCertificate) options.sameCertificate = true;
    }
    if (client.settingsFile !== null && this.#added.settings !== null) options.settings = this.#added.settings.bytes;
    const replaces = client.files.naming === "replaced";
    if (replaces && this.#added.oldFile !== null)
      options.oldFile = { path: this.#added.oldFile.name, bytes: this.#added.oldFile.bytes };
    if (replaces && this.#added.oldKeyFile !== null)
      options.oldKeyFile = { path: this.#added.oldKeyFile.name, bytes: this.#added.oldKeyFile.bytes };
    return { bytes: source.bytes, options, client };
  }

  /**
   * @param {Open} open
   * @param {Read} read
   * @returns {{ bytes: Uint8Array, options: ConvertOptions | {} }}
   */
  #sourceOf({ certificate, needs }, read) {
    const source = this.#source;
    if (source === null) throw new CoreFailure("internal");
    if (isBundle(source)) return { bytes: source.p12, options: { password: source.password } };
    const password = needs.password ? read("password") : (source.password ?? "");
    const second = needs.secondPassword ? read("secondPassword") : "";
    return {
      bytes: source.bytes,
      options: {
        // The one that the panel names, whatever the clock says of the others by now.
        fingerprintSha256: certificate.fingerprintSha256,
        ...(password === "" ? {} : { password }),
        ...(second === "" ? {} : { secondPassword: second }),
      },
    };
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

/** @param {ClientFile[]} files */
function wipe(files) {
  for (const file of files) file.bytes.fill(0);
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

/** @param {unknown} error */
function toFailure(error) {
  return error instanceof FolderProblem
    ? new CoreFailure("folder", { problem: error.problem, path: error.path, left: error.left })
    : asFailure(error);
}
