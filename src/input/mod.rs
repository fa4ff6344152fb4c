//! Bytes and an optional password → what a certificate file holds.
//!
//! The format is told from the bytes, never from the name: a certificate called `.p12` opens as what it is.

pub(crate) mod ber;
mod certificates;
mod encryption;
mod format;
pub mod key;
mod pkcs12;
mod pkcs7;
mod text;

pub use format::Format;
use format::Sniffed;
pub use key::PrivateKey;

use crate::{certificate::Certificate, error::Error, secret::Password};

/// The largest file that is read, in bytes: 10 MiB. Real ones have some kilobytes.
pub const MOST_BYTES: usize = 10 << 20;

/// What a certificate file holds.
#[derive(Debug)]
pub struct CertificateFile {
    /// The format of the file.
    pub format: Format,
    /// Its certificates, in the order of the file.
    pub certificates: Vec<Certificate>,
    /// How many further certificates are in it that cannot be read.
    pub unreadable: usize,
    /// Its private keys, in the order of the file.
    pub private_keys: Vec<PrivateKey>,
    /// The friendlyName (RFC 2985 §5.5.1) of the first key, or else of the first certificate, that has one.
    pub friendly_name: Option<String>,
}

/// Reads a certificate file. Without a password an empty one is tried.
pub fn read(bytes: &[u8], password: Option<&Password>) -> Result<CertificateFile, Error> {
    within_size(bytes)?;
    read_as(Format::sniff(bytes), bytes, password)
}

fn read_as(sniffed: Sniffed, bytes: &[u8], password: Option<&Password>) -> Result<CertificateFile, Error> {
    match sniffed {
        Sniffed::Certificate => certificates::read(bytes),
        Sniffed::Pkcs7 => pkcs7::read(bytes),
        Sniffed::Pkcs12 => pkcs12::read(bytes, password),
        Sniffed::Text(text) => text::read(&text, password),
        Sniffed::Other(looks_like) => Err(Error::UnsupportedFormat { looks_like }),
    }
}

fn within_size(bytes: &[u8]) -> Result<(), Error> {
    if bytes.len() <= MOST_BYTES {
        return Ok(());
    }
    Err(Error::FileTooLarge {
        size: bytes.len(),
        limit: MOST_BYTES,
    })
}
