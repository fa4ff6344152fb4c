// Joins the scripts of the page: `node bundle.js PLAIN SITE ENTRY...`. What came of it is printed as JSON: esbuild's
// metafile.
import { build } from "esbuild";

const [plain, site, ...entryPoints] = process.argv.slice(2);
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
  logLevel: "warning",
});
process.stdout.write(JSON.stringify(metafile));
