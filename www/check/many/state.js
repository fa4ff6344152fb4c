// @ts-check
// What is known of the table. Pure: no DOM, no clock, no secret. A step that changes nothing gives back the very state
// it was given.

/** @typedef {import("../rows.js").Row} Row */
/** @typedef {import("./columns.js").Column} Column */
/**
 * A row with what it is found by. `group`: certificates of one name and issuer have it in common; null: it has no name.
 * `text`: what is searched in.
 * @typedef {Row & { group: string | null, text: string }} Entry
 */
/**
 * `look`: only these; null: all. `hideExpired`: those that expired more than so many days ago are hidden. `month`: only
 * what expires in this interval (`Month`).
 * @typedef {{
 *   text: string,
 *   look: string | null,
 *   dueOnly: boolean,
 *   hideExpired: number | null,
 *   month: string | null,
 * }} Filter
 */
/**
 * `rows`: what was read in workers. `reading`: how many of the files are read; null: all. `nothing`: files in folders
 * that are no certificates. `unfolded`: groups whose older certificates are shown. `opened`: the row whose card is
 * shown. `columns`: null until somebody has chosen.
 * @typedef {{
 *   rows: readonly Entry[],
 *   reading: { done: number, total: number } | null,
 *   nothing: number,
 *   columns: readonly Column[] | null,
 *   sort: { column: Column, isDescending: boolean },
 *   filter: Filter,
 *   unfolded: ReadonlySet<string>,
 *   opened: number | null,
 * }} State
 */

/** @type {Filter} */
export const NO_FILTER = { text: "", look: null, dueOnly: false, hideExpired: null, month: null };

/** @returns {State} */
export function initialState() {
  return {
    rows: [],
    reading: null,
    nothing: 0,
    columns: null,
    sort: { column: "decision", isDescending: false },
    filter: NO_FILTER,
    unfolded: new Set(),
    opened: null,
  };
}

/** @param {Row} row @returns {Entry} */
export function entryOf(row) {
  const { commonName, issuer, fileName, folder, serialNumber } = row;
  return {
    ...row,
    group: commonName === null ? null : `${commonName}\n${issuer}`,
    text: searched([commonName, fileName, folder, serialNumber, issuer].filter((one) => one !== null).join("\n")),
  };
}

/** As it is searched for, whether it is written wide or narrow, large or small. @param {string} text */
export function searched(text) {
  return text.normalize("NFKC").toLowerCase();
}

// Reading

/**
 * More files are read.
 * @param {State} state
 * @param {number} count
 * @param {number} nothing that are certainly no certificates
 * @returns {State}
 */
export function readingBegan(state, count, nothing) {
  const { done, total } = state.reading ?? { done: 0, total: 0 };
  return { ...state, reading: { done, total: total + count }, nothing: state.nothing + nothing };
}

/**
 * @param {State} state
 * @param {readonly Entry[]} fresh
 * @param {readonly Entry[]} changed in the place of those that are there
 * @param {number} done files
 * @param {number} nothing of them
 * @returns {State}
 */
export function rowsRead(state, fresh, changed, done, nothing) {
  const { reading } = state;
  const { rows } = rowsChanged(state, changed);
  return {
    ...state,
    rows: fresh.length === 0 ? rows : [...rows, ...fresh],
    reading: reading && { ...reading, done: reading.done + done },
    nothing: state.nothing + nothing,
  };
}

/** Nothing more comes. @param {State} state @returns {State} */
export function readingEnded(state) {
  return state.reading === null ? state : { ...state, reading: null };
}

// Rows

/**
 * Other facts of rows that are there.
 * @param {State} state
 * @param {readonly Entry[]} fresh
 * @returns {State}
 */
export function rowsChanged(state, fresh) {
  if (fresh.length === 0) return state;
  const byId = new Map(fresh.map((row) => [row.id, row]));
  const rows = state.rows.map((row) => byId.get(row.id) ?? row);
  return rows.some((row, place) => row !== state.rows[place]) ? { ...state, rows } : state;
}

/** @param {State} state @param {number} id @returns {State} */
export function rowRemoved(state, id) {
  const rows = state.rows.filter((row) => row.id !== id);
  return rows.length === state.rows.length ? state : { ...state, rows };
}

/** @param {State} state @returns {State} */
export function cleared(state) {
  return { ...state, rows: [], nothing: 0, opened: null, unfolded: new Set() };
}

// What is shown of them

/** @param {State} state @param {readonly Column[]} columns @returns {State} */
export function columnsChosen(state, columns) {
  // A table without a column is none.
  return columns.length === 0 ? state : { ...state, columns };
}

/**
 * Sorts by a column; by the same one again, the other way round.
 * @param {State} state
 * @param {Column} column
 * @returns {State}
 */
export function sortedBy(state, column) {
  const isDescending = state.sort.column === column && !state.sort.isDescending;
  return { ...state, sort: { column, isDescending } };
}

/** @param {State} state @param {Partial<Filter>} change @returns {State} */
export function filtered(state, change) {
  const filter = { ...state.filter, ...change };
  const isSame = Object.entries(filter).every(
    ([name, value]) => state.filter[/** @type {keyof Filter} */ (name)] === value,
  );
  return isSame ? state : { ...state, filter };
}

/**
 * Shows the older certificates of a group, or hides them.
 * @param {State} state
 * @param {string} group
 * @param {boolean} isUnfolded
 * @returns {State}
 */
export function unfolded(state, group, isUnfolded) {
  if (state.unfolded.has(group) === isUnfolded) return state;
  const fresh = new Set(state.unfolded);
  if (isUnfolded) fresh.add(group);
  else fresh.delete(group);
  return { ...state, unfolded: fresh };
}

/** Shows the card of a row; null: of none. @param {State} state @param {number | null} id @returns {State} */
export function opened(state, id) {
  return state.opened === id ? state : { ...state, opened: id };
}
