// @ts-check
// Time for the browser to draw.

/** Resolves once what is on the page is drawn, before work that keeps its thread; a hidden page draws nothing. */
export function painted() {
  if (document.hidden) return Promise.resolve();
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
