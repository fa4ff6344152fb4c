// @ts-check
// Opens the client files of what some element has, and closes them when that is gone.

/** @typedef {import("../client-files/index.js").FilesElement} FilesElement */
/** @typedef {import("../client-files/source.js").Source} Source */
/** @typedef {{ source: () => Source | null, focus: () => void }} Asking */

/**
 * @param {FilesElement} files
 * @param {() => Promise<boolean>} defined whether the element is there, which may be loaded for it
 */
export function createOpener(files, defined) {
  /** Where the files of a client come from. @type {Asking | null} */
  let opener = null;
  files.addEventListener("orcamo-cert-closed", () => opener?.focus());

  return {
    /** @param {Asking} asking */
    async open(asking) {
      if (!(await defined())) return;
      opener = asking;
      files.source = asking.source();
    },
    /** What the files are made of may be gone. */
    closeIfGone() {
      if (opener === null || opener.source() !== null) return;
      opener = null;
      files.source = null;
    },
  };
}
