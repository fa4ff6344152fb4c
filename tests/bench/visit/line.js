// A slow line before a server: each octet takes its time, and comes after half of the round trip.

import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

const PACKET = 1500;
/** So many milliseconds of work may stand before a lane: timers are coarse, and it must not run idle. */
const AHEAD = 30;

/**
 * @param {number} port of the server
 * @param {number} bytesPerSecond in each direction, over all connections
 * @param {number} roundTrip in milliseconds
 */
export async function startLine(port, bytesPerSecond, roundTrip) {
  const up = new Lane(bytesPerSecond, roundTrip / 2);
  const down = new Lane(bytesPerSecond, roundTrip / 2);
  const line = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    // The handshake of TCP goes over the line, too; it was answered at once.
    const begin = performance.now() + roundTrip;
    const server = connect({
      port,
      host: "127.0.0.1",
      allowHalfOpen: true,
      noDelay: true,
      // Packet by packet: what has to wait waits at the server, which chooses what goes first.
      onread: {
        buffer: Buffer.alloc(PACKET),
        callback: (length, buffer) => {
          void down.send(Buffer.from(buffer.subarray(0, length)), client).then(() => server.resume());
          return false;
        },
      },
    });
    client.on("data", (octets) => void up.send(octets, server, begin));
    client.on("end", () => up.end(server));
    server.on("end", () => down.end(client));
    for (const one of [client, server]) {
      one.on("error", () => {
        client.destroy();
        server.destroy();
      });
    }
  });
  line.listen(0, "127.0.0.1");
  await once(line, "listening");
  return {
    port: /** @type {import("node:net").AddressInfo} */ (line.address()).port,
    close: async () => {
      line.close();
    },
  };
}

/** One direction. */
class Lane {
  #freeAt = 0;
  #sent = Promise.resolve();
  /** Octets in a millisecond. */
  #rate;
  #latency;

  /** @param {number} bytesPerSecond @param {number} latency */
  constructor(bytesPerSecond, latency) {
    this.#rate = bytesPerSecond / 1000;
    this.#latency = latency;
  }

  /**
   * Resolves when the next may be given to it.
   * @param {Uint8Array} octets
   * @param {import("node:net").Socket} to
   * @param {number} [begin] they are not on their way before
   */
  async send(octets, to, begin = 0) {
    this.#freeAt = Math.max(this.#freeAt, performance.now()) + octets.length / this.#rate;
    const at = Math.max(this.#freeAt, begin) + this.#latency;
    this.#sent = this.#sent.then(async () => {
      await until(at);
      to.write(octets);
    });
    await until(this.#freeAt - AHEAD);
  }

  /** @param {import("node:net").Socket} to */
  end(to) {
    void this.#sent.then(() => to.end());
  }
}

/** @param {number} time */
async function until(time) {
  const rest = time - performance.now();
  if (rest > 0) await delay(rest);
}
