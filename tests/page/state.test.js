// The page's rules: which step may follow which.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  addFile, answer, ask, fileFailed, fileLocked, fileRead, fileRemoved, fileSaved, finish, identified, identify, initialState, issued,
  leafOf, offer, otherThanPresented, passwordToggled, passwordTried, progressed, renewalFailed, renewed, speak, stopIdentifying, unsaved,
} from "../../www/state.js";

const certificate = (fingerprintSha256) => ({ commonName: "client0001", commonNames: ["client0001"], fingerprintSha256 });
const inspection = (fingerprint) => ({ leaf: 0, certificates: [certificate(fingerprint)], eligibility: null });
const presented = (decision = "renewable", verdict = "SUCCESS") => ({ ...inspection("aa"), eligibility: { decision }, verdict });
const file = (id, fileName = "client0001.p12", bytes = [1, 2, 3]) => ({ id, fileName, bytes: Uint8Array.from(bytes) });
const failure = (code, facts = {}) => ({ code, facts });

const start = initialState("ja");
const asking = identified(identify(start), presented());
const offered = answer(asking, false);
const running = answer(ask(offered), true);
const done = renewed(running, certificate("bb"), "20261123120000");

test("a dropped file is being read until its facts or a failure arrive", () => {
  const reading = addFile(start, file(1));
  assert.equal(reading.cards[0].status, "reading");
  assert.equal(fileRead(reading, 1, inspection("aa")).cards[0].status, "read");
  assert.equal(fileFailed(reading, 1, failure("corrupt-file")).cards[0].failure.code, "corrupt-file");
});

test("the newest file stands first", () => {
  const two = addFile(addFile(start, file(1)), file(2, "db0002.p12"));
  assert.deepEqual(two.cards.map((card) => card.id), [2, 1]);
});

