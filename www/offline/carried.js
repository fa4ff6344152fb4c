// @ts-check
// What the page that is one file carries, by the path at which it is served elsewhere.

/** @type {Map<string, () => object>} */
const scripts = new Map();
/** @type {Map<string, string>} */
const files = new Map();

/** @param {string} path @param {() => object} run gives what the script exports; each call is a fresh instance */
export function carryScript(path, run) {
  scripts.set(path, run);
}

/** @param {string} path @param {string} url from which it is loaded: `data:` or `blob:` */
export function carryFile(path, url) {
  files.set(path, url);
}

/** @param {string} path @returns {object} */
export function runScript(path) {
  return carried(scripts, path)();
}

/** @param {string} path @returns {string} */
export function urlOf(path) {
  return carried(files, path);
}

/** @template T @param {Map<string, T>} all @param {string} path @returns {T} */
function carried(all, path) {
  const one = all.get(path);
  if (one === undefined) throw new Error(`this file does not carry ${path}`);
  return one;
}
