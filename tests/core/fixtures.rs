//! The fixtures and what independent programs found in them (`facts.json`; see `README.md`).

use std::{collections::BTreeMap, env, fs, path::PathBuf};

use orcamo_cert::certificate::Certificate;
use serde::Deserialize;

use crate::common::{open, outcome};

#[derive(Deserialize)]
pub(crate) struct Facts {
    /// What openssl prints of each certificate, by its SHA-256.
    pub(crate) certificates: BTreeMap<String, Told>,
    pub(crate) fixtures: Vec<Fixture>,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Told {
    pub(crate) common_names: Vec<String>,
    pub(crate) subject: String,
    pub(crate) issuer: String,
    pub(crate) serial_number: String,
    pub(crate) not_before: String,
    pub(crate) not_after: String,
    pub(crate) sha256: String,
}

#[derive(Deserialize)]
pub(crate) struct Fixture {
    pub(crate) file: String,
    /// `certificates`, `pkcs12`, `private-key` or `other`.
    pub(crate) kind: String,
    pub(crate) password: Option<String>,
    pub(crate) format: Option<String>,
    /// The SHA-256 of each: in order in a certificate file, sorted in a PKCS#12 file.
    #[serde(default)]
    pub(crate) certificates: Vec<String>,
    #[serde(default)]
    pub(crate) unreadable: usize,
    #[serde(default)]
    pub(crate) has_key: bool,
    #[serde(default)]
    pub(crate) keys: usize,
    /// The certificates that the private keys belong to.
    #[serde(default)]
    pub(crate) owners: Vec<String>,
    pub(crate) friendly_name: Option<String>,
    /// Whether the password protects anything but the MAC.
    #[serde(default = "yes")]
    pub(crate) encrypted: bool,
    pub(crate) mac_digest_at: Option<usize>,
    /// The error that it is made for.
    pub(crate) error: Option<String>,
    /// The fixture of `keys/` that it holds.
    pub(crate) key: Option<String>,
    #[serde(default = "yes")]
    pub(crate) shows_public_key: bool,
    pub(crate) looks_like: Option<String>,
}

fn yes() -> bool {
    true
}

/// The committed ones, or those in the folder that `FIXTURES` names: made anew, to be compared.
fn folder() -> PathBuf {
    env::var_os("FIXTURES").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures"),
        PathBuf::from,
    )
}

pub(crate) fn facts() -> Facts {
    serde_json::from_slice(&read("facts.json")).unwrap()
}

pub(crate) fn read(file: &str) -> Vec<u8> {
    let path = folder().join(file);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn of_kind(kind: &str) -> Vec<Fixture> {
    let found: Vec<Fixture> = facts().fixtures.into_iter().filter(|one| one.kind == kind).collect();
    assert!(!found.is_empty(), "{kind}");
    found
}

/// What the reader finds, in openssl's words.
pub(crate) fn reported(certificate: &Certificate) -> Told {
    Told {
        common_names: certificate.common_names.clone(),
        subject: certificate.subject.clone(),
        issuer: certificate.issuer.clone(),
        serial_number: certificate.serial_number.clone(),
        not_before: certificate.not_before.to_string(),
        not_after: certificate.not_after.to_string(),
        sha256: certificate.fingerprint_sha256.clone(),
    }
}

/// Gathers what is wrong with single fixtures, so that one test names them all.
#[derive(Default)]
pub(crate) struct Complaints(Vec<String>);

impl Complaints {
    pub(crate) fn check(&mut self, is_right: bool, complaint: impl FnOnce() -> String) {
        if !is_right {
            self.0.push(complaint());
        }
    }

    /// Opens a file with a password, and compares the outcome.
    pub(crate) fn check_outcome(&mut self, file: &str, bytes: &[u8], password: Option<&str>, expected: &str) {
        let result = open(bytes, password);
        self.check(outcome(&result) == expected, || {
            format!("{file} with {password:?}: {}, not {expected}", outcome(&result))
        });
    }

    pub(crate) fn none(self) {
        assert!(self.0.is_empty(), "{} complaints:\n{}", self.0.len(), self.0.join("\n"));
    }
}
