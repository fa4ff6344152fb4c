//! What kind of file some bytes are.

use serde::Serialize;

use super::unicode;
use crate::{
    ber::{self, Element, Reader, Tag},
    error::LooksLike,
};

/// The format of a certificate file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Text with PEM blocks (RFC 7468).
    Pem,
    /// Certificates in DER, or in base64 without a header.
    Der,
    /// PKCS#7 or CMS (RFC 5652): `.p7b`.
    Pkcs7,
    /// PKCS#12 (RFC 7292): `.p12`, `.pfx`.
    Pkcs12,
}

/// What the first bytes tell.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sniffed {
    Binary(Binary),
    /// The decoded text.
    Text(String),
    Other(LooksLike),
}

/// A certificate file that is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Binary {
    Certificate,
    Pkcs7,
    Pkcs12,
}

const MAGIC: &[(&[u8], LooksLike)] = &[
    (b"\xfe\xed\xfe\xed", LooksLike::Jks),
    (b"\xce\xce\xce\xce", LooksLike::Jks),
    (b"PK\x03\x04", LooksLike::Zip),
    (b"PK\x05\x06", LooksLike::Zip),
    (b"7z\xbc\xaf", LooksLike::Archive),
    (b"Rar!", LooksLike::Archive),
    (b"\x1f\x8b", LooksLike::Archive),
    (b"%PDF", LooksLike::Pdf),
    (b"\x89PNG", LooksLike::Image),
    (b"\xff\xd8\xff", LooksLike::Image),
    (b"GIF8", LooksLike::Image),
];

impl Format {
    pub(super) fn sniff(bytes: &[u8]) -> Sniffed {
        if bytes.is_empty() {
            return Sniffed::Other(LooksLike::Empty);
        }
        if let Some((_, looks_like)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
            return Sniffed::Other(*looks_like);
        }
        // A text that begins with the digit zero is no SEQUENCE.
        if let Some(inside) = ber::contents_of_a_sequence(bytes).filter(|_| !unicode::is_text(bytes)) {
            return sniff_sequence(inside);
        }
        match unicode::decode(bytes) {
            Some(text) => Sniffed::Text(text),
            None => Sniffed::Other(LooksLike::Unknown),
        }
    }
}

/// By the first elements inside of the outermost SEQUENCE. A file that was cut off still shows its kind.
fn sniff_sequence(inside: &[u8]) -> Sniffed {
    let mut reader = Reader::new(inside);
    let Ok(first) = reader.next() else {
        // Its first part is not whole: that of a certificate is long, that of any other kind is short.
        let begins_like_a_certificate = ber::contents_of_a_sequence(inside).is_some();
        return if begins_like_a_certificate {
            Sniffed::Binary(Binary::Certificate)
        } else {
            Sniffed::Other(LooksLike::Unknown)
        };
    };
    let second = reader.next().ok();
    if first.tag == Tag::INTEGER {
        let begins_like_a_content_info = second.as_ref().is_some_and(is_content_info);
        let second = second.map(|element| element.tag);
        return match (first.content, second) {
            (_, Some(Tag::SEQUENCE)) if begins_like_a_content_info => Sniffed::Binary(Binary::Pkcs12),
            ([3], Some(Tag::SEQUENCE) | None) => Sniffed::Binary(Binary::Pkcs12),
            (_, Some(Tag::SEQUENCE | Tag::INTEGER | Tag::OCTET_STRING)) => Sniffed::Other(LooksLike::PrivateKey),
            (_, _) => Sniffed::Other(LooksLike::Unknown),
        };
    }
    if first.tag == Tag::OBJECT_IDENTIFIER {
        return Sniffed::Binary(Binary::Pkcs7);
    }
    if first.tag != Tag::SEQUENCE {
        return Sniffed::Other(LooksLike::Unknown);
    }
    sniff_signed(&first, second.map(|element| element.tag))
}

/// `ContentInfo ::= SEQUENCE { contentType, content [0] EXPLICIT OPTIONAL }` (RFC 5652 §3), as a PFX has behind its version, whatever that
/// is. A private key has an AlgorithmIdentifier there, whose parameters are no `[0]`.
fn is_content_info(element: &Element<'_>) -> bool {
    matches!(tags(element).as_slice(), [Tag::OBJECT_IDENTIFIER, content, ..] if *content == Tag::context(0))
}

/// What a SEQUENCE whose first element is a SEQUENCE is: something signed, or an algorithm and a key.
fn sniff_signed(first: &Element<'_>, second: Option<Tag>) -> Sniffed {
    let tags = tags(first);
    match (tags.as_slice(), second) {
        ([Tag::OBJECT_IDENTIFIER, ..], Some(Tag::OCTET_STRING)) => Sniffed::Other(LooksLike::PrivateKey),
        ([Tag::OBJECT_IDENTIFIER, ..], Some(Tag::BIT_STRING)) => Sniffed::Other(LooksLike::PublicKey),
        // version, subject, subjectPublicKeyInfo, attributes (RFC 2986 §4.1)
        ([Tag::INTEGER, Tag::SEQUENCE, Tag::SEQUENCE, attributes], _) if *attributes == Tag::context(0) => {
            Sniffed::Other(LooksLike::CertificateSigningRequest)
        }
        // version OPTIONAL, signature, issuer, thisUpdate (RFC 5280 §5.1)
        (
            [
                Tag::INTEGER,
                Tag::SEQUENCE,
                Tag::SEQUENCE,
                Tag::UTC_TIME | Tag::GENERALIZED_TIME,
                ..,
            ],
            _,
        )
        | ([Tag::SEQUENCE, Tag::SEQUENCE, Tag::UTC_TIME | Tag::GENERALIZED_TIME, ..], _) => {
            Sniffed::Other(LooksLike::CertificateRevocationList)
        }
        // version [0] or the serial number of a version 1 certificate (RFC 5280 §4.1)
        ([version, ..], _) if *version == Tag::context(0) || *version == Tag::INTEGER => {
            Sniffed::Binary(Binary::Certificate)
        }
        (_, _) => Sniffed::Other(LooksLike::Unknown),
    }
}

/// The tags of the first elements inside.
fn tags(element: &Element<'_>) -> Vec<Tag> {
    let mut tags = Vec::new();
    if let Ok(mut reader) = element.reader() {
        while let (true, Ok(inner)) = (tags.len() < 4, reader.next()) {
            tags.push(inner.tag);
        }
    }
    tags
}

/// What text without certificates looks like.
pub(super) fn kind_of_text(text: &str) -> LooksLike {
    /// A page may begin with comments.
    const BEGINNING: usize = 2_000;
    let beginning: String = text.trim_start().chars().take(BEGINNING).collect();
    let beginning = beginning.to_ascii_lowercase();
    let names_html = beginning.contains("<!doctype html") || beginning.contains("<html");
    if beginning.starts_with('<') && names_html {
        LooksLike::Html
    } else if beginning.is_empty() {
        LooksLike::Empty
    } else {
        LooksLike::Text
    }
}

pub(super) fn contains(bytes: &[u8], part: &[u8]) -> bool {
    part.is_empty() || bytes.windows(part.len()).any(|window| window == part)
}
