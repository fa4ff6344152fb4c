// The browser's side: asks for the next piece of work, does it, and answers with the next question.

import init from "../../dist/npm/orcamo_cert.js";
import { programs } from "./contestants.js";
import { engine } from "./stint.js";

await init();
const { prepare, stint } = engine(
  programs,
  async (file) => new Uint8Array(await (await fetch(`/files/${file}`)).arrayBuffer()),
);

/** @type {unknown} */
let answer = { programs: Object.keys(programs), isolated: crossOriginIsolated };
for (;;) {
  const response = await fetch("/next", { method: "POST", body: JSON.stringify(answer) });
  const { work, name, job, repetitions } = await response.json();
  if (work === "end") break;
  try {
    answer = { result: await (work === "prepare" ? prepare(name, job) : stint(name, job, repetitions)) };
  } catch (error) {
    answer = { error: String(/** @type {any} */ (error)?.message ?? error) };
  }
}
