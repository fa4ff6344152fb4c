// @ts-check
// What is loaded once the page can read files, so that nothing is asked for when it is needed.

import { followModule, loadTools } from "../certificate/core.js";
import { prepare } from "../common/format.js";
import { later } from "../later-script.js";
import { LANGUAGES, loadFailures, loadLanguage } from "../messages/index.js";

/**
 * @param {() => import("../certificate/surroundings.js").Language} language
 * @param {() => Promise<unknown>} loadLater what the first file may need
 * @param {() => void} [last] once all is there
 */
export function loadAhead(language, loadLater, last = () => {}) {
  followModule((status) => {
    if (status !== "ready") return;
    // Before the first file is read: checking one asks for nothing.
    void Promise.all([loadFailures(language()), loadLater()]).then(() =>
      // Whoever has renewed does not want to hear that the network is gone before the files are written.
      whenIdle(async () => {
        prepare(language());
        await Promise.allSettled(LANGUAGES.map(loadLanguage));
        loadTools().catch(() => {});
        later.features?.startWorkers().catch(() => {});
        last();
      }),
    );
  }, new AbortController().signal);
}

/** WebKit knows no idle time. @param {() => void} run */
function whenIdle(run) {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(run);
  else setTimeout(run, 1000);
}
