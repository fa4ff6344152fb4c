// The built modules in Node.js, ready to be called, and their memories.
import { readFileSync } from "node:fs";

import * as main from "../../dist/npm/orcamo_cert.js";
import * as tools from "../../dist/npm/orcamo_cert_tools.js";

const wasm = (/** @type {string} */ name) => readFileSync(new URL(`../../dist/npm/${name}_bg.wasm`, import.meta.url));

export const memories = [
  main.initSync({ module: wasm("orcamo_cert") }).memory,
  tools.initSync({ module: wasm("orcamo_cert_tools") }).memory,
];
export { main, tools };
