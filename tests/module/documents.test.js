// Every ```js block of the documents, run as it stands by the built modules. What the block takes for granted (a file,
// a password, what its page does with a bundle) is given to it, and a server answers as docs/operating.md has it. A
// ```javascript block belongs to a page, and is run in browsers (tests/browser/tests/end_to_end/elements.rs).
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = new URL("../../", import.meta.url);
const at = (path) => fileURLToPath(new URL(path, root));
const DOCUMENTS = ["README.md", "CONTRIBUTING.md", ...readdirSync(at("docs")).map((name) => `docs/${name}`)].filter(
  (path) => path.endsWith(".md"),
);
const ORIGIN = "https://clinic.example";
const LINK = `${ORIGIN}/api/cert/1`;
const PASSWORD = "renewed1";
const SETTINGS = "monsiaj.current=0\nmonsiaj.config.0.clientCertificateFile=/home/a/.monsiaj/certificates/old.p12\n";

const blocks = DOCUMENTS.flatMap((path) =>
  [...readFileSync(at(path), "utf8").matchAll(/^```js\n(.*?)^```$/gms)].map(([, code], place) => ({
    path,
    code,
    place,
  })),
);

let folder;
let old;
let renewed;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "documents-"));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(at("dist/npm"), join(folder, "node_modules", "orcamo-cert"));
  old = minted(30);
  renewed = minted(1095);
});

after(() => rmSync(folder, { recursive: true }));

/** A certificate of openssl for so many days, of one name and issuer each time, as .pem and .p12. */
function minted(days) {
  const [key, pem] = ["key.pem", "certificate.pem"].map((name) => join(folder, `${days}-${name}`));
  const extensions = ["basicConstraints=critical,CA:FALSE", "extendedKeyUsage=clientAuth"];
  execFileSync(
    "openssl",
    [
      ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", pem, "-days", `${days}`],
      ["-subj", "/CN=client0001", "-config", configuration()],
      extensions.flatMap((extension) => ["-addext", extension]),
    ].flat(),
    { stdio: "pipe" },
  );
  const p12 = execFileSync("openssl", ["pkcs12", "-export", "-in", pem, "-inkey", key, "-passout", `pass:${PASSWORD}`]);
  return { pem: readFileSync(pem, "utf8"), p12: new Uint8Array(p12) };
}

/** openssl's own would make an authority of each. */
function configuration() {
  const path = join(folder, "openssl.cnf");
  writeFileSync(path, "[req]\ndistinguished_name = name\n[name]\n");
  return path;
}

/** Reads the modules from disk as a server would give them, and plays the renewal; every other address is an error. */
function server(requests) {
  return async (input, init) => {
    const request = input instanceof Request ? input : null;
    const url = request?.url ?? String(input);
    if (url.startsWith("file:")) {
      return new Response(readFileSync(fileURLToPath(url)), { headers: { "Content-Type": "application/wasm" } });
    }
    const asked = `${request?.method ?? init?.method ?? "GET"} ${url}`;
    requests.push(asked);
    switch (asked) {
      case `GET ${ORIGIN}/client-cert`:
        return new Response(`SUCCESS ${encodeURIComponent(old.pem)}`);
      case `POST ${ORIGIN}/api/cert`:
        return new Response(JSON.stringify({ uri: LINK, pass: PASSWORD }));
      case `GET ${LINK}`:
        return new Response(renewed.p12);
      default:
        throw new TypeError(`nobody answers ${asked}`);
    }
  };
}

/** What the code declares at its top. */
const declared = (code) =>
  [...code.matchAll(/^(?:const|let) (?:(\w+)|\{([^}]*)\})/gm)].flatMap(([, one, several]) =>
    one === undefined ? several.split(",").map((name) => name.split(":").at(-1).trim()) : [one],
  );

/** Runs a block with these names around it, and gives what it declares. */
async function run(name, code, given) {
  const path = join(folder, `${name}.mjs`);
  const names = Object.keys(given).filter((one) => !declared(code).includes(one));
  const around = `const { ${names.join(", ")} } = globalThis.given;\n`;
  writeFileSync(path, `${around}${code}\nexport { ${declared(code).join(", ")} };\n`);
  globalThis.given = given;
  try {
    return await import(pathToFileURL(path).href);
  } finally {
    delete globalThis.given;
  }
}

const paths = (files) => files.map(({ path }) => path.replace(/\d{14}/, "T"));

/** What comes of an example, by the names that it declares. */
const CHECKS = {
  eligibility: ({ eligibility, certificates, leaf }) => {
    assert.equal(eligibility.decision, "renewable");
    assert.equal(certificates[leaf].commonName, "client0001");
  },
  current: ({ current }) => assert.equal(current.certificates[0].commonName, "client0001"),
  bundle: (_, { requests, kept }) => {
    assert.deepEqual(requests, [`GET ${ORIGIN}/client-cert`, `POST ${ORIGIN}/api/cert`, `GET ${LINK}`]);
    assert.equal(kept.length, 1);
  },
  files: ({ files }) => {
    assert.deepEqual(paths(files), ["certificates/T.p12", "certificates/T.pass", "monsiaj.jsonrpc.properties"]);
    assert.deepEqual(files[0].bytes, renewed.p12);
  },
  older: ({ older }) => assert.deepEqual(paths(older), ["T.p12"]),
};

test("of examples for a page there is the one that browsers run", () => {
  const all = DOCUMENTS.flatMap((path) =>
    [...readFileSync(at(path), "utf8").matchAll(/^```javascript$/gm)].map(() => path),
  );
  assert.deepEqual(all, ["docs/embedding.md"]);
});

test("the documents have examples", () => {
  const found = blocks.map(({ path }) => path);
  for (const path of ["README.md", "docs/embedding.md"]) assert.ok(found.includes(path), path);
});

for (const { path, code, place } of blocks) {
  test(`example ${place + 1} of ${path} does what it says`, async () => {
    const requests = [];
    const kept = [];
    const saved = [];
    const bytes = old.p12;
    const given = {
      bytes,
      p12: bytes,
      file: new Blob([bytes]),
      password: PASSWORD,
      settings: SETTINGS,
      keep: (issued) => kept.push(issued),
      save: (...bundle) => saved.push(bundle),
      console: { log: () => {} },
    };
    const { fetch } = globalThis;
    Object.assign(globalThis, { fetch: server(requests), location: new URL(`${ORIGIN}/page/`) });
    let found;
    try {
      found = await run(`${path.replaceAll("/", "-")}-${place}`, code, given);
    } finally {
      globalThis.fetch = fetch;
      delete globalThis.location;
    }

    const checks = Object.entries(CHECKS).filter(([name]) => found[name] !== undefined);
    assert.ok(checks.length > 0, "it declares something that is known here");
    for (const [, check] of checks) check(found, { requests, kept });
    if (code.includes("save(")) assert.deepEqual(saved, [[renewed.p12, PASSWORD]]);
  });
}
