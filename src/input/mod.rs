//! Bytes and an optional password → what a certificate file holds.
//!
//! The format is recognized from the bytes, never from the name: a certificate called `.p12` opens as what it is. What carries certificates
//! through mails, servers and settings is taken off, where it can be (`transport`).

mod block_content;
mod carrier;
mod certificates;
mod format;
mod gathered;
pub mod key;
mod pem;
mod pkcs12;
mod pkcs7;
mod text;
mod transport;
mod unicode;

pub use crate::encryption::{Attempt, Attempts, CodePages, Credentials, Derivation, Derivations, Guess, PasswordForm};
pub use format::Format;
use format::{Binary, Sniffed};
use gathered::Gathered;
use serde::Serialize;
pub(crate) use transport::percent_decoded;

use crate::{
    asn1::ber::Reader,
    certificate::Certificate,
    certificate::private_key::PrivateKey,
    encryption::{self, Opened},
    error::{Error, LooksLike, Resource},
    limits::{LIMITS, too_large},
};

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
    /// What keeps parts of the file closed, where no password was given; `None` where everything was read. Of PKCS#12 its certificates are
    /// then what stands in the clear, and no MAC covers them.
    pub locked: Option<Lock>,
    /// Whether it was carried in something else, or mended: the bytes of the file are not what another program opens.
    pub is_unwrapped: bool,
}

/// What keeps parts of a file closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Lock {
    /// A password, and none was given.
    Password,
    /// A password that accounts of a Windows domain can decrypt; there may be none that people know.
    Account,
}

impl CertificateFile {
    fn empty(format: Format) -> Self {
        Self {
            format,
            certificates: Vec::new(),
            unreadable: 0,
            private_keys: Vec::new(),
            friendly_name: None,
            locked: None,
            is_unwrapped: false,
        }
    }
}

/// Reads a certificate file, and tries guess after guess. Without a password an empty one is tried.
pub(crate) fn open(
    bytes: &[u8],
    credentials: &Credentials,
    derivations: &mut Derivations,
) -> Result<Opened<CertificateFile>, Error> {
    encryption::open(credentials, derivations, |guess, derivations| {
        read(bytes, guess, derivations)
    })
}

/// Reads a certificate file with one password.
///
/// # Errors
/// [`Error::PasswordRequired`], [`Error::WrongPassword`] or [`Error::SecondPasswordRequired`]; [`Error::UnsupportedFormat`] where it is
/// something else; [`Error::TooMuchWork`] and [`Error::FileTooLarge`] beyond a limit; what keeps it from being read.
pub fn read(bytes: &[u8], guess: &Guess, derivations: &mut Derivations) -> Result<CertificateFile, Error> {
    within_size(bytes)?;
    let file = transport::read(bytes, &mut |bytes| dispatch(bytes, guess, derivations))?;
    within_number(Resource::Certificates, file.certificates.len(), LIMITS.certificates)?;
    within_number(Resource::PrivateKeys, file.private_keys.len(), LIMITS.private_keys)?;
    let is_locked = key::are_locked(&file.private_keys, guess)?;
    Ok(CertificateFile {
        locked: file.locked.or(is_locked.then_some(Lock::Password)),
        ..file
    })
}

fn dispatch(bytes: &[u8], guess: &Guess, derivations: &mut Derivations) -> Result<CertificateFile, Error> {
    match Format::sniff(bytes) {
        Sniffed::Binary(kind) => binary(kind, bytes, guess, derivations),
        Sniffed::Text(text) if pem::has_blocks(&text) => text::read(&text, guess, derivations),
        Sniffed::Text(text) => bare_base64(&text, guess, derivations),
        Sniffed::Other(looks_like) => Err(Error::UnsupportedFormat { looks_like }),
    }
}

/// Base64 without a header, as some mail programs and management screens hand certificates out.
fn bare_base64(text: &str, guess: &Guess, derivations: &mut Derivations) -> Result<CertificateFile, Error> {
    let looks_like = format::kind_of_text(text);
    let Some(der) = pem::decode_several(text) else {
        return Err(Error::UnsupportedFormat { looks_like });
    };
    match Format::sniff(der.expose()) {
        Sniffed::Binary(kind) => binary(kind, der.expose(), guess, derivations),
        Sniffed::Text(_) | Sniffed::Other(LooksLike::Unknown) => Err(Error::UnsupportedFormat { looks_like }),
        Sniffed::Other(looks_like) => Err(Error::UnsupportedFormat { looks_like }),
    }
}

fn binary(kind: Binary, bytes: &[u8], guess: &Guess, derivations: &mut Derivations) -> Result<CertificateFile, Error> {
    match kind {
        Binary::Certificate => certificates::read(bytes),
        Binary::Pkcs7 => pkcs7::read(bytes),
        Binary::Pkcs12 => several_pkcs12(bytes, guess, derivations),
    }
}

/// A PKCS#12 file and those that follow it; what follows them otherwise is left alone.
fn several_pkcs12(bytes: &[u8], guess: &Guess, derivations: &mut Derivations) -> Result<CertificateFile, Error> {
    let mut elements = Reader::new(bytes);
    let mut files = Vec::new();
    while !elements.is_empty() {
        let rest = bytes.get(elements.offset()..).unwrap_or_default();
        let element = elements.next().map(|element| element.whole);
        let is_whole = element.is_ok();
        let file = element.unwrap_or(rest);
        if !matches!(Format::sniff(file), Sniffed::Binary(Binary::Pkcs12)) {
            break;
        }
        files.push(file);
        if !is_whole {
            break;
        }
    }
    if files.len() < 2 {
        return pkcs12::read(bytes, guess, derivations);
    }
    let mut found = Gathered::default();
    for file in files {
        found.pkcs12(pkcs12::read(file, guess, derivations))?;
    }
    found.into_file(Format::Pkcs12, guess)
}

/// Keys are compared with certificates pair by pair.
fn within_number(resource: Resource, number: usize, most: usize) -> Result<(), Error> {
    if number <= most {
        return Ok(());
    }
    Err(Error::TooMuchWork {
        resource,
        requested: number as u64,
        limit: most as u64,
    })
}

fn within_size(bytes: &[u8]) -> Result<(), Error> {
    if bytes.len() <= LIMITS.file_bytes {
        return Ok(());
    }
    Err(too_large(bytes.len()))
}
