// `set(step(get(), await something))` takes its step from the state of before the wait, and loses what has happened
// meanwhile: first the wait, then the state.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const www = new URL("../../www/", import.meta.url);
/** The state as an argument, and behind it, in the same statement, a wait. */
const LOST = /\((?:[\w.#]+\.get\(\)|state),[^;{}]*\bawait\b/;

test("what is looked for is found", () => {
  for (const lost of [
    "store.set(failed(store.get(), toFailure(await explained(error))));",
    "this.#store.set(failed(this.#store.get(), asFailure(await explained(error))));",
    "state = speak(state, await load(state.language));",
  ])
    assert.match(lost, LOST);
  assert.doesNotMatch("const words = await load(state, language);\nstore.set(speak(store.get(), words));", LOST);
});

test("no step is taken from a state that was read before a wait", () => {
  const scripts = readdirSync(www, { recursive: true }).filter((name) => name.endsWith(".js"));
  assert.ok(scripts.length > 50, `${scripts.length} scripts`);
  for (const name of scripts) assert.equal(readFileSync(new URL(name, www), "utf8").match(LOST)?.[0], undefined, name);
});
