//! Certificates, keys and PKCS#12 files that stand as base64 in a text of another form: JSON, YAML, XML, plists, mails, .ovpn, RFC 9440.

use super::super::{
    format::{Format, Sniffed},
    pem::{self, is_base64},
};
use crate::{ber::Reader, error::LooksLike};

/// How base64 of a text begins that is PEM, or itself base64 of DER.
const TEXTS: [&str; 2] = ["LS0tLS1CRUdJTi", "TUlJ"];

/// A text with a PEM block for each: what follows there is decided by content.
pub(super) fn embedded(text: &str) -> Option<Vec<u8>> {
    let mut found = Vec::new();
    let mut position = 0;
    while let Some(begin) = next_beginning(text, position) {
        let run = run_at(text, begin);
        position = begin + run.len();
        let digits: String = run
            .chars()
            .filter(|one| !one.is_whitespace())
            .map(of_standard)
            .collect();
        let Some(octets) = pem::decode_base64(&digits) else {
            continue;
        };
        if TEXTS.iter().any(|text| digits.starts_with(text)) {
            found.extend_from_slice(octets.expose());
            found.push(b'\n');
            continue;
        }
        let Ok(element) = Reader::new(octets.expose()).next() else {
            continue;
        };
        if let Sniffed::Binary(_) | Sniffed::Other(LooksLike::PrivateKey) = Format::sniff(element.whole) {
            let needed = (element.whole.len() * 4).div_ceil(3);
            let digits = digits.get(..needed).unwrap_or(&digits);
            found.extend_from_slice(
                ["-----BEGIN CERTIFICATE-----\n", digits, "\n-----END CERTIFICATE-----\n"]
                    .concat()
                    .as_bytes(),
            );
            position = begin + length_of_digits(run, needed);
        }
    }
    (!found.is_empty()).then_some(found)
}

/// Where base64 of DER or of a text may begin.
fn next_beginning(text: &str, position: usize) -> Option<usize> {
    let rest = text.get(position..)?;
    let begins = |at: usize| {
        let begins_there = match rest.as_bytes().get(at..)? {
            // A SEQUENCE with a length of several octets, or without one.
            [b'M', b'I', b'A'..=b'P', ..] => true,
            octets => TEXTS.iter().any(|text| octets.starts_with(text.as_bytes())),
        };
        let is_inside = rest.get(..at)?.ends_with(|before: char| before.is_ascii_alphanumeric());
        (begins_there && !is_inside).then_some(position + at)
    };
    rest.match_indices(['M', 'L', 'T']).find_map(|(at, _)| begins(at))
}

/// Base64 and white space. It may go on into other words: DER tells where it ends.
fn run_at(text: &str, begin: usize) -> &str {
    let rest = text.get(begin..).unwrap_or_default();
    let is_part = |one: char| is_base64(one) || one.is_whitespace() || matches!(one, '-' | '_');
    let end = rest.find(|one| !is_part(one)).unwrap_or(rest.len());
    let run = rest.get(..end).unwrap_or_default();
    // Padding ends it.
    let padding = run.find('=').map_or(run.len(), |at| at + 1);
    run.get(..padding).unwrap_or(run)
}

/// The form of RFC 4648 §5 as that of §4.
fn of_standard(digit: char) -> char {
    match digit {
        '-' => '+',
        '_' => '/',
        other => other,
    }
}

fn length_of_digits(run: &str, digits: usize) -> usize {
    let mut places = run.char_indices().filter(|(_, one)| !one.is_whitespace());
    places.nth(digits).map_or(run.len(), |(at, _)| at)
}
