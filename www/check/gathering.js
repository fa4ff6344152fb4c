// @ts-check
// Reads what people drop, choose and paste. Files that belong together become one card: a .p12 and its .pass, a .crt,
// its .pem and .pass, a ZIP archive, the whole folder of a client. Everything here happens on this computer; nothing is
// sent anywhere. A password that stands in a file goes to the module and nowhere else: not into the state, the page or
// any storage.

import { load } from "../certificate/core.js";
import { inspected } from "../certificate/judging.js";
import { leafOf } from "../certificate/leaf.js";
import { clockMoved } from "../certificate/surroundings.js";
import { CoreFailure } from "../common/failure.js";
import { painted } from "../common/painted.js";
import { loadFailures } from "../messages/index.js";
import { isZip } from "./archive.js";
import { generations, looksLikeCertificate, nearest, passIn, roleOf, stemOf } from "./belonging.js";
import { judgeAgain } from "./checking.js";
import { memberFound } from "./found.js";
import { inFolder, loaded } from "./loading.js";
import { united } from "./member.js";
import { examined, MOST_PASSWORDS, paired } from "./opening.js";
import {
  addFile,
  companionsFound,
  fileFailed,
  filePaired,
  fileRead,
  fileRecognized,
  fileRemoved,
  NO_COMPANIONS,
} from "./state.js";
import { filesOf, isArchive, unpacked } from "./unpacking.js";

/** @typedef {import("./belonging.js").Pass} Pass */
/** @typedef {import("./state.js").Card} Card */
/** @typedef {import("./checking.js").Store} Store */
/** @typedef {import("./dropped.js").Dropped} Dropped */
/** @typedef {import("./member.js").Loaded} Loaded */
/** @typedef {import("./member.js").Member} Member */
/** @typedef {import("./member.js").Unit} Unit */
/** @typedef {ReturnType<typeof createGathering>} Gathering */

const FEW_FILES = 3;
/** Of one folder or archive, for all its files. */
const MOST_TRIES = 200;

/**
 * Reads the files of one page.
 * @param {Store} store
 */
