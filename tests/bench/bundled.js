// Scripts of a page with the libraries that they import, as one.

import { build } from "esbuild";

/**
 * @param {string} entry the file that begins
 * @param {string[]} [external] what the page loads by itself
 */
export async function bundled(entry, external = []) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "esnext",
    platform: "browser",
    logLevel: "error",
    external,
    define: { global: "globalThis" },
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}