test("the same file again takes its old place", () => {
  const two = addFile(addFile(start, file(1)), file(2, "db0002.p12"));
  assert.deepEqual(addFile(two, file(3)).cards.map((card) => card.id), [2, 3]);
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

test("renewing goes from looking to asking to running to done", () => {
  assert.deepEqual(
    [identify(start), asking, running, done].map((state) => state.renewal.phase),
    ["identifying", "asking", "running", "done"],
  );
});

test("where there is nothing to warn of, the question follows by itself", () => {
  const asks = (cards, ...facts) => identified(identify({ ...start, cards }), presented(...facts)).renewal.phase === "asking";
  const card = (status, more = {}) => ({ ...file(1), status, ...more });
  const [same, other] = ["aa", "cc"].map((print) => card("read", { inspection: inspection(print) }));
  assert.ok(asks([]));
  assert.ok(asks([same]));
  assert.ok(asks([other, same, card("locked")]));
  assert.ok(asks([card("failed")]));

  assert.ok(!asks([other]));
  for (const decision of ["too-early", "unknown-kind", "expired", "not-renewable", "not-yet-valid"]) assert.ok(!asks([same], decision), decision);
  for (const verdict of ["FAILED:certificate has expired", "NONE", ""]) assert.ok(!asks([same], "renewable", verdict), verdict);
});

test("a file that was not opened yet may hold another certificate: the question does not come by itself", () => {
  const reading = addFile(start, file(1));
  const locked = fileLocked(reading, 1, false);
  for (const state of [reading, locked]) assert.equal(identified(identify(state), presented()).renewal.phase, "presented");
});

test("a no leaves what is presented, and the question can be asked again", () => {
  assert.equal(offered.renewal.phase, "presented");
  assert.deepEqual(ask(offered), asking);
});

test("nothing is renewed without a yes to the question", () => {
  for (const state of [start, identify(start), offered, running, done]) assert.equal(answer(state, true), state);
  assert.equal(answer(ask(offered), false).renewal.phase, "presented");
});

test("a second click while something is under way changes nothing", () => {
  for (const state of [identify(start), asking, running, done]) assert.equal(identify(state), state);
  assert.equal(ask(asking), asking);
  assert.equal(answer(running, true), running);
});

test("no presented certificate is an answer of its own, and one may look again", () => {
  const absent = identified(identify(start), null);
  assert.equal(absent.renewal.phase, "absent");
  assert.equal(identify(absent).renewal.phase, "identifying");
});

test("renewal is offered when it is due, possible when the server decides, and else not at all", () => {
  const offers = (decision, verdict) => offer(presented(decision, verdict));
  assert.equal(offers("renewable"), "offered");
  for (const decision of ["too-early", "unknown-kind"]) assert.equal(offers(decision), "possible");
  for (const decision of ["expired", "not-renewable", "not-yet-valid"]) assert.equal(offers(decision), "none");
  assert.equal(offers("renewable", "FAILED:unable to verify the first certificate"), "none");
  assert.equal(offer({ ...presented(), eligibility: null }), "none");
});

test("what is not offered cannot be asked for", () => {
  const expired = identified(identify(start), presented("expired"));
  assert.equal(ask(expired), expired);
});

test("the page warns only when no dropped file is the presented certificate", () => {
  const other = fileRead(addFile(offered, file(1)), 1, inspection("cc"));
  assert.equal(otherThanPresented(offered, presented()).length, 0);
  assert.equal(otherThanPresented(other, presented()).length, 1);
  const same = fileRead(addFile(other, file(2, "client0001.crt")), 2, inspection("aa"));
  assert.equal(otherThanPresented(same, presented()).length, 0);
});

test("steps only go forward", () => {
  const checking = progressed(progressed(running, "download"), "check");
  assert.equal(checking.renewal.step, "check");
  assert.equal(progressed(checking, "download"), checking);
  assert.equal(progressed(offered, "check"), offered);
});

test("a failure remembers where it happened, and the cards stay", () => {
  const withCard = fileRead(addFile(running, file(1)), 1, inspection("aa"));
  const failed = renewalFailed(progressed(withCard, "download"), failure("unreachable"));
  assert.deepEqual([failed.renewal.phase, failed.renewal.during, failed.renewal.step], ["failed", "renew", "download"]);
  assert.equal(failed.cards, withCard.cards);
  assert.equal(renewalFailed(identify(start), failure("offline")).renewal.during, "identify");
  assert.equal(identify(failed).renewal.phase, "identifying");
});

test("an answer that comes after the user stopped looking goes nowhere", () => {
  const stopped = stopIdentifying(identify(start));
  assert.equal(identified(stopped, presented()), stopped);
  assert.equal(renewalFailed(stopped, failure("cancelled")), stopped);
});

test("what a failed renewal left on the server is told as far as it is known", () => {
  assert.equal(issued("request", failure("refused", { status: 403 })), "no");
  assert.equal(issued("request", failure("no-certificate")), "no");
  assert.equal(issued("request", failure("refused", { status: 502 })), "maybe");
  assert.equal(issued("request", failure("unreachable")), "maybe");
  assert.equal(issued("request", failure("cancelled")), "maybe");
  assert.equal(issued("request", failure("link-refused")), "yes");
  for (const step of ["download", "check"]) assert.equal(issued(step, failure("cancelled")), "yes");
});

test("leaving is warned of until both files are saved, and only then is the bundle let go", () => {
  assert.equal(unsaved(start), false);
  assert.equal(unsaved(running), true);
  assert.equal(unsaved(done), true);
  const one = fileSaved(done, "p12");
  assert.equal(unsaved(one), true);
  assert.equal(finish(one), one);
  const both = fileSaved(one, "pass");
  assert.equal(unsaved(both), false);
  assert.equal(finish(both).renewal.phase, "idle");
});

test("saving a file again counts once", () => {
  const one = fileSaved(done, "pass");
  assert.equal(fileSaved(one, "pass"), one);
});

test("the password is hidden until asked for, and can be hidden again", () => {
  assert.equal(done.renewal.passwordShown, false);
  assert.equal(passwordToggled(done).renewal.passwordShown, true);
  assert.equal(passwordToggled(passwordToggled(done)).renewal.passwordShown, false);
});

test("another language changes nothing else", () => {
  const english = speak(done, "en");
  assert.equal(english.renewal, done.renewal);
  assert.equal(speak(english, "en"), english);
});
