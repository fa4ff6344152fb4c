// @ts-check
// Reads what people drop, choose and paste. Files that belong together become one card: a .p12 and its .pass, a .crt,
// its .pem and .pass, a ZIP archive, the whole folder of a client. Everything here happens on this computer; nothing is
// sent anywhere. A password that stands in a file goes to the module and nowhere else: not into the state, the page or
// any storage.

import { ARCHIVE_LIMITS, isZip } from "./archive.js";
import { generations, looksLikeCertificate, nearest, passIn, roleOf, stemOf } from "./belonging.js";
import { inspected, judgeAgain, needOf } from "./checking.js";
import { load } from "./core.js";
import { LIMITS } from "./facts.js";
import { CoreFailure } from "./failure.js";
import { loadLater } from "./later-script.js";
import { loadFailures } from "./messages/index.js";
import { painted } from "./painted.js";
import {
  addFile,
  clockMoved,
  companionsFound,
  fileFailed,
  fileLocked,
  filePaired,
  fileRead,
  fileRecognized,
  fileRemoved,
  leafOf,
  moduleIs,
  NO_COMPANIONS,
} from "./state.js";

/** @typedef {import("./belonging.js").Pass} Pass */
/** @typedef {import("./checking.js").Store} Store */
/** @typedef {import("./core.js").Inspection} Inspection */
/** @typedef {import("./dropped.js").Dropped} Dropped */
/** @typedef {import("./state.js").Companions} Companions */
/** @typedef {import("./state.js").Failure} Failure */
/** @typedef {import("./state.js").Need} Need */
/**
 * A file whose octets are here, or that failed before. `name` is null for pasted text.
 * @typedef {{ name: string | null, bytes: Uint8Array, failure?: CoreFailure }} Loaded
 */
/**
 * What came together; `container`: the folder or archive in which it was.
 * @typedef {{ container: string | null, files: Loaded[] }} Unit
 */
/**
 * @typedef {{ kind: "unread" }
 *   | { kind: "read", inspection: Inspection }
 *   | { kind: "locked", need: Need, open: Inspection | null }
 *   | { kind: "key" }
 *   | { kind: "failed", failure: Failure }
 * } Outcome
 */
/**
 * A file on its way to a card.
 * @typedef {{
 *   id: number,
 *   fileName: string | null,
 *   name: string,
 *   bytes: Uint8Array,
 *   outcome: Outcome,
 *   companions: Companions,
 * }} Member
 */

/** Each one that is tried takes as long as the file asks for. */
const MOST_PASSWORDS = 8;
const MOST_PAIRS = 8;
const FEW_FILES = 3;
/** Of one folder or archive, for all its files. */
const MOST_TRIES = 200;

let lastId = 0;
/** Those that belong to nothing yet, by the card that says so. @type {Map<number, Pass>} */
const lonePasses = new Map();
/**
 * What could not be read because the module was not there, and the cards that say so.
 * @type {{ unit: Unit, cards: Map<Loaded, number>, whole: number | null }[]}
 */
let waiting = [];

/** @param {Store} store @param {Dropped[] | Promise<Dropped[]>} dropped */
export async function checkFiles(store, dropped) {
  const all = await dropped;
  const folders = [...new Set(all.map(({ folder }) => folder))].filter((folder) => folder !== null);
  // Newest first on the page: from the last to the first, so that they stand in the order in which they were chosen.
  for (const folder of folders.reverse())
    await checkUnit(store, { container: folder, files: await inFolder(all.filter((one) => one.folder === folder)) });
  const files = await Promise.all(all.filter(({ folder }) => folder === null).map(loaded));
  /** @type {Loaded[]} */
  const archives = [];
  for (const file of files) if (isZip(file.bytes) && (await isArchive(store, file))) archives.push(file);
  for (const archive of archives.toReversed()) await checkArchive(store, archive);
  const others = files.filter((file) => !archives.includes(file));
  if (others.length > 0) await checkUnit(store, { container: null, files: others });
}

