// The renewal dates that testers choose.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CLIENTS } from "../../www/certificate/clients.js";
import { LIMITS } from "../../www/certificate/facts.js";
import { DEMO_POLICY, FIELDS, readPolicy } from "../../www/check/policy/fields.js";
import { initialState, NO_COMPANIONS, policyRefused, policyTaken } from "../../www/check/state.js";
import { summary } from "../../www/check/summary.js";
import { LANGUAGES, loadLanguage, loadPart, translator } from "../../www/messages/index.js";
import { initialState as initialRenewal, judgedAgain } from "../../www/renewal/state.js";
import { main } from "../module/built.js";

await Promise.all(LANGUAGES.flatMap((language) => [loadLanguage(language), loadPart("later", language)]));

const nothing = { monsiajMonths: "", glclient2Months: "", receviewDays: "", renewalMonths: "" };

test("what is left empty is as usual", () => {
  assert.deepEqual(readPolicy(nothing), { policy: null, wrong: [] });
  assert.deepEqual(readPolicy({ ...nothing, monsiajMonths: " 40 " }), { policy: { monsiajMonths: 40 }, wrong: [] });
});

test("digits in full width count", () => {
  assert.deepEqual(readPolicy({ ...nothing, receviewDays: "１２００" }).policy, { receviewDays: 1200 });
});

test("the ends of each range are taken, and nothing beyond them", () => {
  for (const { name: field, least, most } of FIELDS) {
    for (const number of [least, most])
      assert.deepEqual(readPolicy({ ...nothing, [field]: String(number) }), { policy: { [field]: number }, wrong: [] });
    for (const text of [String(least - 1), String(most + 1), "1.5", "3か月", "0x10", "1e2", "-", "９９９９９９９"]) {
      assert.deepEqual(readPolicy({ ...nothing, [field]: text }).wrong, [field], `${field}: ${text}`);
    }
  }
});

test("the values of the demo environment are values that can be typed", () => {
  const texts = Object.fromEntries(FIELDS.map(({ name, demo }) => [name, String(demo)]));
  assert.deepEqual(readPolicy(texts), { policy: DEMO_POLICY, wrong: [] });
});

test("a policy that is refused leaves the one in force", () => {
  const demo = policyTaken(initialState("ja"), DEMO_POLICY);
  const refused = policyRefused(demo, ["receviewDays"]);
  assert.deepEqual([refused.policy, refused.wrongPolicy], [DEMO_POLICY, ["receviewDays"]]);
  assert.deepEqual(policyTaken(refused, null).wrongPolicy, []);
});

test("only a certificate that is shown is judged again", () => {
  const state = initialRenewal("ja");
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

test("the page's limits and clients are the module's", () => {
  assert.deepEqual(LIMITS, main.limits());
  assert.deepEqual(CLIENTS, main.clients());
});

test("each field is an option of the module, which takes both ends of its range and nothing beyond them", () => {
  const judged = (policy) =>
    main.judge({
      commonName: "client0001",
      notBefore: "2026-11-22T00:00:00Z",
      notAfter: "2029-11-22T00:00:00Z",
      policy,
    });
  const usual = JSON.stringify(judged({}));
  for (const { name, least, most } of FIELDS) {
    assert.notEqual(JSON.stringify(judged({ [name]: most })), usual, name);
    judged({ [name]: least });
    assert.throws(() => judged({ [name]: most + 1 }), { code: "invalid-argument", argument: `policy.${name}` });
  }
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
    const card = (found) => ({
      id: 1,
      fileName: "a.crt",
      bytes: new Uint8Array(),
      companions: NO_COMPANIONS,
      status: "read",
      inspection: found,
    });
    const context = { t: translator(language), language, now: new Date("2027-01-01T00:00:00Z") };
    assert.match(summary(card(inspection), { ...context, demo: true }), words);
    assert.doesNotMatch(summary(card(inspection), { ...context, demo: false }), words);
    assert.doesNotMatch(summary(card({ ...inspection, eligibility: null }), { ...context, demo: true }), words);
  }
});
