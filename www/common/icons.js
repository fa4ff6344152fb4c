// @ts-check
// The symbols of the page; decoration only, words always stand beside them.

/**
 * A filled shape, a sign on it, a line by itself, or one that turns; what these look like is the style's.
 * @typedef {"shape" | "sign" | "line" | "line turning"} Stroke
 */
/**
 * Each with the side of the square that it is drawn in, and its paths.
 * @type {Record<string, [number, ...[Stroke, string][]]>}
 */
const SYMBOLS = {
  renewable: [24, ["shape", "M1.5 12a10.5 10.5 0 1 0 21 0a10.5 10.5 0 1 0-21 0"], ["sign", "m7 12.5 3.4 3.4L17 9"]],
  due: [24, ["shape", "M12 1.6 23 21.2H1z"], ["sign", "M12 8.6v5.6M12 17.4v.6"]],
  "too-early": [
    24,
    ["shape", "M5 3.5h14a3 3 0 0 1 3 3v12.5a3 3 0 0 1-3 3h-14a3 3 0 0 1-3-3v-12.5a3 3 0 0 1 3-3"],
    ["sign", "M7 1.5v4M17 1.5v4M6.5 10h11M9 15h6"],
  ],
  "not-yet-valid": [24, ["shape", "M5 1.5h14v5L14 12l5 5.5v5H5v-5L10 12 5 6.5z"], ["sign", "M9.5 5.5h5M9.5 18.5h5"]],
  expired: [24, ["shape", "M7.5 1.5h9l6 6v9l-6 6h-9l-6-6v-9z"], ["sign", "m8.5 8.5 7 7m0-7-7 7"]],
  "not-renewable": [24, ["shape", "M1.5 12a10.5 10.5 0 1 0 21 0a10.5 10.5 0 1 0-21 0"], ["sign", "M6.5 12h11"]],
  "unknown-kind": [
    24,
    ["shape", "M12 .8 23.2 12 12 23.2.8 12z"],
    ["sign", "M9.3 9.5c0-3.6 5.6-3.4 5.4-.2-.1 2-2.7 2-2.7 4.2M12 16.8v.5"],
  ],
  locked: [
    24,
    ["line", "M7.5 10V7a4.5 4.5 0 0 1 9 0v3"],
    ["shape", "M6.5 9.5h11a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3h-11a3 3 0 0 1-3-3v-7a3 3 0 0 1 3-3"],
    ["sign", "M12 14.5v3"],
  ],
  failed: [
    24,
    ["shape", "M5.5 1.5h13a4 4 0 0 1 4 4v13a4 4 0 0 1-4 4h-13a4 4 0 0 1-4-4v-13a4 4 0 0 1 4-4"],
    ["sign", "M12 6.5v7.5M12 17.3v.5"],
  ],
  none: [24, ["line", "M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0"], ["line", "M12 11v6M12 7.2v.5"]],
  working: [24, ["line turning", "M12 2a10 10 0 1 1-8.7 5"]],
  ascending: [24, ["line", "m6 14 6-6 6 6"]],
  descending: [24, ["line", "m6 10 6 6 6-6"]],
  remove: [24, ["line", "m6 6 12 12M18 6 6 18"]],
  "step-done": [24, ["line", "m5 12.5 4.7 4.7L19 8"]],
  "step-failed": [24, ["line", "m6.5 6.5 11 11m0-11-11 11"]],
  file: [
    48,
    ["line", "M11 5h17l9 9v29H11z"],
    ["line", "M28 5v9h9M17 21h14M17 27h8"],
    ["line", "M24.5 34a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0"],
  ],
};
const SVG = "http://www.w3.org/2000/svg";

// It cannot be renewed either, and differs in its words.
SYMBOLS.unusable = /** @type {(typeof SYMBOLS)[string]} */ (SYMBOLS["not-renewable"]);

/** @param {string} name */
export function icon(name) {
  const [size, ...paths] = SYMBOLS[name] ?? [0];
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("aria-hidden", "true");
  for (const [stroke, line] of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", stroke);
    path.setAttribute("d", line);
    svg.append(path);
  }
  return svg;
}