/** @param {Store} store @param {string} text */
export function checkText(store, text) {
  return checkUnit(store, { container: null, files: [{ name: null, bytes: new TextEncoder().encode(text) }] });
}

/** What could not be read because the module was not there, once it is. @param {Store} store */
export async function checkAgain(store) {
  const units = waiting;
  waiting = [];
  const isThere = (/** @type {number | null | undefined} */ id) => store.get().cards.some((card) => card.id === id);
  for (const { unit, cards, whole } of units) {
    if (whole !== null && !isThere(whole)) continue;
    // What was removed meanwhile stays away.
    await checkUnit(store, {
      ...unit,
      files: unit.files.filter((file) => !cards.has(file) || isThere(cards.get(file))),
    });
    if (whole !== null) store.set(fileRemoved(store.get(), whole));
  }
  for (const card of store.get().cards) {
    const waited = card.status === "failed" && card.failure.code === "module-unavailable";
    if (waited) await checkUnit(store, { container: null, files: [{ name: card.fileName, bytes: card.bytes }] });
  }
}

/** @param {Dropped} dropped @returns {Promise<Loaded>} */
async function loaded({ name, file }) {
  const none = new Uint8Array();
  if (file === null) return { name, bytes: none, failure: new CoreFailure("unreadable-file") };
  // Before the bytes are loaded: a film that is dropped by mistake does not fill the memory.
  if (file.size > LIMITS.fileBytes)
    return {
      name,
      bytes: none,
      failure: new CoreFailure("file-too-large", { size: file.size, limit: LIMITS.fileBytes }),
    };
  try {
    return { name, bytes: new Uint8Array(await file.arrayBuffer()) };
  } catch {
    return { name, bytes: none, failure: new CoreFailure("unreadable-file") };
  }
}

/** What is too large in a folder is no certificate, and nobody has asked for it. @param {Dropped[]} files */
async function inFolder(files) {
  const found = [];
  let left = ARCHIVE_LIMITS.bytes;
  for (const one of files) {
    const size = one.file?.size ?? 0;
    if (size <= LIMITS.fileBytes) left -= size;
    found.push(
      left < 0
        ? {
            name: one.name,
            bytes: new Uint8Array(),
            failure: new CoreFailure("file-too-large", { size, limit: LIMITS.fileBytes }),
          }
        : await loaded(one),
    );
  }
  return found;
}

/** @param {Store} store @param {Loaded} archive */
async function checkArchive(store, archive) {
  const files = await filesOf(store, archive);
  const isRead = !files.some(({ failure }) => failure);
  await checkUnit(store, { container: isRead ? (archive.name ?? "") : null, files });
}

/** @param {Store} store @param {Loaded} archive */
async function filesOf(store, archive) {
  try {
    return (await loadLater(store.get().language)).filesOf(archive);
  } catch {
    return [{ ...archive, failure: new CoreFailure("module-unavailable") }];
  }
}

/**
 * Archives among the files are replaced by what is in them; where what reads them does not load, they say so.
 * @param {Store} store
 * @param {Loaded[]} files
 * @returns {Promise<Loaded[]>}
 */
async function unpacked(store, files) {
  if (!files.some(({ bytes }) => isZip(bytes))) return files;
  const loading = await loadLater(store.get().language).catch(() => null);
  if (loading === null)
    return files.map((file) =>
      isZip(file.bytes) ? { ...file, failure: new CoreFailure("module-unavailable") } : file,
    );
  return loading.unpacked(files, (file) => isArchive(store, file));
}

/** Whether it is an archive and no document, which begins alike. @param {Store} store @param {Loaded} file */
async function isArchive(store, { bytes, name }) {
  try {
    await inspected(store, bytes, name ?? "");
    return false;
  } catch (error) {
    const { code, facts } = asFailure(error);
    return code !== "unsupported-format" || facts.looksLike === "zip";
  }
}

