// @ts-check
// What the built module must do, whatever runs it: Node.js (module.test.js) or a page in a browser.
// A check gets everything as its argument and throws when it is not content.

/**
 * The facts of a certificate, as another program (openssl) reads them.
 * @typedef {object} Facts
 * @property {string} commonName
 * @property {string} subject RFC 4514
 * @property {string} issuer RFC 4514
 * @property {string} serialNumber lower-case hexadecimal
 * @property {string} notBefore ISO 8601 in UTC
 * @property {string} notAfter ISO 8601 in UTC
 * @property {string} fingerprintSha256 lower-case hexadecimal
 * @property {{ algorithm: string, bits: number | null, curve: string | null }} publicKey
 * @property {boolean} isCa
 * @property {boolean} clientAuth
 */

/**
 * One demo certificate: its files and what another program says of them.
 * @typedef {object} DemoCertificate
 * @property {string} name
 * @property {string} password of the .p12
 * @property {Uint8Array} crt
 * @property {Uint8Array} p12
 * @property {Facts} facts
 * @property {string[]} friendlyNames in the .p12
 */

/**
 * @typedef {object} Context
 * @property {typeof import("../../dist/npm/orcamo_cert.js")} module initialized
 * @property {typeof import("../../dist/npm/orcamo_cert_tools.js")} tools initialized
 * @property {DemoCertificate[]} demo
 */

/** @type {{ name: string, namedCurve?: string }[]} */
const SIGNATURES = [
  ...["P-256", "P-384", "P-521"].map((namedCurve) => ({ name: "ECDSA", namedCurve })),
  { name: "Ed25519" },
];

const DAY_MS = 24 * 60 * 60 * 1000;

/** The hosts of the vendor's notice: service, environment, connect host, auth host. */
const SERVICES = [
  ["orca", "production", "sms.orca.orcamo.jp", "auth.cmo.orcamo.jp"],
  ["orca", "production-gl", "sms.glorca.orcamo.jp", "auth.glcmo.orcamo.jp"],
  ["orca", "staging", "sms-stg.orca.orcamo.jp", "auth-stg.cmo.orcamo.jp"],
  ["orca", "staging-gl", "sms-stg.glorca.orcamo.jp", "auth-stg.glcmo.orcamo.jp"],
  ["orca", "test", "sms-test.orca.orcamo.jp", "cmo-auth-test.orca.orcamo.jp"],
  ["orca", "demo", "sms.orca-ng.org", "auth.orca-ng.org"],
  ["weborca", "production", "weborca.cloud.orcamo.jp", null],
  ["weborca", "demo", "demo-weborca.cloud.orcamo.jp", null],
  ["qkn", "production", "sms.qkn.orcamo.jp", "auth.cmo.orcamo.jp"],
  ["qkn", "production-gl", "sms.glqkn.orcamo.jp", "auth.glcmo.orcamo.jp"],
  ["qkn", "staging", "sms-stg.qkn.orcamo.jp", "auth-stg.cmo.orcamo.jp"],
  ["qkn", "staging-gl", "sms-stg.glqkn.orcamo.jp", "auth-stg.glcmo.orcamo.jp"],
  ["qkn", "demo", "sms.qkn.orca-ng.org", "auth.orca-ng.org"],
  ["ikn", "production", "sms.ikn.orcamo.jp", "auth.cmo.orcamo.jp"],
  ["ikn", "production-gl", "sms.glikn.orcamo.jp", "auth.glcmo.orcamo.jp"],
  ["ikn", "staging", "sms-stg.ikn.orcamo.jp", "auth-stg.cmo.orcamo.jp"],
  ["ikn", "staging-gl", "sms-stg.glikn.orcamo.jp", "auth-stg.glcmo.orcamo.jp"],
  ["ikn", "demo", "sms.ikn.orca-ng.org", "auth.orca-ng.org"],
];

/** What the demo certificates are there to show. */
const DECISIONS = {
  client0001: ["client", "renewable", "reminder-window"],
  db0002: ["db", "renewable", "renewal-window"],
  client0003: ["client", "too-early", "before-window"],
  client0004: ["client", "expired", "after-validity"],
  api0005: ["api", "not-renewable", "api-certificate"],
  backup0006: ["backup", "not-renewable", "backup-certificate"],
};

