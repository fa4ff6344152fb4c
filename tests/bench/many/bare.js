// A bare page that reads the same files with node-forge, one after the other.

import forge from "node-forge";
import { certificates, loadTemplates, pause, report } from "./made.js";

await report(async () => {
  const count = Number(new URLSearchParams(location.search).get("run")?.split(",")[1]);
  const files = certificates(await loadTemplates(), count);
  await pause(1500);
  const begin = performance.now();
  const facts = [];
  for (const file of files) {
    const der = forge.util.binary.raw.encode(new Uint8Array(await file.arrayBuffer()));
    const { subject, validity } = forge.pki.certificateFromAsn1(forge.asn1.fromDer(der));
    facts.push([subject.getField("CN").value, validity.notAfter]);
  }
  return { milliseconds: performance.now() - begin, rows: new Set(facts.map(([name]) => name)).size };
});
