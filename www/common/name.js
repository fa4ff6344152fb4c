// @ts-check
// Reads a distinguished name as RFC 4514 writes it, as far as people need: who is it?

/**
 * "CN=Demo CA,O=ORCA" → "Demo CA (ORCA)"; the whole name where it has neither a CN nor an O.
 * @param {string} name @returns {string}
 */
export function readableName(name) {
  const attributes = parse(name);
  const first = (/** @type {string} */ type) => attributes.find((one) => one.type === type)?.value;
  const commonName = first("CN");
  const organization = first("O");
  if (commonName && organization) return `${commonName} (${organization})`;
  return commonName ?? organization ?? name;
}

/** @param {string} name @returns {{ type: string, value: string }[]} */
function parse(name) {
  const parts = name.match(/(?:\\.|[^,+\\])+/gsu) ?? [];
  return parts.flatMap((part) => {
    const at = part.indexOf("=");
    if (at < 0) return [];
    return [{ type: part.slice(0, at).trim().toUpperCase(), value: unescaped(part.slice(at + 1)) }];
  });
}

/** Undoes `\,` and `\E6\97\A5`: a pair of hex digits is a byte of UTF-8. @param {string} value */
function unescaped(value) {
  return value
    .replace(/(?:\\[0-9a-f]{2})+/giu, (bytes) =>
      new TextDecoder().decode(Uint8Array.from(bytes.slice(1).split("\\"), (hex) => parseInt(hex, 16))),
    )
    .replace(/\\(.)/gsu, "$1");
}
