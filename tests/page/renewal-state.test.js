// The page's rules for a renewal: which step may follow which.
import assert from "node:assert/strict";
import { test } from "node:test";
import { speak } from "../../www/certificate/surroundings.js";
import { addFile, fileLocked, fileRead, initialState as initialFiles, inspections } from "../../www/check/state.js";
import {
  ARMS_AFTER_MS,
  allSaved,
  answer as answerAt,
  armed,
  ask,
  asked,
  askToDiscard,
  confirm,
  disarmed,
  discarded,
  evidenceSaved,
  expected,
  fileIs,
  finish,
  goOn,
  identified,
  identify,
  inForeground,
  initialState,
  kept,
  lost,
  offer,
  oldCertificate,
  otherThanPresented,
  passwordToggled,
  pendingFound,
  progressed,
  renewalFailed,
  renewed as renewedWith,
  resumable,
  returned,
  runsElsewhere,
  secured,
  startOver,
  stopIdentifying,
  unidentified,
  unsaved,
} from "../../www/renewal/state.js";

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
const presented = (decision = "renewable", verdict = "SUCCESS") => ({
  ...inspection("aa"),
  eligibility: { decision },
  verdict,
});
const file = (id, fileName = "client0001.p12", bytes = [1, 2, 3]) => ({ id, fileName, bytes: Uint8Array.from(bytes) });
const failure = (code, facts = {}) => ({ code, facts });
/** The files of the page, as the renewal compares with them. */
const withFiles = (state, files) => expected(state, inspections(files));
const noFiles = initialFiles("ja");
const read = (files, id, name, found) => fileRead(addFile(files, file(id, name)), id, found);
const dropped = (files, id, fingerprint) => read(files, id, `${fingerprint}.crt`, inspection(fingerprint));

/** An answer to a question that has been there long enough. */
const answer = (state, yes) => answerAt(inForeground(state, 0), yes, ARMS_AFTER_MS);
const usual = { sameKey: false, weakKey: false, keyMatches: true };
const renewed = (state, fresh, baseName) => renewedWith(state, fresh, usual, baseName);

const start = initialState("ja");
const asking = identified(identify(start), presented());
const offered = answer(asking, false);
const running = answer(ask(offered), true);
const issued = kept(running, "kept");
const done = renewed(issued, certificate("bb"), "20261123120000");
const pending = {
  old: certificate("aa"),
  created: "2026-11-23T03:00:00Z",
  expires: "2026-11-24T03:00:00Z",
  downloaded: false,
  overdue: false,
  sealed: false,
};
const interrupted = pendingFound(start, pending);
const failedAfter = (state, code = "cancelled") => renewalFailed(state, failure(code), "yes");

test("renewing goes from looking to asking to running to done", () => {
  assert.deepEqual(
    [identify(start), asking, running, done].map((state) => state.renewal.phase),
    ["identifying", "asking", "running", "done"],
  );
});

test("where there is nothing to warn of, the question follows by itself", () => {
  const asks = (cards, ...facts) =>
    identified(identify(withFiles(start, { cards })), presented(...facts)).renewal.phase === "asking";
  const card = (status, more = {}) => ({ ...file(1), status, ...more });
  const [same, other] = ["aa", "cc"].map((print) => card("read", { inspection: inspection(print) }));
  assert.ok(asks([]));
  assert.ok(asks([same]));
  assert.ok(asks([other, same, card("locked")]));
  assert.ok(asks([card("failed")]));

  assert.ok(!asks([other]));
  for (const decision of ["too-early", "unknown-kind", "expired", "not-renewable", "not-yet-valid"])
    assert.ok(!asks([same], decision), decision);
  for (const verdict of ["FAILED:certificate has expired", "NONE", ""])
    assert.ok(!asks([same], "renewable", verdict), verdict);
});

