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
    encryption::Derivations,
    error::{Damage, Error, LooksLike},
    secret::{Password, SecretBytes},
};

/// What is in a block.
enum Content {
    Certificate(SecretBytes),
    Pkcs7(SecretBytes),
    Pkcs12(SecretBytes),
    PrivateKey,
    Other(LooksLike),
    /// It was to be a certificate.
    Unreadable(Error),
}

pub(super) fn read(
    text: &str,
    password: Option<&Password>,
    derivations: &mut Derivations,
) -> Result<CertificateFile, Error> {
    let blocks = pem::blocks(text);
    let mut certificates = Certificates::default();
    let mut private_keys = Vec::new();
    let mut others = Vec::new();
    let mut errors = Vec::new();
    for block in &blocks {
        match content(block, text) {
            Content::Certificate(der) => add(&mut certificates, block, &der),
            Content::Pkcs7(der) => match pkcs7::read(der.expose()) {
                Ok(inner) => {
                    let unreadable = std::iter::repeat_n(block.offset, inner.unreadable);
                    certificates.unreadable.extend(unreadable);
                    certificates.readable.extend(inner.certificates);
                }
                Err(Error::UnsupportedFormat { looks_like }) => others.push(looks_like),
                Err(error) if blocks.len() == 1 => return Err(error),
                Err(_) => certificates.unreadable.push(block.offset),
            },
            // A PKCS#12 file in PEM stands alone.
            Content::Pkcs12(der) => return pkcs12::read(der.expose(), password, derivations),
            Content::PrivateKey => {
                private_keys.push(key::beside_certificates(block, password, derivations)?);
                others.push(LooksLike::PrivateKey);
            }
            Content::Other(looks_like) => others.push(looks_like),
            Content::Unreadable(error) => {
                certificates.unreadable.push(block.offset);
                errors.push(error);
            }
        }
    }
    if !certificates.readable.is_empty() {
        return Ok(CertificateFile {
            private_keys,
            ..certificates.into_file(Format::Pem)?
        });
    }
    // That it was cut off tells more than that something in it is unreadable.
    let cut_off = |error: &&Error| matches!(error, Error::TruncatedFile { .. });
    if let Some(error) = errors.iter().rev().find(cut_off).or(errors.first()) {
        return Err(error.clone());
    }
    if certificates.unreadable.is_empty() {
        return Err(Error::UnsupportedFormat {
            looks_like: others.first().copied().unwrap_or(LooksLike::Text),
        });
    }
    certificates.into_file(Format::Pem)
}

/// By its octets, whatever the label says: Windows' `certutil -encode` writes `CERTIFICATE` around anything. The label decides where
/// they do not tell, as those of encrypted keys and of parameters.
fn content(block: &Block<'_>, text: &str) -> Content {
    let kind = block.kind();
    let (headers, body) = block.headers_and_body();
    if let (false, true, Kind::PrivateKey) = (headers.is_empty(), block.closed, &kind) {
        return Content::PrivateKey;
    }
    let decoded = block.decode().ok();
    let (is_last, is_whole) = (block.is_last_of(text), decoded.as_ref().is_some_and(is_whole));
    if !block.closed && is_last && !is_whole && pem::is_all_base64(body) {
        return Content::Unreadable(Error::TruncatedFile {
            size: text.len(),
            expected: text.len() + block.closing_length(),
        });
    }
    let Some(der) = decoded else {
        return match kind {
            Kind::PrivateKey => Content::PrivateKey,
            Kind::Other(looks_like) => Content::Other(looks_like),
            Kind::Certificate | Kind::Pkcs7 | Kind::Pkcs12 if pem::has_a_line_of_base64(body) => {
                let damage = Damage::Armour;
                Content::Unreadable(Error::DamagedAsText { damage })
            }
            // A text about PEM, or a place for some.
            Kind::Certificate | Kind::Pkcs7 | Kind::Pkcs12 => Content::Other(LooksLike::Text),
        };
    };
    let sniffed = Format::sniff(der.expose());
    if let Kind::Other(looks_like) = kind {
        let is_told = match sniffed {
            Sniffed::Binary(Binary::Pkcs7 | Binary::Pkcs12) => true,
            // Attribute certificates begin alike.
            Sniffed::Binary(Binary::Certificate) => Certificate::from_der(der.expose()).is_ok(),
            Sniffed::Text(_) | Sniffed::Other(_) => false,
        };
        if !is_told {
            return Content::Other(looks_like);
        }
    }
    match (sniffed, kind) {
        (Sniffed::Binary(Binary::Certificate), _) => Content::Certificate(der),
        (Sniffed::Binary(Binary::Pkcs7), _) => Content::Pkcs7(der),
        (Sniffed::Binary(Binary::Pkcs12), _) => Content::Pkcs12(der),
        (Sniffed::Text(_), Kind::Certificate | Kind::Pkcs7 | Kind::Pkcs12) if unicode::is_text(der.expose()) => {
            Content::Other(LooksLike::Text)
        }
        (Sniffed::Text(_) | Sniffed::Other(LooksLike::Unknown | LooksLike::Empty), kind) => match kind {
            Kind::Certificate => Content::Certificate(der),
            Kind::Pkcs7 => Content::Pkcs7(der),
            Kind::Pkcs12 => Content::Pkcs12(der),
            Kind::PrivateKey => Content::PrivateKey,
            Kind::Other(looks_like) => Content::Other(looks_like),
        },
        (Sniffed::Other(LooksLike::PrivateKey), _) => Content::PrivateKey,
        (Sniffed::Other(looks_like), _) => Content::Other(looks_like),
    }
}

fn is_whole(der: &SecretBytes) -> bool {
    Reader::new(der.expose()).next().is_ok()
}

/// The certificate is the first element; `TRUSTED CERTIFICATE` has more behind it.
fn add(certificates: &mut Certificates, block: &Block<'_>, der: &SecretBytes) {
    match Reader::new(der.expose()).next() {
        Ok(element) => certificates.add(element.whole, block.offset),
        Err(_) => certificates.unreadable.push(block.offset),
    }
}
