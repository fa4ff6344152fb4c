// @ts-check
// What the page knows of the module before that is loaded. `cargo xtask build` writes this file
// from src/limits.rs and src/clients.

/** @type {import("../../dist/npm/orcamo_cert.js").Limits} */
export const LIMITS = {
  "fileBytes": 10485760,
  "certificates": 10000,
  "privateKeys": 1000,
  "nesting": 64,
  "iterations": 1000000,
  "iterationsOfAFile": 10000000,
  "memoryBytes": 67108864,
  "connections": 1000,
  "responseBytes": 1048576,
  "policyMonths": 1200,
  "policyDays": 36525
};

/** The settings of clients. @type {readonly string[]} */
export const SETTINGS_FILES = [
  "monsiaj.jsonrpc.properties",
  "config.json",
  "receview.conf"
];

/** The folders of clients. @type {readonly string[]} */
export const FOLDERS = [
  ".monsiaj",
  ".glclient2",
  ".glclient"
];
