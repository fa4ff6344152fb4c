// The reminder, as another program (ical.js) reads it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import ICAL from "ical.js";

import { main, tools } from "./built.js";

const { inspect, isCertError } = main;
const { reminder } = tools;

const usual = {
  commonName: "client0001",
  fingerprintSha256: "0123456789abcdef".repeat(4),
  notAfter: "2029-12-31T14:59:59Z",
  opensOn: "2029-09-30T15:00:00Z",
  language: "ja",
  utcOffsetMinutes: 540,
  now: "2026-11-23T03:00:00Z",
};

/** The events as ical.js understands them. */
function events(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  assert.equal(calendar.name, "vcalendar");
  assert.equal(calendar.getFirstPropertyValue("version"), "2.0");
  assert.match(calendar.getFirstPropertyValue("prodid"), /orcamo-cert/);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    const alarms = component.getAllSubcomponents("valarm");
    assert.equal(alarms.length, 1);
    const [alarm] = alarms;
    const rings = event.startDate.clone();
    rings.isDate = false;
    rings.addDuration(alarm.getFirstPropertyValue("trigger"));
    return {
      uid: event.uid,
      day: event.startDate.toString(),
      isDate: event.startDate.isDate,
      days: event.duration.toSeconds() / 86_400,
      summary: event.summary,
      description: event.description,
      written: component.getFirstPropertyValue("dtstamp").toString(),
      action: alarm.getFirstPropertyValue("action"),
      rings: rings.toString(),
      words: alarm.getFirstPropertyValue("description"),
    };
  });
}

const days = (options) => events(reminder({ ...usual, ...options })).map(({ day }) => day);

test("another program reads three events of a day, each with an alarm at nine that morning", () => {
  const read = events(reminder(usual));
  assert.deepEqual(
    read.map(({ day }) => day),
    ["2029-10-01", "2029-11-30", "2029-12-24"],
  );
  for (const { day, isDate, days, written, action, rings, words, summary } of read) {
    assert.deepEqual([isDate, days, written, action], [true, 1, "2026-11-23T03:00:00Z", "DISPLAY"]);
    assert.equal(rings, `${day}T09:00:00`);
    assert.equal(words, summary);
  }
});

test("another program reads whole words in both languages", () => {
  const [opening, , week] = events(reminder(usual));
  assert.equal(week.summary, "クライアント証明書の有効期限まで1週間：client0001");
  assert.equal(
    opening.description,
    "証明書（CN）：client0001\n有効期限：2029年12月31日 23:59 (UTC+09:00)\n" +
      "2029年10月1日 00:00 (UTC+09:00)から更新できます。" +
      "この証明書を使っているブラウザで更新のページを開き、「更新」を押してください。" +
      "すでに更新した場合は、何もする必要はありません。" +
      "有効期限を過ぎると更新できなくなり、すべてのサービスが使えなくなります。",
  );
  const [english] = events(reminder({ ...usual, language: "en" }));
  assert.equal(english.summary, "Client certificate can be renewed: client0001");
  assert.equal(reminder({ ...usual, language: undefined }), reminder(usual));
  assert.match(
    english.description,
    /^Certificate \(CN\): client0001\nExpires: 31 December 2029 23:59 \(UTC\+09:00\)\nIt can be renewed from 1 October/,
  );
});

test("another program reads every common name as it is shown", () => {
  for (const [commonName, shown = commonName] of [
    ["診療所, 受付; 端末\\1"],
    ["😀".repeat(40)],
    [`"client0001":x=y`],
    ["x".repeat(400)],
    ["CON"],
    [".."],
    ["a:b"],
    ["client0001\nEND:VEVENT", "client0001⟨U+000A⟩END:VEVENT"],
    ["client0001\r\n有効期限：2099年1月1日", "client0001⟨U+000D⟩⟨U+000A⟩有効期限：2099年1月1日"],
    ["\u202e1000tneilc", "⟨U+202E⟩1000tneilc"],
    ["\u2066a\u2069", "⟨U+2066⟩a⟨U+2069⟩"],
    ["a\0b", "a⟨U+0000⟩b"],
    ["a\u2028b", "a⟨U+2028⟩b"],
  ]) {
    for (const { summary, description } of events(reminder({ ...usual, commonName }))) {
      assert.ok(summary.endsWith(`：${shown}`), summary);
      assert.ok(description.startsWith(`証明書（CN）：${shown}\n有効期限：2029年12月31日`), description);
      // No line more than those of the calendar's own.
      assert.equal(description.split("\n").length, 3);
    }
  }
  for (const commonName of [null, undefined]) {
    assert.ok(events(reminder({ ...usual, commonName }))[0].summary.endsWith("：CNなし"));
  }
});

