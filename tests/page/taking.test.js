// What people take along of the table: as CSV, as JSON, as text; and the expiries by month.
process.env.TZ = "Asia/Tokyo";

import assert from "node:assert/strict";
import { test } from "node:test";

import { COLUMNS } from "../../www/check/many/columns.js";
import { expiringIn, Months } from "../../www/check/many/months.js";
import { entryOf } from "../../www/check/many/state.js";
import { copiedOf } from "../../www/check/many/taking/copied.js";
import { csvOf } from "../../www/check/many/taking/csv.js";
import { jsonOf } from "../../www/check/many/taking/json.js";
import { partsOf } from "../../www/check/times/bar.js";
import { Pieces } from "../../www/common/breathe.js";
import { useRules } from "../../www/common/data.js";
import { loadFailures, loadLanguage, loadPart, translator } from "../../www/messages/index.js";

for (const language of ["ja", "en"])
  await Promise.all([loadLanguage(language), loadFailures(language), loadPart("later", language)]);
// As the module's rules name what cannot be seen.
useRules({
  printable: (text) => text.replace(/[\p{Cc}\p{Cf}]/gu, (one) => `⟨${one.codePointAt(0)}⟩`),
  fileName: (text, extension = "") => text + extension,
});

const now = new Date("2026-11-30T03:00:00Z");
const context = (language, more = {}) => ({ t: translator(language), language, now, ...more });
const usual = {
  id: 1,
  fileName: "client0001.crt",
  folder: "clinics/東京",
  kind: "der",
  decision: "renewable",
  look: "due",
  reason: "reminder-window",
  neverOffered: null,
  need: null,
  code: null,
  facts: null,
  recognized: null,
  commonName: "client0001",
  issuer: "CN=Demo CA,O=ORCA",
  serialNumber: "1e10",
  notBefore: "2024-01-14T15:00:00Z",
  notAfter: "2027-01-14T14:59:59Z",
  opensOn: "2026-10-14T14:59:59Z",
  daysLeft: 45,
  isCa: false,
  hasPrivateKey: false,
  fingerprintSha256: "0123456789abcdef".repeat(4),
};
const line = (change = {}, replaced = null) => ({
  row: entryOf({ ...usual, ...change }),
  level: replaced === null ? 1 : 2,
  older: 0,
  isUnfolded: false,
  replaced,
});
const locked = { decision: "locked", look: "locked", need: "password", kind: null, reason: null };
const nothing = { commonName: null, issuer: null, serialNumber: null, notBefore: null, notAfter: null, daysLeft: null };
const csv = async (lines, columns = COLUMNS, ...more) => csvOf(lines, columns, context("ja", ...more), new Pieces());

/** Reads CSV as RFC 4180 defines it. */
function records(text) {
  assert.equal(text[0], "\ufeff");
  const fields = text.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g);
  const read = [[]];
  for (const [, quoted, bare, end] of fields) {
    read.at(-1).push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === "\r\n") read.push([]);
  }
  assert.deepEqual(read.pop(), []);
  return read;
}

test("a spreadsheet gets the columns that are shown, with instants by the clock of this computer", async () => {
  const [head, first, second] = records(await csv([line(), line({ ...nothing, ...locked, folder: null })]));
  assert.deepEqual(head.slice(0, 3), ["判定", "CN", "有効期限（Asia/Tokyo）"]);
  assert.deepEqual(first, [
    "更新してください",
    "client0001",
    "2027-01-14 23:59:59",
    "45",
    "DER",
    "client0001.crt",
    "clinics/東京",
    "2024-01-15 00:00:00",
    "0x1e10",
    "Demo CA (ORCA)",
  ]);
  assert.deepEqual(second, ["パスワードが必要です", "", "", "", "", "client0001.crt", "", "", "", ""]);
  const [few] = records(await csv([line()], ["commonName", "daysLeft"]));
  assert.deepEqual(few, ["CN", "残り日数"]);
});

test("days after the expiry are counted as the table counts them", async () => {
  const days = async (daysLeft) => records(await csv([line({ daysLeft })], ["daysLeft"]))[1][0];
  assert.equal(await days(-1), "0");
  assert.equal(await days(-10), "-9");
});

test("what has been replaced says so, and a judgement of the demonstration too", async () => {
  const [, older, same] = records(await csv([line({}, "older"), line({}, "same")], ["decision"]));
  assert.deepEqual([older, same], [["置き換え済み"], ["同じ証明書"]]);
  const [[head]] = records(await csv([line()], ["decision"], { demo: true }));
  assert.match(head, /判定（デモ用の時期による判定です。）/);
});

test("no text of a file becomes a formula, a field or a record", async () => {
  const hostile = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    " =1",
    "\u3000=1",
    "＝1",
    "＋1",
    "－1",
    "＠A1",
    "'",
    '","=1',
    "a\r\nb",
  ];
  const text = await csv(hostile.map((commonName) => line({ commonName, fileName: commonName, folder: commonName })));
  const read = records(text);
  assert.equal(read.length, hostile.length + 1);
  for (const [place, fields] of read.slice(1).entries()) {
    assert.equal(fields.length, COLUMNS.length, hostile[place]);
    for (const column of ["commonName", "fileName", "folder"]) {
      const field = fields[COLUMNS.indexOf(column)];
      assert.doesNotMatch(field, /^[\s\u3000]*[=+\-@＝＋－＠\t\r]/u, hostile[place]);
      assert.doesNotMatch(field, /[\r\n]/);
    }
  }
});

