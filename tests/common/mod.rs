//! Certificates minted for one test, and the foreign programs that judge.
#![allow(dead_code, unreachable_pub, reason = "each test binary uses its part")]

pub mod der;

use std::{
    io::Write,
    process::{Command, Stdio},
    sync::LazyLock,
};

use orcamo_cert::{calendar::Timestamp, secret::Password};
use renewal_authority::{CertificateAuthority, Encryption, Identity, bundle};
use time::{Duration, OffsetDateTime, macros::datetime};

/// The instant at which the tests stand.
pub const NOW: OffsetDateTime = datetime!(2026-11-23 03:00 UTC);

static AUTHORITY: LazyLock<CertificateAuthority> = LazyLock::new(|| CertificateAuthority::create(NOW).unwrap());

pub fn now() -> Timestamp {
    Timestamp::from_unix_seconds(NOW.unix_timestamp()).unwrap()
}

pub fn password(text: &str) -> Password {
    Password::new(text.to_owned())
}

/// A client certificate valid from yesterday, for so many days from now.
pub fn minted(common_name: &str, days: i64) -> Identity {
    AUTHORITY
        .client_certificate(common_name, NOW - Duration::days(1), NOW + Duration::days(days))
        .unwrap()
}

pub fn as_pkcs12(identity: &Identity, password: &str, encryption: Encryption) -> Vec<u8> {
    bundle::pkcs12(identity, &AUTHORITY, "更新 demo", password, encryption).unwrap()
}

/// What openssl prints for `arguments` with `input`; fails with its words.
pub fn openssl(arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let mut child = Command::new("openssl")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("openssl is needed: apt-get install openssl");
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(
        output.status.success(),
        "openssl {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}
