// @ts-check
// The script of the service worker. The build writes its release before it.

import { serveRelease } from "./installed/worker.js";

const worker = /** @type {any} */ (globalThis);
serveRelease(worker, worker.RELEASE);
