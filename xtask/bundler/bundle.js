// Joins the scripts of the page: `node bundle.js PLAIN SITE ENTRY...`. What came of it is printed as JSON: the outputs
// of esbuild's metafile.
import { pathToFileURL } from "node:url";

import { build, transform } from "esbuild";

/** Style sheets that scripts import as texts. */
const styles = {
  name: "styles",
  setup({ onLoad }) {
    onLoad({ filter: /\.css\.js$/ }, async ({ path }) => {
      const { default: text } = await import(pathToFileURL(path));
      const { code } = await transform(text, { loader: "css", minify: true, charset: "utf8" });
      return { contents: `export default ${JSON.stringify(code.trim())};` };
    });
  },
};

/**
 * What they share with the page is in both: the first one asks for the words, so it waits for no other script; a worker
 * needs little of what the page loads at first, which stays one script without it.
 */
const ALONE = ["first-language.js", "check-worker.js"];

const [plain, site, ...entries] = process.argv.slice(2);
const outputs = {};
for (const entryPoints of [...ALONE.map((entry) => [entry]), entries.filter((entry) => !ALONE.includes(entry))]) {
  const { metafile } = await build({
    absWorkingDir: plain,
    entryPoints,
    outbase: plain,
    outdir: site,
    // A script that several entries share goes into one of its own.
    chunkNames: "shared-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2023",
    minify: true,
    charset: "utf8",
    legalComments: "none",
    metafile: true,
    plugins: [styles],
    logLevel: "warning",
  });
  Object.assign(outputs, metafile.outputs);
}
process.stdout.write(JSON.stringify({ outputs }));
