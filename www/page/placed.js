// @ts-check

/** An element of the page. @template {HTMLElement} Placed @param {string} name @returns {Placed} */
export function placed(name) {
  const element = document.querySelector(name);
  if (element === null) throw new Error(`index.html lacks ${name}`);
  return /** @type {Placed} */ (element);
}
