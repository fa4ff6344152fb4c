//! What the tests share: a throwaway certificate authority and the foreign programs.

mod curl;
mod deployment;
mod nginx;
mod program;

pub(crate) use curl::{Answer, Curl, Failure};
pub(crate) use deployment::{Deployment, Site};
pub(crate) use nginx::{Nginx, free_port};
pub(crate) use program::{NOTHING, Program, TRUSTED, succeeds};

use renewal_authority::{Authority, CertificateAuthority, Identity, Options, Policy, Server};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};
use tempfile::TempDir;
use time::{Duration, OffsetDateTime};

/// That of every test; what it issues has shared keys.
static AUTHORITY: LazyLock<CertificateAuthority> = LazyLock::new(|| {
    let authority = CertificateAuthority::create(OffsetDateTime::now_utc()).unwrap();
    authority.share_keys();
    authority
});

/// A certificate authority, and a folder for its files that goes when the test ends.
pub(crate) struct World {
    folder: TempDir,
    pub(crate) certificate_authority: CertificateAuthority,
}

impl World {
    pub(crate) fn new() -> Self {
        let certificate_authority = AUTHORITY.clone();
        let world = Self {
            folder: tempfile::tempdir().unwrap(),
            certificate_authority,
        };
        world.write("ca.pem", world.certificate_authority.certificate_pem());
        world
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        fs::write(self.path(name), bytes).unwrap();
        self.path(name)
    }

    /// A client certificate of this authority and its key in one PEM file; validity in days from now.
    pub(crate) fn client(&self, common_name: &str, from_day: i64, to_day: i64) -> PathBuf {
        self.client_of(&self.certificate_authority, common_name, from_day, to_day)
    }

    /// The same of another authority.
    pub(crate) fn client_of(
        &self,
        issuer: &CertificateAuthority,
        common_name: &str,
        from_day: i64,
        to_day: i64,
    ) -> PathBuf {
        let now = OffsetDateTime::now_utc();
        let (from, to) = (now + Duration::days(from_day), now + Duration::days(to_day));
        self.identity(&issuer.client_certificate(common_name, from, to).unwrap())
    }

    /// Certificate and key in one PEM file.
    pub(crate) fn identity(&self, identity: &Identity) -> PathBuf {
        let count = fs::read_dir(self.folder()).unwrap().count();
        let text = format!("{}{}", identity.certificate_pem(), *identity.private_key_pem());
        self.write(&format!("identity-{count}.pem"), text)
    }

    pub(crate) fn authority(&self, policy: Policy) -> Authority {
        Authority::new(self.certificate_authority.clone(), policy)
    }

    /// The authority, serving TLS on a free port.
    pub(crate) async fn serve(&self, policy: Policy) -> Server {
        Server::tls(self.authority(policy), Options::default()).await.unwrap()
    }

    pub(crate) fn curl(&self) -> Curl {
        Curl::new(self.folder())
    }
}

/// `https://localhost:<port>`.
pub(crate) fn origin(server: &Server) -> String {
    format!("https://localhost:{}", server.local_address().port())
}

/// Looks until the condition holds; gives up after a minute, which is far more than anything here takes.
pub(crate) fn until(condition: impl Fn() -> bool) {
    let start = std::time::Instant::now();
    while !condition() {
        assert!(start.elapsed().as_secs() < 60, "waited in vain");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}
