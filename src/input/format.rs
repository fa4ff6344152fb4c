//! What kind of file some bytes are.

use serde::Serialize;
use x509_parser::asn1_rs::{Any, FromDer, Tag};

use crate::error::LooksLike;

/// The format of a certificate file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Text with certificates in PEM (RFC 7468).
    Pem,
    /// One certificate in DER.
    Der,
    /// PKCS#12 (RFC 7292): `.p12`, `.pfx`.
    Pkcs12,
}

const MAGIC: &[(&[u8], LooksLike)] = &[
    (b"\xfe\xed\xfe\xed", LooksLike::Jks),
    (b"\xce\xce\xce\xce", LooksLike::Jks),
    (b"PK\x03\x04", LooksLike::Zip),
    (b"PK\x05\x06", LooksLike::Zip),
    (b"%PDF", LooksLike::Pdf),
    (b"\x89PNG", LooksLike::Image),
    (b"\xff\xd8\xff", LooksLike::Image),
    (b"GIF8", LooksLike::Image),
];

impl Format {
    /// The format, or what the bytes look like instead.
    pub(super) fn sniff(bytes: &[u8]) -> Result<Self, LooksLike> {
        if bytes.is_empty() {
            return Err(LooksLike::Empty);
        }
        if let Some((_, looks_like)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
            return Err(*looks_like);
        }
        match bytes {
            [0x30, ..] => sniff_der(bytes),
            _ if super::pem::has_a_block(bytes) => Ok(Self::Pem),
            _ => Err(sniff_text(bytes)),
        }
    }
}

/// By the first elements inside of the outermost SEQUENCE. A file that was cut off still shows its kind.
fn sniff_der(bytes: &[u8]) -> Result<Format, LooksLike> {
    let Some(content) = contents(bytes) else {
        return Err(LooksLike::Unknown);
    };
    let Ok((rest, first)) = Any::from_der(content) else {
        // The outermost element is a certificate's or a PFX's, and its first part is not whole.
        return if content.starts_with(&[0x30]) {
            Ok(Format::Der)
        } else {
            Err(LooksLike::Unknown)
        };
    };
    match first.tag() {
        Tag::Integer => match (first.data, rest.first()) {
            ([3], Some(0x30)) => Ok(Format::Pkcs12),
            (_, Some(0x30 | 0x02 | 0x04)) => Err(LooksLike::PrivateKey),
            (_, _) => Err(LooksLike::Unknown),
        },
        Tag::Oid => Err(LooksLike::Pkcs7),
        Tag::Sequence => Err(match (first.data, rest.first()) {
            // Version [0], or the serial number of a version 1 certificate and then an algorithm.
            ([0xa0, ..], _) => return Ok(Format::Der),
            ([0x06, ..], Some(0x04)) => LooksLike::PrivateKey,
            ([0x06, ..], Some(0x03)) => LooksLike::PublicKey,
            ([0x02, 1, 0, 0x30, ..], _) => LooksLike::CertificateSigningRequest,
            ([0x02, 1, 1, 0x30, ..] | [0x30, ..], _) if is_revocation_list(first.data) => {
                LooksLike::CertificateRevocationList
            }
            ([0x02, ..], _) => return Ok(Format::Der),
            (_, _) => LooksLike::Unknown,
        }),
        _ => Err(LooksLike::Unknown),
    }
}

/// A CRL's third element after its optional version is a time (RFC 5280 §5.1); a certificate's is the issuer's name.
fn is_revocation_list(to_be_signed: &[u8]) -> bool {
    let mut rest = to_be_signed;
    let mut tags = Vec::new();
    while let (Ok((next, element)), true) = (Any::from_der(rest), tags.len() < 4) {
        tags.push(element.tag());
        rest = next;
    }
    let without_version = match tags.as_slice() {
        [Tag::Integer, rest @ ..] => rest,
        all => all,
    };
    matches!(
        without_version,
        [Tag::Sequence, Tag::Sequence, Tag::UtcTime | Tag::GeneralizedTime, ..]
    )
}

/// The contents of the outermost element, however much of it is there.
fn contents(bytes: &[u8]) -> Option<&[u8]> {
    let length_octets = match bytes.get(1)? {
        long @ 0x80..=0x84 => usize::from(long & 0x7f),
        0x85.. => return None,
        _ => 0,
    };
    bytes.get(2 + length_octets..)
}

fn sniff_text(bytes: &[u8]) -> LooksLike {
    let Some(text) = super::pem::decode_text(bytes) else {
        return LooksLike::Unknown;
    };
    let beginning = text.trim_start().get(..9).map(str::to_ascii_lowercase);
    match beginning.as_deref() {
        Some("<!doctype") => LooksLike::Html,
        Some(other) if other.starts_with("<html") => LooksLike::Html,
        _ => LooksLike::Text,
    }
}
