//! The servers' side of a test.

use crate::nginx::{Nginx, Values};
use crate::process::reserve_port;
use crate::project;
use renewal_authority::demo::{Demo, DemoCertificate};
use renewal_authority::{Authority, Options, Policy, Server};
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use tempfile::TempDir;
use time::OffsetDateTime;
use tokio::runtime::Runtime;

/// One site at a time; see the crate's documentation.
static TURN: Mutex<()> = Mutex::new(());

/// The demo certificates of the tests, kept in `target/browser-tests` between runs.
///
/// # Panics
/// When they cannot be made.
pub fn demo() -> &'static Demo {
    static DEMO: OnceLock<Demo> = OnceLock::new();
    DEMO.get_or_init(|| {
        let folder = project::root().join("target/browser-tests/demo");
        Demo::prepare(&folder).unwrap_or_else(|error| panic!("no demo certificates: {error}"))
    })
}

/// Who ends the TLS connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Front {
    /// nginx with the files of `deploy/nginx`, the authority behind it: how it is deployed.
    Nginx,
    /// The authority itself: how `cargo xtask serve` runs it.
    Authority,
}

/// What is different from the usual site.
#[derive(Debug)]
pub struct Setup {
    /// Who ends the TLS connection.
    pub front: Front,
    /// The authority's rules.
    pub policy: Policy,
    /// Another folder than the built page.
    pub root: Option<PathBuf>,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            front: Front::Nginx,
            policy: Policy::default(),
            root: None,
        }
    }
}

/// A running site, stopped when dropped.
pub struct Site {
    port: u16,
    nginx: Option<Nginx>,
    policy: Policy,
    authority_address: SocketAddr,
    authority: Option<Server>,
    runtime: Runtime,
    _identity: TempDir,
    _turn: MutexGuard<'static, ()>,
}

impl Site {
    /// The usual site: page, nginx, authority.
    #[must_use]
    pub fn behind_nginx() -> Self {
        Self::start(Setup::default())
    }

    /// A site of one's own making.
    ///
    /// # Panics
    /// When the page was not built or a server does not start.
    #[must_use]
    pub fn start(setup: Setup) -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let policy = setup.policy;
        let runtime = Runtime::new().expect("a runtime for the authority");
        let identity = tempfile::tempdir().expect("a temporary folder");
        let root = setup.root.unwrap_or_else(project::built_page);
        let authority = Authority::new(demo().certificate_authority(), policy.clone());
        let (port, nginx, server) = match setup.front {
            Front::Authority => {
                let options = Options {
                    static_folder: Some(root),
                    ..Options::default()
                };
                let server = runtime.block_on(Server::tls(authority, options));
                let server = server.unwrap_or_else(|error| panic!("no authority: {error}"));
                (server.local_address().port(), None, server)
            }
            Front::Nginx => {
                let reserved = reserve_port();
                let port = reserved.local_addr().expect("a port").port();
                let options = Options {
                    public_origin: Some(format!("https://localhost:{port}")),
                    ..Options::default()
                };
                let server = runtime.block_on(Server::behind_proxy(authority, options));
                let server = server.unwrap_or_else(|error| panic!("no authority: {error}"));
                let (certificate, private_key) = server_identity(identity.path());
                drop(reserved);
                let nginx = Nginx::start(&Values {
                    port,
                    authority_port: server.local_address().port(),
                    certificate: &certificate,
                    private_key: &private_key,
                    client_authority: demo().certificate_authority_file(),
                    root: &root,
                });
                (port, Some(nginx), server)
            }
        };
        Self {
            port,
            nginx,
            policy,
            authority_address: server.local_address(),
            authority: Some(server),
            runtime,
            _identity: identity,
            _turn: turn,
        }
    }

    /// `https://localhost:<port>`.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("https://localhost:{}", self.port)
    }

    /// The nginx in front.
    ///
    /// # Panics
    /// When the authority stands alone.
    #[must_use]
    pub fn nginx(&self) -> &Nginx {
        self.nginx.as_ref().expect("a site behind nginx")
    }

    /// How many requests nginx has answered whose line (`METHOD /path STATUS`) begins so.
    #[must_use]
    pub fn answered(&self, beginning: &str) -> usize {
        let log = self.nginx().access_log();
        log.iter().filter(|line| line.starts_with(beginning)).count()
    }

    /// Stops the authority; nginx goes on.
    ///
    /// # Panics
    /// When it was stopped before.
    pub fn stop_authority(&mut self) {
        let authority = self.authority.take().expect("a running authority");
        self.runtime.block_on(authority.shutdown());
    }

    /// Starts an authority again behind nginx, which knows nothing of what the last one did.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start_authority(&mut self) {
        let authority = Authority::new(demo().certificate_authority(), self.policy.clone());
        let options = Options {
            address: self.authority_address,
            public_origin: Some(self.origin()),
            ..Options::default()
        };
        let server = self.runtime.block_on(Server::behind_proxy(authority, options));
        self.authority = Some(server.unwrap_or_else(|error| panic!("no authority: {error}")));
    }

    /// The demo certificate of this name.
    ///
    /// # Panics
    /// When the demo has none of this name.
    #[must_use]
    pub fn certificate(&self, name: &str) -> &'static DemoCertificate {
        let mut certificates = demo().certificates().iter();
        certificates
            .find(|certificate| certificate.name == name)
            .unwrap_or_else(|| panic!("the demo has no {name}"))
    }
}

/// A certificate for nginx itself: certificate and key in PEM files.
fn server_identity(folder: &Path) -> (PathBuf, PathBuf) {
    let identity = demo()
        .certificate_authority()
        .server_certificate(&["localhost"], OffsetDateTime::now_utc())
        .expect("a server certificate");
    let (certificate, private_key) = (folder.join("server.pem"), folder.join("server.key.pem"));
    fs::write(&certificate, identity.certificate_pem()).expect("the server's certificate");
    fs::write(&private_key, identity.private_key_pem().as_bytes()).expect("the server's key");
    (certificate, private_key)
}