test("a file that was not opened yet may hold another certificate: the question does not come by itself", () => {
  const reading = addFile(noFiles, file(1));
  const locked = fileLocked(reading, 1, false);
  for (const files of [reading, locked])
    assert.equal(identified(identify(withFiles(start, files)), presented()).renewal.phase, "presented");
});

test("a no leaves what is presented, and the question can be asked again", () => {
  assert.equal(offered.renewal.phase, "presented");
  assert.deepEqual(ask(offered), asking);
});

test("nothing is renewed without a yes to the question", () => {
  for (const state of [start, identify(start), offered, running, done]) assert.equal(answer(state, true), state);
  assert.equal(answer(ask(offered), false).renewal.phase, "presented");
});

test("a yes that began before the question was there for 700 ms in the foreground answers nothing", () => {
  assert.equal(ARMS_AFTER_MS, 700);
  assert.equal(answerAt(asking, true, 10_000), asking);
  const shown = inForeground(asking, 1000);
  for (const began of [undefined, -Infinity, 0, 1000, 1699]) assert.equal(answerAt(shown, true, began), shown);
  assert.equal(answerAt(shown, true, 1700).renewal.phase, "running");
  // No needs no time.
  assert.equal(answerAt(shown, false).renewal.phase, "presented");
  assert.equal(answerAt(asking, false).renewal.phase, "presented");
});

test("the time begins anew whenever something else was in the foreground", () => {
  const shown = inForeground(asking, 1000);
  assert.equal(inForeground(shown, 1500), shown);
  const back = inForeground(disarmed(shown), 1600);
  assert.equal(answerAt(back, true, 1700), back);
  assert.equal(answerAt(back, true, 2300).renewal.phase, "running");
  assert.equal(disarmed(asking), asking);
  for (const state of [start, offered, running, done]) {
    for (const next of [inForeground(state, 1), disarmed(state), armed(state, 10_000)]) assert.equal(next, state);
  }
});

test("the button is shown as usable when it is, and a new question is armed anew", () => {
  const shown = inForeground(asking, 1000);
  assert.equal(armed(shown, 1699), shown);
  const usable = armed(shown, 1700);
  assert.equal(usable.renewal.armed, true);
  assert.equal(armed(usable, 1800), usable);
  assert.equal(disarmed(usable).renewal.armed, false);
  assert.equal(ask(answerAt(usable, false)).renewal.armed, false);
});

