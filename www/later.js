// @ts-check
// What is not needed to check a file and to renew: it is loaded when something of it is first wanted.

// With this, both scripts share all of the page: put together it is one script, and better compressed than two. The
// page begins in main.js; here nothing happens.
import "./page/page.js";

export { beInstalled } from "./installed/index.js";
export * from "./later-checking.js";
export { scriptFor } from "./renewal/command-line.js";
export { showCommandLine } from "./renewal/view/command-line.js";
