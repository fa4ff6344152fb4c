// @ts-check
// What a ZIP archive looks like, and how much of one is read.

/** How much is unpacked; `bytes`: all files together, in octets. @typedef {{ files: number, bytes: number }} Limits */

/** @type {Readonly<Limits>} */
export const ARCHIVE_LIMITS = { files: 1000, bytes: 64 * 1024 * 1024 };

/** Whether octets begin as an archive does; an empty one has nothing but its end. @param {Uint8Array} bytes */
export function isZip(bytes) {
  return (
    bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))
  );
}
