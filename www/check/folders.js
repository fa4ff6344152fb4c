// @ts-check
// A folder that was dropped → the files in it.

/** @typedef {import("./dropped.js").Dropped} Dropped */

/** A client's own folder has some dozens, and whoever looks after many clinics some thousands. */
const MOST_FILES = 100_000;
const MOST_LEVELS = 8;
/** What systems put into folders for themselves. */
const OF_THE_SYSTEM = /^(\.DS_Store|Thumbs\.db|desktop\.ini|\._.*)$/i;

/**
 * The files nearest to the top first. Of what is too much, only the folder is named.
 * @param {FileSystemDirectoryEntry} folder
 * @returns {Promise<Dropped[]>}
 */
export async function filesIn(folder) {
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
