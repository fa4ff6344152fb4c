//! Text with PEM blocks (RFC 7468), read leniently: text around the blocks, any line length, a byte order mark, UTF-16; and bare
//! base64 without any header.

use base64ct::{Base64Unpadded, Encoding};
use zeroize::Zeroizing;

use super::{
    CertificateFile, Format,
    ber::{Reader, corrupt},
    certificates::Certificates,
    format::Sniffed,
    key, pkcs7, pkcs12, read_as,
};
use crate::{
    error::{Error, LooksLike},
    secret::{Password, SecretBytes},
};

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// What the label of a block says is inside.
enum Kind {
    /// Also OpenSSL's `TRUSTED` form (glclient2 writes it), which has auxiliary data behind the certificate.
    Certificate,
    Pkcs7,
    Pkcs12,
    PrivateKey,
    Other(LooksLike),
}

/// One PEM block.
pub(super) struct Block<'a> {
    pub(super) label: &'a str,
    body: &'a str,
    /// Where its content begins in the text, in octets of UTF-8.
    offset: usize,
    closed: bool,
}

/// UTF-8 or UTF-16, told by the byte order mark or by the zeros in it. Other octets above ASCII can only stand outside of the blocks:
/// they become U+FFFD. `None`: this is no text.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [1..=0xff, 0, 1..=0xff, 0, ..] => utf16(bytes, u16::from_le_bytes),
        [0, 1..=0xff, 0, 1..=0xff, ..] => utf16(bytes, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest),
        _ => utf8(bytes),
    }
}

fn utf8(bytes: &[u8]) -> Option<String> {
    (!bytes.contains(&0) || contains(bytes, BEGIN.as_bytes())).then(|| String::from_utf8_lossy(bytes).into_owned())
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (units, _) = bytes.as_chunks::<2>();
    let units: Vec<u16> = units.iter().map(|two| unit(*two)).collect();
    String::from_utf16(&units).ok()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

pub(super) fn read(text: &str, password: Option<&Password>) -> Result<CertificateFile, Error> {
    let blocks = blocks(text);
    if blocks.is_empty() {
        return bare_base64(text, password);
    }
    let mut certificates = Certificates::default();
    let mut private_keys = Vec::new();
    for block in &blocks {
        match block.kind() {
            _ if !block.closed => certificates.unreadable.push(block.offset),
            Kind::Certificate => add(&mut certificates, block),
            Kind::Pkcs7 => match block.decode().and_then(|der| pkcs7::read(der.expose())) {
                Ok(inner) => certificates.readable.extend(inner.certificates),
                Err(error) if blocks.len() == 1 => return Err(error),
                Err(_) => certificates.unreadable.push(block.offset),
            },
            // A PKCS#12 file in PEM stands alone.
            Kind::Pkcs12 => return pkcs12::read(block.decode()?.expose(), password),
            Kind::PrivateKey => private_keys.push(key::beside_certificates(block, password)?),
            Kind::Other(_) => {}
        }
    }
    if !certificates.readable.is_empty() {
        return Ok(CertificateFile {
            private_keys,
            ..certificates.into_file(Format::Pem)?
        });
    }
    match (blocks.first(), blocks.last()) {
        (_, Some(last)) if !last.closed => Err(Error::TruncatedFile {
            size: text.len(),
            expected: text.len() + END.len() + last.label.len() + DASHES.len(),
        }),
        (Some(first), _) if certificates.unreadable.is_empty() => Err(Error::UnsupportedFormat {
            looks_like: first.looks_like(),
        }),
        (_, _) => certificates.into_file(Format::Pem),
    }
}

/// The certificate is the first element; `TRUSTED CERTIFICATE` has more behind it.
fn add(certificates: &mut Certificates, block: &Block<'_>) {
    let der = block.decode();
    let first = der.as_ref().ok().and_then(|der| Reader::new(der.expose()).next().ok());
    match first {
        Some(element) => certificates.add(element.whole, block.offset),
        None => certificates.unreadable.push(block.offset),
    }
}

/// Base64 of DER without a header, as some mail programs and management screens hand it out.
fn bare_base64(text: &str, password: Option<&Password>) -> Result<CertificateFile, Error> {
    let other = || Error::UnsupportedFormat {
        looks_like: kind_of_text(text),
    };
    let der = decode_base64(text).ok_or_else(other)?;
    match Format::sniff(der.expose()) {
        sniffed @ (Sniffed::Certificate | Sniffed::Pkcs7 | Sniffed::Pkcs12) => {
            let file = read_as(sniffed, der.expose(), password)?;
            let format = if file.format == Format::Der {
                Format::Pem
            } else {
                file.format
            };
            Ok(CertificateFile { format, ..file })
        }
        Sniffed::Other(looks_like @ (LooksLike::PrivateKey | LooksLike::CertificateSigningRequest)) => {
            Err(Error::UnsupportedFormat { looks_like })
        }
        Sniffed::Other(_) | Sniffed::Text(_) => Err(other()),
    }
}

fn kind_of_text(text: &str) -> LooksLike {
    let beginning: String = text
        .trim_start()
        .chars()
        .take(14)
        .collect::<String>()
        .to_ascii_lowercase();
    if beginning.starts_with("<!doctype html") || beginning.starts_with("<html") {
        LooksLike::Html
    } else if text.trim().is_empty() {
        LooksLike::Empty
    } else {
        LooksLike::Text
    }
}

pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let mut position = 0;
    while let Some(begin) = text.get(position..).and_then(|rest| rest.find(BEGIN)) {
        let start = position + begin + BEGIN.len();
        let rest = text.get(start..).unwrap_or_default();
        let Some((label, after)) = rest.split_once(DASHES) else {
            break;
        };
        let offset = start + label.len() + DASHES.len();
        let (body, closed) = match after.split_once(END) {
            Some((body, _)) => (body, true),
            None => (after, false),
        };
        found.push(Block {
            label,
            body,
            offset,
            closed,
        });
        position = offset + body.len();
    }
    found
}

