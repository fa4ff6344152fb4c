// How Chromium is started: without a window, and without what it does for itself.

/** @param {string} home a folder for its profile */
export const chromiumFlags = (home) => [
  "--headless",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  `--user-data-dir=${home}`,
];
