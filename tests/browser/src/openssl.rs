//! What openssl, a program that shares nothing with ours, says of certificates.

use crate::output;
use std::path::Path;
use std::process::Command;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A certificate file, PEM.
pub struct CertificateFile<'a>(pub &'a Path);

impl CertificateFile<'_> {
    /// The last CN of the subject.
    ///
    /// # Panics
    /// When openssl cannot read the file.
    #[must_use]
    pub fn common_name(&self) -> String {
        let subject = self.field(&["-subject", "-nameopt", "multiline,-esc_msb,utf8"]);
        let mut names = subject
            .lines()
            .filter_map(|line| line.trim().strip_prefix("commonName"));
        names
            .next_back()
            .and_then(|rest| rest.split_once("= "))
            .expect("a CN")
            .1
            .to_owned()
    }

    /// The end of its validity.
    ///
    /// # Panics
    /// When openssl cannot read the file.
    #[must_use]
    pub fn not_after(&self) -> OffsetDateTime {
        let line = self.field(&["-enddate", "-dateopt", "iso_8601"]);
        let instant = line
            .trim()
            .strip_prefix("notAfter=")
            .expect("notAfter")
            .replace(' ', "T");
        OffsetDateTime::parse(&instant, &Rfc3339).expect("an instant")
    }

    /// SHA-256 of the whole certificate, in lower-case hexadecimal.
    ///
    /// # Panics
    /// When openssl cannot read the file.
    #[must_use]
    pub fn fingerprint_sha256(&self) -> String {
        let line = self.field(&["-fingerprint", "-sha256"]);
        let (_, fingerprint) = line.trim().split_once('=').expect("a fingerprint");
        fingerprint.replace(':', "").to_lowercase()
    }

    /// The public key, PEM.
    ///
    /// # Panics
    /// When openssl cannot read the file.
    #[must_use]
    pub fn public_key(&self) -> String {
        self.field(&["-pubkey"])
    }

    fn field(&self, arguments: &[&str]) -> String {
        let mut openssl = Command::new("openssl");
        openssl.args(["x509", "-noout", "-in"]).arg(self.0).args(arguments);
        String::from_utf8(output(&mut openssl)).expect("text")
    }
}

/// The public key of a private key file (PEM, not encrypted).
///
/// # Panics
/// When openssl cannot read the file.
#[must_use]
pub fn public_key_of(private_key: &Path) -> String {
    let mut openssl = Command::new("openssl");
    openssl.args(["pkey", "-pubout", "-in"]).arg(private_key);
    String::from_utf8(output(&mut openssl)).expect("text")
}
