//! Text with PEM blocks (RFC 7468), read as leniently as §3 of it allows: text around the blocks, any line length, a byte order
//! mark, UTF-16.

use data_encoding::{Encoding, Specification};
use x509_parser::asn1_rs::{Any, FromDer};

use super::{CertificateFile, Format, PrivateKey};
use crate::{
    certificate::Certificate,
    error::{Error, LooksLike},
    secret::SecretBytes,
};

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// Labels of certificates; OpenSSL's `TRUSTED` form (glclient2 writes it) has auxiliary data behind the certificate.
const CERTIFICATE_LABELS: &[&str] = &["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"];

struct Block<'a> {
    label: &'a str,
    body: &'a str,
}

pub(super) fn has_a_block(bytes: &[u8]) -> bool {
    decode_text(bytes).is_some_and(|text| text.contains(BEGIN))
}

pub(super) fn read(bytes: &[u8]) -> Result<CertificateFile, Error> {
    let text = decode_text(bytes).ok_or(Error::UnsupportedFormat {
        looks_like: LooksLike::Unknown,
    })?;
    let blocks = blocks(&text);
    let certificates = blocks
        .iter()
        .filter(|block| CERTIFICATE_LABELS.contains(&block.label))
        .map(certificate)
        .collect::<Result<Vec<_>, _>>()?;
    if certificates.is_empty() {
        return Err(blocks
            .first()
            .map_or(Error::CorruptFile, |block| Error::UnsupportedFormat {
                looks_like: looks_like(block.label),
            }));
    }
    let key = blocks.iter().find(|block| block.label.ends_with("PRIVATE KEY"));
    Ok(CertificateFile {
        format: Format::Pem,
        certificates,
        private_key: key.map(private_key).transpose()?,
        friendly_name: None,
    })
}

/// UTF-8 or, by its byte order mark, UTF-16. Other bytes above ASCII can only stand outside of the blocks: they become U+FFFD.
pub(super) fn decode_text(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ if bytes.contains(&0) => None,
        [0xef, 0xbb, 0xbf, rest @ ..] => Some(String::from_utf8_lossy(rest).into_owned()),
        _ => Some(String::from_utf8_lossy(bytes).into_owned()),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (units, _) = bytes.as_chunks::<2>();
    let units: Vec<u16> = units.iter().map(|two| unit(*two)).collect();
    String::from_utf16(&units).ok()
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(BEGIN) {
        let Some((label, body)) = after.split_once(DASHES) else {
            break;
        };
        let (body, next) = body.split_once(END).unwrap_or((body, ""));
        found.push(Block { label, body });
        rest = next;
    }
    found
}

fn certificate(block: &Block<'_>) -> Result<Certificate, Error> {
    let der = decode(block.body)?;
    let (auxiliary, _) = Any::from_der(&der).map_err(|_| Error::CorruptFile)?;
    let length = der.len() - auxiliary.len();
    Certificate::from_der(der.get(..length).unwrap_or_default())
}

fn private_key(block: &Block<'_>) -> Result<PrivateKey, Error> {
    match block.label {
        "PRIVATE KEY" => Ok(PrivateKey::Pkcs8(SecretBytes::new(decode(block.body)?))),
        _ => Ok(PrivateKey::Recognized),
    }
}

fn looks_like(label: &str) -> LooksLike {
    match label {
        label if label.ends_with("PRIVATE KEY") => LooksLike::PrivateKey,
        "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => LooksLike::CertificateSigningRequest,
        "X509 CRL" => LooksLike::CertificateRevocationList,
        "PKCS7" | "CMS" | "PKCS #7 SIGNED DATA" => LooksLike::Pkcs7,
        label if label.ends_with("PUBLIC KEY") => LooksLike::PublicKey,
        _ => LooksLike::Text,
    }
}

/// Base64 with white space anywhere; padding may lack.
fn decode(body: &str) -> Result<Vec<u8>, Error> {
    let digits: String = body
        .chars()
        .filter(|character| !character.is_whitespace() && *character != '=')
        .collect();
    base64()?.decode(digits.as_bytes()).map_err(|_| Error::CorruptFile)
}

fn base64() -> Result<Encoding, Error> {
    let mut specification: Specification = data_encoding::BASE64_NOPAD.specification();
    specification.check_trailing_bits = false;
    specification.encoding().map_err(|_| Error::CorruptFile)
}
