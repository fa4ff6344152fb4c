// A headless Chromium, driven by the DevTools protocol over two pipes: JSON, each message with an octet of zero behind.

import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { mkdirSync } from "node:fs";
import { chromiumFlags } from "../flags.js";

/** @typedef {Awaited<ReturnType<typeof startChromium>>} Browser */

/**
 * @param {string} program
 * @param {string} home a folder that is made
 * @param {string[]} flags
 */
export async function startChromium(program, home, flags) {
  mkdirSync(home);
  const browser = spawn(program, [...chromiumFlags(home), "--remote-debugging-pipe", ...flags, "about:blank"], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    env: { ...process.env, HOME: home },
  });
  const input = /** @type {import("node:stream").Writable} */ (browser.stdio[3]);
  const output = /** @type {import("node:stream").Readable} */ (browser.stdio[4]);
  const ended = once(browser, "exit").catch(() => {});
  /** @type {Map<number, { resolve: (result: any) => void, reject: (error: Error) => void, method: string }>} */
  const asked = new Map();
  /** By session. @type {Map<string, EventEmitter>} */
  const sessions = new Map();
  let lastId = 0;

  const take = (/** @type {any} */ { id, result, error, method, params, sessionId }) => {
    if (id === undefined) return sessions.get(sessionId ?? "")?.emit(method, params);
    const question = asked.get(id);
    asked.delete(id);
    if (error) question?.reject(new Error(`${question.method}: ${error.message}`));
    else question?.resolve(result);
  };
  let rest = Buffer.alloc(0);
  output.on("data", (/** @type {Buffer} */ chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(0); end !== -1; end = rest.indexOf(0)) {
      take(JSON.parse(rest.subarray(0, end).toString()));
      rest = rest.subarray(end + 1);
    }
  });
  // Whoever waits for an answer is told that there is none.
  let isOver = false;
  const fail = (/** @type {{ reject: (error: Error) => void, method: string }} */ { reject, method }) =>
    reject(new Error(`${method}: Chromium has ended`));
  input.on("error", () => {});
  ended.then(() => {
    isOver = true;
    for (const question of asked.values()) fail(question);
  });

  /** @param {string} method @param {object} [params] @param {string} [sessionId] @returns {Promise<any>} */
  const send = (method, params = {}, sessionId = undefined) =>
    new Promise((resolve, reject) => {
      if (isOver) fail({ reject, method });
      lastId += 1;
      asked.set(lastId, { resolve, reject, method });
      input.write(`${JSON.stringify({ id: lastId, method, params, sessionId })}\0`);
    });
  return {
    send,
    /** Commands and events of one target. @param {string} sessionId */
    session: (sessionId) => {
      const events = new EventEmitter();
      sessions.set(sessionId, events);
      return {
        send: (/** @type {string} */ method, /** @type {object} */ params = {}) => send(method, params, sessionId),
        on: (/** @type {string} */ method, /** @type {(params: any) => void} */ listener) =>
          events.on(method, listener),
      };
    },
    close: async () => {
      browser.kill();
      await ended;
    },
  };
}
