//! Bytes and an optional password → what a certificate file holds.
//!
//! The format is told from the bytes, never from the name: a certificate called `.p12` opens as what it is.

mod format;
mod pem;
mod pkcs12;

pub use format::Format;

use crate::{
    certificate::Certificate,
    error::Error,
    secret::{Password, SecretBytes},
};

/// The largest file that is read, in bytes: 10 MiB. Real ones have some kilobytes.
pub const MOST_BYTES: usize = 10 << 20;

/// What a certificate file holds.
#[derive(Debug)]
pub struct CertificateFile {
    /// The format of the file.
    pub format: Format,
    /// Its certificates, in the order of the file.
    pub certificates: Vec<Certificate>,
    /// Its first private key, PKCS#8 (RFC 5958) where `pkcs8` can be had from it.
    pub private_key: Option<PrivateKey>,
    /// The friendlyName (RFC 2985 §5.5.1) of the key, or else of the first certificate that has one.
    pub friendly_name: Option<String>,
}

/// A private key that was found in a file.
#[derive(Debug)]
pub enum PrivateKey {
    /// In PKCS#8, decrypted.
    Pkcs8(SecretBytes),
    /// In a form that is only recognized: encrypted, or in an older encoding.
    Recognized,
}

/// Reads a certificate file. Without a password an empty one is tried.
pub fn read(bytes: &[u8], password: Option<&Password>) -> Result<CertificateFile, Error> {
    if bytes.len() > MOST_BYTES {
        return Err(Error::FileTooLarge {
            size: bytes.len(),
            limit: MOST_BYTES,
        });
    }
    match Format::sniff(bytes) {
        Ok(Format::Pkcs12) => pkcs12::read(bytes, password),
        Ok(Format::Der) => Ok(CertificateFile {
            format: Format::Der,
            certificates: vec![Certificate::from_der(bytes)?],
            private_key: None,
            friendly_name: None,
        }),
        Ok(Format::Pem) => pem::read(bytes),
        Err(looks_like) => Err(Error::UnsupportedFormat { looks_like }),
    }
}
