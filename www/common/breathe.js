// @ts-check
// Long work in short pieces, so that a browser draws and answers meanwhile.

/** A piece of work, in milliseconds: half of a frame. */
const PIECE_MS = 8;

/** Whoever has much to do asks it between two steps. */
export class Pieces {
  #begin = performance.now();

  /** Whether it is time for the browser. */
  get isOver() {
    return performance.now() - this.#begin > PIECE_MS;
  }

  /** Lets the browser do what it has to do. */
  async next() {
    await turn();
    this.#begin = performance.now();
  }
}

/** The next turn of the event loop. A timer would come milliseconds later. */
function turn() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve(undefined);
    };
    port2.postMessage(null);
  });
}
