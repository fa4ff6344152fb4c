// Runs in each page before its own scripts, and sees from outside when the page is usable and ready, and when it has
// answered. Nothing of it is known to the page.

/**
 * What `watch` leaves in the page; times in milliseconds since the navigation began. `loaded`: what is asked for after
 * that is no longer for being ready.
 * @typedef {{
 *   usable: Promise<number>,
 *   ready: Promise<{ loaded: number, ready: number }>,
 *   drop: (files: [string, string][], answer: string) => Promise<number>,
 * }} Signals
 */

/**
 * Sent to the page as text.
 * @param {boolean} hasModule
 */
export function watch(hasModule) {
  /** @type {(time: number) => void} */
  let isUsable = () => {};
  /** @type {(times: { loaded: number, ready: number }) => void} */
  let isReady = () => {};
  /** @type {Signals["usable"]} */
  const usable = new Promise((resolve) => {
    isUsable = resolve;
  });
  /** @type {Signals["ready"]} */
  const ready = new Promise((resolve) => {
    isReady = resolve;
  });

  // Every page writes its heading in the same task in which it begins to listen, and behind that. Then it is drawn.
  new MutationObserver((_records, observer) => {
    if (!document.querySelector("h1")?.textContent) return;
    observer.disconnect();
    const loaded = performance.now();
    if (!hasModule) isReady({ loaded, ready: loaded });
    requestAnimationFrame(() => setTimeout(() => isUsable(performance.now())));
  }).observe(document, { childList: true, subtree: true, characterData: true });

  // The first module that has an instance; what starts it runs in the same task.
  const api = /** @type {Record<string, any>} */ (WebAssembly);
  for (const name of hasModule ? ["instantiate", "instantiateStreaming"] : []) {
    const instantiate = api[name];
    api[name] = async (/** @type {any[]} */ ...parameters) => {
      const instance = await instantiate.apply(WebAssembly, parameters);
      const loaded = performance.now();
      setTimeout(() => isReady({ loaded, ready: performance.now() }));
      return instance;
    };
  }

  /**
   * Drops files, named, in base64, and tells the milliseconds until the answer stands in the page.
   * @param {[string, string][]} files @param {string} answer
   */
  const drop = (files, answer) => {
    // Our page has what it says in the shadow roots of its elements.
    const roots = [document.body, ...[...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => shadowRoot ?? [])];
    const isAnswered = () => roots.some(({ textContent }) => textContent?.includes(answer));
    if (isAnswered()) throw new Error(`${answer} stands in the page before it is told`);
    const transfer = new DataTransfer();
    for (const [name, base64] of files) {
      const bytes = Uint8Array.from(atob(base64), (octet) => octet.charCodeAt(0));
      transfer.items.add(new File([bytes], name));
    }
    return new Promise((resolve) => {
      /** @type {number} */
      let start;
      const observer = new MutationObserver(() => {
        if (!isAnswered()) return;
        observer.disconnect();
        resolve(performance.now() - start);
      });
      for (const root of roots) observer.observe(root, { childList: true, subtree: true, characterData: true });
      start = performance.now();
      document.body.dispatchEvent(
        new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true, composed: true }),
      );
    });
  };
  /** @type {Signals} */
  const signals = { usable, ready, drop };
  Object.assign(globalThis, { orcamoCertBench: signals });
}
