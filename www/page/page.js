// @ts-check
// Our page: places the elements, and hands facts from one to the other. What they do is theirs.

import { followModule, loadTools } from "../certificate/core.js";
import { CheckElement } from "../check/index.js";
import { Announcer } from "../common/announcer.js";
import { renderWords } from "../common/cert-element.js";
import { prepare } from "../common/format.js";
import { Speaking } from "../common/speaking.js";
import common from "../common/style.css.js";
import { sheet } from "../common/styles.js";
import { later, loadLater } from "../later-script.js";
import { LANGUAGES, loadFailures, loadLanguage, translator } from "../messages/index.js";
import { rememberChosen } from "../messages/language.js";
import { RenewalElement } from "../renewal/index.js";

/** @typedef {import("../certificate/surroundings.js").Language} Language */
/** @typedef {import("../client-files/index.js").FilesElement} FilesElement */
/** @typedef {import("../client-files/source.js").Source} Source */
/** @typedef {import("../client-files/making.js").Saved} Saved */

/** It is called once. */
export function startPage() {
  /** @type {CheckElement} */
  const check = placed("orcamo-cert-check");
  /** @type {RenewalElement} */
  const renewal = placed("orcamo-cert-renewal");
  /** @type {FilesElement} */
  const files = placed("orcamo-cert-files");
  const announcer = new Announcer();
  document.body.append(...announcer.nodes);
  document.adoptedStyleSheets = [sheet(common)];

  // Words

  let language = /** @type {Language} */ (document.documentElement.lang);
  const speaking = new Speaking((come) => {
    language = come;
    document.documentElement.lang = come;
    document.title = translator(come)("page.title");
    renderWords(document, come);
    for (const button of document.querySelectorAll("[data-language]"))
      button.setAttribute("aria-pressed", String(button.getAttribute("data-language") === come));
    for (const element of [check, renewal, files]) element.setAttribute("lang", come);
  });

  /** @param {Language} clicked */
  async function speakIn(clicked) {
    rememberChosen(clicked);
    if ((await speaking.change(clicked)) === "failed") announcer.notify(translator(language)("language.failed"));
  }

  document.addEventListener("click", ({ target }) => {
    const clicked = target instanceof Element ? target.closest("[data-language]") : null;
    if (clicked !== null) void speakIn(/** @type {Language} */ (clicked.getAttribute("data-language")));
  });

  // What is not needed at first

  /** Whether the script of the client files is there, for which it is asked again after a failure. */
  async function defineFiles() {
    try {
      const { FilesElement } = await loadLater(language);
      if (!customElements.get("orcamo-cert-files")) customElements.define("orcamo-cert-files", FilesElement);
      return true;
    } catch {
      return false;
    }
  }

  followModule((status) => {
    if (status !== "ready") return;
    // Before the first file is read: checking one asks for nothing.
    void Promise.all([loadFailures(language), defineFiles()]).then(() =>
      // Whoever has renewed does not want to hear that the network is gone before the files are written.
      whenIdle(async () => {
        prepare(language);
        await Promise.allSettled(LANGUAGES.map(loadLanguage));
        loadTools().catch(() => {});
        later.features?.startWorkers().catch(() => {});
      }),
    );
  }, new AbortController().signal);

  // From one element to the other

  /** Where the files of a client come from. @type {{ source: () => Source | null, focus: () => void } | null} */
  let opener = null;

  /** @param {{ source: () => Source | null, focus: () => void }} asking */
  async function openFiles(asking) {
    if (!customElements.get("orcamo-cert-files") && !(await defineFiles())) {
      announcer.notify(translator(language)("feature.failed"));
      return;
    }
    opener = asking;
    files.source = asking.source();
  }

  /** What the files are made of may be gone. */
  function closeFilesIfGone() {
    if (opener === null || opener.source() !== null) return;
    opener = null;
    files.source = null;
  }

  check.addEventListener("orcamo-cert-progress", () => {
    renewal.expect = check.inspections;
    closeFilesIfGone();
  });
  check.addEventListener("orcamo-cert-policy", () => {
    renewal.policy = check.policy;
  });
  check.addEventListener("orcamo-cert-files", (event) => {
    const { id } = /** @type {CustomEvent<{ id: number }>} */ (event).detail;
    void openFiles({ source: () => check.source(id), focus: () => check.focusFiles(id) });
  });
  renewal.addEventListener("orcamo-cert-files", () => {
    void openFiles({ source: () => renewal.bundle, focus: () => renewal.focusFiles() });
  });
  renewal.addEventListener("orcamo-cert-clock", () => {
    check.clock = renewal.clock;
    files.clock = renewal.clock;
  });
  renewal.addEventListener("orcamo-cert-state", () => {
    files.renewed = renewal.bundle?.certificate ?? null;
    closeFilesIfGone();
  });
  files.addEventListener("orcamo-cert-saved", (event) => {
    const { bundle, how } = /** @type {CustomEvent<Saved>} */ (event).detail;
    if (bundle.length > 0) void renewal.saved(bundle, how);
  });
  files.addEventListener("orcamo-cert-closed", () => opener?.focus());

  customElements.define("orcamo-cert-check", CheckElement);
  customElements.define("orcamo-cert-renewal", RenewalElement);
  // Where no words come, that stands in the page, in both languages.
  void speaking.begin(language).then((spoken) => {
    if (!spoken) document.getElementById("words-failed")?.removeAttribute("hidden");
  });
}

/** @template {HTMLElement} Placed @param {string} name @returns {Placed} */
function placed(name) {
  const element = document.querySelector(name);
  if (element === null) throw new Error(`index.html lacks ${name}`);
  return /** @type {Placed} */ (element);
}

/** WebKit knows no idle time. @param {() => void} run */
function whenIdle(run) {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(run);
  else setTimeout(run, 1000);
}
