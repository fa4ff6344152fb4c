// @ts-check
// The module's limits as far as they are needed before it is loaded, or before a byte is read. A test holds them
// against `limits()`.

/** The largest file that is read, in bytes. */
export const LARGEST_FILE = 10 * 1024 * 1024;
/** The most months and days before expiry that a policy may have. */
export const MOST_MONTHS = 1200;
export const MOST_DAYS = 36_525;
