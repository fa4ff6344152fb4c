// What people read: dates, names, days and sentences.
process.env.TZ = "Asia/Tokyo";

import assert from "node:assert/strict";
import { test } from "node:test";
import { look } from "../../www/certificate/look.js";
import {
  clockWords,
  days,
  failureWords,
  judgedFacts,
  judgement,
  offerWords,
  otherIdentities,
  unreadable,
} from "../../www/certificate/words.js";
import { rowOf } from "../../www/check/rows.js";
import { NO_COMPANIONS } from "../../www/check/state.js";
import { summary } from "../../www/check/summary.js";
import { counts, rowWords, totals } from "../../www/check/words.js";
import {
  dateTime,
  day,
  fingerprint,
  seconds,
  size,
  sizes,
  span,
  timestamp,
  days as wholeDays,
} from "../../www/common/format.js";
import { readableName } from "../../www/common/name.js";
import { LANGUAGES, loadFailures, loadLanguage, loadPart, translator } from "../../www/messages/index.js";
import { evidenceName, lengths, notices, presentedLook, presentedWords } from "../../www/renewal/words.js";

await Promise.all(
  LANGUAGES.flatMap((language) => [loadLanguage(language), loadFailures(language), loadPart("later", language)]),
);

/** A file that was read. */
const card = (fileName, found) => ({
  id: 1,
  fileName,
  bytes: new Uint8Array(),
  companions: NO_COMPANIONS,
  status: "read",
  inspection: found,
});
const context = (language) => ({ t: translator(language), language, now: new Date("2026-11-23T03:00:00Z") });
const leaf = {
  commonName: "client0001",
  commonNames: ["client0001"],
  subject: "CN=client0001",
  issuer: "CN=Demo CA,O=ORCA",
  serialNumber: "0a1b",
  notBefore: "2023-12-31T15:00:00Z",
  notAfter: "2026-12-31T14:59:59Z",
  fingerprintSha256: "ab".repeat(32),
};
const judged = (decision, reason) => ({
  decision,
  reason,
  opensOn: "2026-09-30T14:59:59Z",
  remindFrom: "2026-10-31T14:59:59Z",
  renewBy: leaf.notAfter,
  daysLeft: 38,
  clients: [],
});
const identity = (place, eligibility, more = {}) => ({
  leaf: place,
  hasPrivateKey: true,
  keyMatches: true,
  friendlyName: null,
  notOffered: [],
  eligibility,
  ...more,
});
const inspection = (decision, reason, more = {}) => ({
  format: "pkcs12",
  leaf: 0,
  certificates: [leaf],
  hasPrivateKey: true,
  keyMatches: true,
  friendlyName: null,
  locked: null,
  passwordForm: null,
  eligibility: judged(decision, reason),
  identities: [identity(0, judged(decision, reason), more)],
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
  const said = (daysLeft) => days({ daysLeft }, context("en"));
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

test("sizes have a unit, and are exact to the byte where rounding would make two look the same", () => {
  assert.equal(size(10 * 1024 * 1024, "ja"), "10 MiB");
  assert.equal(size(973, "ja"), "973 バイト");
  assert.equal(size(1, "en"), "1 byte");
  assert.equal(size(1023.9 * 1024, "en"), "1,023.9 KiB");
  assert.equal(size(2 ** 60, "en"), "1 EiB");
  assert.deepEqual([...sizes([2048, 4096], "en").values()], ["2 KiB", "4 KiB"]);
  assert.deepEqual([...sizes([2048, 2050], "en").values()], ["2,048 bytes", "2,050 bytes"]);
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

/** What is said of an inspection; a row of it says the same. */
function judgedWords(inspection, context) {
  const words = judgement(judgedFacts(inspection), context);
  const { look: _look, verdict: _verdict, ...others } = rowWords(rowOf(card("a.crt", inspection)), context);
  assert.deepEqual(others, words);
  return words;
}

test("each of the six outcomes has a sentence and a next step of its own, in both languages", () => {
  const outcomes = [
    ["renewable", "reminder-window"],
    ["renewable", "renewal-window"],
    ["too-early", "before-window"],
    ["not-yet-valid", "before-validity"],
    ["expired", "after-validity"],
    ["not-renewable", "api-certificate"],
    ["not-renewable", "backup-certificate"],
    ["unknown-kind", "no-common-name"],
    ["unknown-kind", "unrecognized-common-name"],
  ];
  for (const language of ["ja", "en"]) {
    const said = outcomes.map(([decision, reason]) => judgedWords(inspection(decision, reason), context(language)));
    for (const part of ["sentence", "next"]) {
      const words = said.map((one) => one[part]);
      assert.equal(new Set(words).size, outcomes.length, `${language} ${part}`);
      for (const text of words) assert.doesNotMatch(text, /[{}—]|^reason\./);
    }
  }
});

test("the certificate of an authority is reported as that", () => {
  const authority = {
    ...inspection("unknown-kind", "unrecognized-common-name"),
    certificates: [{ ...leaf, isCa: true }],
  };
  assert.match(judgedWords(authority, context("ja")).sentence, /認証局/);
});

test("a file with only a key is reported as that", () => {
  const keyOnly = { ...inspection("renewable", "renewal-window"), leaf: null, certificates: [], eligibility: null };
  assert.match(judgedWords(keyOnly, context("ja")).sentence, /秘密鍵だけ/);
});

test("a refused certificate is reported in words of our own for each of OpenSSL's, and else in OpenSSL's", () => {
  const verdicts = {
    "FAILED:certificate has expired": /有効期限が切れている/,
    "FAILED:certificate is not yet valid": /まだ有効になっていない/,
    "FAILED:certificate revoked": /取り消し/,
    "FAILED:unable to verify the first certificate": /信頼できない/,
    "FAILED:unable to get local issuer certificate": /信頼できない/,
    "FAILED:self-signed certificate": /信頼できない/,
    "FAILED:self signed certificate in certificate chain": /信頼できない/,
    "FAILED:certificate signature failure": /信頼できない/,
    // The server's own list, not the certificate.
    "FAILED:CRL has expired": /CRL has expired/,
    "FAILED:CRL is not yet valid": /CRL is not yet valid/,
    "FAILED:unsuitable certificate purpose": /unsuitable certificate purpose/,
  };
  const said = (verdict, language) =>
    presentedWords({ ...inspection("renewable", "renewal-window"), verdict }, context(language));
  for (const [verdict, words] of Object.entries(verdicts)) {
    const { sentence, next, detail } = said(verdict, "ja");
    assert.match(sentence, words, verdict);
    assert.doesNotMatch(`${sentence}${next}`, /[{}—]|presented\./);
    assert.ok(detail.includes(verdict));
    assert.doesNotMatch(`${said(verdict, "en").sentence}${said(verdict, "en").next}`, /[{}—]|presented\./);
  }
  const nexts = [
    "certificate has expired",
    "certificate is not yet valid",
    "certificate revoked",
    "self-signed certificate",
    "other",
  ].map((reason) => said(`FAILED:${reason}`, "ja").next);
  assert.equal(new Set(nexts).size, nexts.length);
});

test("a certificate that the server finds too young does not look expired", () => {
  const looks = (verdict) => presentedLook({ ...inspection("renewable", "reminder-window"), verdict });
  assert.deepEqual(["SUCCESS", "FAILED:certificate is not yet valid", "FAILED:certificate revoked"].map(looks), [
    "due",
    "not-yet-valid",
    "expired",
  ]);
});

test("a clock that is off is reported with both times, the difference and the direction", () => {
  const clock = (offset) => ({ offset, server: "2026-11-20T03:00:00Z", local: "2026-11-23T03:00:00Z" });
  assert.match(clockWords(clock(-3 * 86_400_000), context("ja")), /約3日進んで.*11月23日.*11月20日/);
  assert.match(clockWords(clock(3 * 86_400_000), context("ja")), /約3日遅れて/);
  assert.match(clockWords(clock(-3 * 86_400_000), context("en")), /3 days ahead/);
  assert.match(clockWords(clock(3 * 86_400_000), context("en")), /3 days behind/);
});

test("days and seconds have their unit", () => {
  assert.deepEqual([wholeDays(1.4 * 86_400_000, "en"), wholeDays(40 * 86_400_000, "ja")], ["1 day", "40日"]);
  assert.deepEqual([seconds(1, "en"), seconds(4, "en"), seconds(60, "ja")], ["1 second", "4 seconds", "60秒"]);
});

test("an unreachable server, a blocked answer, a broken connection and a timeout have different words", () => {
  const host = "auth.example";
  const all = [["offline"], ["unreachable"], ["blocked"], ["interrupted"], ["timed-out", { seconds: 60 }]].map(
    ([code, facts]) => wordsOf(code, { host, ...facts }),
  );
  for (const language of [0, 1]) {
    for (const part of ["sentence", "next"])
      assert.equal(new Set(all.map((words) => words[language][part])).size, all.length);
    for (const words of all) assert.match(words[language].sentence, /auth\.example/);
  }
  assert.match(all[4][0].sentence, /60秒/);
});

test("a server that is busy is reported with how long to wait", () => {
  const [ja, en] = wordsOf("refused", { host: "auth.example", status: 429, retryAfter: 30 });
  assert.match(ja.next, /30秒以上/);
  assert.match(en.next, /30 seconds/);
  assert.doesNotMatch(wordsOf("refused", { host: "auth.example", status: 503, retryAfter: null })[1].next, /at least/);
});

test("what arrived and is not the right certificate is described by what differs, and not to be used", () => {
  const facts = { expected: "CN=client0001,O=ORCA", found: "CN=client0001,O=Other" };
  for (const code of ["other-subject", "unknown-issuer"]) {
    const [ja, en] = wordsOf(code, facts);
    for (const { sentence } of [ja, en]) assert.match(sentence, /O=ORCA.*O=Other|O=Other.*O=ORCA/);
    assert.match(ja.next, /使わないでください/);
  }
  for (const { sentence } of wordsOf("other-subject", { ...facts, found: "" }))
    assert.match(sentence, /名前なし|no name/);
  for (const { sentence } of wordsOf("same-serial-number", { found: "0a1b" })) assert.match(sentence, /0a1b/);
});

test("evidence has a name that nobody takes for a certificate to use", () => {
  const evidence = { baseName: "20261123120000", hasPassword: true, saved: [] };
  assert.equal(evidenceName(evidence, "p12", context("ja")), "20261123120000-検証失敗.p12");
  assert.equal(evidenceName(evidence, "pass", context("en")), "20261123120000-rejected.pass");
});

test("a broken config.json is described by what is wrong with it", () => {
  for (const problem of ["unreadable", "not-json", "unknown-field", "wrong-value"]) {
    for (const { sentence } of wordsOf("broken-config", { problem, field: "endpoint" })) {
      assert.match(sentence, /config\.json/);
      assert.equal(sentence.includes("endpoint"), problem === "unknown-field" || problem === "wrong-value");
    }
  }
});

test("the server's own code decides the words of a refusal", () => {
  const said = (facts) =>
    failureWords({ code: "refused", facts: { host: "auth.example", status: 403, ...facts } }, context("en"));
  assert.match(said({ serverCode: "too-early" }).sentence, /too early/);
  assert.match(said({ serverCode: "something-new" }).sentence, /auth\.example.*HTTP 403/);
});

test("a code without words is still reported, with the code", () => {
  const { sentence, detail } = failureWords({ code: "brand-new", facts: {} }, context("ja"));
  assert.match(sentence, /問題が起きた/);
  assert.match(detail, /brand-new/);
});

/** Both languages of a failure; no hole, no key and no number without its unit may be in them. */
function wordsOf(code, facts) {
  return ["ja", "en"].map((language) => {
    const { sentence, next } = failureWords({ code, facts }, context(language));
    for (const text of [sentence, next])
      assert.doesNotMatch(text, /[{}—]|^(error|looks-like)\./, `${language} ${code}`);
    return { sentence, next };
  });
}

test("a damaged and a cut-off file are distinguished, with the place and the sizes", () => {
  const [ja, en] = wordsOf("corrupt-file", { offset: 1234 });
  assert.match(ja.sentence, /壊れている.*1,234バイト/);
  assert.match(en.sentence, /damaged.*byte offset 1,234/);
  const [cut, cutInEnglish] = wordsOf("truncated-file", { size: 973, expected: 2600 });
  assert.match(cut.sentence, /途中で切れています.*2\.5 KiB.*973 バイト/);
  assert.match(cutInEnglish.sentence, /973 bytes.*2\.5 KiB/);
  assert.match(wordsOf("truncated-file", { size: 2600, expected: 2601 })[1].sentence, /2,600 bytes.*2,601 bytes/);
});

test("an algorithm is named with its OID, also one without a name", () => {
  for (const { sentence } of wordsOf("unsupported-algorithm", { algorithm: "GOST 28147-89", oid: "1.2.643.2.2.21" })) {
    assert.match(sentence, /GOST 28147-89.*1\.2\.643\.2\.2\.21/);
  }
  const [ja, en] = wordsOf("unsupported-algorithm", { algorithm: null, oid: "1.2.3.4" });
  assert.match(ja.sentence, /名前の分からない方式、OID 1\.2\.3\.4）/);
  assert.match(en.sentence, /, OID 1\.2\.3\.4\)/);
});

test("an algorithm that a file names without an OID is described by its name alone", () => {
  const [ja, en] = wordsOf("unsupported-algorithm", { algorithm: "DES-CFB", oid: null });
  assert.match(ja.sentence, /（DES-CFB）/);
  assert.match(en.sentence, /\(DES-CFB\)/);
});

test("too much work is reported in the unit of what is too much", () => {
  const work = (resource, requested, limit) =>
    wordsOf("too-much-work", { resource, requested, limit }).map(({ sentence }) => sentence);
  const [rounds, roundsInEnglish] = work("iterations", 4_000_000_000, 1_000_000);
  assert.match(rounds, /4,000,000,000回.*1,000,000回/);
  assert.match(roundsInEnglish, /4,000,000,000 rounds.*1,000,000/);
  assert.match(work("memory", 2 ** 31, 64 * 2 ** 20)[0], /2 GiB.*64 MiB/);
  assert.match(work("nesting", 65, 64)[0], /65段.*64段/);
  // One that the page does not know yet still has its numbers.
  assert.match(work("time", 65, 64)[1], /65.*64/);
});

test("a wrong password asks for another, an altered file says that no password helps", () => {
  const [wrong] = wordsOf("wrong-password", { source: "file" });
  const [altered] = wordsOf("altered-file", {});
  assert.match(wrong.sentence, /パスワードが違います/);
  assert.match(wrong.next, /入力し直してください/);
  assert.match(altered.sentence, /パスワードは合っていますが.*書き換わって/);
  assert.match(altered.next, /入力し直しても開けません.*もう一度入手/);
});

test("a file of another kind is said to be what it is, and what to do with it", () => {
  const said = (looksLike) => wordsOf("unsupported-format", { looksLike })[0];
  assert.match(said("signed-message").sentence, /署名付きのメッセージ/);
  assert.match(said("archive").next, /展開/);
  assert.match(said("jks").next, /keytool/);
  assert.match(said("pdf").next, /証明書のファイル/);
  assert.match(said("certificate").sentence, /秘密鍵を選ぶところ/);
});

test("what carries certificates, or stands in their place, has a next step of its own", () => {
  const kinds = [
    "office-document",
    "mail",
    "winmail",
    "configuration-profile",
    "vpn-profile",
    "json",
    "shortcut",
    "signed-message",
    "encrypted-message",
  ];
  const said = kinds.map((looksLike) => wordsOf("unsupported-format", { looksLike }));
  for (const language of [0, 1]) {
    assert.equal(new Set(said.map((one) => one[language].sentence)).size, kinds.length);
    assert.equal(new Set(said.map((one) => one[language].next)).size, kinds.length);
  }
  assert.match(wordsOf("unsupported-format", { looksLike: "winmail" })[0].next, /ZIP/);
  assert.match(wordsOf("unsupported-format", { looksLike: "shortcut" })[0].next, /元の証明書のファイル/);
});

test("a file that was damaged as text is described by how, and to be sent in a ZIP", () => {
  const damages = ["octets-lost", "re-encoded", "line-ends-converted", "armour"];
  const said = damages.map((damage) => wordsOf("damaged-as-text", { damage }));
  for (const [language, others] of [/壊れ|途中で切れ/, /corrupt|cut off/].entries()) {
    assert.equal(new Set(said.map((one) => one[language].sentence)).size, damages.length);
    for (const one of said) {
      assert.match(one[language].next, /ZIP/);
      assert.doesNotMatch(one[language].sentence, others);
    }
  }
  // One that the page does not know yet still has words.
  assert.match(wordsOf("damaged-as-text", { damage: "other" })[0].sentence, /文字として/);
});

test("certificates that cannot be read are counted beside those that can", () => {
  const said = (count, language) =>
    unreadable({ ...inspection("renewable", "renewal-window"), unreadable: count }, context(language));
  assert.equal(said(0, "ja"), null);
  assert.match(said(2, "ja"), /読み取れない証明書が2件/);
  assert.match(said(1, "en"), /1 further certificate that/);
  assert.match(said(2, "en"), /2 further certificates that/);
  const text = summary(
    card("chain.pem", { ...inspection("renewable", "renewal-window"), unreadable: 2 }),
    context("ja"),
  );
  assert.match(text, /判定: .*急ぎではありません。.*読み取れない証明書が2件/);
});

test("a page that was not opened over https says so, with its address", () => {
  for (const { sentence, next } of wordsOf("insecure-page", { address: "http://cert.example" })) {
    assert.match(sentence, /https/);
    assert.match(next, /http:\/\/cert\.example.*https:\/\//);
  }
});

test("facts that lack leave no hole in the words", () => {
  const { sentence } = failureWords(
    { code: "other-common-name", facts: { expected: "client0001", found: null } },
    context("en"),
  );
  assert.match(sentence, /No CN instead of client0001/);
});

test("the summary for a ticket holds what support asks for", () => {
  const text = summary(card("client0001.p12", inspection("renewable", "reminder-window")), context("ja"));
  for (const part of [
    "client0001.p12",
    "2026年12月31日(木) 23:59 JST あと38日",
    "Demo CA (ORCA)",
    "0a1b",
    "ABAB ABAB",
    "更新してください。",
  ]) {
    assert.ok(text.includes(part), part);
  }
});

test("of a file that was not read, a ticket gets what is wrong with it, and no fact that is not known", () => {
  const { id, companions, bytes } = card("a.p12", inspection("renewable", "reminder-window"));
  const failure = { code: "corrupt-file", facts: { offset: 7 } };
  const failed = { id, companions, bytes, fileName: "a.p12", status: "failed", failure };
  const locked = { id, companions, bytes, fileName: "a.p12", status: "locked", busy: false, refused: true };
  const texts = [failed, { ...locked, need: "password", open: null }].map((one) => summary(one, context("ja")));
  assert.match(texts[0], /判定: 読み取れませんでした。.*\n次にすること: .*corrupt-file/s);
  assert.match(texts[1], /判定: パスワードが必要です。.*パスワードが違/);
  for (const text of texts) assert.doesNotMatch(text, /有効期限: |CN: |フィンガープリント|undefined|null/, text);
  const open = inspection("renewable", "reminder-window");
  const half = summary({ ...locked, refused: false, need: "password", open }, context("ja"));
  assert.match(half, /更新してください。.*パスワード/);
});

test("several files are summed up by what they come to, the most urgent first", () => {
  const cards = [
    card("a.crt", inspection("too-early", "too-early")),
    card("b.crt", inspection("expired", "expired")),
    card("c.crt", inspection("renewable", "reminder-window")),
    card("d.crt", inspection("expired", "expired")),
  ];
  const expected = "4件を確認しました。更新してください：1件、有効期限切れ：2件、更新はまだ先です：1件";
  assert.equal(totals(counts(cards.map(rowOf)), context("ja")), expected);
  assert.match(
    totals(counts(cards.map(rowOf)), context("en")),
    /^4 files checked\. Renew now: 1, Expired: 2, Not due yet: 1$/,
  );
});

test("how long a validity is, is said in years and months, and in days where it is short", () => {
  const said = (begin, end) => [span(begin, end, "ja"), span(begin, end, "en")];
  assert.deepEqual(said("2023-12-31T15:00:00Z", "2026-12-31T14:59:59Z"), ["3年", "3 years"]);
  assert.deepEqual(said("2024-02-29T15:00:00Z", "2027-02-28T14:59:59Z"), ["3年", "3 years"]);
  // 1095 days, as openssl counts, over a leap day and without one.
  assert.deepEqual(said("2026-01-01T00:00:00Z", "2028-12-31T00:00:00Z"), ["3年", "3 years"]);
  assert.deepEqual(said("2025-01-01T00:00:00Z", "2028-01-01T00:00:00Z"), ["3年", "3 years"]);
  assert.deepEqual(said("2024-01-01T00:00:00Z", "2025-01-31T23:59:59Z"), ["1年1か月", "1 year 1 month"]);
  assert.deepEqual(said("2024-01-15T00:00:00Z", "2024-12-14T23:59:59Z"), ["11か月", "11 months"]);
  assert.deepEqual(said("2024-01-01T00:00:00Z", "2024-01-10T23:59:59Z"), ["10日", "10 days"]);
});

const valid = (notBefore, notAfter) => ({
  ...leaf,
  notBefore,
  notAfter,
  publicKey: { algorithm: "RSA", bits: 1024, curve: null },
});
const old3 = valid("2023-12-31T15:00:00Z", "2026-12-31T14:59:59Z");
const doneWith = (certificate, findings = {}, old = old3) => ({
  phase: "done",
  old,
  certificate,
  findings: { sameKey: false, weakKey: false, keyMatches: true, ...findings },
});

test("a new validity that is shorter than the old one is reported, and a leap day is no difference", () => {
  const compared = (begin, end) => lengths(old3, valid(begin, end), context("ja"));
  // The old one has a leap day.
  assert.deepEqual(compared("2026-11-22T15:00:00Z", "2029-11-21T14:59:59Z"), {
    old: "3年",
    fresh: "3年",
    shorter: false,
  });
  assert.deepEqual(compared("2026-11-22T15:00:00Z", "2031-11-22T14:59:59Z"), {
    old: "3年",
    fresh: "5年",
    shorter: false,
  });
  assert.deepEqual(compared("2026-11-22T15:00:00Z", "2028-11-22T14:59:59Z"), {
    old: "3年",
    fresh: "2年",
    shorter: true,
  });
  // Shorter by days: then the days are said.
  assert.deepEqual(compared("2026-11-22T15:00:00Z", "2029-11-17T14:59:59Z"), {
    old: "1,096日",
    fresh: "1,091日",
    shorter: true,
  });
  assert.deepEqual(lengths(null, old3, context("en")), { old: "—", fresh: "3 years", shorter: false });
});

test("what is not as usual in a new certificate is said with what to do, and nothing is said of a usual one", () => {
  const usual = valid("2026-11-22T15:00:00Z", "2029-11-22T14:59:59Z");
  const names = (renewal) => notices(renewal, context("ja")).map(({ name }) => name);
  assert.deepEqual(names(doneWith(usual)), []);
  assert.deepEqual(names(doneWith(usual, {}, null)), []);
  assert.deepEqual(names(doneWith(usual, { sameKey: true })), ["same-key"]);
  assert.deepEqual(names(doneWith(usual, { keyMatches: null })), ["key-unknown"]);
  assert.deepEqual(names(doneWith(valid("2026-11-22T15:00:00Z", "2027-11-22T14:59:59Z"), { weakKey: true })), [
    "weak-key",
    "shorter",
  ]);
  for (const language of ["ja", "en"]) {
    const all = notices(
      doneWith(valid("2026-11-22T15:00:00Z", "2027-11-22T14:59:59Z"), {
        sameKey: true,
        weakKey: true,
        keyMatches: null,
      }),
      context(language),
    );
    assert.equal(all.length, 4);
    for (const { sentence, next } of all)
      assert.ok(sentence !== "" && next !== "" && !/—|\{/.test(sentence + next), sentence + next);
  }
  const [, weak] = notices(doneWith(usual, { sameKey: true, weakKey: true }), context("ja"));
  assert.ok(weak.sentence.includes("RSA 1024ビット"), weak.sentence);
});

test("a new certificate that cannot be used is refused in words, with the facts", () => {
  const said = (code, facts, language = "ja") => failureWords({ code, facts }, context(language));
  const early = said("not-yet-valid", { notBefore: "2026-12-31T15:00:00Z", now: "2026-11-23T03:00:00Z" });
  assert.ok(
    early.sentence.includes("2027年1月1日(金) 00:00 JST") && early.sentence.includes("2026年11月23日(月) 12:00 JST"),
    early.sentence,
  );
  assert.ok(said("weak-key", { algorithm: "RSA", bits: 1024 }).sentence.includes("RSA 1024ビット"));
  assert.ok(said("is-ca", {}).sentence.includes("認証局"));
  assert.ok(said("no-client-auth", {}).sentence.includes("クライアント認証"));
  const bundle = said("incomplete-file", { source: "bundle", lacks: "private-key" });
  assert.ok(bundle.sentence.startsWith("受け取ったファイル"), bundle.sentence);
  assert.equal(
    said("incomplete-file", { source: "file", lacks: "private-key" }).sentence,
    "ファイルに使える秘密鍵が入っていません。",
  );
  for (const code of ["not-yet-valid", "is-ca", "no-client-auth", "weak-key"])
    assert.notEqual(said(code, {}, "en").next, "");
});

test("what no browser will ever offer does not pass for a certificate that works", () => {
  for (const language of ["ja", "en"]) {
    const said = (...notOffered) => {
      const one = inspection("renewable", "renewal-window", { notOffered });
      return [judgedWords(one, context(language)).sentence, offerWords(one, context(language))];
    };
    const [usual, offered] = said();
    assert.equal(offered.offered, true);
    for (const reason of ["no-client-auth", "serial-number-too-long"]) {
      const [sentence, words] = said(reason);
      assert.notEqual(sentence, usual, reason);
      assert.equal(words.offered, false);
    }
    // The verdict says these, or by another file.
    for (const reason of ["expired", "no-private-key"]) {
      const [sentence, words] = said(reason);
      assert.equal(sentence, usual, reason);
      assert.equal(words.offered, false);
      assert.doesNotMatch(words.sentence, /offer\.no/);
    }
  }
});

test("other certificates of a file are called older only where the shown one has taken their place", () => {
  const old = { ...leaf, notAfter: "2023-12-31T14:59:59Z" };
  const of = (other) => ({
    ...inspection("renewable", "renewal-window"),
    certificates: [leaf, other],
    identities: [identity(0, judged("renewable")), identity(1, judged("expired"))],
  });
  assert.deepEqual([otherIdentities(of(old)).others.length, otherIdentities(of(old)).areOlder], [1, true]);
  assert.equal(otherIdentities(of({ ...old, commonName: "client0002" })).areOlder, false);
  assert.equal(otherIdentities(of({ ...leaf, notAfter: "2030-01-01T00:00:00Z" })).areOlder, false);
  assert.equal(otherIdentities(inspection("renewable", "renewal-window")).others.length, 0);
});
