//! Certificates minted for one test, and the foreign programs that judge.

pub(crate) mod der;

use std::{
    io::Write,
    process::{Command, Stdio},
    sync::LazyLock,
};

use orcamo_cert::{
    Error,
    calendar::Timestamp,
    eligibility::Policy,
    inspection::{Inspection, inspect, inspect_pair},
    renewal::Response,
    secret::{Password, SecretBytes},
};
use renewal_authority::{CertificateAuthority, Encryption, Identity, bundle};
use time::{Duration, OffsetDateTime, macros::datetime};

/// The instant at which the tests stand.
pub(crate) const NOW: OffsetDateTime = datetime!(2026-11-23 03:00 UTC);

static AUTHORITY: LazyLock<CertificateAuthority> = LazyLock::new(|| {
    let authority = CertificateAuthority::create(NOW).unwrap();
    authority.share_keys();
    authority
});

pub(crate) fn now() -> Timestamp {
    Timestamp::from_unix_seconds(NOW.unix_timestamp()).unwrap()
}

/// The instant at which they run, for what a server dates.
pub(crate) fn today() -> Timestamp {
    Timestamp::from_unix_seconds(OffsetDateTime::now_utc().unix_timestamp()).unwrap()
}

pub(crate) fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

pub(crate) fn password(text: &str) -> Password {
    Password::new(text.to_owned())
}

pub(crate) fn open(bytes: &[u8], text: Option<&str>) -> Result<Inspection, Error> {
    inspect(bytes, text.map(password).as_ref(), &Policy::default(), now())
}

pub(crate) fn open_pair(certificate: &[u8], key: &[u8], text: Option<&str>) -> Result<Inspection, Error> {
    inspect_pair(certificate, key, text.map(password).as_ref(), &Policy::default(), now())
}

/// The code of the error, or `opened`.
pub(crate) fn outcome(result: &Result<Inspection, Error>) -> &'static str {
    match result {
        Ok(_) => "opened",
        Err(error) => error.code(),
    }
}

/// What a server answers.
pub(crate) fn response(status: u16, body: impl Into<Vec<u8>>) -> Response {
    Response {
        status,
        body: SecretBytes::new(body.into()),
        retry_after: None,
        date: None,
    }
}

/// A client certificate valid from yesterday, for so many days from now.
pub(crate) fn minted(common_name: &str, days: i64) -> Identity {
    AUTHORITY
        .client_certificate(common_name, NOW - Duration::days(1), NOW + Duration::days(days))
        .unwrap()
}

pub(crate) fn as_pkcs12(identity: &Identity, password: &str, encryption: Encryption) -> Vec<u8> {
    bundle::pkcs12(identity, &AUTHORITY, "更新 demo", password, encryption).unwrap()
}

/// What openssl prints for `arguments` with `input`; fails with its words.
pub(crate) fn openssl(arguments: &[&str], input: &[u8]) -> Vec<u8> {
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
