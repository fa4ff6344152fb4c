// @ts-check
// What is not needed to check a file and to renew: it is loaded when something of it is first wanted. One script, so
// that what it shares with main.js is one, too.

export { filesOf, unpacked } from "./archives.js";
export { clientFiles } from "./client-files/index.js";
export { scriptFor } from "./command-line.js";
export { showDescription } from "./details/index.js";
export { script } from "./later-script.js";
export { policy } from "./policy/index.js";
export { saveReminder } from "./reminder.js";
