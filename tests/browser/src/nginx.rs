//! A real nginx with the files of `deploy/nginx`.

use crate::process::{Running, output};
use crate::{project, wait};
use std::fs;
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// What a deployer would write into the site's file.
pub(crate) struct Site<'a> {
    /// The port of the page, on loopback.
    pub(crate) page_port: u16,
    /// The port of the auth host; `None` when it is the page's.
    pub(crate) auth_port: Option<u16>,
    /// Whether it asks for a client certificate.
    pub(crate) asks: bool,
    /// The socket of the renewal authority.
    pub(crate) authority: &'a Path,
    /// The site's own certificate.
    pub(crate) identity: &'a Identity,
    /// The CA of the client certificates, PEM.
    pub(crate) client_authority: &'a Path,
    /// A certificate revocation list of that CA, PEM.
    pub(crate) revocation_list: Option<&'a Path>,
    /// The folder with the page.
    pub(crate) root: &'a Path,
}

/// A certificate with its private key, in PEM files.
pub(crate) struct Identity {
    pub(crate) certificate: PathBuf,
    pub(crate) private_key: PathBuf,
}

/// A running nginx, ended when dropped.
pub struct Nginx {
    // Dropped first: nginx writes into the folder.
    _process: Running,
    folder: TempDir,
}

impl Nginx {
    /// Starts nginx on `localhost` and waits until it accepts connections.
    ///
    /// # Panics
    /// When it is not installed or refuses its configuration.
    #[must_use]
    pub(crate) fn start(site: &Site<'_>) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        write_configuration(folder.path(), site);
        let arguments = |command: &mut Command| {
            command.arg("-p").arg(folder.path());
            command.arg("-c").arg(folder.path().join("nginx.conf"));
        };
        let mut check = program();
        arguments(&mut check);
        output(check.arg("-t"));
        let mut command = program();
        arguments(&mut command);
        let mut process = Running::start(command.stdout(Stdio::null()).stderr(Stdio::null()), "nginx");
        wait::until("nginx to accept connections", || {
            assert!(!process.has_ended(), "nginx ended: {}", log(folder.path(), "error.log"));
            TcpStream::connect((Ipv4Addr::LOCALHOST, site.page_port)).ok()
        });
        Self {
            _process: process,
            folder,
        }
    }

    /// The requests nginx answered so far, one a line, as `METHOD /path STATUS`.
    #[must_use]
    pub fn access_log(&self) -> Vec<String> {
        log(self.folder.path(), "access.log")
            .lines()
            .map(|line| {
                // ADDRESS [TIME] "METHOD /path" STATUS …
                let mut parts = line.splitn(3, '"').skip(1);
                let (request, rest) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
                let status = rest.split_whitespace().next().unwrap_or_default();
                format!("{request} {status}")
            })
            .collect()
    }

    /// All that nginx wrote down so far, about requests and about errors.
    #[must_use]
    pub fn everything_logged(&self) -> String {
        ["access.log", "error.log", "elsewhere.log"]
            .map(|name| log(self.folder.path(), name))
            .concat()
    }
}

/// nginx, which Debian puts where only root looks.
fn program() -> Command {
    let usual = Path::new("/usr/sbin/nginx");
    Command::new(if usual.exists() { usual } else { Path::new("nginx") })
}

fn log(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap_or_default()
}

fn write_configuration(folder: &Path, site: &Site<'_>) {
    let deploy = project::root().join("deploy/nginx");
    let included = folder.join("orcamo-cert");
    fs::create_dir(&included).expect("a folder for the included files");
    for entry in fs::read_dir(deploy.join("orcamo-cert")).expect("deploy/nginx/orcamo-cert") {
        let file = entry.expect("a file of deploy/nginx").path();
        let name = file.file_name().expect("a file name");
        let text = fs::read_to_string(&file).expect("a configuration file");
        let text = if site.asks { text } else { unasking(&text) };
        fs::write(included.join(name), unhurried(&text)).expect("a copy of a configuration file");
    }
    let name = match site.auth_port {
        None => "same-origin.conf",
        Some(_) => "cross-origin.conf",
    };
    let text = fs::read_to_string(deploy.join(name)).unwrap_or_else(|error| panic!("deploy/nginx/{name}: {error}"));
    fs::write(folder.join("site.conf"), edit(&text, name, &edits(site))).expect("the site's file");
    fs::write(folder.join("nginx.conf"), main_configuration(site.revocation_list)).expect("nginx.conf");
}

