// @ts-check
// The first script of the page that is one file: it carries whatever the page loads elsewhere. Renewal is left out.

import * as later from "../later-checking.js";
import failuresEn from "../messages/en/failures.js";
import laterEn from "../messages/en/later.js";
import pageEn from "../messages/en/page.js";
import failuresJa from "../messages/ja/failures.js";
import laterJa from "../messages/ja/later.js";
import pageJa from "../messages/ja/page.js";
import mainScript from "../module/orcamo_cert.js?fresh";
import mainCode from "../module/orcamo_cert_bg.wasm";
import toolsScript from "../module/orcamo_cert_tools.js?fresh";
import toolsCode from "../module/orcamo_cert_tools_bg.wasm";
import { carryFile, carryScript } from "./carried.js";
import { startPage } from "./page.js";
import ownEn from "./words/en.js";
import ownJa from "./words/ja.js";
import workerScript from "./worker.js?text";

carryScript("later.js", () => later);
carryScript("module/orcamo_cert.js", mainScript);
carryScript("module/orcamo_cert_tools.js", toolsScript);
carryFile("module/orcamo_cert_bg.wasm", mainCode);
carryFile("module/orcamo_cert_tools_bg.wasm", toolsCode);
carryFile("check-worker.js", URL.createObjectURL(new Blob([workerScript], { type: "text/javascript" })));
for (const [path, words] of Object.entries({
  "messages/ja/page.js": { ...pageJa, ...ownJa },
  "messages/ja/failures.js": failuresJa,
  "messages/ja/later.js": laterJa,
  "messages/en/page.js": { ...pageEn, ...ownEn },
  "messages/en/failures.js": failuresEn,
  "messages/en/later.js": laterEn,
}))
  carryScript(path, () => ({ default: words }));

startPage();