/** @param {Store} store @param {Unit} unit */
async function checkUnit(store, unit) {
  const before = store.get();
  const { container } = unit;
  const files = container === null ? unit.files : await unpacked(store, unit.files);
  const named = files.map((file) => ({
    ...file,
    name: file.name ?? "",
    fileName: file.name,
    role: file.failure ? "other" : roleOf(file.name ?? "", file.bytes.length),
  }));
  const passes = named.filter(({ role }) => role === "password").map(({ name, bytes }) => passIn(name, bytes));
  const aside = named.filter(({ role }) => role === "settings" || role === "readme");
  const members = named
    .filter(({ role }) => role === "other")
    .map(
      ({ name, fileName, bytes, failure }) =>
        /** @type {Member} */ ({
          id: ++lastId,
          name,
          fileName,
          bytes,
          outcome: failure ? { kind: "failed", failure } : { kind: "unread" },
          companions: { ...NO_COMPANIONS, container, files: [], others: [], unseen: [] },
        }),
    );
  // Of a folder or an archive there is one card until it is known what is in it.
  const whole = container === null ? null : ++lastId;
  if (whole !== null) store.set(addFile(store.get(), { id: whole, fileName: container, bytes: new Uint8Array() }));
  else for (const member of members.toReversed()) store.set(addFile(store.get(), member));
  // The first few are read before a browser would draw anyway, and what takes long lets it draw: see inspectAsync.
  if (members.length > FEW_FILES) await painted();
  if (!(await moduleIsThere(store))) {
    const ofMembers = files.filter((_, place) => named[place]?.role === "other");
    waiting.push({
      unit,
      whole,
      cards: new Map(whole === null ? ofMembers.map((file, place) => [file, members[place]?.id ?? 0]) : []),
    });
    for (const id of whole === null ? members.map((member) => member.id) : [whole])
      store.set(fileFailed(store.get(), id, new CoreFailure("module-unavailable")));
    return;
  }
  const used = /** @type {Set<Pass>} */ (new Set());
  const tries = { left: MOST_TRIES };
  for (const member of members.toReversed()) {
    if (whole !== null && isGone(store, whole)) return;
    if (member.outcome.kind === "unread")
      member.outcome = await examined(store, member, [...passes, ...waitingPasses(store)], used, tries);
    if (member.outcome.kind === "failed") await loadFailures(store.get().language);
    const alone = members.every((other) => other === member || stemOf(other.name) !== stemOf(member.name));
    if (whole === null && alone && member.outcome.kind !== "key") show(store, member);
  }
  const gone = await paired(store, members, passes, used);
  if (whole !== null && isGone(store, whole)) return;
  const shown = united(
    members.filter((member) => !gone.has(member)),
    container !== null,
  );
  for (const pass of passes) {
    const owner = shown.find(({ name }) => stemOf(name) === stemOf(pass.name));
    if (owner) used.add(pass);
    if (owner && !owner.companions.files.includes(pass.name)) owner.companions.files.push(pass.name);
  }
  forgetUsed(store, used);
  const unused = named.filter(({ role, name }) => role === "password" && ![...used].some((pass) => pass.name === name));
  if (whole === null) showLoose(store, members, shown, [...unused, ...aside], passes);
  else showWhole(store, whole, shown, [...unused, ...aside], files.length);
  await openLocked(store);
  // Another policy was chosen meanwhile, or the clock turned out to be wrong.
  if (store.get().policy !== before.policy || clockMoved(before, store.get())) await judgeAgain(store);
}

/**
 * Loose files: each has its card.
 * @param {Store} store
 * @param {Member[]} members
 * @param {Member[]} shown
 * @param {(Loaded & { name: string, role: string })[]} others
 * @param {Pass[]} passes
 */
