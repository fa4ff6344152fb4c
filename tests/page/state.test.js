// The page's rules for files, clock and configuration.
import assert from "node:assert/strict";
import { test } from "node:test";

import { leafOf } from "../../www/certificate/leaf.js";
import {
  clockIs,
  clockMoved,
  clockRead,
  now,
  serverNow,
  speak,
  wrongClock,
} from "../../www/certificate/surroundings.js";
import {
  addFile,
  fileFailed,
  fileJudged,
  fileLocked,
  fileRead,
  fileRemoved,
  initialState,
  inspections,
  needsSecond,
  passwordTried,
} from "../../www/check/state.js";
import {
  authHostNamed,
  configurationFailed,
  configured,
  lacksAuthHost,
  serviceChosen,
  target,
} from "../../www/renewal/configuration.js";
import { initialState as initialRenewal } from "../../www/renewal/state.js";

const certificate = (fingerprintSha256) => ({
  commonName: "client0001",
  commonNames: ["client0001"],
  fingerprintSha256,
});
const inspection = (fingerprint) => ({
  leaf: 0,
  certificates: [certificate(fingerprint)],
  eligibility: null,
  identities: [
    { leaf: 0, hasPrivateKey: true, keyMatches: true, friendlyName: null, notOffered: [], eligibility: null },
  ],
});
const file = (id, fileName = "client0001.p12", bytes = [1, 2, 3]) => ({ id, fileName, bytes: Uint8Array.from(bytes) });
const failure = (code, facts = {}) => ({ code, facts });

const start = initialState("ja");
const renewal = initialRenewal("ja");
/** By the time of a server. */
const byClock = (server, local, read) => clockIs(start, clockRead(server, local, read));

test("a dropped file is being read until its facts or a failure arrive", () => {
  const reading = addFile(start, file(1));
  assert.equal(reading.cards[0].status, "reading");
  assert.equal(fileRead(reading, 1, inspection("aa")).cards[0].status, "read");
  assert.equal(fileFailed(reading, 1, failure("corrupt-file")).cards[0].failure.code, "corrupt-file");
});

test("the newest file stands first", () => {
  const two = addFile(addFile(start, file(1)), file(2, "db0002.p12"));
  assert.deepEqual(
    two.cards.map((card) => card.id),
    [2, 1],
  );
});

test("the same file again takes its old place", () => {
  const two = addFile(addFile(start, file(1)), file(2, "db0002.p12"));
  assert.deepEqual(
    addFile(two, file(3)).cards.map((card) => card.id),
    [2, 3],
  );
});

test("another file of the same name gets its own card", () => {
  const two = addFile(addFile(start, file(1)), file(2, "client0001.p12", [9, 9, 9]));
  assert.equal(two.cards.length, 2);
});

test("facts of a file that was removed meanwhile go nowhere", () => {
  const removed = fileRemoved(addFile(start, file(1)), 1);
  assert.equal(fileRead(removed, 1, inspection("aa")), removed);
});

test("a wrong password keeps the card locked and says so", () => {
  const locked = fileLocked(addFile(start, file(1)), 1, false);
  assert.equal(locked.cards[0].refused, false);
  const refused = fileLocked(passwordTried(locked, 1), 1, true);
  assert.deepEqual([refused.cards[0].status, refused.cards[0].refused, refused.cards[0].busy], ["locked", true, false]);
});

test("a file that needs a second password keeps what is known of it", () => {
  const open = inspection("aa");
  const locked = fileLocked(addFile(start, file(1)), 1, false, "password", open);
  assert.deepEqual([locked.cards[0].need, locked.cards[0].open], ["password", open]);
  const second = fileLocked(passwordTried(locked, 1), 1, false, "encryption");
  assert.deepEqual([second.cards[0].need, second.cards[0].refused, second.cards[0].open], ["encryption", false, open]);
  assert.deepEqual([needsSecond(second.cards[0]), needsSecond(locked.cards[0])], [true, false]);
});

test("a password is tried once at a time", () => {
  const trying = passwordTried(fileLocked(addFile(start, file(1)), 1, false), 1);
  assert.equal(passwordTried(trying, 1), trying);
});

test("a card that was read is not unlocked again", () => {
  const read = fileRead(addFile(start, file(1)), 1, inspection("aa"));
  assert.equal(passwordTried(read, 1), read);
  assert.equal(fileLocked(read, 1, true), read);
});

test("a file without a certificate has no leaf", () => {
  assert.equal(leafOf({ leaf: null, certificates: [] }), null);
});

test("a clock some seconds off is kept, one an hour off is corrected, and a warning is shown from one day on", () => {
  const local = new Date("2026-11-23T03:00:00Z");
  const read = (server) => byClock(server, local);
  assert.equal(now(read("2026-11-23T03:00:40Z"), local), local);
  assert.equal(now(read("2026-11-23T04:00:00Z"), local).toISOString(), "2026-11-23T04:00:00.000Z");
  assert.equal(wrongClock(read("2026-11-24T02:59:00Z")), null);
  const { offset, server, local: here } = wrongClock(read("2026-11-20T03:00:00Z"));
  assert.deepEqual([offset, server, here], [-3 * 86_400_000, "2026-11-20T03:00:00Z", "2026-11-23T03:00:00.000Z"]);
});

test("a server without a readable time changes nothing", () => {
  assert.equal(clockRead("soon", new Date(0)), null);
  assert.equal(wrongClock(start), null);
});