/// For a browser that has none to present.
fn unasking(text: &str) -> String {
    text.replace("ssl_verify_client optional;", "ssl_verify_client off;")
}

/// Here one certificate renews by the hundred in some minutes. What nginx does with that is a test of the authority's
/// (`tests/authority/tests/exchange/gate.rs`).
fn unhurried(text: &str) -> String {
    text.replace("rate=10r/m", "rate=100r/s")
        .replace("rate=60r/m", "rate=100r/s")
}

/// What a deployer would replace in the site's file, and by what. The first place comes first.
fn edits(site: &Site<'_>) -> Vec<(&'static str, String)> {
    let path = |path: &Path| path.to_str().expect("a path in UTF-8").to_owned();
    let listen = |port: u16| ("listen 443 ssl;", format!("listen 127.0.0.1:{port} ssl;"));
    let (certificate, private_key) = (path(&site.identity.certificate), path(&site.identity.private_key));
    let ports = [Some(site.page_port), site.auth_port].into_iter().flatten();
    let refusing: Vec<String> = ports
        .map(|port| format!("listen 127.0.0.1:{port} ssl default_server;"))
        .collect();
    let logs = [
        ("/var/log/nginx/orcamo-cert.log", "access.log".to_owned()),
        ("/var/log/nginx/orcamo-cert-error.log", "error.log".to_owned()),
    ];
    let mut edits = vec![
        ("listen 443 ssl default_server;", refusing.join(" ")),
        listen(site.page_port),
        ("server_name cert.example.jp;", "server_name localhost;".to_owned()),
        ("/run/orcamo-cert/authority.sock", path(site.authority)),
        ("/etc/nginx/orcamo-cert/client-ca.pem", path(site.client_authority)),
        ("/var/www/orcamo-cert", path(site.root)),
        (
            "https://cert.example.jp",
            format!("https://localhost:{}", site.page_port),
        ),
    ];
    edits.extend(logs.clone());
    match site.auth_port {
        None => edits.extend([
            ("/etc/nginx/orcamo-cert/server.pem", certificate),
            ("/etc/nginx/orcamo-cert/server.key.pem", private_key),
        ]),
        Some(port) => {
            edits.extend(logs);
            edits.extend([
                listen(port),
                ("server_name auth.example.jp;", "server_name auth.localhost;".to_owned()),
                ("https://auth.example.jp", format!("https://auth.localhost:{port}")),
                ("/etc/nginx/orcamo-cert/page.pem", certificate.clone()),
                ("/etc/nginx/orcamo-cert/page.key.pem", private_key.clone()),
                ("/etc/nginx/orcamo-cert/auth.pem", certificate),
                ("/etc/nginx/orcamo-cert/auth.key.pem", private_key),
            ]);
        }
    }
    edits
}

fn edit(text: &str, name: &str, edits: &[(&str, String)]) -> String {
    let edited = edits.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from} is not in {name}");
        text.replacen(from, to, 1)
    });
    for (from, _) in edits {
        assert!(!edited.contains(from), "{from} is more often in {name} than expected");
    }
    edited
}

/// What a distribution's nginx.conf holds, for one process (ending a master would leave its workers behind)
/// that may not be root and writes nowhere else.
fn main_configuration(revocation_list: Option<&Path>) -> String {
    let revoked = revocation_list.map_or_else(String::new, |file| format!("    ssl_crl {};\n", file.display()));
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!("    {kind}_temp_path {kind};\n"))
        .concat();
    format!(
        "daemon off;
master_process off;
pid nginx.pid;
error_log error.log info;
events {{}}
http {{
    access_log elsewhere.log;
{temporary}{revoked}    include site.conf;
}}
"
    )
}
