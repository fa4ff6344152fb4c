import forge from "node-forge";
import { answerDrops } from "./page.js";

answerDrops((p12, password) => {
  const opened = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(forge.util.binary.raw.encode(p12)), password);
  const bagType = forge.pki.oids.certBag ?? "";
  const [{ cert }] = /** @type {any} */ (opened.getBags({ bagType })[bagType]);
  return { commonName: cert.subject.getField("CN").value, notAfter: cert.validity.notAfter };
});
