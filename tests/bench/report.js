// The table, and what of it is demanded. Timings are noisy: nothing here fails.

/** @typedef {import("./bench.js").Contestant} Contestant */
/**
 * @typedef {{
 *   job: import("./stint.js").Job,
 *   times: Map<Contestant, number[]>,
 *   refusals: [Contestant, string][],
 * }} Result
 */

const OURS = "orcamo-cert";
const ASYNC = "orcamo-cert, async";
const WIDTHS = [28, 10, 19];

export const median = (/** @type {number[]} */ values) => {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? Number.NaN) + (sorted[sorted.length >> 1] ?? Number.NaN)) / 2;
};

/** How many times as long as `other` it took, round by round. @param {number[]} times @param {number[]} other */
export const ratio = (times, other) =>
  median(times.slice(0, other.length).map((time, round) => time / (other[round] ?? Number.NaN)));

const engines = (/** @type {Contestant[]} */ contestants) =>
  [...new Set(contestants.map(({ engine }) => engine))].filter((engine) => engine !== "native");
const columns = (/** @type {Contestant[]} */ contestants) => [...new Set(contestants.map(({ name }) => name))];
const line = (/** @type {string[]} */ cells) =>
  console.log(
    cells.map((cell, index) => (index < 2 ? cell.padEnd(WIDTHS[index] ?? 0) : cell.padStart(WIDTHS[2] ?? 0))).join(""),
  );

/**
 * The rounds of a column in an engine's row: natives stand in both.
 * @param {Result} result
 * @param {string} engine
 * @param {string} name
 */
const timesOf = ({ times }, engine, name) =>
  [...times].find(([one]) => one.name === name && (one.engine === engine || one.engine === "native"))?.[1];

const figure = (/** @type {number} */ milliseconds) =>
  milliseconds.toFixed(milliseconds < 10 ? 3 : milliseconds < 1000 ? 1 : 0);

export function printHead(/** @type {Contestant[]} */ contestants) {
  console.log(
    `Node ${process.version}, OpenSSL ${process.versions.openssl}. Milliseconds; in brackets the time divided by ` +
      `${OURS}'s in the same row: above 1× it is slower`,
  );
  console.log(
    `than ${OURS}. Both OpenSSL columns run natively and stand beside either engine, from the same rounds; ` +
      "the command's is its CPU time.\n",
  );
  line(["", "in", ...columns(contestants)]);
}

/** @param {Contestant[]} contestants @param {Result} result */
export function printRows(contestants, result) {
  for (const engine of engines(contestants)) {
    const ours = timesOf(result, engine, OURS) ?? [];
    line([
      result.job.name,
      engine,
      ...columns(contestants).map((name) => {
        const times = timesOf(result, engine, name);
        if (!times) return "–";
        return name === OURS ? figure(median(times)) : `${figure(median(times))} (${ratio(times, ours).toFixed(2)}×)`;
      }),
    ]);
  }
}

/** Why there are dashes. @param {Result[]} results */
export function printRefusals(results) {
  /** @type {Map<string, Set<string>>} */
  const jobs = new Map();
  for (const { job, refusals } of results) {
    for (const [{ name }, why] of refusals) {
      const reason = `${name}: ${why}`;
      jobs.set(reason, (jobs.get(reason) ?? new Set()).add(job.name));
    }
  }
  console.log("\nNot measured (–)");
  for (const [reason, names] of jobs) console.log(`  ${reason}${names.size > 1 ? "" : ` (${[...names].join()})`}`);
}

/**
 * @param {Contestant[]} contestants
 * @param {Result[]} results
 * @param {{ wasm: number, both: number }} brotli the .wasm, and with its script, in bytes
 */
export function demands(contestants, results, brotli) {
  const lines = [];
  const nodes = "Node's OpenSSL";
  const libraries = new Set(
    contestants
      .filter(({ engine, name }) => engine !== "native" && name !== OURS && name !== ASYNC)
      .map(({ name }) => name),
  );
  for (const result of results) {
    if (result.job.kind === "row") continue;
    for (const engine of engines(contestants)) {
      const rounds = (/** @type {string} */ name) => timesOf(result, engine, name) ?? [];
      const fastest = (/** @type {Iterable<string>} */ names) =>
        [...names].filter((name) => rounds(name).length > 0).sort((a, b) => median(rounds(a)) - median(rounds(b)))[0];
      const best = fastest([OURS, ASYNC]) ?? OURS;
      const who = `${result.job.name}, ${engine}${best === ASYNC ? ", async" : ""}`;
      const library = fastest(libraries);
      const times = result.job.kind === "certificate" ? 4 : 3;
      const beside = (/** @type {string} */ name) => ratio(rounds(name), rounds(best)).toFixed(2);
      if (library)
        lines.push(
          `${who}: ${beside(library)}× as fast as the fastest JavaScript library (${library}); demanded ${times}×`,
        );
      else lines.push(`${who}: no JavaScript library opens it`);
      if (result.job.kind === "certificate") lines.push(`${who}: ${beside(nodes)}× as fast as ${nodes}; demanded 1×`);
      if (result.job.iterations === 600_000) {
        for (const native of [nodes, "openssl command"]) {
          const times = ratio(rounds(best), rounds(native)).toFixed(2);
          const demand = engine === "Node" ? "1.5× in the browser" : "1.5×";
          lines.push(`${who}: takes ${times}× the time of native OpenSSL (${native}); demanded at most ${demand}`);
        }
      }
    }
  }
  const kilobytes = (/** @type {number} */ bytes) => (bytes / 1000).toFixed(1);
  lines.push(
    `weight: ${kilobytes(brotli.wasm)} kB of brotli, ${kilobytes(brotli.both)} kB with its script; ` +
      "what reads files alone was to take at most 130 kB",
  );
  return lines;
}
