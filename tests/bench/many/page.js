// Runs in the page: drops many files on it and measures how it does. What is measured goes back to the server.

const templates = await (await fetch("/templates.json")).json();
const check = document.querySelector("orcamo-cert-check");
const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
const inPage = (selector) => check.shadowRoot.querySelector(selector);
const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Certificates that differ in CN and serial number; a signature of none of them is right, which nobody looks at. */
export function certificates(count) {
  const der = bytes(templates.crt);
  const places = (needle) => {
    const found = [];
    for (let at = 0; at <= der.length - needle.length; at += 1)
      if (needle.every((byte, place) => der[at + place] === byte)) found.push(at);
    return found;
  };
  const ascii = new TextEncoder();
  // The subject's, which stands behind the issuer's.
  const nameAt = places(ascii.encode(templates.commonName)).at(-1);
  const [serialAt] = places(Uint8Array.from(templates.serial.match(/../g), (pair) => parseInt(pair, 16)));
  return Array.from({ length: count }, (_, place) => {
    const one = der.slice();
    one.set(ascii.encode(`client${String(place).padStart(7, "0")}`), nameAt);
    new DataView(one.buffer).setUint32(serialAt + 12, place);
    return new File([one], `${place}.crt`, { lastModified: place });
  });
}

/** The longest time in which the page could not do anything else. */
function watched() {
  let longest = 0;
  let isOver = false;
  let last = performance.now();
  const beat = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 4);
    last = now;
    if (!isOver) setTimeout(beat, 4);
  };
  setTimeout(beat, 4);
  const tasks = [];
  const observer = globalThis.PerformanceObserver?.supportedEntryTypes.includes("longtask")
    ? new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)))
    : null;
  observer?.observe({ type: "longtask" });
  return () => {
    isOver = true;
    tasks.push(...(observer?.takeRecords() ?? []).map(({ duration }) => duration));
    observer?.disconnect();
    return { gap: longest, longtask: observer === null ? null : Math.max(0, ...tasks) };
  };
}

async function timed(run) {
  const end = watched();
  const begin = performance.now();
  await run();
  await frame();
  const milliseconds = performance.now() - begin;
  return { milliseconds, ...end() };
}

const rowCount = () => Number(inPage("[role=treegrid]")?.getAttribute("aria-rowcount") ?? 1) - 1;

export const scenarios = {
  async crt(count) {
    const files = certificates(count);
    await pause(1500);
    const found = await timed(() => check.add(files));
    return { ...found, rows: rowCount(), results: check.results.length };
  },
  async p12(count, kind) {
    const p12 = bytes(templates.p12[kind]);
    const files = Array.from({ length: count }, (_, place) => new File([p12], `${place}.p12`, { lastModified: place }));
    await pause(1500);
    const locked = await timed(() => check.add(files));
    const field = inPage("[data-testid=many-password]");
    field.value = templates.password;
    const opened = await timed(async () => {
      inPage("[data-testid=many-try]").click();
      while (check.results.some(({ decision }) => decision === "locked")) await pause(20);
    });
    check.clear();
    const pass = files.flatMap((file, place) => [file, new File([templates.password], `${place}.pass`)]);
    await pause(500);
    const beside = await timed(() => check.add(pass));
    return { locked, opened, beside, read: check.results.filter(({ decision }) => decision !== "locked").length };
  },
  async fluid(count) {
    const files = certificates(count);
    await pause(1500);
    const added = await timed(() => check.add(files));
    const table = inPage("[role=treegrid]");
    const scrolls = [];
    for (let place = 0; place < 30; place += 1) {
      const begin = performance.now();
      table.scrollTop = (((place * 7919) % 100) / 100) * table.scrollHeight;
      await frame();
      scrolls.push(performance.now() - begin);
    }
    const filters = [];
    const field = inPage("[data-testid=many-text]");
    const endOfFilters = watched();
    for (const text of ["client00012", "99", "", "client000123", "zz", ""]) {
      const before = rowCount();
      const begin = performance.now();
      field.value = text;
      field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
      while (rowCount() === before) await pause(0);
      await frame();
      filters.push(performance.now() - begin);
      await pause(200);
    }
    const whileFiltering = endOfFilters();
    const sorting = await timed(async () => {
      const first = () => inPage("[data-testid=row]").textContent;
      const before = first();
      inPage("[data-testid=sort-commonName]").click();
      inPage("[data-testid=sort-commonName]").click();
      while (first() === before) await pause(5);
    });
    const memory = (await performance.measureUserAgentSpecificMemory?.())?.bytes ?? null;
    return { added, scrolls, filters, whileFiltering, sorting, memory, rows: check.results.length };
  },
};

await customElements.whenDefined("orcamo-cert-check");
await pause(2500);
const [name, ...parameters] = new URLSearchParams(location.search).get("run").split(",");
let answer;
try {
  answer = await scenarios[name](...parameters.map((one) => (/^\d+$/.test(one) ? Number(one) : one)));
} catch (error) {
  answer = { error: `${error}\n${error.stack}` };
}
await fetch("/result", { method: "POST", body: JSON.stringify(answer) });
