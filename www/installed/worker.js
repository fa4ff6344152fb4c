// @ts-check
// The service worker of the installed page. It keeps one release of the page's files, all of them or none, and answers
// for these only. The next release waits until no page is open any more, as browsers have it: so no page gets files of
// two releases, and no renewal is interrupted.

/**
 * `id`: its own name. `files`: by their paths, as `integrity` of a request takes it.
 * @typedef {{ id: string, files: Record<string, string> }} Release
 */
/** @typedef {Event & { waitUntil: (promise: Promise<unknown>) => void }} Lifetime */
/** @typedef {Event & { request: Request, respondWith: (response: Promise<Response>) => void }} Asked */
/** @typedef {Event & { data: unknown, source: { postMessage: (message: unknown) => void } }} Told */
/**
 * Of its global scope what is used here: this script is checked as one of a page.
 * @typedef {{
 *   registration: ServiceWorkerRegistration,
 *   addEventListener: (name: string, listener: (event: any) => void) => void,
 * }} Scope
 */

/** Other caches of the origin are not ours. */
const CACHE = "orcamo-cert-release-";
const PAGE = "index.html";
/** Where a system sends what is shared, as the manifest says. */
const SHARE = "share";

/** @param {Scope} worker @param {Release} release */
export function serveRelease(worker, release) {
  const scope = new URL(worker.registration.scope);
  const name = CACHE + release.id;
  const addressOf = (/** @type {string} */ path) => new URL(path, scope).href;
  /** What another application has shared: in no storage, and gone once it is taken. @type {unknown[]} */
  let shared = [];

  worker.addEventListener("install", (/** @type {Lifetime} */ event) => event.waitUntil(keep()));
  worker.addEventListener("activate", (/** @type {Lifetime} */ event) => event.waitUntil(forgetOthers()));
  worker.addEventListener("fetch", (/** @type {Asked} */ event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (origin !== scope.origin || !pathname.startsWith(scope.pathname)) return;
    const path = pathname.slice(scope.pathname.length);
    if (request.method === "POST" && path === SHARE) event.respondWith(takeShared(request));
    if (request.method !== "GET") return;
    const file = path === "" ? PAGE : path;
    if (Object.hasOwn(release.files, file)) event.respondWith(answer(file, request));
  });
  worker.addEventListener("message", (/** @type {Told} */ { data, source }) => {
    if (data !== "shared") return;
    source.postMessage({ shared });
    shared = [];
  });

  /** A file of another release, while one is being put onto the server, fails it: the browser tries again later. */
  async function keep() {
    const cache = await caches.open(name);
    try {
      await Promise.all(
        Object.entries(release.files).map(async ([path, integrity]) => {
          const response = await fetch(addressOf(path), { cache: "no-cache", integrity });
          if (!response.ok) throw new Error(`${path}: ${response.status}`);
          await cache.put(addressOf(path), response);
        }),
      );
    } catch (error) {
      await caches.delete(name);
      throw error;
    }
  }

  async function forgetOthers() {
    for (const other of await caches.keys()) if (other.startsWith(CACHE) && other !== name) await caches.delete(other);
  }

  /** @param {string} file @param {Request} request @returns {Promise<Response>} */
  async function answer(file, request) {
    const kept = await (await caches.open(name)).match(addressOf(file));
    if (kept !== undefined) return kept;
    // The browser has thrown them away. Whatever the server has now is a release of its own: from here on the page is
    // as without a service worker.
    await worker.registration.unregister();
    return request.mode === "navigate" ? new Response("", { headers: { Refresh: "0" } }) : Response.error();
  }

  /** @param {Request} request @returns {Promise<Response>} */
  async function takeShared(request) {
    shared = (await request.formData()).getAll("files").filter((one) => one instanceof File);
    return Response.redirect(addressOf("?app=shared"), 303);
  }
}
