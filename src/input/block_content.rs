//! What is in a PEM block.

use super::{
    format::{Binary, Format, Sniffed},
    pem::{self, Block, Kind},
    unicode,
};
use crate::{
    asn1::ber::{Reader, corrupt},
    certificate::Certificate,
    error::{Damage, Error, LooksLike},
    secret::SecretBytes,
};

pub(super) const ARMOUR: Error = Error::DamagedAsText { damage: Damage::Armour };

/// What is in a block.
pub(super) enum Content {
    Certificate,
    Pkcs7,
    Pkcs12,
    PrivateKey,
    Other(LooksLike),
    /// It was to be a certificate.
    CutOff,
    NotBase64,
}

/// What is wrong within a block. It is not cut off where its text goes on, whatever the lengths inside say: a line may lack.
pub(super) fn within(block: &Block<'_>, error: Error) -> Error {
    if matches!(error, Error::TruncatedFile { .. }) {
        corrupt(block.offset)
    } else {
        error
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
        Content::CutOff
        | Content::NotBase64
        | Content::Certificate
        | Content::Pkcs7
        | Content::Pkcs12
        | Content::Other(_) => Ok(false),
    }
}

pub(super) fn cut_off(block: &Block<'_>, text: &str) -> Error {
    Error::TruncatedFile {
        size: text.len(),
        expected: text.len() + block.closing_length(),
    }
}

/// By its octets, whatever the label says: Windows' `certutil -encode` writes `CERTIFICATE` around anything. The label decides where
/// they do not say, as those of encrypted keys and of parameters.
pub(super) fn content(block: &Block<'_>, der: &[u8], text: &str) -> Content {
    /// No certificate file is shorter, in octets.
    const SHORTEST: usize = 32;
    let kind = block.kind();
    let (headers, body) = block.headers_and_body();
    let sniffed = match Format::sniff(der) {
        // The octets of an encrypted key may look like anything.
        Sniffed::Binary(kind) if headers.is_empty() => Ok(kind),
        Sniffed::Other(looks_like) => Err(looks_like),
        Sniffed::Text(_) if unicode::is_text(der) => Err(LooksLike::Text),
        Sniffed::Text(_) | Sniffed::Binary(_) => Err(LooksLike::Unknown),
    };
    let is_unknown = matches!(sniffed, Err(LooksLike::Empty | LooksLike::Text | LooksLike::Unknown));
    let is_open = !block.closed && block.is_last_of(text) && pem::is_all_base64(body);
    if is_open && (pem::has_a_line_of_base64(body) || !is_unknown) && !(headers.is_empty() && is_whole(der)) {
        return Content::CutOff;
    }
    match (sniffed, kind) {
        // Attribute certificates begin alike.
        (Ok(Binary::Certificate), Kind::Other(other)) if Certificate::from_der(der).is_err() => Content::Other(other),
        (Ok(Binary::Certificate), _) => Content::Certificate,
        (Ok(Binary::Pkcs7), _) => Content::Pkcs7,
        (Ok(Binary::Pkcs12), _) => Content::Pkcs12,
        (Err(_), Kind::Other(other)) => Content::Other(other),
        // A text about PEM, or a place for some.
        (Err(LooksLike::Empty), _) if !pem::has_a_line_of_base64(body) => Content::Other(LooksLike::Text),
        (Err(LooksLike::PrivateKey), _) | (Err(_), Kind::PrivateKey) => Content::PrivateKey,
        (Err(LooksLike::Empty), _) if pem::is_base64_with_faults(body) => Content::NotBase64,
        (Err(LooksLike::Empty), _) => Content::Other(LooksLike::Text),
        (Err(LooksLike::Unknown), _) if der.len() < SHORTEST && !is_whole(der) => Content::Other(LooksLike::Text),
        (Err(LooksLike::Unknown), Kind::Certificate) => Content::Certificate,
        (Err(LooksLike::Unknown), Kind::Pkcs7) => Content::Pkcs7,
        (Err(LooksLike::Unknown), Kind::Pkcs12) => Content::Pkcs12,
        (Err(looks_like), _) => Content::Other(looks_like),
    }
}

/// Whether the last element ends with the octets: of a block that nothing closes, nothing but the closing line lacks.
fn is_whole(der: &[u8]) -> bool {
    let mut elements = Reader::new(der);
    while !elements.is_empty() {
        if elements.next().is_err() {
            return false;
        }
    }
    !der.is_empty()
}
