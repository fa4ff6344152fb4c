// Runs in the page: drops many files on it and measures how it does.

import { bytesOf, certificates, loadTemplates, pause, report } from "./made.js";

/**
 * `gap`: the longest time in which a timer of the page did not come; `task`: the longest task, where the browser tells.
 * In milliseconds.
 * @typedef {{ milliseconds: number, gap: number, task: number | null }} Timing
 */

const BEAT = 4;
/** Its interface is that of docs/embedding.md. */
const check = /** @type {any} */ (document.querySelector("orcamo-cert-check"));
const inPage = (/** @type {string} */ selector) => check.shadowRoot.querySelector(selector);
const rowCount = () => Number(inPage("[role=treegrid]")?.getAttribute("aria-rowcount") ?? 1) - 1;
const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/** Watches how long the page can do nothing else. */
function watched() {
  let gap = 0;
  let isOver = false;
  let last = performance.now();
  const beat = () => {
    const now = performance.now();
    gap = Math.max(gap, now - last - BEAT);
    last = now;
    if (!isOver) setTimeout(beat, BEAT);
  };
  setTimeout(beat, BEAT);
  /** @type {number[]} */
  const tasks = [];
  const take = (/** @type {PerformanceEntryList} */ list) => tasks.push(...list.map(({ duration }) => duration));
  const observer = PerformanceObserver.supportedEntryTypes.includes("longtask")
    ? new PerformanceObserver((list) => take(list.getEntries()))
    : null;
  observer?.observe({ type: "longtask" });
  return () => {
    isOver = true;
    take(observer?.takeRecords() ?? []);
    observer?.disconnect();
    return { gap, task: observer === null ? null : Math.max(0, ...tasks) };
  };
}

/** @param {() => Promise<unknown>} run @returns {Promise<Timing>} */
async function timed(run) {
  await pause(1500);
  const end = watched();
  const begin = performance.now();
  await run();
  await drawn();
  const milliseconds = performance.now() - begin;
  return { milliseconds, ...end() };
}

/** @type {Record<string, (count: number, kind: string) => Promise<unknown>>} */
const scenarios = {
  async crt(count) {
    const files = certificates(await loadTemplates(), count);
    return { ...(await timed(() => check.add(files))), rows: rowCount() };
  },

  async p12(count, kind) {
    const { p12, password } = await loadTemplates();
    const bytes = bytesOf(p12[kind] ?? "");
    const files = Array.from(
      { length: count },
      (_, place) => new File([bytes], `${place}.p12`, { lastModified: place }),
    );
    const isLocked = (/** @type {any} */ { decision }) => decision === "locked";
    const locked = await timed(() => check.add(files));
    inPage("[data-testid=many-password]").value = password;
    const opened = await timed(async () => {
      inPage("[data-testid=many-try]").click();
      while (check.results.some(isLocked)) await pause(20);
    });
    check.clear();
    const both = files.flatMap((file, place) => [file, new File([password], `${place}.pass`)]);
    const beside = await timed(() => check.add(both));
    return { locked, opened, beside, rows: check.results.filter((/** @type {any} */ one) => !isLocked(one)).length };
  },

  async fluid(count) {
    const files = certificates(await loadTemplates(), count);
    const added = await timed(() => check.add(files));
    const table = inPage("[role=treegrid]");
    /** @type {number[]} */
    const scrolls = [];
    /** @type {number[]} */
    const filters = [];
    const field = inPage("[data-testid=many-text]");
    const used = await timed(async () => {
      for (let turn = 0; turn < 30; turn += 1) {
        const begin = performance.now();
        table.scrollTop = (((turn * 7919) % 100) / 100) * table.scrollHeight;
        await drawn();
        scrolls.push(performance.now() - begin);
      }
      for (const text of ["client00012", "99", "", "client000123", "nobody", ""]) {
        const before = rowCount();
        const begin = performance.now();
        field.value = text;
        field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
        while (rowCount() === before) await pause(0);
        await drawn();
        filters.push(performance.now() - begin);
      }
    });
    const measure = /** @type {any} */ (performance).measureUserAgentSpecificMemory;
    const memory = measure === undefined ? null : (await measure.call(performance)).bytes;
    return { added, used, scroll: Math.max(...scrolls), filter: Math.max(...filters), memory, rows: rowCount() };
  },
};

await customElements.whenDefined("orcamo-cert-check");
// What the page fetches when it is idle is there.
await pause(2500);
const [name = "", count, kind = ""] = (new URLSearchParams(location.search).get("run") ?? "").split(",");
await report(async () => scenarios[name]?.(Number(count), kind));