export function createGathering(store) {
  let lastId = 0;
  /** Those that belong to nothing yet, by the card that says so. @type {Map<number, Pass>} */
  const lonePasses = new Map();
  /**
   * What could not be read because the module was not there, and the cards that say so.
   * @type {{ unit: Unit, cards: Map<Loaded, number>, whole: number | null }[]}
   */
  let waiting = [];

  function newId() {
    lastId += 1;
    return lastId;
  }

  /** @param {Dropped[]} all */
  async function checkFiles(all) {
    const folders = [...new Set(all.map(({ folder }) => folder))].filter((folder) => folder !== null);
    // Newest first on the page: from the last to the first, so that they stand in the order in which they were chosen.
    for (const folder of folders.reverse())
      await checkUnit({ container: folder, files: await inFolder(all.filter((one) => one.folder === folder)) });
    const files = await Promise.all(all.filter(({ folder }) => folder === null).map(loaded));
    /** @type {Loaded[]} */
    const archives = [];
    for (const file of files) if (isZip(file.bytes) && (await isArchive(store, file))) archives.push(file);
    for (const archive of archives.toReversed()) await checkArchive(archive);
    const others = files.filter((file) => !archives.includes(file));
    if (others.length > 0) await checkUnit({ container: null, files: others });
  }

  /** @param {string} text */
  function checkText(text) {
    return checkUnit({ container: null, files: [{ name: null, bytes: new TextEncoder().encode(text) }] });
  }

  /** What could not be read because the module was not there, once it is. */
  async function checkAgain() {
    const units = waiting;
    waiting = [];
    const isThere = (/** @type {number | null | undefined} */ id) => store.get().cards.some((card) => card.id === id);
    for (const { unit, cards, whole } of units) {
      if (whole !== null && !isThere(whole)) continue;
      // What was removed meanwhile stays away.
      await checkUnit({
        ...unit,
        files: unit.files.filter((file) => !cards.has(file) || isThere(cards.get(file))),
      });
      if (whole !== null) store.apply(fileRemoved, whole);
    }
    for (const card of store.get().cards) {
      const waited = card.status === "failed" && card.failure.code === "module-unavailable";
      if (waited) await checkUnit({ container: null, files: [{ name: card.fileName, bytes: card.bytes }] });
    }
  }

  /** @param {Loaded} archive */
  async function checkArchive(archive) {
    const files = await filesOf(store, archive);
    const isRead = !files.some(({ failure }) => failure);
    await checkUnit({ container: isRead ? (archive.name ?? "") : null, files });
  }

  /** @param {Unit} unit */
  async function checkUnit(unit) {
    const { policy, clock } = store.get();
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
            id: newId(),
            name,
            fileName,
            bytes,
            outcome: failure ? { kind: "failed", failure } : { kind: "unread" },
            companions: { ...NO_COMPANIONS, container, files: [], others: [], unseen: [] },
          }),
      );
    // Of a folder or an archive there is one card until it is known what is in it.
    const whole = container === null ? null : newId();
    if (whole !== null) store.apply(addFile, { id: whole, fileName: container, bytes: new Uint8Array() });
    else for (const member of members.toReversed()) store.apply(addFile, member);
    // The first few are read before a browser would draw anyway, and what takes long lets it draw: see inspectAsync.
    if (members.length > FEW_FILES) await painted();
    if (!(await moduleIsThere())) {
      const ofMembers = files.filter((_, place) => named[place]?.role === "other");
      waiting.push({
        unit,
        whole,
        cards: new Map(whole === null ? ofMembers.map((file, place) => [file, members[place]?.id ?? 0]) : []),
      });
      for (const id of whole === null ? members.map((member) => member.id) : [whole])
        store.apply(fileFailed, id, new CoreFailure("module-unavailable"));
      return;
    }
    const used = /** @type {Set<Pass>} */ (new Set());
    const tries = { left: MOST_TRIES };
    for (const member of members.toReversed()) {
      if (whole !== null && isGone(store, whole)) return;
      if (member.outcome.kind === "unread")
        member.outcome = await examined(store, member, [...passes, ...waitingPasses()], used, tries);
      if (needsFailures(member)) await loadFailures(store.get().language);
      const alone = members.every((other) => other === member || stemOf(other.name) !== stemOf(member.name));
      if (whole === null && alone && member.outcome.kind !== "key") store.apply(memberFound, member);
    }
    const before = membersOf(store.get().cards.filter(({ id }) => members.every((member) => member.id !== id)));
    const gone = await paired(store, members, before, () => [...passes, ...waitingPasses()], used);
    for (const { id, outcome, companions } of before)
      if (companions.key !== null && outcome.kind === "read")
        store.set(companionsFound(filePaired(store.get(), id, outcome.inspection), id, companions));
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
    forgetUsed(used);
    const unused = named.filter(
      ({ role, name }) => role === "password" && ![...used].some((pass) => pass.name === name),
    );
    const others = [...unused, ...aside];
    // What is no certificate is unusual, too.
    if (whole !== null || others.length > 0 || shown.some(({ outcome }) => outcome.kind === "key"))
      await loadFailures(store.get().language);
    if (whole !== null && isGone(store, whole)) return;
    if (whole === null) showLoose(members, shown, others, passes);
    else showWhole(whole, shown, others, files.length);
    await openLocked();
    // Another policy was chosen meanwhile, or the clock turned out to be wrong.
    if (store.get().policy !== policy || clockMoved({ clock }, store.get())) await judgeAgain(store);
  }

  /**
   * Loose files: each has its card.
   * @param {Member[]} members
   * @param {Member[]} shown
   * @param {(Loaded & { name: string, role: string })[]} others
   * @param {Pass[]} passes
   */
  function showLoose(members, shown, others, passes) {
    for (const member of members) if (!shown.includes(member)) store.apply(fileRemoved, member.id);
    const [only, ...further] = shown.filter(({ outcome }) => outcome.kind !== "failed");
    for (const { name, bytes, role } of others) {
      const pass = passes.find((one) => one.name === name);
      // Settings and README beside the one certificate that they came with.
      if (role !== "password" && only && further.length === 0) only.companions.others.push(name);
      else {
        const id = newId();
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
    for (const member of shown) store.apply(memberFound, member);
  }

  /**
   * A folder or an archive: what is no certificate is named, and older certificates stand with the one that took their
   * place.
   * @param {number} whole
   * @param {Member[]} shown
   * @param {(Loaded & { name: string })[]} others
   * @param {number} count
   */
  function showWhole(whole, shown, others, count) {
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
        companionsFound(fileRecognized(store.get(), whole, "no-certificate", count - unseen.length), whole, {
          unseen,
        }),
      );
      return;
    }
    for (const member of certificates.toReversed()) {
      store.apply(addFile, member);
      store.apply(memberFound, member);
    }
    const ids = certificates.map(({ id }) => id);
    for (const { newest, older } of generations(store.get().cards.filter(({ id }) => ids.includes(id)))) {
      const replaced = older.map((card) => ({
        name: card.fileName ?? "",
        notAfter: card.status === "read" ? (leafOf(card.inspection)?.notAfter ?? "") : "",
      }));
      store.apply(companionsFound, newest.id, { older: replaced });
      for (const { id } of older) store.apply(fileRemoved, id);
    }
    store.apply(fileRemoved, whole);
    const first = store.get().cards.find(({ id }) => ids.includes(id));
    if (first) store.apply(companionsFound, first.id, { others: rest, unseen });
  }

  /** A .pass that comes after its file. */
  async function openLocked() {
    for (const { id, status, fileName, bytes, companions } of store.get().cards) {
      if (status !== "locked" || lonePasses.size === 0) continue;
      const name = fileName ?? "";
      for (const pass of nearest(name, waitingPasses()).slice(0, MOST_PASSWORDS)) {
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
          forgetUsed(new Set([pass]));
          break;
        } catch {
          // It stays locked.
        }
      }
    }
  }

  /** Those whose card is still there. */
  function waitingPasses() {
    for (const id of lonePasses.keys()) if (!store.get().cards.some((card) => card.id === id)) lonePasses.delete(id);
    return [...lonePasses.values()];
  }

  /** They belong to a card now, and need none of their own. @param {Set<Pass>} used */
  function forgetUsed(used) {
    for (const [id, pass] of lonePasses) {
      if (!used.has(pass)) continue;
      lonePasses.delete(id);
      store.apply(fileRemoved, id);
    }
  }

  return {
    newId,
    checkFiles,
    checkText,
    checkAgain,
  };
}

/** Whether there is something unusual to say of it. @param {Member} member */
function needsFailures({ outcome }) {
  return outcome.kind === "failed" || (outcome.kind === "read" && outcome.inspection.passwordForm !== null);
}

/** Certificates that were read before, and have no key yet. @param {Card[]} cards @returns {Member[]} */
function membersOf(cards) {
  return cards.flatMap((card) => {
    if (card.status !== "read" || card.companions.key !== null) return [];
    const { id, fileName, bytes, inspection, companions } = card;
    return [
      {
        id,
        fileName,
        name: fileName ?? "",
        bytes,
        outcome: { kind: /** @type {const} */ ("read"), inspection },
        companions: { ...companions, files: [...companions.files] },
      },
    ];
  });
}

/** Whether somebody has removed a card. @param {Store} store @param {number} id */
function isGone(store, id) {
  return !store.get().cards.some((card) => card.id === id);
}

async function moduleIsThere() {
  try {
    await load();
    return true;
  } catch {
    return false;
  }
}
