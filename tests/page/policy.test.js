// The renewal dates that testers choose.
import assert from "node:assert/strict";
import { test } from "node:test";

import { DEMO, FIELDS, RANGES, readPolicy } from "../../www/policy.js";
import { judgedAgain } from "../../www/renewal-state.js";
import { initialState, policyChosen, policyRefused } from "../../www/state.js";

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
    for (const number of [least, most]) assert.deepEqual(readPolicy({ ...nothing, [field]: String(number) }), { policy: { [field]: number }, wrong: [] });
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
  assert.deepEqual(judgedAgain(presented, { decision: "renewable" }).renewal.presented.eligibility, { decision: "renewable" });
  const asking = { ...presented, renewal: { ...presented.renewal, phase: "asking" } };
  assert.equal(judgedAgain(asking, {}), asking);
});
