// @ts-check
// Writes files into a client's own folder: new files first, settings last, each read back. Nothing is overwritten but
// the settings, whose old form is kept beside them. Whatever goes wrong half-way, the settings still name the old
// certificate.

/** @typedef {{ path: string, bytes: Uint8Array }} ClientFile */

/** Whether the browser lets a page write into a folder. */
export function canPickFolder() {
  return "showDirectoryPicker" in globalThis;
}

/**
 * Call it while the click is being handled: browsers open the window for no other reason.
 * @param {string} name @returns {Promise<FileSystemDirectoryHandle | null>} null: the user closed the window
 */
export async function pickFolder(name) {
  if (!canPickFolder()) throw new FolderProblem("denied", name);
  try {
    return await at(name, () => pick(name));
  } catch (error) {
    if (error instanceof FolderProblem && error.problem === "closed") return null;
    throw error;
  }
}

/** Why a folder could not be written, and at which file. */
export class FolderProblem extends Error {
  /** New files that could not be taken away again. @type {string[]} */
  left = [];

  /**
   * @param {"closed"
   *   | "other-folder"
   *   | "beside-program"
   *   | "denied"
   *   | "full"
   *   | "exists"
   *   | "changed"
   *   | "damaged"
   *   | "failed"
   * } problem
   * @param {string} path
   */
  constructor(problem, path) {
    super(problem);
    this.problem = problem;
    this.path = path;
  }
}

/**
 * The settings in a folder that was chosen; null where there are none, and it is the client's all the same by its name.
 * @param {FileSystemDirectoryHandle} folder
 * @param {{ names: readonly string[], settings: string }} client what its folder may be called, and the name of its
 *   settings file
 */
export async function readSettings(folder, client) {
  const settings = await read(folder, client.settings);
  const isOwn = client.names.includes(folder.name);
  if (settings === null && !isOwn) throw new FolderProblem("other-folder", folder.name);
  // The client uses settings that stand beside its program before its own, and they name certificates in its own
  // folder.
  if (!isOwn && (await hasProgram(folder))) throw new FolderProblem("beside-program", folder.name);
  return settings;
}

/** Whether a program of Java is in a folder. @param {FileSystemDirectoryHandle} folder */
function hasProgram(folder) {
  return at(folder.name, async () => {
    for await (const name of folder.keys()) {
      if (name.toLowerCase().endsWith(".jar")) return true;
    }
    return false;
  });
}

/**
 * @param {FileSystemDirectoryHandle} folder
 * @param {string} name of the settings file
 * @param {ClientFile[]} files the settings are the last one, where there are any
 * @param {Uint8Array | null} old the settings that they were made of
 * @returns {Promise<{ paths: string[], backup: string | null }>} what was written
 */
export async function writeFolder(folder, name, files, old) {
  const fresh = files.filter(({ path }) => path !== name);
  const settings = files.find(({ path }) => path === name);
  if (settings) await assertUnchanged(folder, name, old);
  /** @type {ClientFile[]} */
  const backup = settings && old ? [{ path: `${name}.${stem(fresh)}`, bytes: old }] : [];
  const created = [];
  try {
    for (const file of [...fresh, ...backup]) {
      created.push(await create(folder, file));
    }
    if (settings && old) await replace(folder, settings, old, backup[0]?.path ?? "");
  } catch (error) {
    // The old settings are needed, and so is everything that the new ones may name.
    if (error instanceof FolderProblem && error.problem === "damaged") throw error;
    // What was begun is of no use to anybody.
    for (const remove of created.reverse()) await remove(error);
    throw error;
  }
  return { paths: files.map(({ path }) => path), backup: backup[0]?.path ?? null };
}

/** The name that the new files have in common. @param {ClientFile[]} files */
function stem(files) {
  const name = files[0]?.path.split("/").at(-1) ?? "";
  return name.slice(0, name.indexOf("."));
}

/**
 * The client may have written its settings meanwhile.
 * @param {FileSystemDirectoryHandle} folder
 * @param {string} name
 * @param {Uint8Array | null} old
 */
async function assertUnchanged(folder, name, old) {
  const found = await read(folder, name);
  if (found === null || old === null || !same(found, old)) throw new FolderProblem("changed", name);
}

