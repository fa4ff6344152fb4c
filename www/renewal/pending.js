// @ts-check
// Keeps a renewal that is under way, so that a reload, a crash or a closed browser loses nothing: encrypted, for a day
// at most. The only place of the page where a secret is stored.

import { newKey, seal, unseal } from "./sealing.js";

/** @typedef {import("../certificate/core.js").Certificate} Certificate */
/** @typedef {import("../certificate/core.js").Issued} Issued */
/** @typedef {import("./state.js").Findings} Findings */
/** @typedef {import("./state.js").Pending} Pending */
/** @typedef {import("./sealing.js").Sealed} Sealed */
/**
 * What is needed to go on. `p12`: the new certificate, once it has arrived; `findings`: what the page says of it.
 * @typedef {{ issued: Issued, old: Certificate | null, p12: Uint8Array | null, findings: Findings | null }} Secret
 */
/**
 * What this computer's clock and the server's say; null: nobody knows the server's.
 * @typedef {{ local: Date, server: Date | null }} Clocks
 */
/**
 * Only the two instants can be read without the key.
 * @typedef {{ created: number, expires: number, key: CryptoKey, secret: Sealed, p12: Sealed | null }} Entry
 */

const DATABASE = "orcamo-cert";
const STORE = "pending-renewal";
const ONLY = "only";
const LIFETIME_MS = 24 * 60 * 60 * 1000;
/** A storage that does not answer must not hold up a renewal. */
const PATIENCE_MS = 5_000;

/**
 * Returns once it is written to the disk. Takes the place of what was kept before.
 * @param {Secret} secret @param {Date} created when the renewal began
 */
export async function keep(secret, created) {
  await soon(async () => {
    const entry = await sealed(secret, created.getTime());
    const database = await open(true);
    if (database === null) throw new Error("no database");
    try {
      const transaction = database.transaction(STORE, "readwrite", { durability: "strict" });
      transaction.objectStore(STORE).put(entry, ONLY);
      await complete(transaction);
    } finally {
      database.close();
    }
  });
}

/**
 * What is kept, and the secret with it; a null secret: it does not open, and nobody can go on with it. Deletes it once
 * both clocks say that its time is over: one alone may be wrong, and what was issued is nowhere else.
 * @param {Clocks} clocks
 * @returns {Promise<{ pending: Pending, secret: Secret | null } | null>}
 */
export async function find(clocks) {
  return soon(async () => {
    const entry = await read();
    if (entry === null) return null;
    const time = timeOf(entry.expires, clocks);
    if (time === "over") {
      await forget();
      return null;
    }
    const { created, expires } = entry;
    const times = { created: instant(created), expires: instant(expires), overdue: time === "overdue" };
    try {
      const secret = await unsealed(/** @type {Entry} */ (entry));
      return { pending: { ...times, old: secret.old, downloaded: secret.p12 !== null, sealed: false }, secret };
    } catch {
      // Another program wrote it, or its key is gone.
      return { pending: { ...times, old: null, downloaded: false, sealed: true }, secret: null };
    }
  });
}

/**
 * Whether the time is over: by both clocks, by one of them only, or not.
 * @param {number | undefined} expires @param {Clocks} clocks @returns {"over" | "overdue" | "running"}
 */
export function timeOf(expires, { local, server }) {
  const over = [local, server].map((clock) => clock !== null && expires !== undefined && clock.getTime() >= expires);
  return over.every(Boolean) ? "over" : over.some(Boolean) ? "overdue" : "running";
}

/** Deletes everything: what was kept, and its key. */
export async function forget() {
  await soon(async () => {
    const database = await open(false);
    if (database === null) return;
    try {
      const transaction = database.transaction(STORE, "readwrite", { durability: "strict" });
      transaction.objectStore(STORE).clear();
      await complete(transaction);
    } finally {
      database.close();
    }
    // It waits for other tabs that are looking at it; what it held is gone already.
    indexedDB.deleteDatabase(DATABASE);
  });
}

/**
 * @param {Secret} secret
 * @param {number} created
 * @returns {Promise<Entry>}
 */
async function sealed({ issued, old, p12, findings }, created) {
  const times = { created, expires: created + LIFETIME_MS };
  const key = await newKey();
  // The facts of the old certificate, not itself.
  const facts = old && { ...old, bytes: undefined };
  const text = new TextEncoder().encode(JSON.stringify({ issued, old: facts, findings }));
  return {
    ...times,
    key,
    secret: await seal(key, context("secret", times), text),
    p12: p12 && (await seal(key, context("p12", times), new Uint8Array(p12))),
  };
}

/** @param {Entry} entry @returns {Promise<Secret>} */
async function unsealed(entry) {
  const { key } = entry;
  const text = await unseal(key, context("secret", entry), entry.secret);
  const { issued, old, findings = null } = JSON.parse(new TextDecoder().decode(text));
  const p12 = entry.p12 && (await unseal(key, context("p12", entry), entry.p12));
  return { issued, old, p12, findings };
}

/**
 * The instants are bound to what is encrypted: changed ones open nothing.
 * @param {string} part
 * @param {{ created: number, expires: number }} times
 */
function context(part, { created, expires }) {
  return `orcamo-cert pending renewal 1 ${part} ${created} ${expires}`;
}

/** @param {number | undefined} milliseconds */
function instant(milliseconds) {
  const date = new Date(milliseconds ?? NaN);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/**
 * What is there; nothing of it is known where the browser cannot read it any more.
 * @returns {Promise<Partial<Entry> | null>}
 */
async function read() {
  const database = await open(false);
  if (database === null) return null;
  try {
    const found = done(database.transaction(STORE).objectStore(STORE).get(ONLY));
    return (await found.catch(() => ({}))) ?? null;
  } finally {
    database.close();
  }
}

/** @param {boolean} create where it is not there @returns {Promise<IDBDatabase | null>} */
async function open(create) {
  const request = indexedDB.open(DATABASE, 1);
  let absent = false;
  request.onupgradeneeded = () => {
    if (create) request.result.createObjectStore(STORE);
    else {
      absent = true;
      request.transaction?.abort();
    }
  };
  try {
    return await done(request);
  } catch (error) {
    if (absent) return null;
    throw error;
  }
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransaction} transaction @returns {Promise<void>} */
function complete(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function soon(work) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Promise<never>} */
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("the storage does not answer")), PATIENCE_MS);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
