// Joins the scripts, words and modules of the page that is one file: `node offline.js PLAIN`. Its script and its style
// are printed as JSON.
import { join } from "node:path";

import { build } from "esbuild";
import { SETTINGS } from "./settings.js";

const [plain] = process.argv.slice(2);

/** In place of what imports when it is needed stands what gives out what the file carries. */
const carried = {
  name: "carried",
  setup({ onResolve }) {
    onResolve({ filter: /\/import-once\.js$/ }, () => ({ path: join(plain, "offline/import-once.js") }));
  },
};

/**
 * Scripts that are joined by themselves: `?text` as a text, for a worker; `?fresh` as a function that runs it anew and
 * gives what it exports.
 */
const alone = {
  name: "alone",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\?(text|fresh)$/ }, ({ path, resolveDir }) => {
      const [script, form] = path.split("?");
      return { path: join(resolveDir, script), namespace: form };
    });
    onLoad({ filter: /./, namespace: "text" }, async ({ path }) => ({
      contents: await joined(path, { format: "iife" }),
      loader: "text",
    }));
    onLoad({ filter: /./, namespace: "fresh" }, async ({ path }) => ({
      contents: `export default () => {${await joined(path, { format: "iife", globalName: "fresh" })}return fresh;}`,
      loader: "js",
    }));
  },
};

/** @param {string} entry @param {import("esbuild").BuildOptions} form @returns {Promise<string>} */
async function joined(entry, form) {
  const { outputFiles } = await build({
    ...SETTINGS,
    absWorkingDir: plain,
    entryPoints: [entry],
    plugins: [...SETTINGS.plugins, carried, alone],
    loader: { ".wasm": "dataurl" },
    // Nothing is beside the file.
    define: { "import.meta.url": "undefined" },
    write: false,
    ...form,
  });
  return outputFiles[0].text;
}

const [script, style] = await Promise.all([
  joined(join(plain, "offline/main.js"), { format: "esm" }),
  joined(join(plain, "offline/page.css"), {}),
]);
// Between the tags of a script either would end it, or hide its end.
if (/<\/script|<!--/i.test(script)) throw new Error("the script cannot stand in a page");
process.stdout.write(JSON.stringify({ script, style: style.trim() }));
