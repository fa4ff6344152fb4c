// The rules of making a client's files: what was made holds only for what was chosen.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CLIENTS } from "../../www/certificate/clients.js";
import { items } from "../../www/client-files/backup.js";
import {
  alikeConnections,
  begun,
  chosenConnection,
  clientChosen,
  clientFilesFailed,
  closeClientFiles,
  connectionChosen,
  fileAdded,
  fileHanded,
  filesMade,
  folderInSettings,
  folderLeft,
  folderOf,
  folderPicked,
  folderWritten,
  initialState,
  isEitherFolder,
  isPair,
  namesOtherFolder,
  openClientFiles,
  optionsChosen,
  pickingCancelled,
  settingsRead,
  typed,
} from "../../www/client-files/state.js";

/** By their ids. */
const CLIENT = Object.fromEntries(CLIENTS.map((client) => [client.id, client]));
const certificate = { commonName: "client0001", commonNames: ["client0001"], notAfter: "2029-11-22T14:59:59Z" };
const needs = { password: false, secondPassword: false, key: false };
const opened = openClientFiles(initialState("ja"), { kind: "renewed" }, certificate, needs);
const chosen = clientChosen(opened, CLIENT.monsiaj);
const files = [
  { path: "certificates/20291122101500.p12", size: 3 },
  { path: "certificates/20291122101500.pass", size: 8 },
];
const made = filesMade(begun(chosen, "making"), files, null);
const folder = "C:\\Users\\clinic\\.monsiaj";
const connection = (number, more = {}) => ({
  connection: number,
  isCurrent: number === 0,
  description: null,
  certificate: null,
  key: null,
  folder,
  folderIsGuessed: false,
  problems: [],
  ...more,
});
const contents = { connections: [connection(0)] };
const picked = folderPicked(begun(chosen, "picking"), ".monsiaj", contents);

test("nothing is made before a client is chosen, nor twice at a time", () => {
  assert.equal(begun(opened, "making"), opened);
  const making = begun(chosen, "making");
  assert.equal(making.clientFiles.work, "making");
  assert.equal(begun(making, "making"), making);
  assert.equal(begun(making, "writing"), making);
});

test("a folder is chosen only for clients that have settings, and written only once it is chosen", () => {
  assert.equal(begun(chosen, "picking").clientFiles.work, "picking");
  for (const client of CLIENTS.filter(({ folder }) => folder === null)) {
    const state = clientChosen(opened, client);
    assert.equal(begun(state, "picking"), state, client.id);
  }
  assert.equal(begun(chosen, "writing"), chosen);
  assert.equal(begun(picked, "writing").clientFiles.work, "writing");
  const left = folderLeft(picked);
  assert.deepEqual([left.clientFiles.folder, left.clientFiles.settings], [null, null]);
  assert.equal(begun(left, "writing"), left);
  assert.equal(folderLeft(left), left);
});

test("settings are either added by hand or those of the folder", () => {
  assert.deepEqual(picked.clientFiles.folder, { name: ".monsiaj", isOther: false });
  assert.equal(picked.clientFiles.settings.contents, contents);
  assert.equal(settingsRead(picked, "a", contents).clientFiles.folder, null);
  assert.equal(folderPicked(begun(picked, "picking"), ".monsiaj", null).clientFiles.settings, null);
  assert.equal(folderPicked(begun(chosen, "picking"), "backup", contents).clientFiles.folder.isOther, true);
  assert.equal(clientChosen(picked, CLIENT.glclient2).clientFiles.folder, null);
  // What was read before the client changed its settings is not used.
  const changed = clientFilesFailed(begun(picked, "writing"), {
    code: "folder",
    facts: { problem: "changed" },
  }).clientFiles;
  assert.deepEqual([changed.folder, changed.settings], [null, null]);
  assert.notEqual(
    clientFilesFailed(begun(picked, "writing"), { code: "folder", facts: { problem: "full" } }).clientFiles.folder,
    null,
  );
});

