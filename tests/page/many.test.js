// Many files: which belong together, in which order the table shows them, what is found.
import assert from "node:assert/strict";
import { test } from "node:test";

import { loose } from "../../www/check/dropped.js";
import { Arranger } from "../../www/check/many/arranging.js";
import { COLUMNS, keyOf } from "../../www/check/many/columns.js";
import { areMany } from "../../www/check/many/few.js";
import { sorted } from "../../www/check/many/sorting.js";
import {
  cleared,
  columnsChosen,
  entryOf,
  filtered,
  initialState,
  readingBegan,
  readingEnded,
  rowRemoved,
  rowsChanged,
  rowsRead,
  sortedBy,
  unfolded,
} from "../../www/check/many/state.js";
import { unitsOf } from "../../www/check/many/units.js";
import { byRank } from "../../www/check/rank.js";
import { counts } from "../../www/check/words.js";
import { Pieces } from "../../www/common/breathe.js";

const NOW = new Date("2026-11-30T03:00:00Z");
const row = (id, commonName, notAfter, more = {}) =>
  entryOf({
    id,
    fileName: `${id}.crt`,
    folder: null,
    kind: "der",
    decision: "too-early",
    look: "too-early",
    reason: "before-window",
    neverOffered: null,
    need: null,
    code: null,
    facts: null,
    recognized: null,
    commonName,
    issuer: "CN=CA",
    serialNumber: "01",
    notBefore: "2020-01-01T00:00:00Z",
    notAfter,
    opensOn: null,
    daysLeft: 100,
    isCa: false,
    hasPrivateKey: false,
    fingerprintSha256: `print${id}`,
    ...more,
  });
const due = { decision: "renewable", look: "due", daysLeft: 20 };
const expired = { decision: "expired", look: "expired", daysLeft: -40 };
const state = initialState();
const idsOf = (arrangement) => arrangement.lines.map((line) => line.row.id);
const arranged = (rows, change = {}) => new Arranger().arrange(rows, { ...state, ...change }, NOW);
const dropped = (names, folder = null) => names.map((name) => ({ name, folder, file: new File(["x"], name) }));
const sources = (names, folder = null) =>
  names.map((name) => ({ folder, source: { name, bytes: new Uint8Array(10) } }));

test("files are many by the certificates among them, not by what came with these", () => {
  const names = (count, ...endings) =>
    Array.from({ length: count }, (_, place) => endings.map((ending) => `${place}.${ending}`)).flat();
  assert.ok(!areMany(dropped(names(20, "p12", "pass", "crt"))));
  assert.ok(areMany(dropped(names(21, "p12"))));
  // Whoever chooses a file by itself wants to know of it, whatever its name.
  assert.ok(areMany(dropped(names(21, "bin"))));
  // A folder may hold whatever it likes.
  assert.ok(!areMany(dropped([...names(500, "jpg"), ...names(20, "p12", "pass")], "photos")));
  assert.ok(areMany(dropped(names(21, "crt"), "certificates")));
});

test("a file that was chosen with its folder is in that folder, and any other is in none", () => {
  const chosen = { name: "T.p12", webkitRelativePath: ".glclient2/certificates/T.p12" };
  const file = { name: "a.crt", webkitRelativePath: "" };
  assert.deepEqual(loose([chosen, file]), [
    { name: "certificates/T.p12", folder: ".glclient2", file: chosen },
    { name: "a.crt", folder: null, file },
  ]);
});

test("files of one stem in one folder are a unit, and what is certainly no certificate is not read", async () => {
  const { units, unseen } = await unitsOf([
    ...sources(["a.p12", "b/a.p12", "a.pass", "b/a.PASS", "config.json"]),
    ...sources(["a.p12"], "other"),
    { folder: "other", source: { name: "film.mp4", bytes: new Uint8Array(300_000) } },
    ...sources(["renamed.bin"], "other"),
    { folder: "other", source: { name: "large.p12", bytes: new Uint8Array(300_000) } },
    { folder: null, source: { name: "chosen.bin", bytes: new Uint8Array(300_000) } },
  ]);
  assert.equal(unseen, 1);
  assert.deepEqual(
    units.map(({ folder, files }) => [folder, files.map(({ name }) => name)]),
    [
      [null, ["a.p12", "a.pass"]],
      [null, ["b/a.p12", "b/a.PASS"]],
      [null, ["config.json"]],
      ["other", ["a.p12"]],
      ["other", ["renamed.bin"]],
      ["other", ["large.p12"]],
      [null, ["chosen.bin"]],
    ],
  );
});

test("the most urgent comes first, and of the same urgency what expires first", async () => {
  const rows = [
    row(1, "far", "2029-01-01T00:00:00Z"),
    row(2, "near", "2028-01-01T00:00:00Z"),
    row(3, "old", "2020-01-01T00:00:00Z", expired),
    row(4, "due", "2026-12-20T00:00:00Z", due),
    row(5, null, null, { decision: "failed", look: "failed", daysLeft: null }),
  ];
  assert.deepEqual(idsOf(await arranged(rows)), [4, 3, 5, 2, 1]);
  assert.deepEqual(
    counts(rows).map((one) => [one.row.look, one.count]),
    [
      ["due", 1],
      ["expired", 1],
      ["failed", 1],
      ["too-early", 2],
    ],
  );
});