function showLoose(store, members, shown, others, passes) {
  for (const member of members) if (!shown.includes(member)) store.set(fileRemoved(store.get(), member.id));
  const [only, ...further] = shown.filter(({ outcome }) => outcome.kind !== "failed");
  for (const { name, bytes, role } of others) {
    const pass = passes.find((one) => one.name === name);
    // Settings and README beside the one certificate that they came with.
    if (role !== "password" && only && further.length === 0) only.companions.others.push(name);
    else {
      const id = ++lastId;
      store.set(
        fileRecognized(
          addFile(store.get(), { id, fileName: name, bytes: role === "password" ? new Uint8Array() : bytes }),
          id,
          role === "password" ? "password-file" : role === "settings" ? "settings" : "readme",
        ),
      );
      if (pass) lonePasses.set(id, pass);
    }
  }
  for (const member of shown) show(store, member);
}

/**
 * A folder or an archive: what is no certificate is named, and older certificates stand with the one that took their
 * place.
 * @param {Store} store
 * @param {number} whole
 * @param {Member[]} shown
 * @param {(Loaded & { name: string })[]} others
 * @param {number} count
 */
function showWhole(store, whole, shown, others, count) {
  const hasFailed = (/** @type {Member} */ { outcome }, /** @type {string[]} */ ...codes) =>
    outcome.kind === "failed" && codes.includes(outcome.failure.code);
  const isUnseen = (/** @type {Member} */ member) =>
    !looksLikeCertificate(member.name) && hasFailed(member, "file-too-large", "unreadable-file", "zip");
  const isNone = (/** @type {Member} */ member) =>
    member.outcome.kind === "key" || (!looksLikeCertificate(member.name) && hasFailed(member, "unsupported-format"));
  const namesOf = (/** @type {{ name: string }[]} */ files) => files.map(({ name }) => name).sort();
  const rest = namesOf([...shown.filter(isNone), ...others]);
  const unseen = namesOf(shown.filter(isUnseen));
  const certificates = shown.filter((member) => !isNone(member) && !isUnseen(member));
  if (certificates.length === 0) {
    store.set(
      companionsFound(fileRecognized(store.get(), whole, "no-certificate", count - unseen.length), whole, { unseen }),
    );
    return;
  }
  for (const member of certificates.toReversed()) {
    store.set(addFile(store.get(), member));
    show(store, member);
  }
  const ids = certificates.map(({ id }) => id);
  for (const { newest, older } of generations(store.get().cards.filter(({ id }) => ids.includes(id)))) {
    const replaced = older.map((card) => ({
      name: card.fileName ?? "",
      notAfter: card.status === "read" ? (leafOf(card.inspection)?.notAfter ?? "") : "",
    }));
    store.set(companionsFound(store.get(), newest.id, { older: replaced }));
    for (const { id } of older) store.set(fileRemoved(store.get(), id));
  }
  store.set(fileRemoved(store.get(), whole));
  const first = store.get().cards.find(({ id }) => ids.includes(id));
  if (first) store.set(companionsFound(store.get(), first.id, { others: rest, unseen }));
}

/** Whether somebody has removed a card. @param {Store} store @param {number} id */
function isGone(store, id) {
  return !store.get().cards.some((card) => card.id === id);
}

/** @param {Store} store */
async function moduleIsThere(store) {
  try {
    await load();
    store.set(moduleIs(store.get(), "ready"));
    return true;
  } catch {
    store.set(moduleIs(store.get(), "failed"));
    return false;
  }
}

/**
 * Reads a file; where it is locked, with the passwords that came with it, its own one first.
 * @param {Store} store
 * @param {Member} member
 * @param {Pass[]} passes
 * @param {Set<Pass>} used
 * @param {{ left: number }} budget how many passwords are tried
 * @returns {Promise<Outcome>}
 */
