// @ts-check
// Reads the files of a ZIP archive (PKWARE APPNOTE), stored or deflated. Pure: no DOM. Bounded, and every content is
// compared with its checksum. Names are data: nothing is ever unpacked to a disk.

import { ARCHIVE_LIMITS } from "./archive.js";

/** @typedef {import("./archive.js").Limits} Limits */
/** @typedef {{ name: string, bytes: Uint8Array }} Entry */

/** Why an archive is not read. */
export class ZipProblem extends Error {
  /** @param {"damaged" | "encrypted" | "unsupported" | "too-many" | "too-large"} problem */
  constructor(problem) {
    super(problem);
    this.problem = problem;
  }
}

const LOCAL_HEADER = 0x0403_4b50;
const CENTRAL_HEADER = 0x0201_4b50;
const END = 0x0605_4b50;
const END_LENGTH = 22;
const ENCRYPTED = 1;
const UTF8 = 1 << 11;
const [STORED, DEFLATED] = [0, 8];

/**
 * The files, in the order of the archive; folders are in their names.
 * @param {Uint8Array} bytes
 * @param {Limits} most
 * @returns {Promise<Entry[]>}
 */
export async function unzip(bytes, most = ARCHIVE_LIMITS) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return await entries(bytes, view, directory(view, most.files), most.bytes);
  } catch (error) {
    // A place that is beyond the end.
    throw error instanceof RangeError ? new ZipProblem("damaged") : error;
  }
}

/** @param {DataView} view @param {number} most */
function directory(view, most) {
  // Behind the end there may be a comment of 64 KiB.
  const first = Math.max(0, view.byteLength - END_LENGTH - 0xffff);
  for (let place = view.byteLength - END_LENGTH; place >= first; place -= 1) {
    if (
      view.getUint32(place, true) !== END ||
      place + END_LENGTH + view.getUint16(place + 20, true) !== view.byteLength
    )
      continue;
    const count = view.getUint16(place + 10, true);
    const start = view.getUint32(place + 16, true);
    // The extensions for what is larger, and archives in several parts.
    if (count === 0xffff || start === 0xffff_ffff || view.getUint16(place + 4, true) !== 0)
      throw new ZipProblem("unsupported");
    if (count > most) throw new ZipProblem("too-many");
    return { count, start };
  }
  throw new ZipProblem("damaged");
}

/**
 * @param {Uint8Array} bytes
 * @param {DataView} view
 * @param {{ count: number, start: number }} directory
 * @param {number} most octets
 */
async function entries(bytes, view, { count, start }, most) {
  const found = [];
  let left = most;
  let place = start;
  for (let number = 0; number < count; number += 1) {
    if (view.getUint32(place, true) !== CENTRAL_HEADER) throw new ZipProblem("damaged");
    const header = {
      flags: view.getUint16(place + 8, true),
      method: view.getUint16(place + 10, true),
      checksum: view.getUint32(place + 16, true),
      packed: view.getUint32(place + 20, true),
      size: view.getUint32(place + 24, true),
      local: view.getUint32(place + 42, true),
    };
    const nameEnd = place + 46 + view.getUint16(place + 28, true);
    const name = text(slice(bytes, place + 46, nameEnd), header.flags);
    place = nameEnd + view.getUint16(place + 30, true) + view.getUint16(place + 32, true);
    // A folder.
    if (name.endsWith("/") || name.endsWith("\\")) continue;
    if ((header.flags & ENCRYPTED) !== 0) throw new ZipProblem("encrypted");
    left -= header.size;
    if (left < 0) throw new ZipProblem("too-large");
    found.push({ name, bytes: await content(bytes, view, header) });
  }
  return found;
}

/**
 * @param {Uint8Array} bytes
 * @param {DataView} view
 * @param {{ method: number, checksum: number, packed: number, size: number, local: number }} header
 */
async function content(bytes, view, { method, checksum, packed, size, local }) {
  if (view.getUint32(local, true) !== LOCAL_HEADER) throw new ZipProblem("damaged");
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const data = slice(bytes, start, start + packed);
  if (method !== STORED && method !== DEFLATED) throw new ZipProblem("unsupported");
  const unpacked = method === STORED ? data.slice() : await inflate(data, size);
  if (unpacked.length !== size || crc32(unpacked) !== checksum) throw new ZipProblem("damaged");
  return unpacked;
}

/** No more than it says that it has. @param {Uint8Array} data @param {number} size */
async function inflate(data, size) {
  /** @type {DecompressionStream} */
  let stream;
  try {
    stream = new DecompressionStream("deflate-raw");
  } catch {
    throw new ZipProblem("unsupported"); // An old browser.
  }
  const unpacked = new Uint8Array(size);
  let length = 0;
  const reader = new Blob([new Uint8Array(data)]).stream().pipeThrough(stream).getReader();
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      if (length + chunk.value.length > size) throw new ZipProblem("damaged");
      unpacked.set(chunk.value, length);
      length += chunk.value.length;
    }
  } catch {
    await reader.cancel().catch(() => {});
    throw new ZipProblem("damaged");
  }
  return unpacked.subarray(0, length);
}

/**
 * Windows in Japan writes names in Shift_JIS where it does not say that they are UTF-8.
 * @param {Uint8Array} octets
 * @param {number} flags
 */
function text(octets, flags) {
  if ((flags & UTF8) !== 0) return new TextDecoder().decode(octets);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(octets);
  } catch {
    return new TextDecoder("shift_jis").decode(octets);
  }
}

/**
 * @param {Uint8Array} bytes
 * @param {number} start
 * @param {number} end
 */
function slice(bytes, start, end) {
  if (end > bytes.length) throw new ZipProblem("damaged");
  return bytes.subarray(start, end);
}

/** APPNOTE 4.4.7. */
const REMAINDERS = Uint32Array.from({ length: 256 }, (_, octet) => {
  for (let bit = 0; bit < 8; bit += 1) octet = (octet >>> 1) ^ (octet & 1 ? 0xedb8_8320 : 0);
  return octet;
});

/** @param {Uint8Array} bytes */
function crc32(bytes) {
  let remainder = -1;
  for (const octet of bytes) remainder = (remainder >>> 8) ^ (REMAINDERS[(remainder ^ octet) & 0xff] ?? 0);
  return ~remainder >>> 0;
}
