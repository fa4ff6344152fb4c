// @ts-check
// What of checking files and of client files is not needed at first.

export { saveReminder } from "./certificate/reminder.js";
export { reportOf } from "./certificate/report.js";
export { filesOf, unpacked } from "./check/archives.js";
export { showDetails } from "./check/details/index.js";
export { default as detailsStyle } from "./check/details/style.css.js";
export { filesIn } from "./check/folders.js";
export { Many } from "./check/many/index.js";
export { startWorkers } from "./check/many/pool.js";
export { default as tableStyle } from "./check/many/style.css.js";
export { PolicyPanel } from "./check/policy/index.js";
export { default as policyStyle } from "./check/policy/style.css.js";
export { summary } from "./check/summary.js";
export { drawTimes } from "./check/times/index.js";
export { default as timesStyle } from "./check/times/style.css.js";
export { FilesElement } from "./client-files/index.js";
export { script } from "./later-script.js";
