//! Certificates, keys and PKCS#12 files that stand as base64 in a text of another form: JSON, YAML, XML, plists, mails, .ovpn, RFC 9440.

use super::super::{
    format::{Format, Sniffed},
    pem::{self, is_base64},
};
use crate::{ber::Reader, error::LooksLike};

/// Base64 of DER gets the armour of PEM, and base64 of a text with PEM becomes that text.
pub(super) fn embedded(rest: &[u8], written: &mut Vec<u8>) -> usize {
    let is_text = match rest {
        // A SEQUENCE with a length of several octets, or without one.
        [b'M', b'I', b'A'..=b'P', ..] => false,
        // PEM, or base64 of such a SEQUENCE.
        [b'L', b'S', b'0', b't', b'L', ..] | [b'T', b'U', b'l', b'J', ..] => true,
        _ => return 0,
    };
    if written.last().is_some_and(u8::is_ascii_alphanumeric) {
        return 0;
    }
    // It may go on into other words: DER tells where it ends.
    let length = rest.iter().position(|octet| !is_part(*octet)).unwrap_or(rest.len());
    let run = rest.get(..length).unwrap_or_default();
    let digits: String = run.iter().filter_map(digit).collect();
    let octets = pem::decode_base64(&digits);
    let octets = octets.as_ref().map(|octets| octets.expose()).unwrap_or_default();
    if is_text {
        written.extend_from_slice(octets);
        written.push(b'\n');
        return length;
    }
    let whole = Reader::new(octets)
        .next()
        .map(|element| element.whole)
        .unwrap_or_default();
    let (Sniffed::Binary(_) | Sniffed::Other(LooksLike::PrivateKey)) = Format::sniff(whole) else {
        written.extend_from_slice(run);
        return length;
    };
    let needed = (whole.len() * 4).div_ceil(3);
    for part in [
        "\n-----BEGIN CERTIFICATE-----\n",
        digits.get(..needed).unwrap_or_default(),
        "\n-----END CERTIFICATE-----\n",
    ] {
        written.extend_from_slice(part.as_bytes());
    }
    let mut places = run.iter().enumerate().filter(|(_, octet)| digit(octet).is_some());
    places.nth(needed).map_or(length, |(at, _)| at)
}

/// Padding ends it.
fn is_part(octet: u8) -> bool {
    digit(&octet).is_some() || octet.is_ascii_whitespace()
}

/// The digits of RFC 4648 §5 as those of §4.
fn digit(octet: &u8) -> Option<char> {
    match octet {
        b'-' => Some('+'),
        b'_' => Some('/'),
        b'=' => None,
        other => is_base64(*other).then_some(char::from(*other)),
    }
}