async function examined(store, { name, bytes, companions }, passes, used, budget) {
  const own = passes.filter((pass) => stemOf(pass.name) === stemOf(name));
  const others = passes.filter((pass) => !own.includes(pass));
  /** What stands in the clear. @type {Inspection | null} */
  let open = null;
  /** @type {Need} */
  let need = "password";
  /** @type {(Pass | null)[]} */
  const tries = [...own, null, ...others].slice(0, MOST_PASSWORDS);
  let isRefused = false;
  for (const pass of tries) {
    if (pass !== null) {
      if (budget.left <= 0) break;
      budget.left -= 1;
    }
    try {
      const inspection = await inspected(store, bytes, name, pass?.password);
      if (inspection.locked !== null) {
        open = inspection;
        if (inspection.locked === "account") need = "account";
        continue;
      }
      // Of a .pass that was not needed nobody knows whether it is right.
      if (pass !== null && inspection.format === "pkcs12") {
        used.add(pass);
        Object.assign(companions, { opener: pass.name, files: [...companions.files, pass.name] });
      }
      return { kind: "read", inspection };
    } catch (error) {
      const failure = asFailure(error);
      if (failure.code === "unsupported-format" && failure.facts.looksLike === "private-key") return { kind: "key" };
      const wanted = needOf(failure);
      if (wanted === null) return { kind: "failed", failure };
      if (wanted !== "password") need = wanted;
      else if (pass !== null && pass === own[0]) isRefused = true;
    }
  }
  if (own[0] && isRefused) companions.refused = own[0].name;
  return { kind: "locked", need, open };
}

/**
 * Gives private keys to the certificates they belong to, by name or by content; returns those that have found theirs.
 * @param {Store} store
 * @param {Member[]} members
 * @param {Pass[]} passes
 * @param {Set<Pass>} used
 */
async function paired(store, members, passes, used) {
  /** @type {Set<Member>} */
  const gone = new Set();
  for (const key of members.filter(({ outcome }) => outcome.kind === "key")) {
    const owner = await ownerOf(store, key, keyless(store, members), [...passes, ...waitingPasses(store)], used);
    if (owner === null) continue;
    owner.companions.key = { name: key.name, bytes: key.bytes };
    owner.companions.files.push(key.name);
    gone.add(key);
    if (!members.includes(owner) && owner.outcome.kind === "read")
      store.set(
        companionsFound(filePaired(store.get(), owner.id, owner.outcome.inspection), owner.id, owner.companions),
      );
  }
  return gone;
}

/**
 * Certificates without a key: of what was dropped, then of what is on the page.
 * @param {Store} store
 * @param {Member[]} members
 * @returns {Member[]}
 */
function keyless(store, members) {
  const lacksKey = (/** @type {Member} */ { outcome, companions }) =>
    outcome.kind === "read" &&
    leafOf(outcome.inspection) !== null &&
    !outcome.inspection.hasPrivateKey &&
    companions.key === null;
  const before = store.get().cards.flatMap((card) => {
    if (card.status !== "read" || members.some(({ id }) => id === card.id)) return [];
    const { id, fileName, bytes, inspection, companions } = card;
    return [
      /** @type {Member} */ ({
        id,
        fileName,
        name: fileName ?? "",
        bytes,
        outcome: { kind: "read", inspection },
        companions: { ...companions, files: [...companions.files] },
      }),
    ];
  });
  return [...members, ...before].filter(lacksKey);
}

/**
 * @param {Store} store
 * @param {Member} key
 * @param {Member[]} certificates
 * @param {Pass[]} passes
 * @param {Set<Pass>} used
 * @returns {Promise<Member | null>}
 */
async function ownerOf(store, key, certificates, passes, used) {
  for (const certificate of nearest(key.name, certificates).slice(0, MOST_PAIRS)) {
    const isNamesake = key.name !== "" && stemOf(certificate.name) === stemOf(key.name);
    const tries = [null, ...nearest(key.name, passes)].slice(0, MOST_PASSWORDS);
    let locked = false;
    for (const pass of tries) {
      try {
        const inspection = await inspected(store, certificate.bytes, certificate.name, pass?.password, key.bytes);
        locked = inspection.locked !== null && inspection.keyMatches !== true;
        // Of several keys one may need the next password.
        if (locked) continue;
        if (inspection.keyMatches !== true && !(inspection.keyMatches === null && isNamesake)) break;
        if (pass !== null) {
          used.add(pass);
          Object.assign(certificate.companions, {
            opener: pass.name,
            files: [...certificate.companions.files, pass.name],
          });
        }
        certificate.outcome = { kind: "read", inspection };
        return certificate;
      } catch (error) {
        locked = needOf(asFailure(error)) !== null;
        if (!locked) break;
      }
    }
    // Whose it is shows once it is opened; until then its name is all there is.
    if (locked && isNamesake) return certificate;
  }
  return null;
}

