// What many files took, and what of it is demanded. Timings are noisy: nothing here fails.

/** @typedef {import("./page.js").Timing} Timing */

const MOST_GAP = 50;
const figure = (/** @type {number} */ value) => value.toFixed(0);

/** @param {string} browser @param {string} what @param {any} result */
export function printRow(browser, what, result) {
  const shown = JSON.stringify(result, (_, value) => (typeof value === "number" ? Math.round(value) : value));
  console.log(`${browser.padEnd(10)} ${what.padEnd(28)} ${shown}`);
}

/** @param {string} browser @param {Map<string, any>} results @returns {string[]} */
export function demands(browser, results) {
  /** @type {string[]} */
  const lines = [];
  /** @param {string} what @param {number} found @param {number} most */
  const demand = (what, found, most, unit = "ms") =>
    lines.push(
      `${browser}, ${what}: ${figure(found)} ${unit}; demanded at most ${most} ${unit}: ` +
        `${found <= most ? "met" : "not met"}`,
    );
  /** @type {number[]} */
  const gaps = [];
  for (const [what, result] of results) {
    const [name, count] = what.split(",");
    if (name === "crt") demand(`${count} .crt, drop → last row`, result.milliseconds, 3000);
    if (name === "p12") {
      demand(`${what}, without a password`, result.locked.milliseconds, 3000);
      demand(`${what}, opened with one password`, result.opened.milliseconds, 3000);
      demand(`${what}, each with its .pass`, result.beside.milliseconds, 3000);
      gaps.push(...[result.locked, result.opened, result.beside].map(longest));
    }
    if (name === "fluid") {
      demand(`${count} rows, scrolled`, result.scroll, 100);
      demand(`${count} rows, filtered`, result.filter, 100);
      if (result.memory !== null) demand(`${count} rows, memory`, result.memory / 2 ** 20, 400, "MiB");
      gaps.push(longest(result.added), longest(result.used));
    }
    if (name === "crt") gaps.push(longest(result));
  }
  demand("longest task of the page", Math.max(...gaps), MOST_GAP);
  const ours = results.get("crt,10000,")?.milliseconds;
  const bare = results.get("bare,10000,")?.milliseconds;
  const ratio = bare / ours;
  lines.push(
    `${browser}, 10000 .crt: a bare page with node-forge takes ${ratio.toFixed(2)}× as long; demanded at least 2×: ` +
      `${ratio >= 2 ? "met" : "not met"}`,
  );
  return lines;
}

/** The browser's own word, or else by a timer, which others may delay. @param {Timing} timing */
function longest({ task, gap }) {
  return task ?? gap;
}