/** @type {[name: string, check: (context: Context) => Promise<void>][]} */
export const checks = [
  [
    "every demo .crt shows the facts that openssl reads",
    async ({ module, demo }) => {
      for (const { name, crt, facts } of demo) {
        const inspection = module.inspect(crt);
        const identities = inspection.identities.map(({ eligibility, notOffered, ...identity }) => identity);
        equal(
          { ...inspection, certificates: inspection.certificates.map(factsOf), eligibility: null, identities },
          {
            format: "pem",
            leaf: 0,
            certificates: [facts],
            unreadable: 0,
            hasPrivateKey: false,
            keyMatches: null,
            friendlyName: null,
            eligibility: null,
            identities: [{ leaf: 0, hasPrivateKey: false, keyMatches: null, friendlyName: null }],
            locked: null,
            passwordForm: null,
          },
          name,
        );
        equal(only(inspection.certificates).commonNames, [facts.commonName], name);
      }
    },
  ],

  [
    "every demo .p12 shows the facts of its certificate, and that its key belongs to it",
    async ({ module, demo }) => {
      for (const { name, p12, password, facts, friendlyNames } of demo) {
        const inspection = module.inspect(p12, { password });
        equal(inspection.format, "pkcs12", name);
        equal(factsOf(leafOf(inspection)), facts, name);
        equal([inspection.hasPrivateKey, inspection.keyMatches], [true, true], name);
        holds(
          friendlyNames.includes(inspection.friendlyName ?? ""),
          `${name}: friendlyName ${inspection.friendlyName}`,
        );
      }
    },
  ],

  [
    "inspectAsync gives what inspect gives, with keys that the Web Cryptography API derives",
    async ({ module, demo }) => {
      const now = "2026-12-01T00:00:00Z";
      for (const { name, p12, crt, password } of demo) {
        const keys = await derivedByTheApi(async () => {
          equal(await module.inspectAsync(p12, { password, now }), module.inspect(p12, { password, now }), name);
        });
        // Certificate and key; the old encryption of one file is not PBKDF2.
        equal(keys, name === "db0002" ? 0 : 2, `${name}: keys derived by the API`);
        equal(await module.inspectAsync(crt, { now }), module.inspect(crt, { now }), name);
        equal(
          await module.inspectPairAsync(crt, crt, { now }).catch((error) => error.code),
          "unsupported-format",
          name,
        );
      }
    },
  ],

  [
    "inspectAsync fails as inspect fails",
    async ({ module, demo }) => {
      const { p12, password } = first(demo);
      for (const [file, options] of /** @type {[Uint8Array, object][]} */ ([
        [p12, {}],
        [p12, { password: `${password}x` }],
        [p12, { password, now: "?" }],
        [p12.slice(0, 900), { password }],
        [bytes("no certificate"), {}],
      ])) {
        const expected = thrown(module, () => module.inspect(file, options));
        const found = await rejected(module, () => module.inspectAsync(file, options));
        equal({ ...found, message: found.message }, { ...expected, message: expected.message });
      }
    },
  ],

  [
    "inspectAsync does without the Web Cryptography API where there is none",
    async ({ module, demo }) => {
      const { p12, password } = first(demo);
      const original = Object.getOwnPropertyDescriptor(globalThis, "crypto");
      for (const value of [undefined, {}, { subtle: { importKey: () => Promise.reject(new Error("refused")) } }]) {
        Object.defineProperty(globalThis, "crypto", { value, configurable: true });
        try {
          equal((await module.inspectAsync(p12, { password })).keyMatches, true);
        } finally {
          if (original) Object.defineProperty(globalThis, "crypto", original);
          else Reflect.deleteProperty(globalThis, "crypto");
        }
      }
    },
  ],

  [
    "inspectPairAsync tells by a signature whether a key without its public half belongs to a certificate",
    async ({ module }) => {
      for (const algorithm of SIGNATURES) {
        const { own, other, keys } = await withoutPublicHalf(algorithm);
        for (const [form, key] of Object.entries(keys)) {
          const what = `${algorithm.name} ${algorithm.namedCurve ?? ""} ${form}`;
          equal(module.inspectPair(own, key).keyMatches, null, `${what}, synchronously`);
          equal((await module.inspectPairAsync(own, key)).keyMatches, true, what);
          equal((await module.inspectPairAsync(other, key)).keyMatches, false, `${what}, another's`);
        }
      }
    },
  ],

  [
    "convertAsync writes no key of another certificate, and what convert writes otherwise",
    async ({ tools, demo }) => {
      for (const algorithm of SIGNATURES) {
        const { own, other, keys } = await withoutPublicHalf(algorithm);
        for (const [form, key] of Object.entries(keys)) {
          const what = `${algorithm.name} ${algorithm.namedCurve ?? ""} ${form}`;
          const options = /** @type {const} */ ({ to: "pem", key, newPassword: "new" });
          equal((await tools.convertAsync(own, options)).length, 2, what);
          const refused = await rejected(tools, () => tools.convertAsync(other, options));
          equal([refused.code, field(refused, "source")], ["key-mismatch", "file"], what);
          equal((await rejected(tools, () => tools.convertToZipAsync(other, options))).code, "key-mismatch", what);
        }
      }
      const now = "2029-11-22T01:15:00Z";
      for (const { name, p12, password } of demo) {
        equal(
          await tools.convertAsync(p12, { password, now, to: "monsiaj" }),
          tools.convert(p12, { password, now, to: "monsiaj" }),
          name,
        );
        equal(
          await tools.convertToZipAsync(p12, { password, now, to: "browser" }),
          tools.convertToZip(p12, { password, now, to: "browser" }),
          name,
        );
        equal(
          (await rejected(tools, () => tools.convertAsync(p12, { password: "wrong", to: "p12" }))).code,
          "wrong-password",
          name,
        );
      }
    },
  ],

  [
    "what the Web Cryptography API does not know stays untold",
    async ({ module }) => {
      const {
        own,
        keys: { pkcs8 },
      } = await withoutPublicHalf({ name: "ECDSA", namedCurve: "P-256" });
      const original = SubtleCrypto.prototype.importKey;
      SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException("not here", "NotSupportedError"));
      try {
        equal((await module.inspectPairAsync(own, pkcs8)).keyMatches, null);
      } finally {
        SubtleCrypto.prototype.importKey = original;
      }
    },
  ],

  [
    "the format follows from the bytes, never from the name",
    async ({ module, demo }) => {
      const { crt, p12, password } = first(demo);
      equal(module.inspect(crt, { fileName: "a.p12" }).format, "pem");
      equal(module.inspect(p12, { fileName: "a.crt", password }).format, "pkcs12");
    },
  ],

  [
    "a DER certificate is read like its PEM form",
    async ({ module, demo }) => {
      const { crt } = first(demo);
      const fromPem = module.inspect(crt, { now: "2026-12-01T00:00:00Z" });
      equal(module.inspect(der(crt), { now: "2026-12-01T00:00:00Z" }), { ...fromPem, format: "der" });
    },
  ],

  [
    "each demo certificate is judged as what it is there to show",
    async ({ module, demo }) => {
      const found = demo.map(({ name, crt }) => {
        const { kind, decision, reason } = eligibilityOf(module.inspect(crt));
        return [name, [kind, decision, reason]];
      });
      equal(Object.fromEntries(found), DECISIONS);
    },
  ],

  [
    "the days left are whole days until the expiry, counted from the given instant",
    async ({ module, demo }) => {
      const { crt, facts } = first(demo);
      const expiry = Date.parse(facts.notAfter);
      /** @type {[number, number][]} */
      const days = [
        [expiry - 45 * DAY_MS, 45],
        [expiry - 45 * DAY_MS + 1000, 44],
        [expiry - 1000, 0],
        [expiry + 1000, -1],
      ];
      for (const [instant, left] of days) {
        const now = iso(instant);
        equal(eligibilityOf(module.inspect(crt, { now })).daysLeft, left, now);
      }
    },
  ],

  [
    "a certificate is valid from its first second to its last",
    async ({ module, demo }) => {
      const { crt, facts } = first(demo);
      const [from, to] = [Date.parse(facts.notBefore), Date.parse(facts.notAfter)];
      /** @type {[number, string][]} */
      const decisions = [
        [from - 1000, "not-yet-valid"],
        [from, "too-early"],
        [to, "renewable"],
        [to + 1000, "expired"],
      ];
      for (const [instant, decision] of decisions) {
        const now = iso(instant);
        equal(eligibilityOf(module.inspect(crt, { now })).decision, decision, now);
      }
    },
  ],

  [
    "a policy moves the window of the client it names and of no other",
    async ({ module, demo }) => {
      const { crt } = first(demo);
      const now = "2026-12-01T00:00:00Z";
      const opening = (/** @type {import("../../dist/npm/orcamo_cert.js").Policy} */ policy) =>
        Object.fromEntries(
          eligibilityOf(module.inspect(crt, { now, policy })).clients.map(({ client, opensOn }) => [client, opensOn]),
        );
      const usual = opening({});
      equal(Object.keys(usual).sort(), ["api", "glclient2", "monsiaj", "receview"]);
      equal(usual.api, null);
      const longer = opening({ glclient2Months: 12 });
      holds((longer.glclient2 ?? "") < (usual.glclient2 ?? ""), `${longer.glclient2} is before ${usual.glclient2}`);
      equal({ ...longer, glclient2: null }, { ...usual, glclient2: null });
      equal(opening({ glclient2Months: 1 }), usual);
    },
  ],

  [
    "a certificate that was read is judged again as it would be from its file",
    async ({ module, demo }) => {
      for (const { name, crt } of demo) {
        const certificate = leafOf(module.inspect(crt));
        for (const policy of [undefined, {}, { renewalMonths: 40, reminderMonths: 40 }, { receviewDays: 1200 }]) {
          for (const now of ["2020-01-01T00:00:00Z", "2026-12-01T00:00:00+09:00", new Date(), "2040-01-01T00:00:00Z"]) {
            const options = policy === undefined ? { now } : { now, policy };
            equal(
              module.judge({ ...certificate, ...options }),
              module.inspect(crt, options).eligibility,
              `${name} ${now}`,
            );
          }
        }
      }
      const certificate = leafOf(module.inspect(first(demo).crt));
      equal(module.judge({ ...certificate, commonName: null }).reason, "no-common-name");
      for (const [options, argument] of /** @type {[any, string][]} */ ([
        [{ ...certificate, notBefore: "soon" }, "notBefore"],
        [{ ...certificate, notAfter: undefined }, "notAfter"],
        [{ ...certificate, commonName: 1 }, "commonName"],
        [{ ...certificate, policy: 1 }, "policy"],
        [{ ...certificate, policy: { receviewDays: "2" } }, "policy.receviewDays"],
        [{ ...certificate, policy: { timeZone: 9 } }, "policy.timeZone"],
        [null, "options"],
        [{ ...certificate, now: "now" }, "now"],
        [{ ...certificate, policy: { receviewDays: 36_526 } }, "policy.receviewDays"],
      ])) {
        const error = thrown(module, () => module.judge(options));
        equal([error.code, field(error, "argument")], ["invalid-argument", argument]);
      }
    },
  ],

  [
    "a policy's time zone moves the window of monsiaj alone, with daylight saving time",
    async ({ module }) => {
      // By Java's Calendar: `now` plus 2 months is after notAfter.
      const notAfter = "2029-05-10T03:59:59Z";
      const opening = (/** @type {string | undefined} */ timeZone) =>
        Object.fromEntries(
          module
            .judge({
              commonName: "client0001",
              notBefore: "2026-05-10T00:00:00Z",
              notAfter,
              ...(timeZone ? { policy: { timeZone } } : {}),
            })
            .clients.map(({ client, opensOn }) => [client, opensOn]),
        );
      const usual = opening(undefined);
      equal(usual.monsiaj, "2029-03-10T04:00:00Z");
      for (const [zone, opensOn] of /** @type {[string, string][]} */ ([
        ["Asia/Tokyo", "2029-03-10T04:00:00Z"],
        ["UTC", "2029-03-10T04:00:00Z"],
        ["+09:00", "2029-03-10T04:00:00Z"],
        ["-05:30", "2029-03-10T04:00:00Z"],
        // Clocks are put forward on 11 March: midnight on 10 May is midnight on 10 March, an hour later by UTC.
        ["America/New_York", "2029-03-10T05:00:00Z"],
        // And back on 1 April.
        ["Australia/Sydney", "2029-03-10T03:00:00Z"],
      ])) {
        const there = opening(zone);
        equal(there.monsiaj, opensOn, zone);
        equal({ ...there, monsiaj: null }, { ...usual, monsiaj: null }, zone);
      }
      for (const timeZone of ["Asia/Edo", "", "+25:00", "JST-9"]) {
        const error = thrown(module, () => opening(timeZone || " "));
        equal([error.code, field(error, "argument")], ["invalid-argument", "policy.timeZone"], timeZone);
      }
    },
  ],

  [
    "a .p12 without its password says that it needs one",
    async ({ module, demo }) => {
      for (const { name, p12 } of demo) {
        const error = thrown(module, () => module.inspect(p12));
        equal(error.code, "password-required", name);
      }
    },
  ],

  [
    "a wrong password is called wrong, and is not repeated",
    async ({ module, demo }) => {
      for (const { name, p12, password } of demo) {
        const wrong = `${password}?`;
        const error = thrown(module, () => module.inspect(p12, { password: wrong }));
        equal([error.code, field(error, "source")], ["wrong-password", "file"], name);
        holds(
          !JSON.stringify([error.message, { ...error }]).includes(password),
          `${name}: the error holds the password`,
        );
      }
    },
  ],

  [
    "bytes that are no certificate file are refused by what they look like",
    async ({ module }) => {
      /** @type {[string, string][]} */
      const files = [
        ["", "empty"],
        ["%PDF-1.7\n", "pdf"],
        ["PK\u0003\u0004", "zip"],
        ["<!doctype html><title>404</title>", "html"],
        ["こんにちは", "text"],
        [
          "-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----\n",
          "certificate-signing-request",
        ],
      ];
      for (const [text, looksLike] of files) {
        const error = thrown(module, () => module.inspect(bytes(text)));
        equal([error.code, field(error, "looksLike")], ["unsupported-format", looksLike], looksLike);
      }
    },
  ],

  [
    "a certificate that was cut off is called so, with its size and the one that it should have",
    async ({ module, demo }) => {
      const whole = der(first(demo).crt);
      for (const length of [whole.length - 1, whole.length >> 1]) {
        const error = thrown(module, () => module.inspect(whole.slice(0, length)));
        const facts = [error.code, field(error, "size"), field(error, "expected")];
        equal(facts, ["truncated-file", length, whole.length], `${length} of ${whole.length} bytes`);
      }
    },
  ],

  [
    "a changed .p12 is distinguished from a wrong password",
    async ({ module, demo }) => {
      const { p12, password } = first(demo);
      const changed = p12.slice();
      // An octet of the salt of the MAC, which stands before the iterations at the end.
      const salt = changed.length - 6;
      changed[salt] = (changed[salt] ?? 0) ^ 1;
      equal(thrown(module, () => module.inspect(changed, { password })).code, "second-password-required");
      equal(thrown(module, () => module.inspect(changed, { password: `${password}x` })).code, "wrong-password");
    },
  ],

  [
    "a certificate needs a private key beside it, not another certificate",
    async ({ module, demo }) => {
      const { crt } = first(demo);
      const error = thrown(module, () => module.inspectPair(crt, crt));
      equal([error.code, field(error, "looksLike")], ["unsupported-format", "certificate"]);
    },
  ],

  [
    "the instant of the judgement may be text or a Date, and is named when it is neither",
    async ({ module, demo }) => {
      const { crt } = first(demo);
      const decide = (/** @type {any} */ now) => module.inspect(crt, { now }).eligibility?.decision;
      const [{ notAfter, notBefore } = { notAfter: "", notBefore: "" }] = module.inspect(crt).certificates;
      const second = 1000;
      equal(decide(new Date(Date.parse(notAfter))), "renewable");
      equal(decide(new Date(Date.parse(notAfter) + second)), "expired");
      equal(decide(new Date(Date.parse(notBefore) - second).toISOString()), "not-yet-valid");
      for (const now of ["tomorrow", new Date(NaN), 0]) {
        const error = thrown(module, () => decide(now));
        equal([error.code, field(error, "argument")], ["invalid-argument", "now"]);
      }
    },
  ],

  [
    "a file beyond the limit is refused with both numbers",
    async ({ module }) => {
      const { fileBytes } = module.limits();
      const size = fileBytes + 1;
      const error = thrown(module, () => module.inspect(new Uint8Array(size)));
      equal([error.code, field(error, "size"), field(error, "limit")], ["file-too-large", size, fileBytes]);
    },
  ],

  [
    "an argument of the wrong kind is named",
    async ({ module, tools, demo }) => {
      const { crt } = first(demo);
      /** @type {any} */
      const { inspect, inspectPair, renew, resume, presented } = module;
      for (const [argument, call] of /** @type {[string, () => unknown][]} */ ([
        ["bytes", () => inspect()],
        ["bytes", () => inspect("text")],
        ["bytes", () => inspect([1, 2])],
        ["certificate", () => inspectPair("text", crt)],
        ["key", () => inspectPair(crt, "text")],
        ["settings", () => tools.clientSettings("monsiaj", /** @type {any} */ ("text"))],
        ["now", () => inspect(crt, { now: "soon" })],
        ["password", () => inspect(crt, { password: 1 })],
        ["policy.monsiajMonths", () => inspect(crt, { policy: { monsiajMonths: -1 } })],
        ["options", () => inspect(crt, "text")],
      ])) {
        const error = thrown(module, call);
        equal([error.code, field(error, "argument")], ["invalid-argument", argument], String(call));
      }
      const issued = { endpoint: "https://auth.example/api/cert", link: "https://auth.example/1" };
      for (const [argument, call] of /** @type {[string, () => Promise<unknown>][]} */ ([
        ["endpoint", () => renew({ endpoint: "http://localhost/api/cert" })],
        ["endpoint", () => renew({})],
        ["expect.publicKey.bits", () => renew({ endpoint: "/api/cert", expect: { publicKey: { bits: "2048" } } })],
        ["issued", () => resume({})],
        ["issued.password", () => resume({ issued })],
        ["url", () => presented({ url: "http://localhost/client-cert" })],
        ["options", () => presented()],
      ])) {
        const error = await rejected(module, call);
        equal([error.code, field(error, "argument")], ["invalid-argument", argument], String(call));
      }
    },
  ],

  [
    "every limit is given",
    async ({ module }) => {
      equal(module.limits(), {
        fileBytes: 10_485_760,
        certificates: 10_000,
        privateKeys: 1_000,
        nesting: 64,
        iterations: 1_000_000,
        iterationsOfAFile: 10_000_000,
        memoryBytes: 67_108_864,
        connections: 1_000,
        responseBytes: 1_048_576,
        policyMonths: 1_200,
        policyDays: 36_525,
      });
    },
  ],

  [
    "an error belongs to the call: the next one works",
    async ({ module, demo }) => {
      const { crt, facts } = first(demo);
      thrown(module, () => module.inspect(bytes("no certificate")));
      equal(factsOf(leafOf(module.inspect(crt))), facts);
    },
  ],

  [
    "only the module's own errors are taken for CertErrors",
    async ({ module }) => {
      for (const other of [
        new Error("CertError"),
        { name: "CertError", code: "offline" },
        "CertError",
        null,
        undefined,
      ]) {
        equal(module.isCertError(other), false, String(other));
      }
    },
  ],

  [
    "describe tells everything that a certificate says, of each of a file or of its bytes alone",
    async ({ module, tools, demo }) => {
      for (const { name, crt, p12, password, facts } of demo) {
        const described = tools.describe(p12, { password });
        equal([described.version, factsOf(described)], [3, facts], name);
        const sha1 = new Uint8Array(
          await crypto.subtle.digest(
            "SHA-1",
            new Uint8Array(leafOf(module.inspect(crt, { certificateBytes: true })).bytes ?? p12),
          ),
        );
        equal(described.fingerprintSha1, [...sha1].map((byte) => byte.toString(16).padStart(2, "0")).join(""), name);
        const usage = described.extensions.find((one) => one.oid === "2.5.29.37");
        equal([usage?.name, usage?.value.split(", ").includes("clientAuth")], ["extendedKeyUsage", true], name);
        const inspection = module.inspect(crt, { certificateBytes: true });
        equal(tools.describe(leafOf(inspection).bytes ?? p12), described, `${name}, its bytes alone`);
        equal(leafOf(module.inspect(crt)).bytes, undefined, `${name}, not asked for`);
        const { certificates, leaf } = await module.inspectAsync(p12, { password, certificateBytes: true });
        for (const [index, { bytes: alone, fingerprintSha256 }] of certificates.entries()) {
          equal(tools.describe(p12, { password, index }).fingerprintSha256, fingerprintSha256, `${name} ${index}`);
          equal(tools.describe(alone ?? crt).fingerprintSha256, fingerprintSha256, `${name} ${index}, its bytes alone`);
        }
        holds(certificates.length > 1 && leaf !== null, `${name} has a chain`);
        equal(thrown(tools, () => tools.describe(p12, { password: "wrong" })).code, "wrong-password", name);
        const beyond = thrown(tools, () => tools.describe(p12, { password, index: certificates.length }));
        equal([beyond.code, field(beyond, "argument")], ["invalid-argument", "index"], name);
      }
      equal(thrown(tools, () => tools.describe(bytes("no certificate"))).code, "unsupported-format");
    },
  ],

  [
    "clients says which files convert gives each client",
    async ({ module, tools, demo }) => {
      const { p12, password } = first(demo);
      const now = "2029-11-22T01:15:00Z";
      const T = localTime(new Date(now));
      for (const { id, files, folder, settingsFile, name } of module.clients()) {
        holds(name.ja.length > 0 && name.en.length > 0, id);
        const paths = tools.convert(p12, { password, now, to: id, passwordFile: true }).map(({ path }) => path);
        if (files.naming === "by-time") {
          const place = files.folder === null ? "" : `${files.folder}/`;
          equal(
            paths,
            files.kinds.map((kind) => `${place}${T}.${kind}`),
            id,
          );
          equal(files.folder === null, folder === null, id);
        } else {
          equal(paths.length, 1, id);
          holds(settingsFile !== null, id);
        }
        // Whether a client has settings is known before they are read.
        let code = "";
        try {
          tools.clientSettings(id, bytes("no settings"));
        } catch (error) {
          code = certError(tools, error).code;
        }
        equal(code === "invalid-argument", settingsFile === null, id);
      }
    },
  ],

  [
    "convert gives each client its files, named after the local time",
    async ({ tools, demo }) => {
      const now = "2029-11-22T01:15:00Z";
      const T = localTime(new Date(now));
      const monsiaj = "monsiaj.current=0\nmonsiaj.config.0.clientCertificateFile=/home/a/b.p12\n";
      const glclient2 = '{"index":0,"list":[{"certfile":"/home/a/b.crt"}]}';
      const oldFile = { path: "日レセ.p12", bytes: bytes("old") };
      for (const { name, p12, password } of demo) {
        const paths = (/** @type {any} */ options) =>
          tools.convert(p12, { password, now, ...options }).map(({ path }) => path);
        const inFolder = (/** @type {string[]} */ ...extensions) =>
          extensions.map((extension) => `certificates/${T}.${extension}`);
        equal(paths({ to: "monsiaj" }), inFolder("p12", "pass"), name);
        equal(
          paths({ to: "monsiaj", settings: monsiaj }),
          [...inFolder("p12", "pass"), "monsiaj.jsonrpc.properties"],
          name,
        );
        equal(
          paths({ to: "glclient2", settings: bytes(glclient2) }),
          [...inFolder("p12", "crt", "pem", "pass"), "config.json"],
          name,
        );
        equal(paths({ to: "receview" }), [`${name}.p12`], name);
        equal(paths({ to: "receview", oldFile }), ["日レセ.p12", `日レセ.p12.${T.slice(0, 8)}`], name);
        equal(
          paths({ to: "receview", oldFile: { name: "a.p12", bytes: bytes("old") } }),
          ["a.p12", `a.p12.${T.slice(0, 8)}`],
          name,
        );
        const conf = "api_crt: /home/a/b.crt\napi_pem: /home/a/b.pem\napi_phrase: in use\n";
        const dated = (/** @type {string} */ path) => `${path}.${T.slice(0, 8)}`;
        const [oldCrt, oldKey] = ["b.crt", "b.pem"].map((path) => ({ path, bytes: bytes("old") }));
        equal(paths({ to: "receview", settings: conf }), ["b.crt", "b.pem"], name);
        equal(paths({ to: "receview", settings: conf, newPassword: "new" }), ["b.crt", "b.pem", "receview.conf"], name);
        equal(
          paths({ to: "receview", oldFile: oldCrt, oldKeyFile: oldKey }),
          ["b.crt", "b.pem", dated("b.crt"), dated("b.pem")],
          name,
        );
        equal(tools.clientSettings("receview", bytes(conf)).connections[0]?.key, "/home/a/b.pem", name);
        equal(paths({ to: "pem" }), [`${T}.crt`, `${T}.pem`], name);
        equal([paths({ to: "api" }), paths({ to: "browser" })], [[`${T}.p12`], [`${T}.p12`]], name);
        equal([paths({ to: "p12" }), paths({ to: "p12-compatible" })], [[`${T}.p12`], [`${T}.p12`]], name);
      }
    },
  ],

  [
    "what convert writes opens with its password, and as issued where nothing else is wished",
    async ({ module, tools, demo }) => {
      const newPassword = "新しい password 1";
      for (const { name, p12, password, facts, friendlyNames } of demo) {
        const [issued, pass] = tools.convert(p12, { password, to: "monsiaj" });
        equal([issued?.bytes, text(pass), issued?.readBackBy], [p12, password, undefined], name);
        equal(only(tools.convert(p12, { password, to: "browser" })).bytes, p12, name);
        for (const to of /** @type {const} */ ([
          "p12",
          "p12-compatible",
          "browser",
          "monsiaj",
          "glclient2",
          "receview",
        ])) {
          // Java, in which monsiaj is written, takes ASCII only.
          const another = to === "monsiaj" ? "new password 1" : newPassword;
          const [file] = tools.convert(p12, { password, to, newPassword: another });
          equal(
            file?.readBackBy,
            to === "receview" || file?.path.endsWith(".p12") ? "p12-keystore" : undefined,
            `${name} to ${to}`,
          );
          const inspection = module.inspect(file?.bytes ?? p12, { password: another });
          equal([factsOf(leafOf(inspection)), inspection.keyMatches], [facts, true], `${name} to ${to}`);
          holds(
            friendlyNames.includes(inspection.friendlyName ?? ""),
            `${name} to ${to}: friendlyName ${inspection.friendlyName}`,
          );
        }
        const [crt, key] = tools.convert(p12, { password, to: "pem", plainKey: true });
        holds(text(key).startsWith("-----BEGIN PRIVATE KEY-----\n"), name);
        const pair = tools.convert(crt?.bytes ?? p12, { key: key?.bytes ?? p12, to: "p12", newPassword });
        equal(module.inspect(only(pair).bytes, { password: newPassword }).keyMatches, true, `${name} as a pair`);
      }
    },
  ],

  [
    "what convert cannot do is named",
    async ({ tools, demo }) => {
      const { p12, crt, password } = first(demo);
      const convert = (/** @type {any} */ options, file = p12) =>
        thrown(tools, () => tools.convert(file, { password, ...options }));
      for (const [argument, options] of /** @type {[string, any][]} */ ([
        ["to", {}],
        ["to", { to: "nobody" }],
        ["protection", { to: "p12", protection: "old" }],
        ["now", { to: "p12", now: "soon" }],
        ["newPassword", { to: "p12", newPassword: 1 }],
        ["key", { to: "p12", key: "x" }],
        ["settings", { to: "monsiaj", settings: 1 }],
        ["connection", { to: "monsiaj", connection: -1 }],
        ["oldFile", { to: "receview", oldFile: "a.p12" }],
        ["oldFile.path", { to: "receview", oldFile: { bytes: p12 } }],
        ["oldFile.bytes", { to: "receview", oldFile: { name: "a.p12" } }],
        ["oldFile", { to: "receview", oldFile: { path: "../a.p12", bytes: p12 } }],
        ["plainKey", { to: "pem", plainKey: "yes" }],
      ])) {
        const error = convert(options);
        equal([error.code, field(error, "argument")], ["invalid-argument", argument], Object.keys(options).join(", "));
      }
      equal(convert({ to: "p12", password: "wrong" }).code, "wrong-password");
      equal(convert({ to: "p12", newPassword: "" }).code, "new-password-required");
      equal(convert({ to: "monsiaj", newPassword: "新しい" }).code, "password-not-ascii");
      const present = convert({ to: "receview", oldFile: { path: "a.crt", bytes: p12 } });
      equal([present.code, field(present, "lacks")], ["incomplete-file", "present-key"]);
      const unusable = convert({ to: "receview", settings: "api_crt: a.crt\napi_pem: a.pem\napi_phrase: |\n  x\n" });
      equal([unusable.code, field(unusable, "problem")], ["settings-unusable", "unsupported-value"]);
      const empty = only(tools.convert(p12, { password, to: "p12", newPassword: "x" }));
      equal(
        convert({ to: "p12-compatible", password: "x", newPassword: "" }, empty.bytes).code,
        "new-password-required",
      );
      const lacking = convert({ to: "p12" }, crt);
      equal([lacking.code, field(lacking, "lacks")], ["incomplete-file", "private-key"]);
      const settings = convert({ to: "glclient2", settings: "{}" });
      equal(
        [settings.code, field(settings, "file"), field(settings, "problem")],
        ["settings-unusable", "config.json", "no-connection"],
      );
    },
  ],

  [
    "a renewed bundle gives the files of each client and the same as a ZIP archive",
    async ({ module, tools, demo }) => {
      const now = "2026-11-24T01:15:00Z";
      const T = localTime(new Date(now));
      const { name, p12, password } = first(demo);
      const bundle = await withAnswers([JSON.stringify({ uri: "https://auth.example/new", pass: password }), p12], () =>
        module.renew({ endpoint: "https://auth.example/api/cert" }),
      );
      const options = { password: bundle.password, fingerprintSha256: bundle.certificate.fingerprintSha256, now };
      /** @param {any} more */
      const files = (more) => tools.convert(bundle.p12, { ...options, ...more });
      /** @param {any} more */
      const paths = (more) => files(more).map(({ path }) => path);
      const monsiaj = files({ to: "monsiaj" });
      equal(
        monsiaj.map(({ path }) => path),
        [`certificates/${T}.p12`, `certificates/${T}.pass`],
      );
      equal([monsiaj[0]?.bytes, text(monsiaj[1])], [p12, password]);
      // Nobody knows the password that the server chose.
      equal(paths({ to: "p12", passwordFile: true }), [`${T}.p12`, `${T}.pass`]);
      equal(files({ to: "browser", passwordFile: true }).map(({ path, bytes }) => [path, bytes])[0], [`${T}.p12`, p12]);
      equal(paths({ to: "pem", newPassword: "new" }), [`${T}.crt`, `${T}.pem`]);
      equal(paths({ to: "receview" }), [`${name}.p12`]);
      const zip = new TextDecoder("latin1").decode(
        tools.convertToZip(bundle.p12, { ...options, to: "monsiaj", language: "en" }),
      );
      for (const part of ["PK", `certificates/${T}.p12`, `certificates/${T}.pass`, "README.txt", "What to do"]) {
        holds(zip.includes(part), `${part} in the archive`);
      }
      for (const more of /** @type {any[]} */ ([{ to: "monsiaj", language: "fr" }, { to: "nobody" }])) {
        equal(
          thrown(tools, () => tools.convertToZip(bundle.p12, { ...options, ...more })).code,
          "invalid-argument",
          JSON.stringify(more),
        );
      }
      bundle.free();
    },
  ],

  [
    "a renewed key without its public half is matched by signing, and is not rejected where that is not possible",
    async ({ module, tools }) => {
      for (const algorithm of SIGNATURES) {
        const { own, keys } = await withoutPublicHalf(algorithm);
        const password = "renewed1";
        const [file] = tools.convert(own, { key: keys.pkcs8, to: "p12", newPassword: password });
        const renew = async () => {
          const answers = [
            JSON.stringify({ uri: "https://auth.example/new", pass: password }),
            file?.bytes ?? new Uint8Array(),
          ];
          const bundle = await withAnswers(answers, () =>
            module.renew({ endpoint: "https://auth.example/api/cert", now: "2026-06-01T00:00:00Z" }),
          );
          const found = [bundle.keyMatches, bundle.sameKey, bundle.weakKey];
          bundle.free();
          return found;
        };
        const name = `${algorithm.name} ${algorithm.namedCurve ?? ""}`;
        equal(await renew(), [true, false, false], name);
        const { sign } = SubtleCrypto.prototype;
        SubtleCrypto.prototype.sign = () => Promise.reject(new DOMException("no", "NotSupportedError"));
        try {
          equal(await renew(), [null, false, false], `${name}, which the API does not know`);
        } finally {
          SubtleCrypto.prototype.sign = sign;
        }
      }
    },
  ],

  [
    "the certificate that is expected says what its key is, and the old key again is reported",
    async ({ module, demo }) => {
      const { p12, password } = first(demo);
      const certificate = leafOf(module.inspect(p12, { password }));
      holds(/^[0-9a-f]{64}$/.test(certificate.publicKeySha256), certificate.publicKeySha256);
      const answers = () => [JSON.stringify({ uri: "https://auth.example/new", pass: password }), p12];
      // As `expect: certificate` gives it, of an older one with the same key.
      const older = { ...certificate, serialNumber: "01", notAfter: "2026-01-01T00:00:00Z" };
      for (const [expect, sameKey] of /** @type {[import("../../dist/npm/orcamo_cert.js").Expectation, boolean][]} */ ([
        [older, true],
        [{ ...older, publicKeySha256: "00".repeat(32) }, false],
        [{ commonName: certificate.commonName }, false],
      ])) {
        const bundle = await withAnswers(answers(), () =>
          module.renew({ endpoint: "https://auth.example/api/cert", expect }),
        );
        equal([bundle.sameKey, bundle.keyMatches], [sameKey, true], JSON.stringify(expect));
        bundle.free();
      }
      const early = await withAnswers(answers(), () =>
        module
          .renew({ endpoint: "https://auth.example/api/cert", now: "2020-01-01T00:00:00Z" })
          .catch((error) => certError(module, error)),
      );
      holds(early instanceof Error, "it is refused");
      equal(
        [field(early, "code"), field(early, "notBefore"), field(early, "now")],
        ["not-yet-valid", certificate.notBefore, "2020-01-01T00:00:00Z"],
      );
      equal([field(early, "issued"), field(early, "p12")], ["yes", p12]);
    },
  ],

  [
    "the services have the hosts of the vendor's notice",
    async ({ module }) => {
      const services = module.services();
      equal(
        services.map(({ service, environment, connectHost, authHost }) => [
          service,
          environment,
          connectHost,
          authHost,
        ]),
        SERVICES,
      );
      for (const { connectHost, authHost, endpoint, name } of services) {
        // Where nobody knows the host that renews, nobody makes one up.
        equal(endpoint, authHost === null ? null : `https://${authHost}/api/cert`, connectHost);
        holds(name.ja !== "" && name.en !== "", `${connectHost} has a name in both languages`);
      }
    },
  ],
];

