//! What the server issued.

use crate::{
    certificate::Certificate,
    secret::{Password, SecretBytes},
};

/// A new PKCS#12 file that passed every check.
#[derive(Debug)]
pub struct Bundle {
    /// The file, as the server issued it.
    pub p12: SecretBytes,
    /// Its password.
    pub password: Password,
    /// The facts of the new certificate.
    pub certificate: Certificate,
    /// Whether its private key belongs to it; `None` where that could not be verified. One that does not is refused.
    pub key_matches: Option<bool>,
    /// Whether its key is that of the old certificate: it works, but whoever has the old key has the new one.
    pub same_key: bool,
    /// Whether its key is weak. It is accepted only because the old one is no stronger.
    pub weak_key: bool,
}
