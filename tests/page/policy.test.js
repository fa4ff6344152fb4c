// The renewal dates that testers choose.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { LARGEST_FILE, MOST_DAYS, MOST_MONTHS } from "../../www/limits.js";
import { LANGUAGES, loadLanguage, translator } from "../../www/messages/index.js";
import { DEMO, FIELDS, RANGES, readPolicy } from "../../www/policy.js";
import { judgedAgain } from "../../www/renewal-state.js";
import { initialState, policyChosen, policyRefused } from "../../www/state.js";
import { summary } from "../../www/summary.js";
import { main } from "../module/built.js";

await Promise.all(LANGUAGES.map(loadLanguage));

const nothing = { monsiajMonths: "", glclient2Months: "", receviewDays: "", renewalMonths: "" };

test("what is left empty is as usual", () => {
  assert.deepEqual(readPolicy(nothing), { policy: null, wrong: [] });
  assert.deepEqual(readPolicy({ ...nothing, monsiajMonths: " 40 " }), { policy: { monsiajMonths: 40 }, wrong: [] });
});

test("digits in full width count", () => {
  assert.deepEqual(readPolicy({ ...nothing, receviewDays: "１２００" }).policy, { receviewDays: 1200 });
});

test("the ends of each range are taken, and nothing beyond them", () => {
  for (const field of FIELDS) {
    const { least, most } = RANGES[field];
    for (const number of [least, most])
      assert.deepEqual(readPolicy({ ...nothing, [field]: String(number) }), { policy: { [field]: number }, wrong: [] });
    for (const text of [String(least - 1), String(most + 1), "1.5", "3か月", "0x10", "1e2", "-", "９９９９９９９"]) {
      assert.deepEqual(readPolicy({ ...nothing, [field]: text }).wrong, [field], `${field}: ${text}`);
    }
  }
});

test("the values of the demo environment are values that can be typed", () => {
  const texts = Object.fromEntries(FIELDS.map((field) => [field, String(DEMO[field])]));
  assert.deepEqual(readPolicy(texts), { policy: DEMO, wrong: [] });
});

test("a policy that is refused leaves the one in force", () => {
  const demo = policyChosen(initialState("ja"), DEMO);
  const refused = policyRefused(demo, ["receviewDays"]);
  assert.deepEqual([refused.policy, refused.wrongPolicy], [DEMO, ["receviewDays"]]);
  assert.deepEqual(policyChosen(refused, null).wrongPolicy, []);
});

test("only a certificate that is shown is judged again", () => {
  const state = initialState("ja");
  assert.equal(judgedAgain(state, {}), state);
  const presented = { ...state, renewal: { phase: "presented", presented: { verdict: "SUCCESS", eligibility: null } } };
  assert.deepEqual(judgedAgain(presented, { decision: "renewable" }).renewal.presented.eligibility, {
    decision: "renewable",
  });
  const asking = { ...presented, renewal: { ...presented.renewal, phase: "asking" } };
  assert.deepEqual(judgedAgain(asking, null).renewal, {
    phase: "asking",
    presented: { verdict: "SUCCESS", eligibility: null },
  });
});

test("the page's limits are the module's", () => {
  const { fileBytes, policyMonths, policyDays } = main.limits();
  assert.deepEqual([LARGEST_FILE, MOST_MONTHS, MOST_DAYS], [fileBytes, policyMonths, policyDays]);
  for (const field of FIELDS)
    assert.equal(RANGES[field].most, field.endsWith("Days") ? policyDays : policyMonths, field);
});

test("the least months of a native client are the module's", () => {
  const source = readFileSync(new URL("../../src/eligibility/policy.rs", import.meta.url), "utf8");
  const least = Number(source.match(/const NATIVE_MINIMUM: u16 = (\d+);/)[1]);
  for (const field of ["monsiajMonths", "glclient2Months"]) assert.equal(RANGES[field].least, least, field);
});

test("a summary that is copied says that its judgement is no real one", () => {
  const leaf = {
    commonName: "client0001",
    commonNames: ["client0001"],
    issuer: "CN=Demo CA",
    serialNumber: "01",
    notAfter: "2029-12-31T14:59:59Z",
    notBefore: "2026-12-31T14:59:59Z",
    fingerprintSha256: "ab".repeat(32),
  };
  const eligibility = {
    decision: "renewable",
    reason: "reminder-window",
    opensOn: leaf.notBefore,
    renewBy: leaf.notAfter,
    daysLeft: 900,
    clients: [],
  };
  const inspection = {
    leaf: 0,
    certificates: [leaf],
    eligibility,
    identities: [{ leaf: 0, notOffered: [], eligibility }],
  };
  for (const [language, words] of [
    ["ja", /判定: デモ用の時期による判定です。/],
    ["en", /Result: Based on demo dates\./],
  ]) {
    const voice = { t: translator(language), language, now: new Date("2027-01-01T00:00:00Z") };
    assert.match(summary("a.crt", inspection, { ...voice, demo: true }), words);
    assert.doesNotMatch(summary("a.crt", inspection, { ...voice, demo: false }), words);
    assert.doesNotMatch(summary("a.crt", { ...inspection, eligibility: null }, { ...voice, demo: true }), words);
  }
});
