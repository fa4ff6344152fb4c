// @ts-check
// The page that is one file: certificates are checked and client files made, and nothing is loaded.

import { CheckElement } from "../check/index.js";
import { FilesElement } from "../client-files/index.js";
import { Announcer } from "../common/announcer.js";
import common from "../common/style.css.js";
import { sheet } from "../common/styles.js";
import { loadLater } from "../later-script.js";
import { chooseLanguage, chosenBefore } from "../messages/language.js";
import { loadAhead } from "../page/ahead.js";
import { createOpener } from "../page/opener.js";
import { placed } from "../page/placed.js";
import { createSpeech } from "../page/speech.js";

/** It is called once. */
export function startPage() {
  /** @type {CheckElement} */
  const check = placed("orcamo-cert-check");
  /** @type {FilesElement} */
  const files = placed("orcamo-cert-files");
  document.documentElement.lang = chooseLanguage([...chosenBefore(), ...navigator.languages]);
  const announcer = new Announcer();
  document.body.append(...announcer.nodes);
  document.adoptedStyleSheets = [sheet(common)];
  const speech = createSpeech([check, files], announcer);
  loadAhead(speech.language, () => loadLater(speech.language()));
  const opener = createOpener(files, async () => true);

  check.addEventListener("orcamo-cert-progress", opener.closeIfGone);
  check.addEventListener("orcamo-cert-files", (event) => {
    const { id } = /** @type {CustomEvent<{ id: number }>} */ (event).detail;
    void opener.open({ source: () => check.source(id), focus: () => check.focusFiles(id) });
  });

  customElements.define("orcamo-cert-check", CheckElement);
  customElements.define("orcamo-cert-files", FilesElement);
  void speech.begin();
}
