// One first visit: a fresh browser context, which has nothing in its cache and no connection.

import { setTimeout as delay } from "node:timers/promises";
import { watch } from "./signals.js";
import { Traffic } from "./traffic.js";

/**
 * A visit is over when nothing was on its way for so long: the page fetches what it may need later when it is idle.
 */
const QUIET_MILLISECONDS = 700;
const PATIENCE_MILLISECONDS = 60_000;

/**
 * `port`: where the server, or the line before it, is. `conditions`: as `Network.emulateNetworkConditions` takes them.
 * @typedef {{ name: string, port: number, isSlow: boolean, conditions: object | null }} Network
 */
/** @typedef {{ files: [string, string][], answer: string }} Drop files by name, in base64, and what is told of them */
/** @typedef {{ requests: number, bytes: number }} Sum */
/** @typedef {{ usable: number, ready: number, answer: number, first: Sum, all: Sum }} Visit in milliseconds */

/**
 * @param {import("./devtools.js").Browser} browser
 * @param {import("./pages.js").Page} page
 * @param {Network} network
 * @param {Drop} drop
 * @returns {Promise<Visit>}
 */
export async function visit(browser, { host, hasModule }, { port, conditions }, drop) {
  const address = `https://${host}:${port}/`;
  const { browserContextId } = await browser.send("Target.createBrowserContext");
  try {
    const { targetId } = await browser.send("Target.createTarget", { url: "about:blank", browserContextId });
    const { sessionId } = await browser.send("Target.attachToTarget", { targetId, flatten: true });
    const page = browser.session(sessionId);
    const traffic = new Traffic();
    await count(browser, page, traffic);
    // It holds for the workers of the page, too.
    if (conditions) await page.send("Network.emulateNetworkConditions", conditions);
    await page.send("Page.enable");
    await page.send("Page.addScriptToEvaluateOnNewDocument", { source: `(${watch})(${hasModule})` });
    const { errorText } = await page.send("Page.navigate", { url: address });
    if (errorText) throw new Error(`${address}: ${errorText}`);
    const ask = async (/** @type {string} */ expression) => {
      const asked = page.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
      const { result, exceptionDetails } = await inTime(asked, `${address}: ${expression.slice(0, 60)}`);
      if (exceptionDetails) throw new Error(`${address}: ${exceptionDetails.text} ${result.description}`);
      return result.value;
    };
    const usable = await ask("orcamoCertBench.usable");
    const { loaded, ready } = await ask("orcamoCertBench.ready");
    while (traffic.quiet < QUIET_MILLISECONDS) await delay(50);
    if (await ask("document.hidden")) throw new Error(`${address}: the page is hidden, and draws nothing`);
    const answer = await ask(`orcamoCertBench.drop(${JSON.stringify(drop.files)}, ${JSON.stringify(drop.answer)})`);
    return { usable, ready, answer, first: traffic.sum(loaded), all: traffic.sum(Number.POSITIVE_INFINITY) };
  } finally {
    await browser.send("Target.disposeBrowserContext", { browserContextId });
  }
}

/**
 * Counts what a target asks for, and what the workers ask for that it starts.
 * @param {import("./devtools.js").Browser} browser
 * @param {ReturnType<import("./devtools.js").Browser["session"]>} session
 * @param {Traffic} traffic
 */
async function count(browser, session, traffic) {
  traffic.follow(session);
  session.on("Target.attachedToTarget", async ({ sessionId }) => {
    const worker = browser.session(sessionId);
    try {
      await count(browser, worker, traffic);
      await worker.send("Runtime.runIfWaitingForDebugger");
    } catch {
      // It has ended already.
    }
  });
  await session.send("Network.enable");
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
}

/** @template T @param {Promise<T>} promise @param {string} what @returns {Promise<T>} */
async function inTime(promise, what) {
  const over = new AbortController();
  const late = delay(PATIENCE_MILLISECONDS, undefined, { signal: over.signal }).then(() => {
    throw new Error(`${what}: nothing within a minute`);
  });
  // Once it is aborted nobody waits for it.
  late.catch(() => {});
  try {
    return await Promise.race([promise, late]);
  } finally {
    over.abort();
  }
}