/**
 * The same certificate in several forms, as `T.p12` and `T.crt`, is one; the form with the key stands for it.
 * @param {Member[]} members
 * @param {boolean} inOnePlace
 * @returns {Member[]}
 */
function united(members, inOnePlace) {
  /** @type {Member[]} */
  const left = [];
  const print = (/** @type {Member} */ { outcome }) =>
    outcome.kind === "read" ? leafOf(outcome.inspection)?.fingerprintSha256 : undefined;
  const rank = (/** @type {Member} */ { outcome }) =>
    outcome.kind !== "read" ? 0 : outcome.inspection.format === "pkcs12" ? 3 : outcome.inspection.hasPrivateKey ? 2 : 1;
  for (const member of members.toSorted((a, b) => rank(b) - rank(a))) {
    const same = left.find(
      (other) =>
        print(other) !== undefined &&
        print(other) === print(member) &&
        (stemOf(other.name) === stemOf(member.name) || inOnePlace),
    );
    // Two .p12 that people keep apart stay apart.
    const joins = same !== undefined && (stemOf(same.name) === stemOf(member.name) || rank(member) < 3);
    if (joins)
      same.companions.files.push(
        member.name,
        ...member.companions.files.filter((file) => !same.companions.files.includes(file)),
      );
    else left.push(member);
  }
  return members.filter((member) => left.includes(member));
}

/** @param {Store} store @param {Member} member */
function show(store, { id, outcome, companions }) {
  const state = companionsFound(store.get(), id, {
    ...companions,
    files: [...companions.files],
    others: [...companions.others],
  });
  switch (outcome.kind) {
    case "unread":
      return;
    case "read":
      return store.set(filePaired(fileRead(state, id, outcome.inspection), id, outcome.inspection));
    case "locked":
      return store.set(fileLocked(state, id, false, outcome.need, outcome.open));
    case "key":
      return store.set(fileRecognized(state, id, "private-key"));
    case "failed":
      return store.set(fileFailed(state, id, outcome.failure));
  }
}

/** A .pass that comes after its file. @param {Store} store */
async function openLocked(store) {
  for (const { id, status, fileName, bytes, companions } of store.get().cards) {
    if (status !== "locked" || lonePasses.size === 0) continue;
    const name = fileName ?? "";
    for (const pass of nearest(name, waitingPasses(store)).slice(0, MOST_PASSWORDS)) {
      try {
        const inspection = await inspected(store, bytes, name, pass.password);
        store.set(
          companionsFound(fileRead(store.get(), id, inspection), id, {
            ...companions,
            refused: null,
            opener: pass.name,
            files: [...companions.files, pass.name],
          }),
        );
        forgetUsed(store, new Set([pass]));
        break;
      } catch {
        // It stays locked.
      }
    }
  }
}

/** Those whose card is still there. @param {Store} store */
function waitingPasses(store) {
  for (const id of lonePasses.keys()) if (!store.get().cards.some((card) => card.id === id)) lonePasses.delete(id);
  return [...lonePasses.values()];
}

/** They belong to a card now, and need none of their own. @param {Store} store @param {Set<Pass>} used */
function forgetUsed(store, used) {
  for (const [id, pass] of lonePasses) {
    if (!used.has(pass)) continue;
    lonePasses.delete(id);
    store.set(fileRemoved(store.get(), id));
  }
}

/** @param {unknown} error */
function asFailure(error) {
  return error instanceof CoreFailure ? error : new CoreFailure("internal");
}