test("another program reads the last days of the calendar", () => {
  assert.deepEqual(days({ notAfter: "9999-12-31T23:59:59Z", opensOn: "9999-09-30T15:00:00Z" }), [
    "9999-10-01",
    "9999-11-30",
    "9999-12-24",
  ]);
});

test("the events of a certificate stay the same ones, and those of two certificates are not", () => {
  const uids = (options) => events(reminder({ ...usual, ...options })).map(({ uid }) => uid);
  const all = [...uids({}), ...uids({ fingerprintSha256: "fedcba9876543210".repeat(4) })];
  assert.equal(new Set(all).size, 6);
  assert.deepEqual(
    uids({ language: "en", now: new Date(0), utcOffsetMinutes: 0, commonName: "other" }),
    all.slice(0, 3),
  );
});

test("the facts of an inspected certificate fit as they are", () => {
  const bytes = new Uint8Array(readFileSync(new URL("../fixtures/certificates/rsa.crt", import.meta.url)));
  const {
    certificates: [certificate],
    eligibility,
  } = inspect(bytes);
  const { commonName, fingerprintSha256 } = certificate;
  const read = events(reminder({ ...certificate, opensOn: eligibility.opensOn, language: "ja" }));
  assert.equal(read.length, 3);
  for (const { summary, uid } of read)
    assert.ok(summary.endsWith(commonName) && uid.startsWith(fingerprintSha256), summary);
});

test("without an offset the days are those of this computer, at each instant", () => {
  const options = { ...usual, notAfter: "2029-12-15T22:30:00Z", opensOn: "2029-09-15T22:30:00Z" };
  const ask = `
    import { tools } from ${JSON.stringify(new URL("built.js", import.meta.url).href)};
    const { utcOffsetMinutes, ...options } = ${JSON.stringify(options)};
    process.stdout.write(tools.reminder(options));`;
  for (const [zone, expected] of [
    ["Asia/Tokyo", ["2029-09-16", "2029-11-16", "2029-12-09"]],
    ["UTC", ["2029-09-15", "2029-11-15", "2029-12-08"]],
    ["America/St_Johns", ["2029-09-15", "2029-11-15", "2029-12-08"]],
    // Half past midnight in summer, half past eleven in winter.
    ["Europe/Berlin", ["2029-09-16", "2029-11-15", "2029-12-08"]],
  ]) {
    const text = execFileSync(process.execPath, ["--input-type=module", "--eval", ask], {
      encoding: "utf8",
      env: { ...process.env, TZ: zone },
    });
    assert.deepEqual(
      events(text).map(({ day }) => day),
      expected,
      zone,
    );
  }
});

test("what is missing or of another type is refused by name", () => {
  const refused = (options, argument) =>
    assert.throws(
      () => reminder(options),
      (error) => isCertError(error) && error.code === "invalid-argument" && error.argument === argument,
      JSON.stringify(options),
    );
  for (const field of ["fingerprintSha256", "notAfter", "opensOn"]) refused({ ...usual, [field]: undefined }, field);
  for (const field of ["fingerprintSha256", "notAfter", "opensOn", "language", "commonName"])
    refused({ ...usual, [field]: 1 }, field);
  refused({ ...usual, notAfter: "soon" }, "notAfter");
  refused({ ...usual, opensOn: "" }, "opensOn");
  for (const utcOffsetMinutes of [1440, -1440, 0.5, NaN, Infinity, "540"])
    refused({ ...usual, utcOffsetMinutes }, "utcOffsetMinutes");
  for (const utcOffsetMinutes of [1439, -1439, 0]) assert.equal(days({ utcOffsetMinutes }).length, 3);
  refused({ ...usual, language: "fr" }, "language");
  refused({ ...usual, fingerprintSha256: "01:23" }, "fingerprintSha256");
  refused({ ...usual, now: "now" }, "now");
  refused(undefined, "options");
});