test("a connection that was chosen is still chosen in the folder if it is the same one there", () => {
  const two = { connections: [connection(0), connection(1, { description: "デモ", certificate: "a.p12" })] };
  const second = connectionChosen(settingsRead(chosen, "a", two), 1);
  const inFolder = (there) => folderPicked(begun(second, "picking"), ".monsiaj", there).clientFiles.settings.connection;
  assert.equal(inFolder(structuredClone(two)), 1);
  for (const other of [{ description: "本番" }, { certificate: "b.p12" }]) {
    assert.equal(inFolder({ connections: [connection(0), { ...two.connections[1], ...other }] }), null);
  }
  assert.equal(inFolder(contents), null);
});

test("which connection is switched, where its files go, and which others use the same certificate", () => {
  const three = {
    connections: [
      connection(0, { certificate: "a.p12" }),
      connection(1, { certificate: "b.p12", folder: null }),
      connection(2, { certificate: "a.p12" }),
    ],
  };
  const { settings } = settingsRead(chosen, "a", three).clientFiles;
  assert.equal(chosenConnection(settings).connection, 0);
  assert.deepEqual(
    alikeConnections(settings).map((one) => one.connection),
    [2],
  );
  assert.equal(chosenConnection({ ...settings, connection: 1 }).connection, 1);
  assert.deepEqual(alikeConnections({ ...settings, connection: 1 }), []);
  assert.equal(chosenConnection({ ...settings, contents: { connections: [connection(3)] } }), null);
  // Written for one, the others still have the old certificate.
  const inFolder = begun(folderPicked(begun(chosen, "picking"), ".monsiaj", three), "writing");
  assert.deepEqual(
    folderWritten(inFolder, { paths: [], backup: null }, three).clientFiles.written.alike.map((one) => one.connection),
    [2],
  );
  assert.equal(folderInSettings({ settings }), folder);
  assert.equal(folderInSettings({ settings: { ...settings, connection: 1 } }), null);
  assert.equal(folderInSettings({ settings: null }), null);
});

test("a .p12 is handed on as it was issued, unless its parts came alone", () => {
  assert.equal(chosen.clientFiles.options.protection, "issued");
  const pair = openClientFiles(initialState("ja"), { kind: "card", id: 1 }, certificate, {
    password: false,
    key: true,
  });
  assert.equal(pair.clientFiles.options.protection, "modern");
});

test("what was made holds only for what was chosen", () => {
  assert.deepEqual(made.clientFiles.made.files, files);
  const changes = [
    (state) => clientChosen(state, CLIENT.glclient2),
    (state) => optionsChosen(state, { protection: "compatible" }),
    (state) => settingsRead(state, "monsiaj.jsonrpc.properties", contents),
    (state) => fileAdded(state, "key", "a.pem"),
    typed,
  ];
  for (const change of changes) assert.equal(change(made).clientFiles.made, null, String(change));
  const settings = filesMade(begun(settingsRead(chosen, "a", contents), "making"), files, null);
  assert.equal(connectionChosen(settings, 0).clientFiles.made, null);
  // The same client again, or typing where nothing was made, changes nothing.
  assert.equal(clientChosen(made, CLIENT.monsiaj), made);
  assert.equal(typed(chosen), chosen);
});

test("while files are made or written nothing else changes", () => {
  for (const work of ["picking", "making", "writing"]) {
    const busy = begun(picked, work);
    for (const change of [
      (state) => clientChosen(state, CLIENT.api),
      (state) => optionsChosen(state, { protection: "compatible" }),
      folderLeft,
      typed,
    ]) {
      assert.equal(change(busy), busy, `${work}: ${change}`);
    }
  }
});

test("a result that comes after the panel was closed goes nowhere", () => {
  const closed = closeClientFiles(begun(chosen, "making"));
  for (const state of [
    filesMade(closed, files, null),
    folderWritten(closed, { paths: [], backup: null }, null),
    folderPicked(closed, "a", null),
    clientFilesFailed(closed, { code: "folder", facts: {} }),
  ]) {
    assert.equal(state, closed);
  }
  // Nor does the one of another kind of work.
  const writing = begun(picked, "writing");
  assert.equal(filesMade(writing, files, null), writing);
  assert.equal(folderPicked(writing, ".monsiaj", null), writing);
});