/** @param {import("../../dist/npm/orcamo_cert.js").Certificate} certificate @returns {Facts} */
function factsOf({
  commonName,
  subject,
  issuer,
  serialNumber,
  notBefore,
  notAfter,
  fingerprintSha256,
  publicKey,
  isCa,
  clientAuth,
}) {
  return {
    commonName: commonName ?? "",
    subject,
    issuer,
    serialNumber,
    notBefore,
    notAfter,
    fingerprintSha256,
    publicKey,
    isCa,
    clientAuth,
  };
}

/** @param {import("../../dist/npm/orcamo_cert.js").Inspection} inspection */
function leafOf({ leaf, certificates }) {
  const certificate = certificates[leaf ?? -1];
  if (certificate === undefined) throw new Error(`no leaf: ${leaf} of ${certificates.length}`);
  return certificate;
}

/** @param {import("../../dist/npm/orcamo_cert.js").Inspection} inspection */
function eligibilityOf({ eligibility }) {
  if (eligibility === null) throw new Error("no eligibility");
  return eligibility;
}

/**
 * @template T
 * @param {T[]} list
 * @returns {T}
 */
function first(list) {
  const [item] = list;
  if (item === undefined) throw new Error("the list is empty");
  return item;
}

/**
 * @template T
 * @param {T[]} list
 * @returns {T}
 */
