// config.json: where a site that is not the usual one renews.
import assert from "node:assert/strict";
import { test } from "node:test";

import { ConfigProblem, readConfig } from "../../www/renewal/config.js";

const PAGE = "https://cert.example.jp/renew/index.html";
const read = (values, page = PAGE) => readConfig(JSON.stringify(values), page);

/** What is wrong, and where. */
function problem(text) {
  try {
    readConfig(text, PAGE);
  } catch (error) {
    assert.ok(error instanceof ConfigProblem);
    return [error.problem, error.field];
  }
  return assert.fail(`${text} was taken`);
}

test("an empty object is the usual site: everything on the page's own host", () => {
  assert.deepEqual(read({}), {
    endpoint: "https://cert.example.jp/api/cert",
    clientCertificate: "https://cert.example.jp/client-cert",
    services: false,
    authHosts: {},
    linkHosts: [],
    issuers: [],
  });
});

test("addresses may be relative to the page", () => {
  assert.equal(read({ endpoint: "api" }).endpoint, "https://cert.example.jp/renew/api");
  assert.equal(read({ clientCertificate: "/who" }).clientCertificate, "https://cert.example.jp/who");
});

test("another host is not supposed to tell which certificate came, unless it is said where it does", () => {
  assert.equal(read({ endpoint: "https://auth.example.jp/api/cert" }).clientCertificate, null);
  const both = read({
    endpoint: "https://auth.example.jp/api/cert",
    clientCertificate: "https://auth.example.jp/client-cert",
  });
  assert.equal(both.clientCertificate, "https://auth.example.jp/client-cert");
});

test("where services are offered and no endpoint is named, one has to be chosen", () => {
  assert.deepEqual(read({ services: true }), {
    endpoint: null,
    clientCertificate: null,
    services: true,
    authHosts: {},
    linkHosts: [],
    issuers: [],
  });
  assert.equal(read({ services: true, endpoint: "/api/cert" }).endpoint, "https://cert.example.jp/api/cert");
});

test("what is no JSON object is refused", () => {
  for (const text of ["", "{", "null", "[]", '"https://auth.example.jp"', "<!doctype html>"])
    assert.deepEqual(problem(text), ["not-json", null]);
});

test("a misspelt field is refused by name, not passed over", () => {
  assert.deepEqual(problem('{"endpoit": "/api/cert"}'), ["unknown-field", "endpoit"]);
});

test("only https addresses without user information or fragment are taken", () => {
  for (const value of [
    "http://auth.example.jp/api/cert",
    "https://user:secret@auth.example.jp/",
    "https://a.example/#x",
    "javascript:alert(1)",
    "https://",
    1,
    null,
  ]) {
    assert.deepEqual(problem(JSON.stringify({ endpoint: value })), ["wrong-value", "endpoint"], String(value));
  }
  assert.deepEqual(problem('{"clientCertificate": "http://auth.example.jp/"}'), ["wrong-value", "clientCertificate"]);
});

test("no address is taken that is something else than an address on a host", () => {
  for (const value of [
    `blob:${new URL(PAGE).origin}/0f8fad5b-d9cb-469f-a165-70867728950e`,
    "BLOB:https://cert.example.jp/1",
    " blob:https://cert.example.jp/1",
    "data:application/json,{}",
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    "filesystem:https://cert.example.jp/temporary/a",
    "view-source:https://cert.example.jp/",
    "file:///etc/hostname",
    "about:blank",
    "ftp://cert.example.jp/",
    "wss://cert.example.jp/",
  ]) {
    for (const field of ["endpoint", "clientCertificate"])
      assert.deepEqual(problem(JSON.stringify({ [field]: value })), ["wrong-value", field], value);
  }
});

test("a page that was opened over http reads its own addresses, and says later what is wrong", () => {
  assert.equal(readConfig("{}", "http://localhost:8000/").endpoint, "http://localhost:8000/api/cert");
});

test("a host that renews is named for a connect host of a service", () => {
  assert.deepEqual(read({ authHosts: { "a.example": "auth.example", "b.example": "AUTH.example:8443" } }).authHosts, {
    "a.example": "auth.example",
    "b.example": "auth.example:8443",
  });
  for (const wrong of [
    [],
    "auth.example",
    { a: 1 },
    { a: "" },
    { a: "https://auth.example" },
    { a: "auth.example/api" },
    { a: "x@auth.example" },
  ]) {
    assert.deepEqual(
      problem(JSON.stringify({ authHosts: wrong })),
      ["wrong-value", "authHosts"],
      JSON.stringify(wrong),
    );
  }
});

test("services is a boolean, hosts and issuers are lists of texts", () => {
  assert.deepEqual(problem('{"services": "yes"}'), ["wrong-value", "services"]);
  for (const field of ["linkHosts", "issuers"]) {
    for (const value of ["text", [1], [""], {}])
      assert.deepEqual(problem(JSON.stringify({ [field]: value })), ["wrong-value", field]);
  }
  assert.deepEqual(read({ linkHosts: ["files.example.jp"], issuers: ["CN=New CA"] }).linkHosts, ["files.example.jp"]);
});