test("a program gets the facts as they are, whatever the columns", async () => {
  const policy = { renewalMonths: 1 };
  const lines = [line({ commonName: "=1\u202e" }), line({}, "older")];
  const read = JSON.parse(await jsonOf(lines, { checkedAt: now, policy }, new Pieces()));
  assert.equal(read.checkedAt, "2026-11-30T03:00:00.000Z");
  assert.deepEqual(read.policy, policy);
  const { id: _id, ...facts } = usual;
  assert.deepEqual(read.files, [
    { ...facts, commonName: "=1\u202e", replaced: null },
    { ...facts, replaced: "older" },
  ]);
  assert.deepEqual(JSON.parse(await jsonOf([], { checkedAt: now, policy: null }, new Pieces())).files, []);
});

test("a ticket gets what all come to, and of each what to do next", async () => {
  const lines = [line(), line({}, "older"), line({ ...nothing, ...locked, folder: null, fingerprintSha256: null })];
  const text = await copiedOf(lines, "2件を確認しました。", context("ja"), new Pieces());
  const [head, first, older, last] = text.split("\n\n");
  assert.match(head, /^2件を確認しました。\n確認日時: 2026年11月30日\(月\) 12:00 JST$/);
  for (const words of [
    "ファイル: clinics/東京/client0001.crt",
    "CN: client0001",
    "有効期限: 2027年1月14日(木) 23:59 JST あと45日",
    "判定: 更新してください。有効期限が近づいています。今すぐ更新できます。",
    "次にすること: この証明書を使っているブラウザで",
    "フィンガープリント (SHA-256): 0123 4567 89AB CDEF",
  ])
    assert.ok(first.includes(words), `${words} in ${first}`);
  assert.match(older, /判定: 置き換え済み\n/);
  assert.doesNotMatch(older, /次にすること/);
  assert.match(last, /^ファイル: client0001\.crt\n判定: パスワードが必要です。.+$/);
});

test("text of a file makes no line of its own in a ticket", async () => {
  const text = await copiedOf([line({ commonName: "a\n判定: 更新" })], "1", context("ja"), new Pieces());
  assert.equal(text.split("\n").filter((one) => one.startsWith("判定")).length, 1);
});

test("expiries are counted by the months of this computer, from the first to the last", () => {
  const months = new Months(now);
  // The last second of December in Japan, and the first of January.
  for (const notAfter of ["2026-12-31T14:59:59Z", "2026-12-31T15:00:00Z", "2027-01-10T00:00:00Z", null])
    months.add({ notAfter });
  const [december, january, ...others] = months.all;
  assert.deepEqual([december.count, january.count, others.length], [1, 2, 0]);
  assert.equal(january.from, "2026-12-31T15:00:00.000Z");
  const fits = expiringIn(december.interval);
  assert.deepEqual(
    ["2026-11-30T14:59:59Z", "2026-11-30T15:00:00Z", "2026-12-31T14:59:59Z", "2026-12-31T15:00:00Z", null].map(
      (notAfter) => fits({ notAfter }),
    ),
    [false, true, true, false, false],
  );
});

test("what expired long ago, or will long after all others, is counted in one column at its end", () => {
  const months = new Months(now);
  const far = ["1999-01-01T00:00:00Z", "2020-01-01T00:00:00Z", "2049-12-31T23:59:59Z"];
  for (const notAfter of [...far, "2026-11-30T03:00:00Z"]) months.add({ notAfter });
  const { all } = months;
  assert.deepEqual([all[0].count, all[0].from, all.at(-1).count, all.at(-1).from], [2, null, 1, null]);
  assert.equal(all.length, 6 + 1 + 37 + 2);
  assert.deepEqual(
    far.map((notAfter) => [all[0], all.at(-1)].map(({ interval }) => expiringIn(interval)({ notAfter }))),
    [
      [true, false],
      [true, false],
      [false, true],
    ],
  );
  assert.equal(
    all.reduce((sum, { count }) => sum + count, 0),
    4,
  );
  assert.deepEqual(new Months(now).all, []);
});

test("the parts of a validity follow each other without a gap, whatever the windows are", () => {
  const day = 86_400_000;
  const instant = (place) => new Date(place * day).toISOString();
  const parts = (opensOn, remindFrom) =>
    partsOf(
      0,
      1000 * day,
      opensOn === null ? null : { opensOn: instant(opensOn), remindFrom: instant(remindFrom) },
    ).map(({ part, from, until }) => [part, from / day, until / day]);
  assert.deepEqual(parts(900, 940), [
    ["wait", 0, 900],
    ["open", 900, 940],
    ["due", 940, 970],
    ["last", 970, 1000],
  ]);
  assert.deepEqual(parts(null), [
    ["wait", 0, 970],
    ["last", 970, 1000],
  ]);
  // Of a policy whose windows are shorter than the last days, or longer than the certificate lives.
  assert.deepEqual(parts(990, 995), [
    ["wait", 0, 970],
    ["last", 970, 1000],
  ]);
  assert.deepEqual(parts(-50, -10), [
    ["due", 0, 970],
    ["last", 970, 1000],
  ]);
  assert.deepEqual(
    partsOf(0, 10 * day, null).map(({ part }) => part),
    ["last"],
  );
});
