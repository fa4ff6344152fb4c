// What goes over the wire for a page: requests and encoded bytes, as Chromium's network tells them.

/** A request. `start`: milliseconds since the page was asked for; `bytes`: headers too, null while it runs. */
/** @typedef {{ start: number, bytes: number | null }} Request */

export class Traffic {
  /** @type {Map<string, Request>} */
  #requests = new Map();
  /** @type {number | null} */
  #origin = null;
  #lastChange = performance.now();

  /** @param {{ on: (method: string, listener: (params: any) => void) => unknown }} session */
  follow(session) {
    session.on("Network.requestWillBeSent", ({ requestId, timestamp, request }) => {
      if (!request.url.startsWith("https:")) return;
      this.#origin ??= timestamp;
      if (process.env.H2DEBUG) console.error(Math.round((timestamp - (this.#origin ?? 0)) * 1000), request.url);
      this.#requests.set(requestId, { start: (timestamp - (this.#origin ?? 0)) * 1000, bytes: null });
      this.#lastChange = performance.now();
    });
    // What is in the memory already is no request.
    session.on("Network.requestServedFromCache", ({ requestId }) => this.#requests.delete(requestId));
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) =>
      this.#end(requestId, encodedDataLength),
    );
    session.on("Network.loadingFailed", ({ requestId }) => this.#end(requestId, 0));
  }

  /** For how many milliseconds nothing has been on its way; 0: something is. */
  get quiet() {
    const isBusy = [...this.#requests.values()].some(({ bytes }) => bytes === null);
    return isBusy ? 0 : performance.now() - this.#lastChange;
  }

  /** What was asked for in the first `milliseconds`. @param {number} milliseconds */
  sum(milliseconds) {
    const asked = [...this.#requests.values()].filter(({ start }) => start <= milliseconds);
    return { requests: asked.length, bytes: asked.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0) };
  }

  /** @param {string} requestId @param {number} bytes */
  #end(requestId, bytes) {
    const request = this.#requests.get(requestId);
    if (request) request.bytes = bytes;
    this.#lastChange = performance.now();
  }
}
