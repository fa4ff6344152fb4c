// Joins the scripts of the page: `node bundle.js PLAIN SITE ENTRY...`. What came of it is printed as JSON: the outputs
// of esbuild's metafile.
import { build } from "esbuild";
import { SETTINGS } from "./settings.js";

/**
 * What they share with the page is in both: the first one asks for the words, so it waits for no other script; a worker
 * needs little of what the page loads at first, which stays one script without it.
 */
const ALONE = ["first-language.js", "check-worker.js", "service-worker.js"];

const [plain, site, ...entries] = process.argv.slice(2);
const outputs = {};
for (const entryPoints of [...ALONE.map((entry) => [entry]), entries.filter((entry) => !ALONE.includes(entry))]) {
  const { metafile } = await build({
    ...SETTINGS,
    absWorkingDir: plain,
    entryPoints,
    outbase: plain,
    outdir: site,
    // A script that several entries share goes into one of its own.
    chunkNames: "shared-[hash]",
    splitting: true,
    format: "esm",
  });
  Object.assign(outputs, metafile.outputs);
}
process.stdout.write(JSON.stringify({ outputs }));
