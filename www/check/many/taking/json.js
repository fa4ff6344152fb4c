// @ts-check
// The lines of the table → JSON for programs: the facts as they are, whatever the language and the columns.

/** @typedef {import("../../../certificate/core.js").Policy} Policy */
/** @typedef {import("../../../common/breathe.js").Pieces} Pieces */
/** @typedef {import("../arranging.js").Line} Line */

/**
 * `checkedAt`: the instant of the judgements. `policy`: by what they were made; null: by the usual one. `files`: rows
 * as `results` of the element has them, without the number that is the page's own; `replaced`: a newer certificate has
 * taken its place, or it is the `same` in another file.
 * @param {readonly Line[]} lines
 * @param {{ checkedAt: Date, policy: Policy | null }} judging
 * @param {Pieces} pieces
 */
export async function jsonOf(lines, { checkedAt, policy }, pieces) {
  const files = [];
  for (const { row, replaced } of lines) {
    if (files.length % 256 === 0 && pieces.isOver) await pieces.next();
    const { id: _id, group: _group, text: _text, ...facts } = row;
    files.push(`\n    ${JSON.stringify({ ...facts, replaced })}`);
  }
  const head = `"checkedAt": ${JSON.stringify(checkedAt.toISOString())},\n  "policy": ${JSON.stringify(policy)}`;
  return `{\n  ${head},\n  "files": [${files.join(",")}\n  ]\n}\n`;
}
