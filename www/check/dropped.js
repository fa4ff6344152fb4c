// @ts-check
// What people drop, paste or choose → files.

/**
 * `name`: the path below `folder`, where it was dropped in one. `file`: null where it could not be looked at.
 * @typedef {{ name: string, folder: string | null, file: File | null }} Dropped
 */

/** Files as they are, or as they were chosen with their folder. @param {Iterable<File>} files @returns {Dropped[]} */
export function loose(files) {
  return [...files].map((file) => {
    const path = file.webkitRelativePath ?? "";
    const slash = path.indexOf("/");
    return slash < 0
      ? { name: file.name, folder: null, file }
      : { name: path.slice(slash + 1), folder: path.slice(0, slash), file };
  });
}

/**
 * Call it while the event is being handled: what is in a drag or in the clipboard is there no longer than that.
 * @param {DataTransfer} transfer
 * @param {(folder: FileSystemDirectoryEntry) => Promise<Dropped[]>} inFolder
 * @returns {Promise<Dropped[]>}
 */
export function droppedFiles(transfer, inFolder) {
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