function only(list) {
  equal(list.length, 1, "how many");
  return first(list);
}

/** @param {Uint8Array} pem @returns {Uint8Array<ArrayBuffer>} */
function der(pem) {
  const base64 = new TextDecoder().decode(pem).replace(/-----[^-]+-----|\s/g, "");
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** @param {string} text */
function bytes(text) {
  return new TextEncoder().encode(text);
}

/** @param {{ bytes: Uint8Array } | undefined} file */
function text(file) {
  return new TextDecoder().decode(file?.bytes);
}

/** yyyyMMddHHmmss where this runs. @param {Date} date */
function localTime(date) {
  const numbers = [date.getMonth() + 1, date.getDate(), date.getHours(), date.getMinutes(), date.getSeconds()];
  return `${date.getFullYear()}${numbers.map((number) => String(number).padStart(2, "0")).join("")}`;
}

/**
 * Lets a server answer so, one request after the other.
 * @template T
 * @param {(string | Uint8Array)[]} answers
 * @param {() => Promise<T>} run
 */
async function withAnswers(answers, run) {
  const { fetch } = globalThis;
  globalThis.fetch = async () => new Response(/** @type {BodyInit} */ (answers.shift()));
  try {
    return await run();
  } finally {
    globalThis.fetch = fetch;
  }
}

/** Without the milliseconds, which certificates do not have. @param {number} instant */
function iso(instant) {
  return new Date(instant).toISOString().replace(".000Z", "Z");
}

/** @param {Pick<Context["module"], "isCertError">} module @param {() => unknown} call */
function thrown(module, call) {
  try {
    call();
  } catch (error) {
    return certError(module, error);
  }
  throw new Error(`nothing was thrown by ${call}`);
}

/** @param {Pick<Context["module"], "isCertError">} module @param {() => Promise<unknown>} call */
async function rejected(module, call) {
  try {
    await call();
  } catch (error) {
    return certError(module, error);
  }
  throw new Error(`nothing was thrown by ${call}`);
}

/** How many keys the Web Cryptography API derives during a call. @param {() => Promise<void>} call */
async function derivedByTheApi(call) {
  const original = SubtleCrypto.prototype.deriveBits;
  let keys = 0;
  SubtleCrypto.prototype.deriveBits = function deriveBits(...parameters) {
    keys += 1;
    return original.apply(this, parameters);
  };
  try {
    await call();
  } finally {
    SubtleCrypto.prototype.deriveBits = original;
  }
  return keys;
}

/**
 * Two certificates and the private key of the first, in every form that does not show its public half.
 * @param {typeof SIGNATURES[0]} algorithm
 */
async function withoutPublicHalf(algorithm) {
  const generate = async () =>
    /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]));
  const exported = async (/** @type {CryptoKey} */ key, /** @type {"spki" | "pkcs8"} */ format) =>
    new Uint8Array(await crypto.subtle.exportKey(format, key));
  const [pair, another] = [await generate(), await generate()];
  const [spki, otherSpki] = [await exported(pair.publicKey, "spki"), await exported(another.publicKey, "spki")];
  const certificates = { own: certificateOf(spki), other: certificateOf(otherSpki) };
  if (algorithm.name !== "ECDSA") return { ...certificates, keys: { pkcs8: await exported(pair.privateKey, "pkcs8") } };
  const { d = "" } = await crypto.subtle.exportKey("jwk", pair.privateKey);
  const scalar = Uint8Array.from(atob(d.replaceAll("-", "+").replaceAll("_", "/")), (character) =>
    character.charCodeAt(0),
  );
  const sec1 = element(0x30, [2, 1, 1], element(0x04, scalar));
  // Its AlgorithmIdentifier is the first in the SubjectPublicKeyInfo, whose header is of two octets, or of three.
  const start = (spki[1] ?? 0) < 0x80 ? 2 : 3;
  const identifier = spki.slice(start, start + 2 + (spki[start + 1] ?? 0));
  return { ...certificates, keys: { sec1, pkcs8: element(0x30, [2, 1, 0], identifier, element(0x04, sec1)) } };
}

