// @ts-check
// Sorts in short pieces: a hundred thousand rows at once would hold the page up.

/** @typedef {import("../../common/breathe.js").Pieces} Pieces */

/** Sorted at once, which takes a millisecond or two. */
const RUN = 2048;

/**
 * A stable merge sort.
 * @template T
 * @param {readonly T[]} items
 * @param {(a: T, b: T) => number} compare
 * @param {Pieces} pieces
 * @returns {Promise<T[]>}
 */
export async function sorted(items, compare, pieces) {
  let from = /** @type {T[]} */ ([]);
  for (let at = 0; at < items.length; at += RUN) {
    if (pieces.isOver) await pieces.next();
    for (const one of items.slice(at, at + RUN).sort(compare)) from.push(one);
  }
  for (let width = RUN; width < from.length; width *= 2) {
    const to = /** @type {T[]} */ ([]);
    for (let at = 0; at < from.length; at += 2 * width) {
      let [left, right] = [at, Math.min(at + width, from.length)];
      const [middle, end] = [right, Math.min(at + 2 * width, from.length)];
      while (left < middle || right < end) {
        if (to.length % 1024 === 0 && pieces.isOver) await pieces.next();
        const takesLeft =
          right >= end ||
          (left < middle && compare(/** @type {T} */ (from[left]), /** @type {T} */ (from[right])) <= 0);
        to.push(/** @type {T} */ (takesLeft ? from[left++] : from[right++]));
      }
    }
    from = to;
  }
  return from;
}
