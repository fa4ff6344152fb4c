// @ts-check
// One renewal at a time, over all tabs and windows of this browser.

const NAME = "orcamo-cert renewal";

/**
 * @returns {Promise<(() => void) | null>} lets go of it; null: another tab has it. A browser without Web Locks guards
 *   nothing.
 */
export function hold() {
  if (!("locks" in navigator)) return Promise.resolve(() => {});
  return new Promise((resolve) => {
    const until = (/** @type {Lock | null} */ lock) => {
      if (lock === null) return resolve(null);
      return new Promise((release) => resolve(() => release(undefined)));
    };
    // Where storage is forbidden, so are locks: then there is no other tab to take care of that could go on.
    navigator.locks.request(NAME, { ifAvailable: true }, until).catch(() => resolve(() => {}));
  });
}

/** Whether some tab holds it at this moment. @returns {Promise<boolean>} */
export async function isHeld() {
  if (!("locks" in navigator)) return false;
  try {
    const { held } = await navigator.locks.query();
    return (held ?? []).some(({ name }) => name === NAME);
  } catch {
    return false;
  }
}