test("of one name and issuer the newest is shown, the others under it when it is unfolded", async () => {
  const rows = [
    row(1, "client0001", "2020-01-01T00:00:00Z", expired),
    row(2, "client0001", "2029-01-01T00:00:00Z"),
    row(3, "client0001", "2029-01-01T00:00:00Z", { fingerprintSha256: "print2" }),
    row(4, "client0001", "2030-01-01T00:00:00Z", { issuer: "CN=Other" }),
    row(5, null, null),
    row(6, null, null),
  ];
  const folded = await arranged(rows);
  assert.deepEqual(idsOf(folded), [2, 4, 5, 6]);
  assert.deepEqual(
    folded.lines.map(({ older }) => older),
    [2, 0, 0, 0],
  );
  assert.equal(folded.summary.older, 2);
  assert.deepEqual(
    folded.summary.counts.map(({ row: { look }, count }) => [look, count]),
    [["too-early", 4]],
  );
  const open = await arranged(rows, { unfolded: unfolded(state, rows[1].group, true).unfolded });
  assert.deepEqual(
    open.lines.map((line) => [line.row.id, line.level, line.replaced]),
    [
      [2, 1, null],
      [3, 2, "same"],
      [1, 2, "older"],
      [4, 1, null],
      [5, 1, null],
      [6, 1, null],
    ],
  );
});

test("what is searched for is found in any form, and under a newer certificate", async () => {
  const rows = [
    row(1, "client0001", "2020-01-01T00:00:00Z", { ...expired, fileName: "古い.crt" }),
    row(2, "client0001", "2029-01-01T00:00:00Z"),
    row(3, "db0002", "2026-12-20T00:00:00Z", due),
    row(4, "gone", "2020-01-01T00:00:00Z", expired),
  ];
  const found = async (change) => idsOf(await arranged(rows, filtered(state, change)));
  assert.deepEqual(await found({ text: " ＣＬＩＥＮＴ0001 " }), [2]);
  assert.deepEqual(await found({ text: "古い" }), [2]);
  assert.deepEqual(await found({ text: "nobody" }), []);
  assert.deepEqual(await found({ look: "due" }), [3]);
  assert.deepEqual(await found({ dueOnly: true }), [3]);
  // The fortieth day after the expiry has begun: thirty-nine are over.
  assert.deepEqual(await found({ hideExpired: 39 }), [3, 2]);
  assert.deepEqual(await found({ hideExpired: 40 }), [3, 4, 2]);
});

test("each column sorts both ways, numbers in names by their size, what is not known last", async () => {
  const rows = [
    row(1, "client10", "2029-01-01T00:00:00Z"),
    row(2, "client9", "2028-01-01T00:00:00Z"),
    row(3, null, null),
  ];
  let sorting = sortedBy(state, "commonName");
  assert.deepEqual(idsOf(await arranged(rows, sorting)), [2, 1, 3]);
  sorting = sortedBy(sorting, "commonName");
  assert.deepEqual(idsOf(await arranged(rows, sorting)), [3, 1, 2]);
  assert.deepEqual(idsOf(await arranged(rows, sortedBy(sorting, "notAfter"))), [2, 1, 3]);
  for (const column of COLUMNS) assert.notEqual(keyOf(column)(rows[0]), undefined, column);
});

test("many are sorted as few are, and stay in their order where they are alike", async () => {
  const items = Array.from({ length: 10_000 }, (_, place) => ({ key: (place * 7919) % 97, place }));
  const compare = (a, b) => a.key - b.key;
  assert.deepEqual(await sorted(items, compare, new Pieces()), items.toSorted(compare));
  assert.deepEqual(await sorted([], compare, new Pieces()), []);
});

test("what is valid is newer than what has expired, and what has its key than what has none", () => {
  const rows = [
    row(1, "a", "2040-01-01T00:00:00Z", expired),
    row(2, "a", "2029-01-01T00:00:00Z"),
    row(3, "a", "2028-01-01T00:00:00Z", { hasPrivateKey: true }),
    row(4, "a", "2041-01-01T00:00:00Z", { decision: "not-yet-valid" }),
  ];
  assert.deepEqual(
    rows.toSorted(byRank).map(({ id }) => id),
    [3, 2, 4, 1],
  );
});

test("rows come, change and go, and reading is counted until it is over", () => {
  const [one, two] = [row(1, "a", "2029-01-01T00:00:00Z"), row(2, "b", "2029-01-01T00:00:00Z")];
  let now = readingBegan(state, 3, 0);
  now = rowsRead(now, [one], [], 2, 1);
  assert.deepEqual([now.rows, now.reading, now.nothing], [[one], { done: 2, total: 3 }, 1]);
  now = readingEnded(rowsRead(now, [two], [], 1, 0));
  assert.deepEqual([now.rows.length, now.reading], [2, null]);
  assert.equal(readingEnded(now), now);
  const changed = { ...one, look: "due" };
  assert.deepEqual(rowsChanged(now, [changed]).rows, [changed, two]);
  assert.equal(rowsChanged(now, [{ ...one, id: 9 }]), now);
  assert.deepEqual(rowRemoved(now, 1).rows, [two]);
  assert.equal(rowRemoved(now, 9), now);
  assert.deepEqual(cleared(now).rows, []);
  assert.equal(columnsChosen(now, []), now, "a table without a column is none");
  assert.equal(filtered(now, { text: "" }), now);
  assert.equal(unfolded(now, "a", false), now);
});
