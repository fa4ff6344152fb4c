//! A real nginx with the files of `deploy/nginx`.

use crate::process::{Running, output};
use crate::{project, wait};
use std::fs;
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// What a deployer would write into `same-origin.conf`.
pub struct Values<'a> {
    /// The port of the site, on loopback.
    pub port: u16,
    /// The port of the renewal authority, on loopback.
    pub authority_port: u16,
    /// The site's own certificate, PEM.
    pub certificate: &'a Path,
    /// Its private key, PEM.
    pub private_key: &'a Path,
    /// The CA of the client certificates, PEM.
    pub client_authority: &'a Path,
    /// The folder with the page.
    pub root: &'a Path,
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
    pub fn start(values: &Values<'_>) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        write_configuration(folder.path(), values);
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
            TcpStream::connect((Ipv4Addr::LOCALHOST, values.port)).ok()
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
            .map(str::to_owned)
            .collect()
    }

    /// All that nginx wrote down so far, about requests and about errors.
    #[must_use]
    pub fn everything_logged(&self) -> String {
        log(self.folder.path(), "access.log") + &log(self.folder.path(), "error.log")
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

fn write_configuration(folder: &Path, values: &Values<'_>) {
    let deploy = project::root().join("deploy/nginx");
    let included = folder.join("orcamo-cert");
    fs::create_dir(&included).expect("a folder for the included files");
    for entry in fs::read_dir(deploy.join("orcamo-cert")).expect("deploy/nginx/orcamo-cert") {
        let file = entry.expect("a file of deploy/nginx").path();
        let name = file.file_name().expect("a file name");
        fs::copy(&file, included.join(name)).expect("a copy of a configuration file");
    }
    let site = fs::read_to_string(deploy.join("same-origin.conf")).expect("deploy/nginx/same-origin.conf");
    fs::write(folder.join("site.conf"), fill_in(&site, values)).expect("the site's file");
    fs::write(folder.join("nginx.conf"), main_configuration()).expect("nginx.conf");
}

/// The site's file with other values, as a deployer would edit it.
fn fill_in(site: &str, values: &Values<'_>) -> String {
    let path = |path: &Path| path.to_str().expect("a path in UTF-8").to_owned();
    let port = values.port;
    [
        ("listen 443 ssl;", format!("listen 127.0.0.1:{port} ssl;")),
        ("server_name cert.example.jp;", "server_name localhost;".to_owned()),
        (
            "server 127.0.0.1:8081;",
            format!("server 127.0.0.1:{};", values.authority_port),
        ),
        ("/etc/nginx/orcamo-cert/server.pem", path(values.certificate)),
        ("/etc/nginx/orcamo-cert/server.key.pem", path(values.private_key)),
        ("/etc/nginx/orcamo-cert/client-ca.pem", path(values.client_authority)),
        ("/var/www/orcamo-cert", path(values.root)),
    ]
    .into_iter()
    .fold(site.to_owned(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "{from} is once in same-origin.conf");
        text.replace(from, &to)
    })
}

/// What a distribution's nginx.conf holds, for one process (ending a master would leave its workers behind)
/// that may not be root and writes nowhere else.
fn main_configuration() -> String {
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
    log_format short '$request_method $request_uri $status';
    access_log access.log short;
{temporary}    include site.conf;
}}
"
    )
}
