// A page that does nothing but load a library and answer a .p12 that is dropped with its .pass.

/**
 * @typedef {{ commonName: string, notAfter: Date }} Answer
 * @param {(p12: Uint8Array, password: string) => Answer | Promise<Answer>} open
 */
export function answerDrops(open) {
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    const named = (/** @type {string} */ ending) => files.find(({ name }) => name.endsWith(ending)) ?? new File([], "");
    const [bytes, password] = await Promise.all([named(".p12").arrayBuffer(), named(".pass").text()]);
    const { commonName, notAfter } = await open(new Uint8Array(bytes), password);
    write("p", `${commonName}, ${notAfter.toISOString()}`);
  });
  write("h1", "Drop a .p12 with its .pass");
}

/** @param {string} place @param {string} text */
function write(place, text) {
  const node = document.querySelector(place);
  if (node) node.textContent = text;
}