/**
 * Writes a file that is not there yet.
 * @param {FileSystemDirectoryHandle} folder
 * @param {ClientFile} file
 * @returns {Promise<(cause: unknown) => Promise<void>>} removes it again, or says in the cause that it is left
 */
async function create(folder, { path, bytes }) {
  return at(path, async () => {
    const parts = path.split("/");
    const name = parts.pop() ?? "";
    let parent = folder;
    for (const part of parts) parent = await parent.getDirectoryHandle(part, { create: true });
    if ((await find(parent, name)) !== null) throw new FolderProblem("exists", path);
    const remove = async (/** @type {unknown} */ cause) => {
      if (!(await removed(parent, name)) && cause instanceof FolderProblem) cause.left.push(path);
    };
    try {
      await at(path, async () => write(await parent.getFileHandle(name, { create: true }), bytes, path));
    } catch (error) {
      await remove(error);
      throw error;
    }
    return remove;
  });
}

/**
 * Browsers let go of a file a moment after a stream was aborted.
 * @param {FileSystemDirectoryHandle} parent
 * @param {string} name
 */
async function removed(parent, name) {
  for (let attempts = 20; attempts > 0; attempts -= 1) {
    try {
      await parent.removeEntry(name);
      return true;
    } catch (error) {
      if (error instanceof DOMException && error.name === "NotFoundError") return true;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return false;
}

/**
 * The browser writes beside the file and puts it in its place when all is written.
 * @param {FileSystemDirectoryHandle} folder
 * @param {ClientFile} settings
 * @param {Uint8Array} old
 * @param {string} backup
 */
async function replace(folder, { path, bytes }, old, backup) {
  await at(path, async () => {
    await assertUnchanged(folder, path, old);
    const handle = await folder.getFileHandle(path);
    try {
      await write(handle, bytes, path);
    } catch (error) {
      const isOld = async () => same((await read(folder, path)) ?? new Uint8Array(), old);
      if (!(await isOld().catch(() => false))) await write(handle, old, path).catch(() => {});
      if (!(await isOld().catch(() => false))) throw new FolderProblem("damaged", backup);
      throw error;
    }
  });
}

/**
 * @param {FileSystemFileHandle} handle
 * @param {Uint8Array} bytes
 * @param {string} path
 */
async function write(handle, bytes, path) {
  const stream = await handle.createWritable();
  try {
    await stream.write(new Uint8Array(bytes));
  } catch (error) {
    // Otherwise what was written so far would be put in its place.
    await stream.abort().catch(() => {});
    throw error;
  }
  await stream.close();
  if (!same(await content(handle), bytes)) throw new FolderProblem("failed", path);
}

/** @param {FileSystemDirectoryHandle} folder @param {string} name */
async function read(folder, name) {
  const handle = await at(name, () => find(folder, name));
  return handle === null ? null : at(name, () => content(handle));
}

/**
 * @param {FileSystemDirectoryHandle} folder
 * @param {string} name
 * @returns {Promise<FileSystemFileHandle | null>}
 */
async function find(folder, name) {
  try {
    return await folder.getFileHandle(name);
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotFoundError") return null;
    throw error;
  }
}

/** @param {FileSystemFileHandle} handle */
async function content(handle) {
  return new Uint8Array(await (await handle.getFile()).arrayBuffer());
}

/**
 * Says at which file it went wrong.
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} step
 * @returns {Promise<T>}
 */
async function at(path, step) {
  try {
    return await step();
  } catch (error) {
    if (error instanceof FolderProblem) throw error;
    const name = error instanceof DOMException ? error.name : "";
    if (name === "AbortError") throw new FolderProblem("closed", path);
    if (name === "NotAllowedError" || name === "SecurityError" || name === "NoModificationAllowedError")
      throw new FolderProblem("denied", path);
    if (name === "QuotaExceededError") throw new FolderProblem("full", path);
    if (name === "TypeMismatchError") throw new FolderProblem("exists", path);
    throw new FolderProblem("failed", path);
  }
}

/** Asks the user for a folder. @param {string} name @returns {Promise<FileSystemDirectoryHandle>} */
async function pick(name) {
  const id = `orcamo-cert${name.replace(".", "-")}`;
  // Not in every browser, so not in TypeScript's either.
  return /** @type {any} */ (globalThis).showDirectoryPicker({ id, mode: "readwrite" });
}

/** @param {Uint8Array} a @param {Uint8Array} b */
function same(a, b) {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
