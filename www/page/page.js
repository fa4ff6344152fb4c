// @ts-check
// Our page: places the elements, and hands facts from one to the other. What they do is theirs.

import { CheckElement } from "../check/index.js";
import { Announcer } from "../common/announcer.js";
import common from "../common/style.css.js";
import { sheet } from "../common/styles.js";
import { later, loadLater } from "../later-script.js";
import { RenewalElement } from "../renewal/index.js";
import { loadAhead } from "./ahead.js";
import { createOpener } from "./opener.js";
import { placed } from "./placed.js";
import { createSpeech } from "./speech.js";

/** @typedef {import("../client-files/index.js").FilesElement} FilesElement */
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
  const speech = createSpeech([check, renewal, files], announcer);

  /** Whether the script of the client files is there, for which it is asked again after a failure. */
  async function defineFiles() {
    try {
      const { FilesElement } = await loadLater(speech.language());
      if (!customElements.get("orcamo-cert-files")) customElements.define("orcamo-cert-files", FilesElement);
      return true;
    } catch {
      return false;
    }
  }

  loadAhead(speech.language, defineFiles, () => later.features?.beInstalled(check));
  const opener = createOpener(files, async () => {
    const isThere = Boolean(customElements.get("orcamo-cert-files")) || (await defineFiles());
    if (!isThere) speech.notify("feature.failed");
    return isThere;
  });

  // From one element to the other

  check.addEventListener("orcamo-cert-progress", () => {
    renewal.expect = check.inspections;
    opener.closeIfGone();
  });
  check.addEventListener("orcamo-cert-policy", () => {
    renewal.policy = check.policy;
  });
  check.addEventListener("orcamo-cert-files", (event) => {
    const { id } = /** @type {CustomEvent<{ id: number }>} */ (event).detail;
    void opener.open({ source: () => check.source(id), focus: () => check.focusFiles(id) });
  });
  renewal.addEventListener("orcamo-cert-files", () => {
    void opener.open({ source: () => renewal.bundle, focus: () => renewal.focusFiles() });
  });
  renewal.addEventListener("orcamo-cert-clock", () => {
    check.clock = renewal.clock;
    files.clock = renewal.clock;
  });
  renewal.addEventListener("orcamo-cert-state", () => {
    files.renewed = renewal.bundle?.certificate ?? null;
    opener.closeIfGone();
  });
  files.addEventListener("orcamo-cert-saved", (event) => {
    const { bundle, how } = /** @type {CustomEvent<Saved>} */ (event).detail;
    if (bundle.length > 0) void renewal.saved(bundle, how);
  });

  customElements.define("orcamo-cert-check", CheckElement);
  customElements.define("orcamo-cert-renewal", RenewalElement);
  void speech.begin();
}
