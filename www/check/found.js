// @ts-check
// What was found in a file → the state of its card.

import { companionsFound, fileFailed, fileLocked, filePaired, fileRead, fileRecognized } from "./state.js";

/** @typedef {import("./member.js").Member} Member */
/** @typedef {import("./state.js").State} State */

/**
 * Its card has been added before.
 * @param {State} before
 * @param {Member} member
 * @returns {State}
 */
export function memberFound(before, { id, outcome, companions }) {
  const state = companionsFound(before, id, {
    ...companions,
    files: [...companions.files],
    others: [...companions.others],
  });
  switch (outcome.kind) {
    case "unread":
      return before;
    case "read":
      return filePaired(fileRead(state, id, outcome.inspection), id, outcome.inspection);
    case "locked":
      return fileLocked(state, id, false, outcome.need, outcome.open);
    case "key":
      return fileRecognized(state, id, "private-key");
    case "failed":
      return fileFailed(state, id, outcome.failure);
  }
}