test("what the question says is distinguished, so that a question that changes is armed anew", () => {
  assert.equal(asked(offered), null);
  assert.equal(asked(asking), asked(armed(inForeground(asking, 0), 700)));
  assert.notEqual(asked(asking), asked(withFiles(asking, dropped(noFiles, 1, "cc"))));
  assert.equal(asked(asking), asked(withFiles(asking, dropped(noFiles, 1, "aa"))));
  assert.notEqual(asked(asking), asked({ ...asking, policy: {} }));
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

test("a file that holds the presented certificate as one of several is no other file", () => {
  const both = { ...inspection("cc"), certificates: [certificate("cc"), certificate("aa")] };
  both.identities = [0, 1].map((leaf) => ({
    leaf,
    hasPrivateKey: true,
    keyMatches: true,
    friendlyName: null,
    notOffered: [],
    eligibility: null,
  }));
  const merged = withFiles(offered, read(noFiles, 1, "client0001.p12", both));
  assert.deepEqual(otherThanPresented(merged, merged.renewal.presented), []);
});

test("the page warns only when no dropped file is the presented certificate", () => {
  const files = read(noFiles, 1, "client0001.p12", inspection("cc"));
  const other = withFiles(offered, files);
  assert.equal(otherThanPresented(offered, presented()).length, 0);
  assert.equal(otherThanPresented(other, presented()).length, 1);
  const same = withFiles(other, read(files, 2, "client0001.crt", inspection("aa")));
  assert.equal(otherThanPresented(same, presented()).length, 0);
});

test("an answer that comes after the user stopped looking goes nowhere", () => {
  const stopped = stopIdentifying(identify(start));
  assert.equal(identified(stopped, presented()), stopped);
  assert.equal(renewalFailed(stopped, failure("cancelled")), stopped);
});

test("the password is hidden until asked for, and can be hidden again", () => {
  assert.equal(done.renewal.passwordShown, false);
  assert.equal(passwordToggled(done).renewal.passwordShown, true);
  assert.equal(passwordToggled(passwordToggled(done)).renewal.passwordShown, false);
});

test("where the server cannot tell which certificate is presented, the user decides", () => {
  const unknown = unidentified(identify(start));
  assert.deepEqual(unknown.renewal, { phase: "presented", presented: null });
  assert.equal(offer(null), "possible");
  assert.equal(ask(unknown).renewal.phase, "asking");
  assert.equal(unidentified(start), start);
});

test("without a presented certificate the new one is compared with the dropped one, if it is only one", () => {
  assert.equal(oldCertificate(start, presented()).fingerprintSha256, "aa");
  assert.equal(oldCertificate(start, null), null);
  const files = dropped(noFiles, 1, "cc");
  const one = withFiles(start, files);
  assert.equal(oldCertificate(one, null).fingerprintSha256, "cc");
  assert.equal(oldCertificate(withFiles(start, dropped(files, 2, "dd")), null), null);
  const twice = withFiles(start, read(files, 3, "same.p12", inspection("cc")));
  assert.equal(oldCertificate(twice, null).fingerprintSha256, "cc");
  assert.equal(answer(ask(unidentified(identify(one))), true).renewal.old.fingerprintSha256, "cc");
});

test("steps only go forward", () => {
  const checking = progressed(progressed(running, "download"), "check");
  assert.equal(checking.renewal.step, "check");
  assert.equal(progressed(checking, "download"), checking);
  assert.equal(progressed(offered, "check"), offered);
});

test("a download that is tried again says how long it waits and for which attempt", () => {
  const waiting = progressed(progressed(running, "download"), "wait", { attempt: 2, seconds: 4 });
  assert.deepEqual([waiting.renewal.step, waiting.renewal.wait], ["download", { attempt: 2, seconds: 4 }]);
  const trying = progressed(waiting, "download", { attempt: 2, seconds: 0 });
  assert.deepEqual([trying.renewal.step, trying.renewal.wait], ["download", { attempt: 2, seconds: 0 }]);
  assert.equal(progressed(trying, "check").renewal.wait, null);
  assert.equal(progressed(offered, "wait", { attempt: 2, seconds: 4 }), offered);
});

test("a failure remembers where it happened and what is on the server, and the files stay", () => {
  const withCard = withFiles(running, dropped(noFiles, 1, "aa"));
  const failed = renewalFailed(progressed(withCard, "download"), failure("unreachable"), "yes");
  const { phase, during, step, issued } = failed.renewal;
  assert.deepEqual([phase, during, step, issued], ["failed", "renew", "download", "yes"]);
  assert.equal(failed.expect.length, 1);
  assert.equal(failed.expect, withCard.expect);
  assert.equal(renewalFailed(identify(start), failure("offline")).renewal.during, "identify");
  assert.equal(identify(failed).renewal.phase, "identifying");
});

test("what was issued can be received again, by hand; a request never goes out again without the question", () => {
  const failed = failedAfter(progressed(issued, "download"));
  assert.ok(resumable(failed.renewal));
  const again = goOn(failed);
  assert.deepEqual([again.renewal.phase, again.renewal.step, again.renewal.keeping], ["running", "download", "kept"]);
  for (const state of [running, issued, done, failed, interrupted]) assert.equal(answer(state, true), state);
});

test("there is nothing to receive where nothing, or perhaps nothing, was issued, or where no link is known", () => {
  for (const state of [
    renewalFailed(running, failure("refused"), "no"),
    renewalFailed(running, failure("timed-out"), "maybe"),
    failedAfter(running, "link-refused"),
    done,
    start,
  ]) {
    assert.ok(!resumable(state.renewal));
    assert.equal(goOn(state), state);
  }
});

test("this browser may keep nothing, and what is in memory can be received again all the same", () => {
  const failed = failedAfter(kept(running, "unavailable"));
  assert.equal(goOn(failed).renewal.keeping, "unavailable");
});

test("an interrupted renewal is offered before a new one is begun, and never in the middle of one", () => {
  for (const state of [start, identify(start), offered, asking, running])
    assert.equal(pendingFound(state, pending).renewal.phase, "pending");
  for (const state of [issued, progressed(running, "download"), done, failedAfter(issued)])
    assert.equal(pendingFound(state, pending), state);
  assert.equal(identify(interrupted), interrupted);
});

test("an interrupted renewal goes on with the download, or where that was done with the check", () => {
  assert.equal(goOn(interrupted).renewal.step, "download");
  assert.equal(goOn(pendingFound(start, { ...pending, downloaded: true })).renewal.step, "check");
  assert.equal(goOn(interrupted).renewal.old, pending.old);
  assert.equal(goOn(goOn(interrupted)).renewal.phase, "running");
});

test("what another tab finished meanwhile cannot be gone on with", () => {
  const gone = lost(goOn(interrupted), failure("pending-lost"));
  assert.deepEqual([gone.renewal.phase, gone.renewal.issued], ["failed", "yes"]);
  assert.ok(!resumable(gone.renewal));
  assert.equal(lost(start, failure("pending-lost")), start);
});

test("nothing is discarded without a yes to the question", () => {
  for (const state of [interrupted, failedAfter(issued)]) {
    assert.equal(discarded(state), state);
    const question = askToDiscard(state, true);
    assert.equal(question.renewal.discarding, true);
    assert.deepEqual(askToDiscard(question, false), state);
    assert.equal(discarded(question).renewal.phase, "idle");
  }
  assert.equal(askToDiscard(start, true), start);
  assert.equal(discarded(done), done);
});

test("a kept renewal that cannot be opened is shown, can be discarded, and keeps nobody from renewing again", () => {
  const sealed = pendingFound(start, { ...pending, old: null, sealed: true });
  assert.equal(sealed.renewal.phase, "pending");
  assert.ok(!resumable(sealed.renewal));
  assert.equal(goOn(sealed), sealed);
  assert.equal(discarded(sealed), sealed);
  assert.equal(discarded(askToDiscard(sealed, true)).renewal.phase, "idle");
  assert.equal(identify(sealed).renewal.phase, "identifying");
});

test("the facts of the new certificate are there when it is done", () => {
  const findings = { sameKey: true, weakKey: false, keyMatches: null };
  assert.equal(renewedWith(issued, certificate("bb"), findings, "20261123120000").renewal.findings, findings);
});

test("where another tab renews, this one waits, and may look again", () => {
  for (const state of [start, identify(start), running, goOn(interrupted), interrupted]) {
    assert.equal(runsElsewhere(state).renewal.phase, "elsewhere");
  }
  for (const state of [done, failedAfter(issued)]) assert.equal(runsElsewhere(state), state);
  assert.equal(identify(runsElsewhere(start)).renewal.phase, "identifying");
});

test("one may go back to choosing the service as long as nothing was sent", () => {
  const notIdentified = renewalFailed(identify(start), failure("no-service"));
  for (const state of [offered, identified(identify(start), null), notIdentified])
    assert.equal(startOver(state).renewal.phase, "idle");
  for (const state of [asking, running, done, failedAfter(issued), interrupted]) assert.equal(startOver(state), state);
});

test("a page from the back/forward cache forgets what may be old, and keeps what exists nowhere else", () => {
  for (const state of [identify(start), asking, offered, interrupted, runsElsewhere(start)])
    assert.equal(returned(state).renewal.phase, "idle");
  for (const state of [running, done, failedAfter(issued)]) assert.equal(returned(state), state);
});

const both = (state, saving) => fileIs(fileIs(state, "p12", saving), "pass", saving);

test("a written file was read back, a download has to be confirmed", () => {
  assert.ok(secured(both(done, "written").renewal));
  const downloaded = both(done, "handed");
  assert.ok(allSaved(downloaded.renewal));
  assert.ok(!secured(downloaded.renewal));
  assert.ok(secured(confirm(downloaded, true).renewal));
  assert.ok(!secured(fileIs(both(done, "written"), "pass", "handed").renewal));
});

test("files that the user did not find are offered again, and a written one stays", () => {
  const mixed = fileIs(fileIs(done, "p12", "written"), "pass", "handed");
  assert.deepEqual(confirm(mixed, false).renewal.files, { p12: "written", pass: "unsaved" });
  assert.equal(confirm(fileIs(done, "p12", "handed"), true).renewal.confirmed, false);
});

test("saving that failed or was cancelled leaves the certificate where it is", () => {
  for (const saving of ["failed", "cancelled"]) {
    const state = fileIs(fileIs(done, "p12", "writing"), "p12", saving);
    assert.deepEqual([state.renewal.phase, state.renewal.files.p12], ["done", saving]);
    assert.equal(finish(state), state);
    assert.ok(unsaved(state));
  }
  assert.equal(fileIs(both(done, "written"), "p12", "cancelled").renewal.files.p12, "written");
});

test("saving a file again counts once", () => {
  const one = fileIs(done, "pass", "handed");
  assert.equal(fileIs(one, "pass", "handed"), one);
});

test("leaving is warned of while something would be lost", () => {
  assert.equal(unsaved(start), false);
  for (const state of [running, issued, done, fileIs(done, "p12", "handed")]) assert.equal(unsaved(state), true);
  assert.equal(unsaved(both(done, "handed")), false);
  assert.equal(unsaved(both(done, "written")), false);
  const keptNowhere = renewed(kept(running, "unavailable"), certificate("bb"), "20261123120000");
  assert.equal(unsaved(both(keptNowhere, "handed")), true);
  assert.equal(unsaved(confirm(both(keptNowhere, "handed"), true)), false);
  assert.equal(unsaved(failedAfter(issued)), false);
  assert.equal(unsaved(failedAfter(kept(running, "unavailable"))), true);
  assert.equal(unsaved(renewalFailed(running, failure("refused"), "no")), false);
});

test("the certificate is let go only once both files are out of the page", () => {
  assert.equal(finish(done), done);
  assert.equal(finish(fileIs(done, "p12", "written")).renewal.phase, "done");
  assert.equal(finish(both(done, "handed")).renewal.phase, "idle");
});

test("what the checks refused is evidence, and never a certificate that is done", () => {
  const evidence = { baseName: "20261123120000", hasPassword: true, saved: [] };
  const rejected = renewalFailed(progressed(issued, "check"), failure("other-subject"), "yes", evidence);
  assert.equal(rejected.renewal.phase, "failed");
  const saved = evidenceSaved(evidenceSaved(rejected, "p12"), "pass");
  assert.deepEqual(saved.renewal.evidence.saved, ["p12", "pass"]);
  assert.equal(evidenceSaved(saved, "p12"), saved);
  assert.equal(evidenceSaved(failedAfter(issued), "p12").renewal.evidence, null);
  assert.equal(finish(saved), saved);
});

test("another language changes nothing of a renewal", () => {
  assert.equal(speak(done, "en").renewal, done.renewal);
});

test("the same files to compare with are no change", () => {
  const one = inspection("aa");
  const files = expected(start, [one, null]);
  assert.equal(expected(files, [one, null]), files);
  for (const others of [[one], [null, one], [one, inspection("aa")]])
    assert.deepEqual(expected(files, others).expect, others);
});
