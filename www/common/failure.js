// @ts-check
// What went wrong, as the page knows it.

/**
 * What has happened on the server: nothing, perhaps, or a certificate was issued.
 * @typedef {"no" | "maybe" | "yes"} OnServer
 */

/** What words are made of. @typedef {{ code: string, facts: Record<string, unknown> }} Failure */

/** A failure with words in `messages/`: the module's own code, or one of the page. */
export class CoreFailure extends Error {
  /** Of a renewal; null where nobody knows. @type {OnServer | null} */
  issued = null;
  /**
   * What the server sent, where the checks refused it. A secret: it stands beside the facts, which are shown.
   * @type {Uint8Array | null}
   */
  p12 = null;

  /** @param {string} code @param {Record<string, unknown>} [facts] */
  constructor(code, facts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

/**
 * Whatever was thrown, as a failure: `internal` where nobody foresaw it.
 * @param {unknown} error
 * @returns {CoreFailure}
 */
export function asFailure(error) {
  return error instanceof CoreFailure ? error : new CoreFailure("internal");
}
