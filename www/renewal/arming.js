// @ts-check
// When はい answers the question: not to a click or a key that was meant for something else. The rules are in
// `renewal-state.js`; here are the browser's clock, what is in the foreground, and when a press began.

import { ARMS_AFTER_MS, armed, asked, disarmed, inForeground } from "./state.js";

/** @typedef {import("./clock.js").Store} Store */
/** @typedef {import("./state.js").State} State */

/**
 * @param {Store} store
 * @param {HTMLElement} yes the button
 * @returns {{
 *   listen: (signal: AbortSignal) => void,
 *   follow: (before: State) => void,
 *   began: (click: Event) => number,
 * }} `listen`: to what comes to the foreground; `follow`: the state has changed; `began`: when the press began that
 *   ends in this click
 */
export function arming(store, yes) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** Whether the question is about to be painted. */
  let painting = false;
  /** @type {number | null} */
  let pressed = null;

  /** Begins to count once the question can be read. */
  function show() {
    if (painting || !isInForeground()) return;
    painting = true;
    requestAnimationFrame(() =>
      setTimeout(() => {
        painting = false;
        if (isInForeground()) store.apply(inForeground, performance.now());
      }),
    );
  }

  /** Arms when it is time. A timer may be a little early. @param {number} since */
  function wait(since) {
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        store.apply(armed, performance.now());
        const { renewal } = store.get();
        if (renewal.phase === "asking" && renewal.since === since && !renewal.armed) wait(since);
      },
      Math.max(1, ARMS_AFTER_MS - (performance.now() - since)),
    );
  }

  function look() {
    if (!isInForeground()) store.apply(disarmed);
    else if (store.get().renewal.phase === "asking") show();
  }

  yes.addEventListener("pointerdown", ({ timeStamp }) => {
    pressed = timeStamp;
  });
  yes.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    // A key that is held down says nothing.
    if (event.repeat) event.preventDefault();
    else pressed = event.timeStamp;
  });

  return {
    listen(signal) {
      addEventListener("focus", look, { signal });
      addEventListener("blur", look, { signal });
      document.addEventListener("visibilitychange", look, { signal });
    },
    follow(before) {
      const { renewal } = store.get();
      if (renewal.phase !== "asking") {
        clearTimeout(timer);
        return;
      }
      const was = asked(before);
      if (was !== null && was !== asked(store.get())) store.apply(disarmed);
      else if (renewal.since === null) show();
      else if (!renewal.armed) wait(renewal.since);
    },
    began(click) {
      const began = Math.min(pressed ?? Infinity, click.timeStamp);
      pressed = null;
      return began;
    },
  };
}

/** Whether the user sees the page and works in it. */
function isInForeground() {
  return document.visibilityState === "visible" && document.hasFocus();
}
