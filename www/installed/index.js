// @ts-check
// The page as an installed application: it takes files that the system opens with it or shares with it, and works
// without a network. A page that is only visited keeps nothing.

import { served } from "../import-once.js";

/** @typedef {{ add: (files: Iterable<File>) => unknown }} Taker */
/** @typedef {{ files: readonly FileSystemFileHandle[] }} Launch */
/** @typedef {{ setConsumer: (consumer: (launch: Launch) => void) => void }} LaunchQueue */

/** What the manifest puts behind the address of the page. */
const OPENED = "?app";

/** @param {Taker} check takes the files */
export function beInstalled(check) {
  const manifest = document.createElement("link");
  manifest.rel = "manifest";
  manifest.href = served("installed/manifest.webmanifest");
  document.head.append(manifest);
  takeOpened(check);
  if (!("serviceWorker" in navigator)) return;
  if (matchMedia("(display-mode: standalone)").matches || location.search.startsWith(OPENED)) {
    keepFiles();
    takeShared(check);
  } else addEventListener("appinstalled", keepFiles);
}

/** The files that somebody has opened with the application. @param {Taker} check */
function takeOpened(check) {
  const { launchQueue } = /** @type {{ launchQueue?: LaunchQueue }} */ (/** @type {unknown} */ (globalThis));
  launchQueue?.setConsumer(async ({ files }) => {
    const read = await Promise.all(files.map((handle) => handle.getFile().catch(() => gone(handle.name))));
    if (read.length > 0) check.add(read);
  });
}

/** A file that was there when it was opened: reading it says so. @param {string} name */
function gone(name) {
  const file = new File([], name);
  file.arrayBuffer = () => Promise.reject(new Error(name));
  return file;
}

/**
 * The files that another application has shared: the service worker holds them until the page asks, once.
 * @param {Taker} check
 */
function takeShared(check) {
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (Array.isArray(data?.shared) && data.shared.length > 0) check.add(data.shared);
  });
  navigator.serviceWorker.startMessages();
  navigator.serviceWorker.controller?.postMessage("shared");
}

/** Where it cannot be registered, in a private window for example, the page is as without it. */
function keepFiles() {
  navigator.serviceWorker.register(served("service-worker.js")).catch(() => {});
}