test("files are judged again once when the clock turns out to be more than a day off", () => {
  const local = new Date("2026-11-23T03:00:00Z");
  const wrong = byClock("2026-12-23T03:00:00Z", local);
  assert.ok(clockMoved(start, wrong));
  assert.ok(!clockMoved(wrong, byClock("2026-12-23T03:00:02Z", local)));
  assert.ok(!clockMoved(start, byClock("2026-11-23T04:00:00Z", local)));
});

test("files that were read are judged again; files that are not read yet or were replaced are not", () => {
  const before = inspection("aa");
  const again = { ...before, eligibility: { decision: "renewable" } };
  const reading = addFile(start, file(1));
  const read = fileRead(reading, 1, before);
  const open = fileLocked(reading, 1, false, "password", before);
  assert.equal(fileJudged(read, 1, before, again).cards[0].inspection, again);
  const judged = fileJudged(open, 1, before, again).cards[0];
  assert.deepEqual([judged.open, judged.status, judged.need], [again, "locked", "password"]);
  for (const state of [
    reading,
    fileLocked(reading, 1, false),
    fileRemoved(read, 1),
    fileRead(reading, 1, inspection("aa")),
  ]) {
    assert.equal(fileJudged(state, 1, before, again), state);
  }
});

test("nothing is renewed anywhere before the configuration is there, or where it is broken", () => {
  assert.equal(target(renewal), null);
  assert.equal(target(configurationFailed(renewal, failure("broken-config"))), null);
});

test("the configured endpoint is used until a service is chosen, whose server tells of no certificate", () => {
  const config = {
    endpoint: "https://here/api/cert",
    clientCertificate: "https://here/client-cert",
    services: true,
    authHosts: {},
    linkHosts: [],
    issuers: [],
  };
  const ready = configured(renewal, config, [{ endpoint: "https://auth/api/cert" }]);
  assert.deepEqual(target(ready), { endpoint: "https://here/api/cert", clientCertificate: "https://here/client-cert" });
  const chosen = serviceChosen(ready, 0);
  assert.deepEqual(target(chosen), { endpoint: "https://auth/api/cert", clientCertificate: null });
  assert.equal(target(serviceChosen(chosen, null)).endpoint, "https://here/api/cert");
  assert.equal(serviceChosen(ready, 1), ready);
  assert.equal(target(configured(renewal, { ...config, endpoint: null }, [])), null);
});

test("of a service whose host nobody knows the user names it, or the configuration does", () => {
  const config = {
    endpoint: "https://here/api/cert",
    clientCertificate: null,
    services: true,
    authHosts: {},
    linkHosts: [],
    issuers: [],
  };
  const unknown = { connectHost: "weborca.example", endpoint: null };
  const ready = configured(renewal, config, [
    unknown,
    { connectHost: "known.example", endpoint: "https://auth/api/cert" },
  ]);
  assert.equal(lacksAuthHost(ready.configuration), false);
  const chosen = serviceChosen(ready, 0);
  assert.equal(lacksAuthHost(chosen.configuration), true);
  // It is not the configured endpoint, nor one that is made up.
  assert.equal(target(chosen), null);
  for (const [typed, endpoint] of [
    ["auth.example.jp", "https://auth.example.jp/api/cert"],
    [" auth.example.jp:8443 ", "https://auth.example.jp:8443/api/cert"],
    ["https://auth.example.jp/api/cert", "https://auth.example.jp/api/cert"],
    ["", null],
    ["http://auth.example.jp", null],
    ["a@auth.example.jp", null],
    ["auth.example.jp/other", null],
    ["auth example", null],
  ]) {
    assert.equal(target(authHostNamed(chosen, typed))?.endpoint ?? null, endpoint, typed);
  }
  assert.equal(lacksAuthHost(serviceChosen(ready, 1).configuration), false);
  const named = { ...config, authHosts: { "weborca.example": "auth.named" } };
  const byConfiguration = serviceChosen(configured(renewal, named, [unknown]), 0);
  assert.equal(lacksAuthHost(byConfiguration.configuration), false);
  assert.deepEqual(target(byConfiguration), { endpoint: "https://auth.named/api/cert", clientCertificate: null });
});

test("another language changes nothing else", () => {
  const read = fileRead(addFile(start, file(1)), 1, inspection("aa"));
  const english = speak(read, "en");
  assert.equal(english.cards, read.cards);
  assert.equal(speak(english, "en"), english);
});

test("the server's time goes on by the clock that nobody can set, and is not known without", () => {
  const read = byClock("2026-11-23T03:00:00Z", new Date("2026-11-20T00:00:00Z"), 5000);
  assert.equal(serverNow(read, 5000).toISOString(), "2026-11-23T03:00:00.000Z");
  assert.equal(serverNow(read, 65_000).toISOString(), "2026-11-23T03:01:00.000Z");
  assert.equal(serverNow(start, 5000), null);
  assert.equal(serverNow(byClock("2026-11-23T03:00:00Z", new Date(0)), 5000), null);
});

test("what the files hold is told for a comparison, and that some cannot be read yet", () => {
  const one = inspection("aa");
  const read = fileRead(addFile(start, file(1, "a.crt")), 1, one);
  const more = addFile(fileFailed(addFile(read, file(2, "b.crt")), 2, failure("corrupt-file")), file(3, "c.crt"));
  assert.deepEqual(inspections(more), [null, one]);
  assert.deepEqual(inspections(fileLocked(more, 3, false)), [null, one]);
});