/** A certificate of a public key, with no more than it must have, and no signature. @param {Uint8Array} spki */
function certificateOf(spki) {
  const algorithm = element(0x30, element(0x06, [0x2b, 0x65, 0x70]));
  const name = element(
    0x30,
    element(0x31, element(0x30, element(0x06, [0x55, 4, 3]), element(0x0c, bytes("client0001")))),
  );
  const validity = element(0x30, element(0x17, bytes("260101000000Z")), element(0x17, bytes("290101000000Z")));
  const facts = element(0x30, [2, 1, 1], algorithm, name, validity, name, spki);
  return element(0x30, facts, algorithm, element(0x03, [0]));
}

/** An element in DER. @param {number} tag @param {ArrayLike<number>[]} parts */
function element(tag, ...parts) {
  const content = parts.flatMap((part) => Array.from(part));
  const { length } = content;
  const octets = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Uint8Array.from([tag, ...octets, ...content]);
}

/** @param {Pick<Context["module"], "isCertError">} module @param {unknown} error */
function certError(module, error) {
  if (!(error instanceof Error)) throw new Error(`not an Error: ${error}`);
  equal(error.name, "CertError", String(error));
  if (!module.isCertError(error)) throw new Error(`isCertError does not know ${error}`);
  holds(error.message !== "", "the message is empty");
  holds((error.stack ?? "") !== "", "the stack is empty");
  return error;
}

/**
 * @param {object} object
 * @param {string} name
 * @returns {unknown}
 */
function field(object, name) {
  return Object.entries(object).find(([key]) => key === name)?.[1];
}

/** @param {boolean} condition @param {string} what */
function holds(condition, what) {
  if (!condition) throw new Error(what);
}

/**
 * @param {unknown} found
 * @param {unknown} expected
 * @param {string} [what]
 */
function equal(found, expected, what = "found") {
  const [left, right] = [canonical(found), canonical(expected)];
  if (left !== right) throw new Error(`${what}: ${left}, expected ${right}`);
}

/** JSON with sorted keys; undefined is distinguished from null. @param {unknown} value @returns {string} */
function canonical(value) {
  return JSON.stringify(value, (_key, part) => {
    if (part === undefined) return "(undefined)";
    if (part === null || typeof part !== "object" || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
