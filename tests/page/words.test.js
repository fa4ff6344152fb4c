// What people read: dates, names, days and sentences.
process.env.TZ = "Asia/Tokyo";
import assert from "node:assert/strict";
import { test } from "node:test";

import { dateTime, day, fingerprint, size, timestamp } from "../../www/format.js";
import { translator } from "../../www/messages/index.js";
import { readableName } from "../../www/name.js";
import { summary } from "../../www/summary.js";
import { days, failureWords, judgement, look, presentedWords } from "../../www/words.js";

const voice = (language) => ({ t: translator(language), language, now: new Date("2026-11-23T03:00:00Z") });
const leaf = {
  commonName: "client0001", commonNames: ["client0001"], subject: "CN=client0001", issuer: "CN=Demo CA,O=ORCA", serialNumber: "0a1b",
  notBefore: "2023-12-31T15:00:00Z", notAfter: "2026-12-31T14:59:59Z", fingerprintSha256: "ab".repeat(32),
};
const inspection = (decision, reason) => ({
  format: "pkcs12", leaf: 0, certificates: [leaf], hasPrivateKey: true, keyMatches: true, friendlyName: null,
  eligibility: { decision, reason, opensOn: "2026-09-30T14:59:59Z", remindFrom: "2026-10-31T14:59:59Z", renewBy: leaf.notAfter, daysLeft: 38, clients: [] },
});

test("an expiry has its date, weekday, time and named zone", () => {
  assert.equal(dateTime("2026-12-31T14:59:59Z", "ja"), "2026年12月31日(木) 23:59 JST");
  assert.match(dateTime("2026-12-31T14:59:59Z", "en"), /^Thu,? 31 December 2026 23:59 Japan Standard Time$/);
});

test("a day that is today has its time too", () => {
  const now = new Date("2026-11-23T03:00:00Z");
  assert.equal(day("2026-11-23T05:30:00Z", "ja", now), "2026年11月23日(月) 14:30 JST");
  assert.equal(day("2026-11-24T05:30:00Z", "ja", now), "2026年11月24日(火)");
});

test("days are counted down to the last, and up from the moment of expiry", () => {
  const said = (daysLeft) => days({ daysLeft }, voice("en"));
  assert.equal(said(1000), "1,000 days left");
  assert.equal(said(1), "1 day left");
  assert.equal(said(0), "Less than 24 hours left");
  assert.equal(said(-1), "Expired within the last 24 hours");
  assert.equal(said(-2), "Expired 1 day ago");
  assert.equal(said(-11), "Expired 10 days ago");
});

test("a fingerprint is grouped for reading aloud", () => {
  assert.equal(fingerprint("abcdef0123"), "ABCD EF01 23");
});

test("file names carry the local time", () => {
  assert.equal(timestamp(new Date(2026, 0, 2, 3, 4, 5)), "20260102030405");
});

test("sizes have a unit", () => {
  assert.equal(size(10 * 1024 * 1024, "ja"), "10 MiB");
});

test("an issuer is called by its common name and organization", () => {
  assert.equal(readableName("CN=Demo CA,O=ORCA\\, Ltd.,C=JP"), "Demo CA (ORCA, Ltd.)");
  assert.equal(readableName("O=\\E6\\97\\A5\\E6\\9C\\AC,C=JP"), "日本");
  assert.equal(readableName("OU=A+CN=Multi,C=JP"), "Multi");
  assert.equal(readableName("C=JP"), "C=JP");
});

test("only the reminder window is urgent", () => {
  assert.equal(look(inspection("renewable", "reminder-window").eligibility), "due");
  assert.equal(look(inspection("renewable", "renewal-window").eligibility), "renewable");
  assert.equal(look(null), "none");
});

test("each of the six outcomes has a sentence and a next step of its own, in both languages", () => {
  const outcomes = [
    ["renewable", "reminder-window"], ["renewable", "renewal-window"], ["too-early", "before-window"], ["not-yet-valid", "before-validity"],
    ["expired", "after-validity"], ["not-renewable", "api-certificate"], ["not-renewable", "backup-certificate"],
    ["unknown-kind", "no-common-name"], ["unknown-kind", "unrecognized-common-name"],
  ];
  for (const language of ["ja", "en"]) {
    const said = outcomes.map(([decision, reason]) => judgement(inspection(decision, reason), voice(language)));
    for (const part of ["sentence", "next"]) {
      const words = said.map((one) => one[part]);
      assert.equal(new Set(words).size, outcomes.length, `${language} ${part}`);
      for (const text of words) assert.doesNotMatch(text, /[{}—]|^reason\./);
    }
  }
});

test("the certificate of an authority is told as that", () => {
  const authority = { ...inspection("unknown-kind", "unrecognized-common-name"), certificates: [{ ...leaf, isCa: true }] };
  assert.match(judgement(authority, voice("ja")).sentence, /認証局/);
});

test("a file with only a key is told as that", () => {
  const keyOnly = { ...inspection("renewable", "renewal-window"), leaf: null, certificates: [], eligibility: null };
  assert.match(judgement(keyOnly, voice("ja")).sentence, /秘密鍵だけ/);
});

test("a refused certificate is told as expired or as not trusted", () => {
  const said = (verdict) => presentedWords({ ...inspection("renewable", "renewal-window"), verdict }, voice("ja")).sentence;
  assert.match(said("FAILED:certificate has expired"), /有効期限/);
  assert.match(said("FAILED:unable to verify the first certificate"), /信頼できない/);
});

test("the server's own code decides the words of a refusal", () => {
  const said = (facts) => failureWords({ code: "refused", facts: { host: "auth.example", status: 403, ...facts } }, voice("en"));
  assert.match(said({ serverCode: "too-early" }).sentence, /too early/);
  assert.match(said({ serverCode: "something-new" }).sentence, /auth\.example.*HTTP 403/);
});

test("a code without words is still told, with the code", () => {
  const { sentence, detail } = failureWords({ code: "brand-new", facts: {} }, voice("ja"));
  assert.match(sentence, /問題が起きた/);
  assert.match(detail, /brand-new/);
});

test("facts that lack leave no hole in the words", () => {
  const { sentence } = failureWords({ code: "other-common-name", facts: { expected: "client0001", found: null } }, voice("en"));
  assert.match(sentence, /No CN instead of client0001/);
});

test("the summary for a ticket holds what support asks for", () => {
  const text = summary("client0001.p12", inspection("renewable", "reminder-window"), voice("ja"));
  for (const part of ["client0001.p12", "2026年12月31日(木) 23:59 JST あと38日", "Demo CA (ORCA)", "0a1b", "ABAB ABAB"]) {
    assert.ok(text.includes(part), part);
  }
});
