// All words of the page, by language and part, and together.
import { readdirSync } from "node:fs";

const folder = new URL("../../www/messages/", import.meta.url);

/** @param {string} language @returns {Promise<Record<string, Record<string, string>>>} by part */
async function parts(language) {
  const files = readdirSync(new URL(`${language}/`, folder));
  const entries = files.map(async (file) => [
    file.replace(".js", ""),
    (await import(new URL(`${language}/${file}`, folder).href)).default,
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

export const PARTS = { ja: await parts("ja"), en: await parts("en") };
export const ja = Object.assign({}, ...Object.values(PARTS.ja));
export const en = Object.assign({}, ...Object.values(PARTS.en));
