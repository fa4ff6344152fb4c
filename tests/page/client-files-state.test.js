// The rules of making a client's files: what was made holds only for what was chosen.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  begun, clientChosen, clientFilesFailed, closeClientFiles, connectionChosen, fileAdded, fileHanded, filesMade, folderOf, folderWritten,
  openClientFiles, settingsRead, typed, wished, writingCancelled,
} from "../../www/client-files-state.js";
import { initialState } from "../../www/state.js";
import { items } from "../../www/view/backup.js";

const certificate = { commonName: "client0001", commonNames: ["client0001"], notAfter: "2029-11-22T14:59:59Z" };
const needs = { password: false, key: false };
const opened = openClientFiles(initialState("ja"), { kind: "renewed" }, certificate, needs);
const chosen = clientChosen(opened, "monsiaj");
const files = [{ path: "certificates/20291122101500.p12", size: 3 }, { path: "certificates/20291122101500.pass", size: 8 }];
const made = filesMade(begun(chosen, "making"), files);
const contents = { connections: [{ connection: 0, isCurrent: true, description: null, certificate: null }], folder: "C:\\Users\\clinic\\.monsiaj" };

test("nothing is made before a client is chosen, nor twice at a time", () => {
  assert.equal(begun(opened, "making"), opened);
  const making = begun(chosen, "making");
  assert.equal(making.clientFiles.work, "making");
  assert.equal(begun(making, "making"), making);
  assert.equal(begun(making, "writing"), making);
});

test("a folder is written only for clients that have settings", () => {
  assert.equal(begun(chosen, "writing").clientFiles.work, "writing");
  for (const client of ["receview", "api", "browser"]) {
    const state = clientChosen(opened, client);
    assert.equal(begun(state, "writing"), state, client);
  }
});

test("what was made holds only for what was chosen", () => {
  assert.deepEqual(made.clientFiles.made.files, files);
  const changes = [
    (state) => clientChosen(state, "glclient2"),
    (state) => wished(state, { compatible: true }),
    (state) => settingsRead(state, "monsiaj.jsonrpc.properties", contents),
    (state) => fileAdded(state, "key", "a.pem"),
    typed,
  ];
  for (const change of changes) assert.equal(change(made).clientFiles.made, null, String(change));
  const settings = filesMade(begun(settingsRead(chosen, "a", contents), "making"), files);
  assert.equal(connectionChosen(settings, 0).clientFiles.made, null);
  // The same client again, or typing where nothing was made, changes nothing.
  assert.equal(clientChosen(made, "monsiaj"), made);
  assert.equal(typed(chosen), chosen);
});

test("while files are made or written nothing else changes", () => {
  for (const work of ["making", "writing"]) {
    const busy = begun(chosen, work);
    for (const change of [(state) => clientChosen(state, "api"), (state) => wished(state, { compatible: true }), typed]) {
      assert.equal(change(busy), busy, `${work}: ${change}`);
    }
  }
});

test("a result that comes after the panel was closed goes nowhere", () => {
  const closed = closeClientFiles(begun(chosen, "making"));
  for (const state of [filesMade(closed, files), folderWritten(closed, { paths: [], backup: null }), clientFilesFailed(closed, { code: "folder", facts: {} })]) {
    assert.equal(state, closed);
  }
  // Nor does the one of another kind of work.
  const writing = begun(chosen, "writing");
  assert.equal(filesMade(writing, files), writing);
});

test("a failure says during what, and what lacks is asked for", () => {
  const failure = { code: "settings-unusable", facts: { problem: "unknown-folder" } };
  const failed = clientFilesFailed(begun(chosen, "writing"), failure).clientFiles;
  assert.deepEqual([failed.work, failed.during, failed.failure, failed.asksFolder], ["idle", "writing", failure, true]);
  assert.equal(clientFilesFailed(begun(chosen, "making"), { code: "wrong-password", facts: {} }).clientFiles.asksFolder, false);
});

test("a window that the user closed leaves everything as it was", () => {
  assert.deepEqual(writingCancelled(begun(chosen, "writing")).clientFiles, { ...chosen.clientFiles, during: "writing" });
});

test("a key without protection has no password of its own, and there is none in a .p12", () => {
  const api = wished(wished(clientChosen(opened, "api"), { form: "pem" }), { otherPassword: true });
  const plain = wished(api, { plainKey: true }).clientFiles.wishes;
  assert.deepEqual([plain.plainKey, plain.otherPassword], [true, false]);
  assert.equal(wished(wished(api, { plainKey: true }), { form: "p12" }).clientFiles.wishes.plainKey, false);
  // The choice does not follow to another client unseen.
  assert.equal(clientChosen(clientChosen(wished(api, { plainKey: true }), "browser"), "api").clientFiles.wishes.plainKey, false);
});

test("settings are those of one client", () => {
  const settings = settingsRead(chosen, "monsiaj.jsonrpc.properties", contents);
  assert.equal(settings.clientFiles.settings.connection, null);
  assert.equal(connectionChosen(settings, 0).clientFiles.settings.connection, 0);
  assert.equal(clientChosen(settings, "glclient2").clientFiles.settings, null);
});

test("each file is ticked off once it was handed over", () => {
  const one = fileHanded(made, files[0].path);
  assert.deepEqual(one.clientFiles.made.handed, [files[0].path]);
  assert.equal(fileHanded(one, files[0].path), one);
  assert.equal(fileHanded(chosen, files[0].path), chosen);
});

test("the list of what to back up has the real paths, as far as they are known", () => {
  const paths = (state) => items(state.clientFiles).map(({ path }) => path);
  assert.equal(folderOf(chosen.clientFiles), "%userprofile%\\.monsiaj");
  assert.deepEqual(paths(chosen), ["%userprofile%\\.monsiaj\\certificates", "%userprofile%\\.monsiaj\\monsiaj.jsonrpc.properties"]);
  const settings = settingsRead(chosen, "monsiaj.jsonrpc.properties", contents);
  assert.deepEqual(paths(filesMade(begun(settings, "making"), files)), [
    "C:\\Users\\clinic\\.monsiaj\\certificates",
    "C:\\Users\\clinic\\.monsiaj\\certificates\\20291122101500.p12",
    "C:\\Users\\clinic\\.monsiaj\\certificates\\20291122101500.pass",
    "C:\\Users\\clinic\\.monsiaj\\monsiaj.jsonrpc.properties",
  ]);
  assert.deepEqual(paths(clientChosen(opened, "glclient2")), ["~/.glclient2/certificates", "~/.glclient2/config.json"]);
  assert.deepEqual(paths(fileAdded(clientChosen(opened, "receview"), "oldFile", "日レセ.p12")), ["日レセ.p12"]);
});
