//! The servers' side of a test.

use crate::nginx::{Identity, Nginx, Site as Values};
use crate::process::reserve_port;
use crate::{Family, project};
use renewal_authority::demo::{Demo, DemoCertificate};
use renewal_authority::{Authority, Options, Policy, Server};
use serde_json::json;
use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, OnceLock, PoisonError};
use tempfile::TempDir;
use time::OffsetDateTime;
use tokio::runtime::Runtime;

/// How many sites there may be at a time; see the crate's documentation.
const MOST_SITES: u32 = 3;

static FREE: Mutex<u32> = Mutex::new(MOST_SITES);
static FREED: Condvar = Condvar::new();

thread_local! {
    /// Whether the test of this thread has a site.
    static HAS_ONE: Cell<bool> = const { Cell::new(false) };
}

/// One of the sites that may run at a time.
struct Turn;

impl Turn {
    /// # Panics
    /// When the test has a site already: two such tests would wait for each other for ever.
    fn take() -> Self {
        assert!(!HAS_ONE.replace(true), "a test that has a site must not start another");
        let free = FREE.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = FREED
            .wait_while(free, |free| *free == 0)
            .unwrap_or_else(PoisonError::into_inner);
        *free -= 1;
        Self
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        HAS_ONE.set(false);
        *FREE.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        FREED.notify_one();
    }
}

/// The demo certificates of the tests, kept in `target/browser-tests` between runs.
///
/// # Panics
/// When they cannot be made.
pub fn demo() -> &'static Demo {
    static DEMO: OnceLock<Demo> = OnceLock::new();
    DEMO.get_or_init(|| {
        let folder = project::root().join("target/browser-tests/demo");
        let demo = Demo::prepare(&folder).unwrap_or_else(|error| panic!("no demo certificates: {error}"));
        demo.certificate_authority().share_keys();
        demo
    })
}

/// The demo certificate of this name.
///
/// # Panics
/// When the demo has none of this name.
#[must_use]
pub fn demo_certificate(name: &str) -> &'static DemoCertificate {
    let mut certificates = demo().certificates().iter();
    certificates
        .find(|certificate| certificate.name == name)
        .unwrap_or_else(|| panic!("the demo has no {name}"))
}

/// How page and authority are served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deployment {
    /// `deploy/nginx/same-origin.conf`: page and `/api/cert` on `https://localhost:PORT`.
    SameOrigin,
    /// `deploy/nginx/cross-origin.conf`: the page on `https://localhost:PORT`, `/api/cert` on `https://auth.localhost:PORT2`.
    CrossOrigin,
    /// The authority itself serves both, as in `cargo xtask serve`: no nginx.
    AuthorityAlone,
}

/// What is different from the usual site.
#[derive(Debug)]
pub struct Setup {
    /// How page and authority are served.
    pub deployment: Deployment,
    /// Whether nginx asks for a client certificate. Where it does, WebKit opens a chooser of files at once, which nobody can answer.
    pub asks: bool,
    /// The authority's rules.
    pub policy: Policy,
    /// Another folder than the built page, with a config.json of its own.
    pub root: Option<PathBuf>,
    /// What nginx knows of as revoked: a list in PEM, as [`crate::mint::revocation_list`] makes it.
    pub revocation_list: Option<PathBuf>,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            deployment: Deployment::SameOrigin,
            asks: true,
            policy: Policy::default(),
            root: None,
            revocation_list: None,
        }
    }
}

impl Setup {
    /// The usual site, as this browser can open it.
    #[must_use]
    pub fn of(family: Family) -> Self {
        Self {
            asks: family != Family::WebKit,
            ..Self::default()
        }
    }
}

/// A running site, stopped when dropped.
pub struct Site {
    page: String,
    auth: String,
    nginx: Option<Nginx>,
    policy: Policy,
    authority: Authority,
    server: Option<Server>,
    runtime: Runtime,
    identity: TempDir,
    _turn: Turn,
}

impl Site {
    /// The usual site: page, nginx and authority on one origin.
    #[must_use]
    pub fn same_origin() -> Self {
        Self::start(Setup::default())
    }

    /// The page on one origin, the renewal on another, both by nginx; the page has that in its config.json.
    #[must_use]
    pub fn cross_origin() -> Self {
        Self::start(Setup {
            deployment: Deployment::CrossOrigin,
            ..Setup::default()
        })
    }

