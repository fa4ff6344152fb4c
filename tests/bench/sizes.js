// What a browser downloads: this module, and the libraries bundled and minified with everything that they export.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const LIBRARIES = {
  "node-forge": 'export { default } from "node-forge"',
  "PKI.js": 'export * from "pkijs"',
  "@peculiar/x509": 'import "reflect-metadata"; export * from "@peculiar/x509"',
};

/** Prints the sizes, and gives the bytes of this module in brotli: of the .wasm, and with its script. */
export async function printSizes() {
  const row = (/** @type {string} */ name, /** @type {string[]} */ cells) =>
    console.log(name.padEnd(28) + cells.map((cell) => cell.padStart(12)).join(""));
  const print = (/** @type {string} */ name, /** @type {number[]} */ bytes) =>
    row(
      name,
      bytes.map((size) => (size / 1000).toFixed(1)),
    );
  const npm = (/** @type {string} */ name) => readFileSync(new URL(`../../dist/npm/${name}`, import.meta.url));
  console.log("\nkB as they are served; JavaScript bundled and minified\n");
  row("", ["raw", "gzip", "brotli-11"]);
  const wasm = weigh(npm("orcamo_cert_bg.wasm"));
  const javascript = weigh(await minified(npm("orcamo_cert.js").toString()));
  print("orcamo_cert_bg.wasm", wasm);
  print("orcamo_cert.js", javascript);
  print(
    "orcamo-cert, both",
    wasm.map((size, index) => size + (javascript[index] ?? 0)),
  );
  for (const [name, source] of Object.entries(LIBRARIES)) print(name, weigh(await minified(source)));
  return { wasm: wasm[2] ?? 0, both: (wasm[2] ?? 0) + (javascript[2] ?? 0) };
}

/** @param {string} source */
async function minified(source) {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: fileURLToPath(new URL(".", import.meta.url)) },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    logLevel: "silent",
  });
  return Buffer.from(outputFiles[0]?.contents ?? []);
}

/** Raw, gzip, brotli-11. @param {Buffer} bytes */
function weigh(bytes) {
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  return [bytes.length, gzipSync(bytes, { level: 9 }).length, brotli.length];
}
