// @ts-check
// A worker that reads files: the compiled module comes first, then units, each lot with an answer.

import { compiledModule, load } from "../../certificate/core.js";
import { readUnit } from "./unit.js";

/** @typedef {import("../../certificate/surroundings.js").Surroundings} Surroundings */
/** @typedef {import("./unit.js").Found} Found */
/** @typedef {import("./units.js").Unit} Unit */
/** @typedef {Pick<Surroundings, "clock" | "policy">} Judging */
/** @typedef {{ lot: number, units: Unit[], passwords: string[], surroundings: Judging }} Lot */
/** `found`: of each unit; null: something went wrong. @typedef {{ lot: number, found: Found[][] | null }} Answer */

/** Takes what the page sends. */
export function work() {
  addEventListener("message", async ({ data }) => {
    if (data instanceof WebAssembly.Module) {
      compiledModule.use(data);
      // What is still to be fetched comes before the first file.
      load().catch(() => {});
      return;
    }
    const { lot, units, passwords, surroundings } = /** @type {Lot} */ (data);
    const current = {
      get: () => ({ language: /** @type {const} */ ("ja"), module: /** @type {const} */ ("ready"), ...surroundings }),
    };
    // Together, so that the files are read side by side.
    const found = await Promise.all(units.map((unit) => readUnit(current, unit, passwords))).catch(() => null);
    postMessage(/** @type {Answer} */ ({ lot, found }));
  });
}
