//! What kind of file some bytes are.

use serde::Serialize;

use super::unicode;
use crate::{
    asn1::{
        ber::{self, Element, Reader, Tag},
        oid::{self, Oid},
    },
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

/// The format by the first bytes.
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

/// The first entry of an archive (APPNOTE.TXT §4.3.7).
pub(super) const ZIP: &[u8] = b"PK\x03\x04";

const MAGIC: &[(&[u8], LooksLike)] = &[
    (b"\xfe\xed\xfe\xed", LooksLike::Jks),
    (b"\xce\xce\xce\xce", LooksLike::Jks),
    (ZIP, LooksLike::Zip),
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
    match first.tag {
        Tag::INTEGER => sniff_versioned(&first, reader),
        Tag::OBJECT_IDENTIFIER => Sniffed::Binary(Binary::Pkcs7),
        Tag::SEQUENCE => sniff_signed(&first, reader.next().ok().map(|element| element.tag)),
        _ => Sniffed::Other(LooksLike::Unknown),
    }
}

/// What a SEQUENCE whose first element is an INTEGER is: a PFX or a key, by the fields behind its version. Of a file that was cut off, as
/// many as are there.
fn sniff_versioned(version: &Element<'_>, mut rest: Reader<'_>) -> Sniffed {
    /// RSA keys have eight numbers behind the version (RFC 8017 A.1.2), DSA keys five.
    const MOST_FIELDS: usize = 8;
    let mut fields = Vec::new();
    while let (true, Ok(field)) = (fields.len() < MOST_FIELDS, rest.next()) {
        fields.push(field);
    }
    let is_cut_off = fields.len() < MOST_FIELDS && !rest.is_empty();
    let private_key = Sniffed::Other(LooksLike::PrivateKey);
    let tags: Vec<Tag> = fields.iter().map(|field| field.tag).collect();
    match (version.content, fields.as_slice(), tags.as_slice()) {
        (_, [content_info, ..], [Tag::SEQUENCE, ..]) if is_content_info(content_info) => {
            Sniffed::Binary(Binary::Pkcs12)
        }
        // privateKeyAlgorithm, privateKey (RFC 5958 §2)
        ([0 | 1], [algorithm, ..], [Tag::SEQUENCE, Tag::OCTET_STRING, ..]) if begins_with_identifier(algorithm) => {
            private_key
        }
        ([0 | 1], [algorithm], _) if begins_with_identifier(algorithm) && is_cut_off => private_key,
        ([3], [], _) => Sniffed::Binary(Binary::Pkcs12),
        ([3], _, [Tag::SEQUENCE, ..]) => Sniffed::Binary(Binary::Pkcs12),
        ([1], [_, others @ ..], [Tag::OCTET_STRING, ..]) if is_rest_of_sec1(others) => private_key,
        ([0 | 1], _, numbers) if numbers.iter().all(|tag| *tag == Tag::INTEGER) => match numbers.len() {
            5 | MOST_FIELDS => private_key,
            1.. if is_cut_off => private_key,
            _ => Sniffed::Other(LooksLike::Unknown),
        },
        // modulus, publicExponent (RFC 8017 A.1.1). The parameters of Diffie-Hellman are two numbers, too: there the second is a small
        // generator, or as long as the first.
        (_, [exponent], [Tag::INTEGER]) if matches!(exponent.content, [3 | 17] | [1, 0, 1]) && !is_cut_off => {
            Sniffed::Other(LooksLike::PublicKey)
        }
        _ => Sniffed::Other(LooksLike::Unknown),
    }
}

/// `parameters [0] EXPLICIT ECParameters OPTIONAL, publicKey [1] EXPLICIT BIT STRING OPTIONAL` (RFC 5915 §3). The packets of SNMP begin with
/// a number and octets, too, and have a request behind them.
fn is_rest_of_sec1(fields: &[Element<'_>]) -> bool {
    fields.iter().all(|field| {
        let has_a_number = matches!(tags(field).as_slice(), [Tag::INTEGER, ..]);
        [Tag::context(0), Tag::context(1)].contains(&field.tag) && !has_a_number
    })
}

fn begins_with_identifier(element: &Element<'_>) -> bool {
    element.tag == Tag::SEQUENCE && matches!(tags(element).as_slice(), [Tag::OBJECT_IDENTIFIER, ..])
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
        // encryptionAlgorithm, encryptedData (RFC 5958 §3); a digest has an algorithm of its own and octets, too (RFC 8017 §9.2).
        ([Tag::OBJECT_IDENTIFIER, ..], Some(Tag::OCTET_STRING)) if has_algorithm_of_pkcs(first) => {
            Sniffed::Other(LooksLike::PrivateKey)
        }
        ([Tag::OBJECT_IDENTIFIER, ..], Some(Tag::BIT_STRING)) => Sniffed::Other(LooksLike::PublicKey),
        // version, subject, subjectPublicKeyInfo, attributes (RFC 2986 §4.1), which some leave out
        ([Tag::INTEGER, Tag::SEQUENCE, Tag::SEQUENCE, rest @ ..], _)
            if rest.iter().all(|tag| *tag == Tag::context(0)) =>
        {
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
        // version [0] and the serial number, or that alone in a certificate of version 1 (RFC 5280 §4.1)
        ([Tag::INTEGER, Tag::SEQUENCE, Tag::SEQUENCE, Tag::SEQUENCE], _) => Sniffed::Binary(Binary::Certificate),
        ([version, Tag::INTEGER, ..], _) if *version == Tag::context(0) => Sniffed::Binary(Binary::Certificate),
        (_, _) => Sniffed::Other(LooksLike::Unknown),
    }
}

/// Encryption by password is of PKCS#5 or PKCS#12, whatever ciphers it names.
fn has_algorithm_of_pkcs(algorithm: &Element<'_>) -> bool {
    let identifier = algorithm.inner(Tag::OBJECT_IDENTIFIER);
    identifier.is_ok_and(|identifier| Oid::of(identifier.content).is_below(oid::PKCS))
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
