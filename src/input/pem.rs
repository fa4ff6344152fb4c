//! PEM blocks (RFC 7468), read leniently: text around them, any line length.

use base64ct::{Base64Unpadded, Encoding};
use zeroize::Zeroizing;

use crate::{
    asn1::ber::corrupt,
    error::{Error, LooksLike},
    secret::SecretBytes,
};

pub(super) const BEGIN: &str = "-----BEGIN ";
pub(super) const END: &str = "-----END ";
pub(super) const DASHES: &str = "-----";

/// What the label of a block says is inside. The label is not the content: it decides only where the content does not.
pub(super) enum Kind {
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
    pub(super) offset: usize,
    pub(super) closed: bool,
}

pub(super) fn has_blocks(text: &str) -> bool {
    text.contains(BEGIN)
}

/// A block ends where the next one begins, even if no line closes it.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let find = |boundary: &str, from: usize| Some(from + text.get(from..)?.find(boundary)?);
    let mut found = Vec::new();
    let mut end = find(END, 0);
    let mut begin = find(BEGIN, 0);
    while let Some(at) = begin {
        let start = at + BEGIN.len();
        let Some((label, _)) = text.get(start..).and_then(|rest| rest.split_once(DASHES)) else {
            break;
        };
        let offset = start + label.len() + DASHES.len();
        // It is looked for again where it was passed only: it may be far behind many blocks.
        if end.is_some_and(|end| end < offset) {
            end = find(END, offset);
        }
        begin = find(BEGIN, offset);
        let next = begin.into_iter().chain(end).min().unwrap_or(text.len());
        found.push(Block {
            label,
            body: text.get(offset..next).unwrap_or_default(),
            offset,
            closed: end == Some(next),
        });
    }
    found
}

impl Block<'_> {
    pub(super) fn kind(&self) -> Kind {
        match self.label {
            "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE" => Kind::Certificate,
            "PKCS7" | "CMS" | "PKCS #7 SIGNED DATA" | "CERTIFICATE CHAIN" => Kind::Pkcs7,
            "PKCS12" | "PFX" => Kind::Pkcs12,
            "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => Kind::Other(LooksLike::CertificateSigningRequest),
            "X509 CRL" => Kind::Other(LooksLike::CertificateRevocationList),
            label if label.ends_with("PRIVATE KEY") => Kind::PrivateKey,
            label if label.ends_with("PUBLIC KEY") => Kind::Other(LooksLike::PublicKey),
            _ => Kind::Other(LooksLike::Text),
        }
    }

    /// The length of the line that closes it, in octets.
    pub(super) fn closing_length(&self) -> usize {
        END.len() + self.label.len() + DASHES.len()
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
        let (digits, rest) = split_at_dash(body);
        let is_begun = !self.closed && END.as_bytes().starts_with(rest.as_bytes());
        decode_base64(if is_begun { digits } else { body }).ok_or(corrupt(self.offset))
    }

    /// Whether nothing follows it in the text.
    pub(super) fn is_last_of(&self, text: &str) -> bool {
        self.offset + self.body.len() == text.len()
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
}

/// Whether an octet is a digit of base64, or padding.
pub(super) fn is_base64(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'/' | b'=')
}

/// Whether there is nothing but base64, or nothing at all. A line that was to close the block may have begun.
pub(super) fn is_all_base64(body: &str) -> bool {
    let (digits, rest) = split_at_dash(body);
    let mut digits = digits.bytes();
    END.starts_with(rest) && digits.all(|octet| is_base64(octet) || octet.is_ascii_whitespace())
}

fn split_at_dash(body: &str) -> (&str, &str) {
    body.split_at_checked(body.find('-').unwrap_or(body.len()))
        .unwrap_or((body, ""))
}

/// No line of base64 is shorter as programs write it, and no word of a text is as long.
const LINE: usize = 40;

pub(super) fn has_a_line_of_base64(text: &str) -> bool {
    runs_of_base64(text).any(|run| run.len() >= LINE)
}

/// Whether it is base64 for the most part, in lines, rather than words.
pub(super) fn is_base64_with_faults(body: &str) -> bool {
    const WORD: usize = 16;
    let runs = runs_of_base64(body).map(<[u8]>::len);
    let in_lines: usize = runs.filter(|length| *length >= WORD).sum();
    has_a_line_of_base64(body) && in_lines > body.len() / 2
}

fn runs_of_base64(text: &str) -> impl Iterator<Item = &[u8]> {
    text.as_bytes().split(|octet| !is_base64(*octet))
}

/// Base64 of one file or of several: padding ends each. `None` where the text holds anything else.
pub(super) fn decode_several(text: &str) -> Option<SecretBytes> {
    let mut files = Zeroizing::new(Vec::with_capacity(text.len()));
    for digits in text.split('=').filter(|digits| !digits.trim().is_empty()) {
        files.extend_from_slice(decode_base64(digits)?.expose());
    }
    (!files.is_empty()).then(|| SecretBytes::from(files))
}

/// Base64 with white space anywhere; padding may lack. `None` where it holds anything else.
pub(super) fn decode_base64(text: &str) -> Option<SecretBytes> {
    let digits: Zeroizing<Vec<u8>> =
        Zeroizing::new(text.bytes().filter(|octet| !octet.is_ascii_whitespace()).collect());
    let digits = std::str::from_utf8(&digits).ok()?.trim_end_matches('=');
    if digits.is_empty() {
        return None;
    }
    // Four digits make three octets. What is left over and makes no sense was cut off from its others.
    let whole_groups = digits.get(..digits.len() - digits.len() % 4)?;
    let octets = Base64Unpadded::decode_vec(digits).or_else(|_| Base64Unpadded::decode_vec(whole_groups));
    octets.ok().map(SecretBytes::new)
}
