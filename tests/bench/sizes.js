// What a browser downloads: this module, and the libraries bundled and minified with everything that they export.

import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const LIBRARIES = { "node-forge": 'export { default } from "node-forge"', "PKI.js": 'export * from "pkijs"', "@peculiar/x509": 'import "reflect-metadata"; export * from "@peculiar/x509"' };

/** Name, then bytes: raw, gzip, brotli-11. @returns {Promise<[string, number, number, number][]>} */
export async function sizes() {
  const npm = (/** @type {string} */ name) => readFileSync(new URL(`../../dist/npm/${name}`, import.meta.url));
  /** @type {[string, number, number, number][]} */
  const rows = [
    ["orcamo_cert_bg.wasm", ...weigh(npm("orcamo_cert_bg.wasm"))],
    ["orcamo_cert.js", ...weigh(await minified(npm("orcamo_cert.js").toString()))],
  ];
  for (const [name, source] of Object.entries(LIBRARIES)) rows.push([name, ...weigh(await minified(source))]);
  return rows;
}

/** @param {string} source */
async function minified(source) {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: new URL(".", import.meta.url).pathname },
    bundle: true, minify: true, write: false, format: "esm", platform: "browser", logLevel: "silent",
  });
  return Buffer.from(outputFiles[0]?.contents ?? []);
}

/** @param {Buffer} bytes @returns {[number, number, number]} */
function weigh(bytes) {
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  return [bytes.length, gzipSync(bytes, { level: 9 }).length, brotli.length];
}
