// @ts-check
// Hosts that the page's own Content-Security-Policy keeps it from. `fetch` fails as it does without a network; only an
// event says why (CSP Level 3 §5.3).

import { CoreFailure } from "../common/failure.js";

/** @type {Set<string>} */
const hosts = new Set();

addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
  if (effectiveDirective === "connect-src" && URL.canParse(blockedURI)) hosts.add(new URL(blockedURI).host);
});

/**
 * A failed connection as what it is, where the policy has forbidden it.
 * @param {unknown} error
 * @returns {Promise<unknown>}
 */
export async function explained(error) {
  if (!(error instanceof CoreFailure) || !["unreachable", "blocked", "offline", "interrupted"].includes(error.code))
    return error;
  // The event has a task of its own.
  await new Promise((resolve) => setTimeout(resolve));
  const { host } = error.facts;
  if (typeof host !== "string" || !hosts.has(host)) return error;
  const failure = new CoreFailure("not-allowed-here", { host });
  // Nothing has left the browser.
  failure.issued = error.issued === "maybe" ? "no" : error.issued;
  return failure;
}