test("a failure says during what, and what lacks is asked for", () => {
  for (const code of ["new-password-required", "empty-password-refused", "password-not-ascii"]) {
    const failure = { code, facts: {} };
    const failed = clientFilesFailed(begun(picked, "writing"), failure).clientFiles;
    assert.deepEqual(
      [failed.work, failed.during, failed.failure, failed.options.otherPassword],
      ["idle", "writing", failure, true],
    );
  }
  const failed = clientFilesFailed(begun(chosen, "making"), { code: "wrong-password", facts: {} }).clientFiles;
  assert.deepEqual(
    [failed.during, failed.options.otherPassword, failed.needs.secondPassword],
    ["making", false, false],
  );
  const second = clientFilesFailed(begun(chosen, "making"), {
    code: "second-password-required",
    facts: { of: "mac" },
  }).clientFiles;
  assert.deepEqual([second.needs, second.options.otherPassword], [{ ...needs, secondPassword: true }, false]);
});

test("a window that the user closed leaves everything as it was", () => {
  assert.deepEqual(pickingCancelled(begun(picked, "picking")).clientFiles, {
    ...picked.clientFiles,
    during: "picking",
    notPicked: true,
  });
  assert.equal(typed(pickingCancelled(begun(picked, "picking"))).clientFiles.notPicked, false);
});

test("a key without protection has no password of its own, and there is none in a .p12", () => {
  const api = optionsChosen(optionsChosen(clientChosen(opened, CLIENT.api), { form: "pem" }), { otherPassword: true });
  const plain = optionsChosen(api, { plainKey: true }).clientFiles.options;
  assert.deepEqual([plain.plainKey, plain.otherPassword], [true, false]);
  assert.equal(
    optionsChosen(optionsChosen(api, { plainKey: true }), { form: "p12" }).clientFiles.options.plainKey,
    false,
  );
  // The choice does not follow to another client unseen.
  assert.equal(
    clientChosen(clientChosen(optionsChosen(api, { plainKey: true }), CLIENT.browser), "api").clientFiles.options
      .plainKey,
    false,
  );
});

test("settings are those of one client", () => {
  const settings = settingsRead(chosen, "monsiaj.jsonrpc.properties", contents);
  assert.equal(settings.clientFiles.settings.connection, null);
  assert.equal(connectionChosen(settings, 0).clientFiles.settings.connection, 0);
  assert.equal(clientChosen(settings, CLIENT.glclient2).clientFiles.settings, null);
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
  assert.deepEqual(paths(chosen), [
    "%userprofile%\\.monsiaj\\certificates",
    "%userprofile%\\.monsiaj\\monsiaj.jsonrpc.properties",
  ]);
  const settings = settingsRead(chosen, "monsiaj.jsonrpc.properties", contents);
  assert.deepEqual(paths(filesMade(begun(settings, "making"), files, null)), [
    "C:\\Users\\clinic\\.monsiaj\\certificates",
    "C:\\Users\\clinic\\.monsiaj\\certificates\\20291122101500.p12",
    "C:\\Users\\clinic\\.monsiaj\\certificates\\20291122101500.pass",
    "C:\\Users\\clinic\\.monsiaj\\monsiaj.jsonrpc.properties",
  ]);
  // As the user said it, and the settings have it.
  const said = { connections: [connection(0, { folder: "D:\\.monsiaj" })] };
  const elsewhere = folderWritten(
    begun(picked, "writing"),
    { paths: files.map(({ path }) => path), backup: null },
    said,
  );
  assert.equal(paths(elsewhere)[1], "D:\\.monsiaj\\certificates\\20291122101500.p12");
  assert.deepEqual(paths(clientChosen(opened, CLIENT.glclient2)), [
    "~/.glclient2/certificates",
    "~/.glclient2/config.json",
  ]);
  assert.deepEqual(paths(fileAdded(clientChosen(opened, CLIENT.receview), "oldFile", "日レセ.p12")), ["日レセ.p12"]);
});

