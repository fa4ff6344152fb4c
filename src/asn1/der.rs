//! Writes DER (X.690 §10), beside [`ber`](crate::asn1::ber), which reads. The crate `der` writes too, and weighs 18 kB (brotli) more.

use super::oid::Oid;
use crate::text::to_utf16_be;
use zeroize::Zeroizing;

/// What is written may hold a key.
pub(crate) type Octets = Zeroizing<Vec<u8>>;

pub(crate) const NULL: &[u8] = &[5, 0];

const INTEGER: u8 = 0x02;
const OCTET_STRING: u8 = 0x04;
const OBJECT_IDENTIFIER: u8 = 0x06;
const UTF8_STRING: u8 = 0x0c;
const BMP_STRING: u8 = 0x1e;
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const CONTEXT_0: u8 = 0x80;
const CONSTRUCTED: u8 = 0x20;

pub(crate) fn sequence(parts: &[&[u8]]) -> Octets {
    element(SEQUENCE, parts)
}

/// `SET OF`: in the order of its encoded elements (X.690 §11.6).
pub(crate) fn set_of(mut elements: Vec<Octets>) -> Octets {
    elements.sort_unstable_by(|one, other| one.as_slice().cmp(other));
    let parts: Vec<&[u8]> = elements.iter().map(|element| element.as_slice()).collect();
    element(SET, &parts)
}

pub(crate) fn octet_string(content: &[u8]) -> Octets {
    element(OCTET_STRING, &[content])
}

pub(crate) fn object_identifier(oid: Oid<'_>) -> Octets {
    element(OBJECT_IDENTIFIER, &[oid.contents()])
}

pub(crate) fn utf8_string(text: &str) -> Octets {
    element(UTF8_STRING, &[text.as_bytes()])
}

/// With surrogate pairs beyond the BMP, as other programs write them.
pub(crate) fn bmp_string(text: &str) -> Octets {
    element(BMP_STRING, &[&to_utf16_be(text)])
}

/// Without the octets that it does not need; a zero octet before one that would read as a sign.
pub(crate) fn integer(number: u32) -> Octets {
    let octets = number.to_be_bytes();
    let zeros = octets
        .iter()
        .take_while(|octet| **octet == 0)
        .count()
        .min(octets.len() - 1);
    let needed = octets.get(zeros..).unwrap_or_default();
    let sign: &[u8] = if needed.first().is_some_and(|first| *first >= 0x80) {
        &[0]
    } else {
        &[]
    };
    element(INTEGER, &[sign, needed])
}

/// `[0] EXPLICIT`.
pub(crate) fn explicit_0(content: &[u8]) -> Octets {
    element(CONTEXT_0 | CONSTRUCTED, &[content])
}

/// `[0] IMPLICIT` of a primitive type.
pub(crate) fn implicit_0(content: &[u8]) -> Octets {
    element(CONTEXT_0, &[content])
}

/// `AlgorithmIdentifier ::= SEQUENCE { algorithm, parameters }` (RFC 5280 §4.1.1.2).
pub(crate) fn algorithm(oid: Oid<'_>, parameters: &[u8]) -> Octets {
    sequence(&[&object_identifier(oid), parameters])
}

#[inline(never)]
fn element(tag: u8, parts: &[&[u8]]) -> Octets {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    // Reserved beforehand: a vector that grows would leave an unwiped copy behind.
    let mut octets = Zeroizing::new(Vec::with_capacity(length + 10));
    octets.push(tag);
    let lengths = length.to_be_bytes();
    let zeros = lengths.iter().take_while(|octet| **octet == 0).count();
    let needed = lengths.get(zeros..).unwrap_or_default();
    match u8::try_from(length) {
        Ok(short @ ..=0x7f) => octets.push(short),
        Ok(_) | Err(_) => {
            octets.push(0x80 | u8::try_from(needed.len()).unwrap_or(0x7f));
            octets.extend_from_slice(needed);
        }
    }
    for part in parts {
        octets.extend_from_slice(part);
    }
    octets
}

#[cfg(test)]
mod tests {
    use super::{element, integer};

    #[test]
    fn lengths_have_the_octets_that_they_need() {
        for (length, header) in [
            (0, vec![4, 0]),
            (127, vec![4, 127]),
            (128, vec![4, 0x81, 128]),
            (255, vec![4, 0x81, 255]),
            (256, vec![4, 0x82, 1, 0]),
            (65_536, vec![4, 0x83, 1, 0, 0]),
        ] {
            let content = vec![7; length];
            let whole = [header, content.clone()].concat();
            assert_eq!(*element(4, &[&content]), whole, "{length}");
        }
    }

    #[test]
    fn integers_have_no_more_octets_than_they_need_and_are_positive() {
        for (number, octets) in [
            (0, vec![2, 1, 0]),
            (127, vec![2, 1, 127]),
            (128, vec![2, 2, 0, 128]),
            (2048, vec![2, 2, 8, 0]),
            (100_000, vec![2, 3, 1, 0x86, 0xa0]),
            (u32::MAX, vec![2, 5, 0, 255, 255, 255, 255]),
        ] {
            assert_eq!(*integer(number), octets, "{number}");
        }
    }
}
