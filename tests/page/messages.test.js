// Both languages say everything: every key, every fact, every code of the module.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { FIELDS } from "../../www/check/policy/fields.js";
import { loadLanguage, translator } from "../../www/messages/index.js";
import { chooseLanguage } from "../../www/messages/language.js";
import { en, ja, PARTS } from "./messages.js";

await loadLanguage("en");

const LANGUAGES = { ja, en };
const www = new URL("../../www/", import.meta.url);

/** The kebab-case names of the variants of a Rust enum: the module's codes, taken from where they are defined. */
function variants(source, name) {
  const text = readFileSync(new URL(`../../src/${source}`, import.meta.url), "utf8");
  const body = text.match(new RegExp(`pub enum ${name} \\{\\n([\\s\\S]*?)\\n\\}`))?.[1] ?? "";
  const names = [...body.matchAll(/^ {4}([A-Z]\w*)\s*(?:,|\{|\()/gm)].map(([, variant]) =>
    variant.replace(/(?<=.)([A-Z])/g, "-$1").toLowerCase(),
  );
  assert.ok(names.length > 1, `${name} is found in ${source}`);
  return names;
}

/** Every text of the page's own files. */
function sources() {
  return readdirSync(www, { recursive: true })
    .filter((name) => /\.(js|html)$/.test(name) && !name.startsWith("messages"))
    .map((name) => [name, readFileSync(new URL(name, www), "utf8")]);
}

function hasWords(keys) {
  for (const [language, messages] of Object.entries(LANGUAGES)) {
    for (const key of keys) assert.ok(messages[key]?.trim(), `${language} has words for ${key}`);
  }
}

const placeholders = (text) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

test("both languages have the same keys in the same parts, and each key is in one part", () => {
  const keys = (parts) => Object.entries(parts).map(([part, words]) => [part, Object.keys(words).sort()]);
  assert.deepEqual(keys(PARTS.en), keys(PARTS.ja));
  const all = keys(PARTS.ja).flatMap(([, names]) => names);
  assert.deepEqual(all.sort(), Object.keys(ja).sort());
});

test("what is loaded at first names no words that are loaded later", () => {
  const later = /^(client-files|check\/(details|many|policy|summary|times)|renewal\/(taking|view\/command-line))\b/;
  const others = sources().filter(([name]) => !later.test(name));
  const keys = [PARTS.ja.failures, PARTS.ja.later].flatMap(Object.keys);
  assert.ok(keys.length > 300 && others.length > 40, `${keys.length} keys, ${others.length} files`);
  for (const key of keys) {
    const found = others.find(([, text]) => text.includes(`"${key}"`));
    // Its words are loaded before a failure is shown, and before anything is renewed.
    const isLoaded =
      found === undefined ||
      (key in PARTS.ja.failures && (found[0] === "certificate/words.js" || found[0].startsWith("renewal/"))) ||
      // As is the list of services, with its words.
      (/^(service|environment)\./.test(key) && found[0].startsWith("renewal/view/"));
    assert.ok(isLoaded, `${found?.[0]} names ${key}`);
  }
});

test("both languages use the same facts in every message", () => {
  for (const key of Object.keys(ja)) assert.deepEqual(placeholders(en[key]), placeholders(ja[key]), key);
});

test("no message is written in the other language", () => {
  for (const key of Object.keys(ja)) {
    assert.doesNotMatch(en[key].replaceAll("レセ電ビューア", ""), /[ぁ-んァ-ヶ一-龠]/, `en ${key}`);
  }
});

test("every error code says what happened and what to do next", () => {
  const page = [
    "zip",
    "unreadable-file",
    "insecure-page",
    "module-unavailable",
    "internal",
    "unknown",
    "broken-config",
    "no-service",
    "no-auth-host",
    "pending-lost",
  ];
  const renewal = ["timed-out", "blocked", "interrupted", "other-subject", "unknown-issuer", "same-serial-number"];
  hasWords(
    [...variants("error/mod.rs", "Error"), ...renewal, ...page].flatMap((code) => [
      `error.${code}`,
      `error.${code}.next`,
    ]),
  );
});

test("whatever is no alarm, and whatever keeps an archive closed, has words", () => {
  hasWords([
    ...["password-file", "settings", "readme", "private-key", "no-certificate"].flatMap((what) => [
      `recognized.${what}`,
      `recognized.${what}.sentence`,
      `recognized.${what}.next`,
    ]),
    ...["damaged", "encrypted", "unsupported", "too-many", "too-large"].flatMap((problem) => [
      `error.zip.${problem}`,
      `error.zip.${problem}.next`,
    ]),
  ]);
});

test("a wrong password of the server is distinguished from one that was typed", () => {
  hasWords(["error.wrong-password.bundle", "error.wrong-password.bundle.next"]);
});

test("a server that says when to come back is quoted", () => {
  hasWords(["error.refused.later", "error.refused.later.next"]);
});

test("every state of an issued certificate, of keeping, of saving and every refusal by nginx has words", () => {
  hasWords([
    ...["no", "maybe", "yes", "resumable", "rejected"].map((state) => `issued.${state}`),
    ...["not-yet", "kept", "unavailable"].map((state) => `keeping.${state}`),
    ...["handed", "written", "cancelled", "failed"].map((state) => `done.${state}`),
    ...["expired", "not-yet-valid", "revoked", "unknown-authority", "other"].flatMap((reason) => [
      `presented.refused-${reason}`,
      `presented.refused-${reason}.next`,
    ]),
    ...["unreadable", "not-json", "unknown-field", "wrong-value"].flatMap((problem) => [
      `error.broken-config.${problem}`,
      `error.broken-config.${problem}.next`,
    ]),
    ...variants("renewal/services.rs", "Environment").map((environment) => `environment.${environment}`),
    ...["file", "several", "nothing"].map((compared) => `unidentified.${compared}`),
  ]);
});

test("every refusal of the authority says what happened and what to do next", () => {
  const codes = [
    "certificate-required",
    "certificate-refused",
    "certificate-expired",
    "not-renewable",
    "too-early",
    "unknown-link",
    "used-link",
    "other-certificate",
    "unsupported-media-type",
    "foreign-origin",
    "authority-unavailable",
    "authority-timeout",
  ];
  hasWords(codes.flatMap((code) => [`refused.${code}`, `refused.${code}.next`]));
});

test("every decision, reason, client, format, limit and mistaken kind of file has words", () => {
  hasWords([
    ...variants("eligibility/mod.rs", "Decision").map((code) => `decision.${code}`),
    ...variants("eligibility/mod.rs", "Reason").flatMap((code) => [`reason.${code}`, `reason.${code}.next`]),
    ...FIELDS.map(({ name }) => `policy.${name}`),
    ...variants("input/format.rs", "Format").map((code) => `format.${code}`),
    ...variants("error/facts.rs", "LooksLike").map((code) => `looks-like.${code}`),
    ...variants("error/facts.rs", "Damage").flatMap((code) => [
      `error.damaged-as-text.${code}`,
      `error.damaged-as-text.${code}.next`,
    ]),
    ...variants("error/facts.rs", "Resource").flatMap((code) => [
      `error.too-much-work.${code}`,
      `error.too-much-work.${code}.next`,
    ]),
  ]);
});

test("every problem of settings, of a connection and of a folder, and every missing part has words", () => {
  hasWords([
    ...variants("error/facts.rs", "SettingsProblem").flatMap((code) => [
      `error.settings-unusable.${code}`,
      `error.settings-unusable.${code}.next`,
    ]),
    ...variants("error/facts.rs", "Missing").flatMap((code) => [
      `error.incomplete-file.${code}`,
      `error.incomplete-file.${code}.next`,
    ]),
    ...variants("clients/settings/mod.rs", "ConnectionProblem").map((code) => `files.problem.${code}`),
    ...["other-folder", "beside-program", "denied", "full", "exists", "changed", "damaged", "failed"].flatMap(
      (problem) => [`error.folder.${problem}`, `error.folder.${problem}.next`],
    ),
  ]);
});

test("every key that the page names is there", () => {
  for (const [name, text] of sources()) {
    for (const [, called, marked] of text.matchAll(/\bt\("([^"]+)"|data-message(?:-label)?="([^"]+)"/g)) {
      assert.ok(Object.hasOwn(ja, called ?? marked), `${name} names ${called ?? marked}`);
    }
  }
});

test("every key is used somewhere", () => {
  const text = sources()
    .map(([, content]) => content)
    .join("\n");
  const prefixes = [...text.matchAll(/`([\w.-]+[.-])\$\{/g)].map((match) => match[1]);
  for (const key of Object.keys(ja)) {
    const used = text.includes(`"${key.replace(/\.next$/, "")}"`) || prefixes.some((prefix) => key.startsWith(prefix));
    assert.ok(used, `${key} is used`);
  }
});

test("facts take their place in the words, and one that lacks is shown as a dash", () => {
  assert.equal(translator("en")("days.left.other", { count: "45" }), "45 days left");
  assert.equal(translator("en")("days.left.other"), "— days left");
});

test("the browser's first language that the page speaks is taken, else Japanese", () => {
  assert.equal(chooseLanguage(["fr-FR", "en-GB", "ja"]), "en");
  assert.equal(chooseLanguage(["ja-JP", "en-US"]), "ja");
  assert.equal(chooseLanguage(["fr-FR"]), "ja");
  assert.equal(chooseLanguage([]), "ja");
});
