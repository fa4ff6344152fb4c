// How scripts of the page are joined, for whatever they are joined into.
import { pathToFileURL } from "node:url";

import { transform } from "esbuild";

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

/** @type {import("esbuild").BuildOptions} */
export const SETTINGS = {
  bundle: true,
  target: "es2023",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  plugins: [styles],
  logLevel: "warning",
};
