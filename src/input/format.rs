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
    let second = reader.next().ok().map(|element| element.tag);
    if first.tag == Tag::INTEGER {
        return match (first.content, second) {
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
    sniff_signed(&first, second)
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

/// What carries certificates, or stands in their place. Asked only of what does not open: whatever opens is read.
pub(super) fn kind_of_carrier(bytes: &[u8], text: Option<&str>) -> Option<LooksLike> {
    let looks_like = match (bytes, text) {
        ([b'P', b'K', 3, 4, ..], _) => {
            let names = directory_of_zip(bytes)?;
            // Office Open XML (ECMA-376-2 §10.1.2), OpenDocument (§3.3 of its part 2).
            let is_document =
                contains(names, b"[Content_Types].xml") || contains(bytes.get(..100)?, b"oasis.opendocument");
            is_document.then_some(LooksLike::OfficeDocument)?
        }
        // [MS-OXTNEF] §2.1.3.2
        ([0x78, 0x9f, 0x3e, 0x22, ..], _) => LooksLike::Winmail,
        // [MS-CFB] §2.2: old documents, and mails as Outlook saves them ([MS-OXMSG] §2.2.3).
        ([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..], _) => {
            let mail = utf16("__substg1.0_");
            if contains(bytes, &mail) {
                LooksLike::Mail
            } else {
                LooksLike::OfficeDocument
            }
        }
        // [MS-SHLLINK] §2.1, and a bookmark of macOS.
        ([0x4c, 0, 0, 0, 1, 0x14, 2, 0, ..] | [b'b', b'o', b'o', b'k', 0, 0, 0, 0, b'm', b'a', b'r', b'k', ..], _) => {
            LooksLike::Shortcut
        }
        (
            [_, _, _, _, b'f', b't', b'y', b'p', ..] | [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..],
            _,
        )
        | ([b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..], _) => LooksLike::Image,
        (_, Some(text)) => carrier_of_text(text)?,
        ([b'b', b'p', b'l', b'i', b's', b't', ..], _) if contains(bytes, PAYLOAD.as_bytes()) => {
            LooksLike::ConfigurationProfile
        }
        _ => return None,
    };
    Some(looks_like)
}

const PAYLOAD: &str = "PayloadType";

fn carrier_of_text(text: &str) -> Option<LooksLike> {
    let text = text.trim_start();
    let names = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let has_line = |beginnings: &[&str]| {
        let mut lines = text.lines();
        lines.any(|line| beginnings.iter().any(|beginning| line.starts_with(beginning)))
    };
    if names(&["<plist"]) && names(&[PAYLOAD]) {
        Some(LooksLike::ConfigurationProfile)
    } else if text.starts_with("{\\rtf") {
        Some(LooksLike::OfficeDocument)
    } else if text.starts_with("[InternetShortcut]") || text.starts_with("[Desktop Entry]") {
        Some(LooksLike::Shortcut)
    } else if text.starts_with(['{', '[']) && names(&["\":", "\" :"]) {
        Some(LooksLike::Json)
    } else if names(&["<ca>", "<cert>", "<key>", "<pkcs12>", "<tls-auth>", "<tls-crypt>"])
        && has_line(&["remote ", "client", "dev "])
    {
        Some(LooksLike::VpnProfile)
    } else if has_line(&["From:", "Received:", "Return-Path:", "MIME-Version:"])
        && has_line(&["Content-Type:", "Subject:", "To:"])
    {
        Some(LooksLike::Mail)
    } else {
        None
    }
}

/// The names of what is in a ZIP archive, and more: its central directory (APPNOTE.TXT §4.3.16).
fn directory_of_zip(bytes: &[u8]) -> Option<&[u8]> {
    let end = bytes.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let offset = bytes.get(end + 16..end + 20)?;
    let offset = u32::from_le_bytes(offset.try_into().ok()?);
    bytes.get(usize::try_from(offset).ok()?..end)
}

pub(super) fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