test("both folder names of glclient2 are accepted; settings that name only the home get the chosen one", () => {
  const glclient2 = clientChosen(opened, CLIENT.glclient2);
  const at = (place, more = {}) => ({ connections: [connection(0, { folder: place, ...more })] });
  assert.ok(isEitherFolder(glclient2.clientFiles));
  for (const name of CLIENT.glclient2.folder.names) {
    const guessed = at("/home/a/.glclient2", { folderIsGuessed: true });
    const inFolder = folderPicked(begun(glclient2, "picking"), name, guessed).clientFiles;
    assert.equal(inFolder.folder.isOther, false);
    assert.equal(folderInSettings(inFolder), `/home/a/${name}`);
    assert.equal(folderOf(inFolder), `/home/a/${name}`);
    assert.deepEqual([isEitherFolder(inFolder), namesOtherFolder(inFolder)], [false, false]);
    assert.equal(folderOf(folderPicked(begun(glclient2, "picking"), name, null).clientFiles), `~/${name}`);
    // A path that goes through the folder says more than the folder's name.
    for (const other of CLIENT.glclient2.folder.names) {
      const through = folderPicked(begun(glclient2, "picking"), name, at(`/home/a/${other}`)).clientFiles;
      assert.equal(folderInSettings(through), `/home/a/${other}`);
      assert.equal(namesOtherFolder(through), name !== other, `${name} chosen, ${other} named`);
    }
  }
  const byHand = (contents) => settingsRead(glclient2, "config.json", contents).clientFiles;
  assert.equal(isEitherFolder(byHand(at("/home/a/.glclient2", { folderIsGuessed: true }))), true);
  assert.equal(isEitherFolder(byHand(at("/home/a/.glclient"))), false);
  assert.equal(
    folderPicked(begun(glclient2, "picking"), ".glclient3", at("/home/a/.glclient")).clientFiles.folder.isOther,
    true,
  );
  assert.equal(isEitherFolder(chosen.clientFiles), false);
});

test("レセ電ビューア needs a key file unless its settings or the file's name say that it uses a .p12", () => {
  const receview = clientChosen(opened, CLIENT.receview);
  assert.equal(isPair(receview.clientFiles), false);
  for (const [name, pair] of [
    ["a.crt", true],
    ["a.pem", true],
    ["a.p12", false],
    ["a.PFX", false],
  ]) {
    assert.equal(isPair(fileAdded(receview, "oldFile", name).clientFiles), pair, name);
    const named = {
      connections: [connection(0, { certificate: `C:\\a\\${name}`, key: "C:\\a\\a.key", folder: null })],
    };
    const read = settingsRead(fileAdded(receview, "oldFile", "other.crt"), "receview.conf", named).clientFiles;
    assert.equal(isPair(read), pair, name);
    assert.deepEqual(
      items(read).map(({ path }) => path),
      [`C:\\a\\${name}`, "C:\\a\\a.key", "receview.conf"],
    );
  }
  const both = fileAdded(fileAdded(receview, "oldFile", "a.crt"), "oldKeyFile", "a.pem");
  assert.deepEqual(
    items(both.clientFiles).map(({ path }) => path),
    ["a.crt", "a.pem"],
  );
  const other = clientChosen(both, CLIENT.api).clientFiles;
  assert.deepEqual([other.oldFileName, other.oldKeyFileName], [null, null]);
});

test("the browser of a computer that opens only the compatible form gets that one, and no other client does", () => {
  const protection = (state) => state.clientFiles.options.protection;
  const browser = clientChosen(opened, CLIENT.browser, true);
  assert.equal(protection(browser), "compatible");
  assert.equal(protection(clientChosen(opened, CLIENT.browser, false)), "issued");
  assert.equal(protection(clientChosen(opened, CLIENT.monsiaj, true)), "issued");
  assert.equal(protection(clientChosen(browser, CLIENT.monsiaj, true)), "issued");
  // What the user optionsChosen for another client stays.
  assert.equal(protection(clientChosen(optionsChosen(chosen, { protection: "modern" }), "glclient2", true)), "modern");
});
