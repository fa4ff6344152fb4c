//! Certificates, keys and PKCS#12 files that stand as base64 in a text of another form: JSON, YAML, XML, plists, mails, .ovpn, RFC 9440.

use base64ct::{Base64Unpadded, Encoding};
use zeroize::Zeroizing;

use super::{
    super::{
        format::{Format, Sniffed},
        pem::{BEGIN, DASHES, END, is_base64},
    },
    Work, rewritten,
};
use crate::{
    asn1::ber::{self, Reader},
    error::LooksLike,
};

/// Base64 of DER gets the armour of PEM, and base64 of a text with PEM becomes that text. What has an armour already stays. Empty where
/// nothing was found.
pub(super) fn embedded(text: &[u8], work: &mut Work) -> Vec<u8> {
    rewritten(text, &mut |rest, written| {
        armoured_block(rest, written).unwrap_or_else(|| base64(rest, written, work))
    })
}

/// Copies a PEM block up to the boundary that ends it, or up to the next block.
fn armoured_block(rest: &[u8], written: &mut Vec<u8>) -> Option<usize> {
    let inside = rest.strip_prefix(BEGIN.as_bytes())?;
    let dashes = inside.iter().enumerate().filter(|(_, octet)| **octet == b'-');
    let mut boundaries = dashes.map(|(at, _)| at).filter(|at| {
        let rest = inside.get(*at..).unwrap_or_default();
        rest.starts_with(END.as_bytes()) || rest.starts_with(BEGIN.as_bytes())
    });
    let length = BEGIN.len() + boundaries.next().unwrap_or(0);
    written.extend_from_slice(rest.get(..length).unwrap_or_default());
    Some(length)
}

fn base64(rest: &[u8], written: &mut Vec<u8>, work: &mut Work) -> usize {
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
    let mut run = Run::new(rest);
    if is_text {
        run.extend(usize::MAX, work);
        written.extend_from_slice(&run.decode());
        written.push(b'\n');
        return run.length;
    }
    let octets = run.first_element(work);
    let (Sniffed::Binary(_) | Sniffed::Other(LooksLike::PrivateKey)) = Format::sniff(&octets) else {
        // What was looked at is not looked at again, so that the work grows with the text and no faster.
        written.extend_from_slice(rest.get(..run.length).unwrap_or_default());
        return run.length;
    };
    let digits = Zeroizing::new(Base64Unpadded::encode_string(&octets));
    for part in [
        "\n-----BEGIN CERTIFICATE-----\n",
        &digits,
        "\n-----END CERTIFICATE-----\n",
    ] {
        written.extend_from_slice(part.as_bytes());
    }
    let mut element = Run::new(rest);
    element.extend(digits.len(), work);
    element.length
}

/// The base64 at the beginning of a text, as far as it was looked at. It may go on into other words: the length of the DER shows where it ends.
struct Run<'a> {
    text: &'a [u8],
    /// How many octets of the text were looked at, and how many of them are digits.
    length: usize,
    digits: usize,
}

impl<'a> Run<'a> {
    fn new(text: &'a [u8]) -> Self {
        Self {
            text,
            length: 0,
            digits: 0,
        }
    }

    /// Goes on until there are so many digits. Whether there are; padding and the boundary of a PEM block end the run.
    fn extend(&mut self, digits: usize, work: &mut Work) -> bool {
        let before = self.length;
        while self.digits < digits
            && let Some(rest @ [first, ..]) = self.text.get(self.length..)
        {
            let is_digit = digit(*first).is_some();
            if !is_digit && !first.is_ascii_whitespace() || rest.starts_with(DASHES.as_bytes()) {
                break;
            }
            self.length += 1;
            self.digits += usize::from(is_digit);
        }
        work.take(self.length - before) && self.digits >= digits
    }

    /// The octets of the element at the beginning; empty where it is not whole. No more is decoded than its header states. Where that
    /// states no length, twice as much each time: all together are about as much as the last.
    fn first_element(&mut self, work: &mut Work) -> Zeroizing<Vec<u8>> {
        /// The tag, and the longest length that the first digits let through.
        const HEADER: usize = 5;
        /// For an element that states no length.
        const FIRST: usize = 256;
        self.extend(digits_of(HEADER), work);
        let Ok(stated) = ber::stated_size(&self.decode()) else {
            return Zeroizing::default();
        };
        let mut size = stated.unwrap_or(FIRST);
        loop {
            let goes_on = self.extend(digits_of(size), work);
            if stated.is_some() && !goes_on {
                return Zeroizing::default();
            }
            let mut octets = self.decode();
            match Reader::new(&octets).next().map(|element| element.whole.len()) {
                Ok(whole) => {
                    octets.truncate(whole);
                    return octets;
                }
                Err(_) if stated.is_none() && goes_on => size *= 2,
                Err(_) => return Zeroizing::default(),
            }
        }
    }

    /// The octets that the digits hold as a whole.
    fn decode(&self) -> Zeroizing<Vec<u8>> {
        /// Four digits are three octets.
        const GROUP: usize = 4;
        let missing = self.digits.next_multiple_of(GROUP) - self.digits;
        let mut digits = Zeroizing::new(String::with_capacity(self.digits + missing));
        let seen = self.text.get(..self.length).unwrap_or_default();
        digits.extend(seen.iter().filter_map(|octet| digit(*octet)));
        // The last group is completed: its other digits, which may be there, belong to what follows.
        digits.extend(std::iter::repeat_n('A', missing));
        let mut octets = Zeroizing::new(Base64Unpadded::decode_vec(&digits).unwrap_or_default());
        octets.truncate(self.digits * 3 / GROUP);
        octets
    }
}

/// How many digits so many octets take.
fn digits_of(octets: usize) -> usize {
    octets.saturating_mul(4).div_ceil(3)
}

/// The digits of RFC 4648 §5 as those of §4; padding is none.
fn digit(octet: u8) -> Option<char> {
    match octet {
        b'-' => Some('+'),
        b'_' => Some('/'),
        b'=' => None,
        other => is_base64(other).then_some(char::from(other)),
    }
}
