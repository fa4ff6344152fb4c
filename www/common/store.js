// @ts-check
// Holds a state that changes by steps.

/**
 * `apply` takes a step from the state that is there once its values are: not from one that was read before a wait.
 * @template State
 * @typedef {{
 *   get: () => State,
 *   set: (state: State) => void,
 *   apply: <Values extends unknown[]>(step: (state: State, ...values: Values) => State, ...values: Values) => void,
 * }} StoreOf
 */

/**
 * @template State
 * @param {State} state at first
 * @param {(before: State) => void} follow is called after each change
 * @returns {StoreOf<State>}
 */
export function createStore(state, follow) {
  const set = (/** @type {State} */ next) => {
    if (next === state) return;
    const before = state;
    state = next;
    follow(before);
  };
  return { get: () => state, set, apply: (step, ...values) => set(step(state, ...values)) };
}