    /// A site of one's own making.
    ///
    /// # Panics
    /// When the page was not built or a server does not start.
    #[must_use]
    pub fn start(setup: Setup) -> Self {
        let turn = Turn::take();
        let policy = setup.policy;
        let runtime = Runtime::new().expect("a runtime for the authority");
        let identity = tempfile::tempdir().expect("a temporary folder");
        let reported = setup.root.is_none() && setup.deployment == Deployment::CrossOrigin;
        let root = setup.root.unwrap_or_else(|| {
            if reported {
                identity.path().join("page")
            } else {
                project::built_page()
            }
        });
        let authority = Authority::new(demo().certificate_authority(), policy.clone());
        let (page, auth, nginx, server) = if setup.deployment == Deployment::AuthorityAlone {
            let options = Options {
                static_folder: Some(root),
                ..Options::default()
            };
            let server = runtime.block_on(Server::tls(authority.clone(), options));
            let server = server.unwrap_or_else(|error| panic!("no authority: {error}"));
            let origin = format!("https://localhost:{}", server.local_address().port());
            (origin.clone(), origin, None, server)
        } else {
            let reserved = [reserve_port(), reserve_port()];
            let [page_port, auth_port] =
                [&reserved[0], &reserved[1]].map(|port| port.local_addr().expect("a port").port());
            let page = format!("https://localhost:{page_port}");
            let auth = match setup.deployment {
                Deployment::CrossOrigin => format!("https://auth.localhost:{auth_port}"),
                Deployment::SameOrigin | Deployment::AuthorityAlone => page.clone(),
            };
            if reported {
                project::copy(&project::built_page(), &root);
                name_auth_host(&root, &auth);
            }
            let socket = identity.path().join("authority.sock");
            let server = behind_proxy(&runtime, &authority, &auth, &socket);
            let own = server_identity(identity.path());
            drop(reserved);
            let nginx = Nginx::start(&Values {
                page_port,
                asks: setup.asks,
                auth_port: (setup.deployment == Deployment::CrossOrigin).then_some(auth_port),
                authority: &socket,
                identity: &own,
                client_authority: demo().certificate_authority_file(),
                revocation_list: setup.revocation_list.as_deref(),
                root: &root,
            });
            (page, auth, Some(nginx), server)
        };
        Self {
            page,
            auth,
            nginx,
            policy,
            authority,
            server: Some(server),
            runtime,
            identity,
            _turn: turn,
        }
    }

    /// Where the page is, `https://localhost:PORT`.
    #[must_use]
    pub fn origin(&self) -> String {
        self.page.clone()
    }

    /// Where `/api/cert` is: the page's own origin, or `https://auth.localhost:PORT2`.
    #[must_use]
    pub fn auth_origin(&self) -> String {
        self.auth.clone()
    }

    /// Both, or the one that is both.
    #[must_use]
    pub fn origins(&self) -> Vec<String> {
        let mut origins = vec![self.origin(), self.auth_origin()];
        origins.dedup();
        origins
    }

    /// The authority: its faults, and its record of requests and certificates. [`Self::start_authority`] makes a new one.
    #[must_use]
    pub fn authority(&self) -> &Authority {
        &self.authority
    }

    /// The requests of the exchange and of `/client-cert` that the authority got, as `POST /api/cert 200`, without the
    /// preflights of another origin.
    #[must_use]
    pub fn exchange(&self) -> Vec<String> {
        let mut lines = self.authority().transcript();
        lines.retain(|line| !line.starts_with("OPTIONS "));
        lines
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

    /// Tells the page in a folder of one's own where this site renews, by a config.json.
    pub fn name_auth_host(&self, folder: &Path) {
        name_auth_host(folder, &self.auth);
    }

    /// Stops nginx: no host answers any more.
    ///
    /// # Panics
    /// When there was none.
    pub fn stop_nginx(&mut self) {
        drop(self.nginx.take().expect("a running nginx"));
    }

    /// Stops the authority; nginx goes on.
    ///
    /// # Panics
    /// When it was stopped before.
    pub fn stop_authority(&mut self) {
        let server = self.server.take().expect("a running authority");
        self.runtime.block_on(server.shutdown());
    }

    /// Starts an authority again behind nginx, which knows nothing of what the last one did.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start_authority(&mut self) {
        self.authority = Authority::new(demo().certificate_authority(), self.policy.clone());
        let socket = self.identity.path().join("authority.sock");
        let server = behind_proxy(&self.runtime, &self.authority, &self.auth, &socket);
        self.server = Some(server);
    }
}

fn behind_proxy(runtime: &Runtime, authority: &Authority, auth: &str, socket: &Path) -> Server {
    let options = Options {
        public_origin: Some(auth.to_owned()),
        ..Options::default()
    };
    let _inside = runtime.enter();
    let server = Server::behind_proxy(authority.clone(), socket, options);
    server.unwrap_or_else(|error| panic!("no authority: {error}"))
}

/// Tells the page in `folder` where it renews.
fn name_auth_host(folder: &Path, auth: &str) {
    let config = json!({ "endpoint": format!("{auth}/api/cert"), "clientCertificate": format!("{auth}/client-cert") });
    fs::write(folder.join("config.json"), config.to_string()).expect("a config.json");
}

/// A certificate for nginx itself: certificate and key in PEM files.
fn server_identity(folder: &Path) -> Identity {
    let identity = demo()
        .certificate_authority()
        .server_certificate(&["localhost", "auth.localhost"], OffsetDateTime::now_utc())
        .expect("a server certificate");
    let files = Identity {
        certificate: folder.join("server.pem"),
        private_key: folder.join("server.key.pem"),
    };
    fs::write(&files.certificate, identity.certificate_pem()).expect("the server's certificate");
    fs::write(&files.private_key, identity.private_key_pem().as_bytes()).expect("the server's key");
    files
}
