import * as pkijs from "pkijs";
import { answerDrops } from "./page.js";

const COMMON_NAME = "2.5.4.3";

answerDrops(async (p12, text) => {
  const password = new TextEncoder().encode(text).buffer;
  const pfx = pkijs.PFX.fromBER(new Uint8Array(p12).buffer);
  await pfx.parseInternalValues({ password, checkIntegrity: true });
  // What it parsed has no type.
  const safe = /** @type {any} */ (pfx.parsedValue?.authenticatedSafe);
  await safe.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password })) });
  const bags = safe.parsedValue.safeContents.flatMap((/** @type {any} */ { value }) => value.safeBags);
  const { parsedValue } = bags.find((/** @type {any} */ { bagValue }) => bagValue instanceof pkijs.CertBag).bagValue;
  const names = parsedValue.subject.typesAndValues;
  const name = names.findLast((/** @type {any} */ { type }) => type === COMMON_NAME);
  return { commonName: name.value.valueBlock.value, notAfter: parsedValue.notAfter.value };
});