impl Block<'_> {
    fn kind(&self) -> Kind {
        match self.label {
            "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE" => Kind::Certificate,
            "PKCS7" | "CMS" | "PKCS #7 SIGNED DATA" | "CERTIFICATE CHAIN" => Kind::Pkcs7,
            "PKCS12" => Kind::Pkcs12,
            "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => Kind::Other(LooksLike::CertificateSigningRequest),
            "X509 CRL" => Kind::Other(LooksLike::CertificateRevocationList),
            label if label.ends_with("PRIVATE KEY") => Kind::PrivateKey,
            label if label.ends_with("PUBLIC KEY") => Kind::Other(LooksLike::PublicKey),
            _ => Kind::Other(LooksLike::Text),
        }
    }

    pub(super) fn is_private_key(&self) -> bool {
        matches!(self.kind(), Kind::PrivateKey)
    }

    pub(super) fn looks_like(&self) -> LooksLike {
        match self.kind() {
            Kind::PrivateKey => LooksLike::PrivateKey,
            Kind::Other(looks_like) => looks_like,
            Kind::Certificate | Kind::Pkcs7 | Kind::Pkcs12 => LooksLike::Certificate,
        }
    }

    /// The octets of the block; headers (RFC 1421) are left out.
    pub(super) fn decode(&self) -> Result<SecretBytes, Error> {
        let (_, body) = self.headers_and_body();
        decode_base64(body).ok_or(corrupt(self.offset))
    }

    /// Header lines of the traditional format (`Proc-Type: 4,ENCRYPTED`), then the base64 behind the blank line.
    pub(super) fn headers_and_body(&self) -> (&str, &str) {
        let body = self.body.trim_start();
        let first_line = body.lines().next().unwrap_or_default();
        if !first_line.contains(':') {
            return ("", body);
        }
        let blank = body
            .find("\n\n")
            .map(|at| (at, 2))
            .or(body.find("\r\n\r\n").map(|at| (at, 4)));
        match blank {
            Some((at, length)) => (
                body.get(..at).unwrap_or_default(),
                body.get(at + length..).unwrap_or_default(),
            ),
            None => (body, ""),
        }
    }

    pub(super) fn offset(&self) -> usize {
        self.offset
    }
}

/// Base64 with white space anywhere; padding may lack. `None` where it holds anything else.
fn decode_base64(text: &str) -> Option<SecretBytes> {
    let digits: Zeroizing<Vec<u8>> =
        Zeroizing::new(text.bytes().filter(|octet| !octet.is_ascii_whitespace()).collect());
    let digits = std::str::from_utf8(&digits).ok()?.trim_end_matches('=');
    if digits.is_empty() {
        return None;
    }
    Base64Unpadded::decode_vec(digits).ok().map(SecretBytes::new)
}
