// nginx with the files of deploy/nginx, HTTP/2 and brotli.

import { execFileSync, spawn } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { installed } from "../installed.js";

const DEPLOY = fileURLToPath(new URL("../../../deploy/nginx/", import.meta.url));
const MODULE = "ngx_http_brotli_static_module.so";

/** nginx and its brotli, where they are installed. */
export function findServer() {
  const program = installed("nginx");
  if (program === undefined) return null;
  const module = join(modules(program), MODULE);
  return existsSync(module) ? { program, module } : null;
}

/** Where nginx has its modules: it says so among the options that it was built with. @param {string} program */
function modules(program) {
  const told = execFileSync("bash", ["-c", '"$0" -V 2>&1', program]).toString();
  return /--modules-path=(\S+)/.exec(told)?.[1] ?? "/usr/lib/nginx/modules";
}

/**
 * Starts it; each host is served what is in the folder of its name.
 * @param {{ program: string, module: string }} found
 * @param {string[]} hosts
 * @param {string} pages
 * @param {string} folder for its own files
 */
export async function startServer({ program, module }, hosts, pages, folder) {
  mkdirSync(folder);
  const port = await freePort();
  makeIdentity(hosts, folder);
  cpSync(join(DEPLOY, "orcamo-cert"), join(folder, "orcamo-cert"), { recursive: true });
  writeFileSync(join(folder, "site.conf"), site(hosts, port, pages, folder));
  writeFileSync(join(folder, "nginx.conf"), main(module));
  const parameters = ["-p", folder, "-c", join(folder, "nginx.conf")];
  // What is wrong with the configuration is told on the terminal.
  execFileSync(program, [...parameters, "-t", "-q"], { stdio: ["ignore", "inherit", "inherit"] });
  const server = spawn(program, parameters, { stdio: ["ignore", "ignore", "inherit"] });
  const ended = once(server, "exit");
  // It has its socket when it has written its number.
  while (!existsSync(join(folder, "nginx.pid"))) {
    if (server.exitCode !== null) throw new Error(`nginx ended with ${server.exitCode}`);
    await delay(20);
  }
  return {
    port,
    /** What Chromium is told to trust. */
    key: keyHash(join(folder, "server.pem")),
    close: async () => {
      server.kill();
      await ended;
    },
  };
}

/** @param {string} module */
function main(module) {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${kind};`);
  // One process: ending a master would leave its workers behind.
  return `load_module ${module};
daemon off;
master_process off;
pid nginx.pid;
error_log error.log;
events {}
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  brotli_static on;
  ${temporary.join(" ")}
  include site.conf;
}
`;
}

/**
 * deploy/nginx/same-origin.conf with the values of this run.
 * @param {string[]} hosts
 * @param {number} port
 * @param {string} pages
 * @param {string} folder
 */
function site(hosts, port, pages, folder) {
  /** @type {[RegExp, string][]} */
  const values = [
    // A loopback takes everything at once, and nothing can overtake any more; what is sent far away waits here.
    [/listen 443 ssl( http2)? default_server/g, `listen 127.0.0.1:${port} ssl http2 sndbuf=16k default_server`],
    [/listen 443 ssl( http2)?/g, `listen 127.0.0.1:${port} ssl http2`],
    [/server_name cert\.example\.jp;/g, `server_name ${hosts.join(" ")};`],
    [/https:\/\/cert\.example\.jp/g, `https://${hosts[0]}:${port}`],
    [/\/run\/orcamo-cert\/authority\.sock/g, join(folder, "authority.sock")],
    // Nobody presents a certificate; the server must have a CA to ask for one.
    [/\/etc\/nginx\/orcamo-cert\/(client-ca|server)\.pem/g, join(folder, "server.pem")],
    [/\/etc\/nginx\/orcamo-cert\/server\.key\.pem/g, join(folder, "server.key.pem")],
    [/\/var\/log\/nginx\/orcamo-cert-error\.log/g, "error.log"],
    [/access_log \/var\/log\/nginx\/orcamo-cert\.log orcamo_cert;/g, "access_log off;"],
    [/\/var\/www\/orcamo-cert/g, join(pages, "$host")],
  ];
  return values.reduce((text, [from, to]) => {
    if (text.search(from) === -1) throw new Error(`deploy/nginx/same-origin.conf has nothing like ${from.source}`);
    return text.replace(from, () => to);
  }, readFileSync(join(DEPLOY, "same-origin.conf")).toString());
}

/** The server's certificate and key. @param {string[]} hosts @param {string} folder */
function makeIdentity(hosts, folder) {
  const names = hosts.map((host) => `DNS:${host}`).join();
  const made = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30"];
  const told = ["-subj", "/CN=bench", "-addext", `subjectAltName=${names}`];
  const files = ["-keyout", "server.key.pem", "-out", "server.pem"];
  execFileSync("openssl", ["req", ...made, ...told, ...files], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
}

/** @param {string} certificate */
function keyHash(certificate) {
  const { publicKey } = new X509Certificate(readFileSync(certificate));
  return createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("base64");
}

/** Nobody else takes it in the moment until nginx does. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  server.close();
  await once(server, "close");
  return port;
}
