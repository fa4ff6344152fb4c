// What is visited: this page as it is built, and bare pages of the libraries, each a folder with its files compressed
// beforehand, so that no time of a visit goes into that.

import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { bundled } from "../bundled.js";

/** `host`: the folder has its name, too. `hasModule`: ready is not when its script has run, but its module. */
/** @typedef {{ name: string, host: string, hasModule: boolean }} Page */

export const OURS = { name: "orcamo-cert", host: "orcamo-cert.localhost", hasModule: true };
export const FORGE = { name: "node-forge", host: "node-forge.localhost", hasModule: false };
const PKIJS = { name: "PKI.js", host: "pkijs.localhost", hasModule: false };
/** @type {Page[]} */
export const PAGES = [OURS, FORGE, PKIJS];

/** What deploy/nginx compresses. */
const COMPRESSED = [".html", ".css", ".js", ".wasm", ".svg"];
const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** @param {string} folder is made */
export async function makePages(folder) {
  cpSync(here("../../../dist/site"), join(folder, OURS.host), { recursive: true });
  await makeBarePage(FORGE, "node-forge", folder);
  await makeBarePage(PKIJS, "pkijs", folder);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && COMPRESSED.includes(extname(entry.name))) compress(join(entry.parentPath, entry.name));
  }
}

/** @param {Page} page @param {string} script @param {string} folder */
async function makeBarePage({ name, host }, script, folder) {
  const page = await bundled(here(`bare/${script}.js`));
  mkdirSync(join(folder, host), { recursive: true });
  writeFileSync(join(folder, host, "page.js"), page);
  writeFileSync(
    join(folder, host, "index.html"),
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title><link rel="icon" href="data:,">` +
      '<script type="module" src="page.js"></script><h1></h1><p></p></html>\n',
  );
}

/** @param {string} file */
function compress(file) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  writeFileSync(`${file}.br`, brotliCompressSync(readFileSync(file), { params }));
}
