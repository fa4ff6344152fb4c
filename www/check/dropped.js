// @ts-check
// What people drop, paste or choose → files, those in folders too.

/**
 * `name`: the path below `folder`, where it was dropped in one. `file`: null where it could not be looked at.
 * @typedef {{ name: string, folder: string | null, file: File | null }} Dropped
 */

/** A client's own folder has some dozens. */
const MOST_FILES = 1000;
const MOST_LEVELS = 8;
/** What systems put into folders for themselves. */
const OF_THE_SYSTEM = /^(\.DS_Store|Thumbs\.db|desktop\.ini|\._.*)$/i;

/** @param {Iterable<File>} files @returns {Dropped[]} */
export function loose(files) {
  return [...files].map((file) => ({ name: file.name, folder: null, file }));
}

/**
 * Call it while the event is being handled: what is in a drag or in the clipboard is there no longer than that.
 * @param {DataTransfer} transfer @returns {Promise<Dropped[]>}
 */
export function droppedFiles(transfer) {
  const items = [...transfer.items]
    .filter(({ kind }) => kind === "file")
    .map((item) => ({ entry: entryOf(item), file: item.getAsFile() }));
  return Promise.all(
    items.map(({ entry, file }) =>
      entry?.isDirectory
        ? inFolder(/** @type {FileSystemDirectoryEntry} */ (entry))
        : loose(file === null ? [] : [file]),
    ),
  ).then((all) => all.flat());
}

/** Whether there are files, without looking at them. @param {DataTransfer | null} transfer */
export function hasFiles(transfer) {
  return transfer !== null && [...transfer.items].some(({ kind }) => kind === "file");
}

/** Null where the browser knows no folders. @param {DataTransferItem} item @returns {FileSystemEntry | null} */
function entryOf(item) {
  return "webkitGetAsEntry" in item ? item.webkitGetAsEntry() : null;
}

/**
 * The files nearest to the top first. Of what is too much, only the folder is named.
 * @param {FileSystemDirectoryEntry} folder
 * @returns {Promise<Dropped[]>}
 */
async function inFolder(folder) {
  /** @type {Dropped[]} */
  const found = [];
  /** @type {{ entry: FileSystemDirectoryEntry, path: string }[]} */
  let level = [{ entry: folder, path: "" }];
  for (let depth = 0; depth < MOST_LEVELS && level.length > 0; depth += 1) {
    /** @type {typeof level} */
    const below = [];
    for (const { entry, path } of level) {
      for (const child of await children(entry)) {
        const name = `${path}${child.name}`;
        if (child.isDirectory) below.push({ entry: /** @type {FileSystemDirectoryEntry} */ (child), path: `${name}/` });
        else if (!OF_THE_SYSTEM.test(child.name)) {
          found.push({ name, folder: folder.name, file: await fileOf(/** @type {FileSystemFileEntry} */ (child)) });
        }
        if (found.length === MOST_FILES) return [...found, { name: `${path}…`, folder: folder.name, file: null }];
      }
    }
    level = below;
  }
  return [...found, ...level.map(({ path }) => ({ name: path, folder: folder.name, file: null }))];
}

/** @param {FileSystemDirectoryEntry} entry @returns {Promise<FileSystemEntry[]>} */
async function children(entry) {
  const reader = entry.createReader();
  const all = [];
  // They come in portions; an empty one is the last.
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0 || all.length > MOST_FILES) return all;
    all.push(...some);
  }
}

/** @param {FileSystemFileEntry} entry @returns {Promise<File | null>} null: it cannot be read */
function fileOf(entry) {
  return new Promise((resolve) => entry.file(resolve, () => resolve(null)));
}
