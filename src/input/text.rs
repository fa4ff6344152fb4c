//! Text with certificates: PEM blocks of any kind and number.

use super::{
    CertificateFile, Format,
    certificates::Certificates,
    format::{Binary, Sniffed},
    key,
    pem::{self, Block, Kind},
    pkcs7, pkcs12, unicode,
};
use crate::{
    ber::Reader,
    certificate::Certificate,
    encryption::{Derivations, Guess},
    error::{Damage, Error, LooksLike},
    secret::SecretBytes,
};

/// How base64 of a SEQUENCE begins.
const SEQUENCE: char = 'M';

const ARMOUR: Error = Error::DamagedAsText { damage: Damage::Armour };

/// What is in a block.
enum Content {
    Certificate,
    Pkcs7,
    Pkcs12,
    PrivateKey,
    Other(LooksLike),
    /// It was to be a certificate.
    CutOff,
    NotBase64,
}

pub(super) fn read(text: &str, guess: &Guess, derivations: &mut Derivations) -> Result<CertificateFile, Error> {
    let blocks = pem::blocks(text);
    let mut certificates = Certificates::default();
    let mut private_keys = Vec::new();
    let mut looks_like = None;
    let mut fault = None;
    for block in &blocks {
        let decoded = block.decode().ok();
        let der = decoded.as_ref().map(SecretBytes::expose).unwrap_or_default();
        match content(block, der, text) {
            Content::Certificate => add(&mut certificates, block, der),
            Content::Pkcs7 => match pkcs7::read(der) {
                Ok(inner) => {
                    certificates.readable.extend(inner.certificates);
                    certificates.unreadable.extend(vec![block.offset; inner.unreadable]);
                }
                Err(error) if blocks.len() == 1 => return Err(error),
                // A message that is signed or encrypted is no certificate.
                Err(Error::UnsupportedFormat { .. }) => {}
                Err(_) => certificates.unreadable.push(block.offset),
            },
            // A PKCS#12 file in PEM stands alone.
            Content::Pkcs12 => return pkcs12::read(der, guess, derivations),
            Content::PrivateKey => {
                private_keys.push(key::beside_others(block, guess, derivations)?);
                looks_like = looks_like.or(Some(LooksLike::PrivateKey));
            }
            Content::Other(other) => looks_like = looks_like.or(Some(other)),
            Content::CutOff => {
                certificates.unreadable.push(block.offset);
                fault = Some(cut_off(block, text));
            }
            Content::NotBase64 => {
                certificates.unreadable.push(block.offset);
                fault = Some(ARMOUR);
            }
        }
    }
    match fault {
        Some(fault) if certificates.readable.is_empty() => Err(fault),
        _ if certificates.readable.is_empty() && certificates.unreadable.is_empty() => Err(Error::UnsupportedFormat {
            looks_like: looks_like.unwrap_or(LooksLike::Text),
        }),
        _ => Ok(CertificateFile {
            private_keys,
            ..certificates.into_file(Format::Pem)?
        }),
    }
}

/// Whether a block holds a private key, whatever its label says.
///
/// # Errors
/// It is called one, and was cut off or changed.
pub(super) fn is_private_key(block: &Block<'_>, text: &str) -> Result<bool, Error> {
    let decoded = block.decode().ok();
    let der = decoded.as_ref().map(SecretBytes::expose).unwrap_or_default();
    match content(block, der, text) {
        Content::PrivateKey => Ok(true),
        Content::CutOff if block.is_private_key() => Err(cut_off(block, text)),
        Content::NotBase64 if block.is_private_key() => Err(ARMOUR),
        _ => Ok(false),
    }
}

fn cut_off(block: &Block<'_>, text: &str) -> Error {
    Error::TruncatedFile {
        size: text.len(),
        expected: text.len() + block.closing_length(),
    }
}

/// By its octets, whatever the label says: Windows' `certutil -encode` writes `CERTIFICATE` around anything. The label decides where
/// they do not tell, as those of encrypted keys and of parameters.
fn content(block: &Block<'_>, der: &[u8], text: &str) -> Content {
    let kind = block.kind();
    let (headers, body) = block.headers_and_body();
    let may_be_base64 = pem::has_a_line_of_base64(body) || body.starts_with(SEQUENCE);
    if !block.closed && block.is_last_of(text) && may_be_base64 && pem::is_all_base64(body) {
        return Content::CutOff;
    }
    let sniffed = match Format::sniff(der) {
        // The octets of an encrypted key may look like anything.
        Sniffed::Binary(kind) if headers.is_empty() => Ok(kind),
        Sniffed::Other(looks_like) => Err(looks_like),
        Sniffed::Text(_) if unicode::is_text(der) => Err(LooksLike::Text),
        Sniffed::Text(_) | Sniffed::Binary(_) => Err(LooksLike::Unknown),
    };
    match (sniffed, kind) {
        // Attribute certificates begin alike.
        (Ok(Binary::Certificate), Kind::Other(other)) if Certificate::from_der(der).is_err() => Content::Other(other),
        (Ok(Binary::Certificate), _) => Content::Certificate,
        (Ok(Binary::Pkcs7), _) => Content::Pkcs7,
        (Ok(Binary::Pkcs12), _) => Content::Pkcs12,
        (Err(_), Kind::Other(other)) => Content::Other(other),
        (Err(LooksLike::PrivateKey), _) | (Err(_), Kind::PrivateKey) => Content::PrivateKey,
        (Err(LooksLike::Empty), _) if pem::has_a_line_of_base64(body) => Content::NotBase64,
        // A text about PEM, or a place for some.
        (Err(LooksLike::Empty), _) => Content::Other(LooksLike::Text),
        (Err(LooksLike::Unknown), Kind::Certificate) => Content::Certificate,
        (Err(LooksLike::Unknown), Kind::Pkcs7) => Content::Pkcs7,
        (Err(LooksLike::Unknown), Kind::Pkcs12) => Content::Pkcs12,
        (Err(looks_like), _) => Content::Other(looks_like),
    }
}

/// The certificate is the first element; `TRUSTED CERTIFICATE` has more behind it.
fn add(certificates: &mut Certificates, block: &Block<'_>, der: &[u8]) {
    match Reader::new(der).next() {
        Ok(element) => certificates.add(element.whole, block.offset),
        Err(_) => certificates.unreadable.push(block.offset),
    }
}
