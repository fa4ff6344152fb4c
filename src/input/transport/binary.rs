//! Binary files that something was done to as if they were text, as far as it can be undone; and binary files behind something.

use super::super::{
    format::{Binary, Format, Sniffed},
    unicode,
};
use crate::{ber::Reader, error::Damage};

/// Line feeds that became two octets are one again where that gives the very length that the file tells.
pub(super) fn line_ends(bytes: &[u8]) -> Option<Vec<u8>> {
    let whole = Reader::new(bytes).next().ok()?.whole.len();
    let feeds = line_feeds(bytes);
    (feeds.of_two > 0 && feeds.alone == 0 && whole + feeds.of_two == bytes.len()).then(|| {
        let pairs = bytes.iter().zip(bytes.iter().skip(1).chain(Some(&0)));
        let kept = pairs.filter(|pair| *pair != (&b'\r', &b'\n'));
        kept.map(|(octet, _)| *octet).collect()
    })
}

struct LineFeeds {
    of_two: usize,
    alone: usize,
}

fn line_feeds(bytes: &[u8]) -> LineFeeds {
    let of_two = bytes.windows(2).filter(|two| *two == b"\r\n").count();
    let all = bytes.iter().filter(|octet| **octet == b'\n').count();
    LineFeeds {
        of_two,
        alone: all - of_two,
    }
}

/// What Windows-1252 has where Latin-1 has control characters; those that it leaves free stay what they are.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Each octet became a character of Latin-1 or Windows-1252, and that was written as UTF-8 or UTF-16.
pub(super) fn characters(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = sequence_as_text(bytes)?;
    let octet = |character: char| {
        let windows = || {
            WINDOWS_1252
                .iter()
                .position(|one| *one == character)
                .map(|at| at + 0x80)
        };
        u8::try_from(character).ok().or_else(|| u8::try_from(windows()?).ok())
    };
    text.chars().map(octet).collect()
}

/// The text of a file that begins with the octet 30 and has characters that were none.
fn sequence_as_text(bytes: &[u8]) -> Option<String> {
    let text = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => unicode::decode(bytes)?,
        [0xef, 0xbb, 0xbf, rest @ ..] | rest => String::from_utf8(rest.to_vec()).ok()?,
    };
    (text.starts_with('0') && text.contains(|one: char| one.is_ascii_control() && !one.is_ascii_whitespace()))
        .then_some(text)
}

/// How a binary file was damaged beyond repair.
pub(super) fn damage(bytes: &[u8]) -> Option<Damage> {
    if let Some(text) = sequence_as_text(bytes) {
        // With several octets for a length, DER has octets above 7F.
        const MOST_WITHOUT: usize = 129;
        let is_lost = |character: char| character.is_ascii() || character == '\u{fffd}';
        let names_algorithms = [
            "\u{3}U\u{4}",
            "\u{6}\u{8}*",
            "\u{6}\u{9}*",
            "\u{6}\u{7}*",
            "\u{6}\u{8}+",
        ];
        if text.len() <= MOST_WITHOUT || !names_algorithms.iter().any(|name| text.contains(name)) {
            return None;
        }
        let is_lost = text.chars().all(is_lost);
        return Some(if is_lost { Damage::OctetsLost } else { Damage::ReEncoded });
    }
    let feeds = line_feeds(bytes);
    (bytes.first() == Some(&0x30) && feeds.of_two > 1 && feeds.alone == 0).then_some(Damage::LineEndsConverted)
}

/// A file behind a byte order mark, blank lines, header fields of HTTP or a warning, as servers send it.
pub(super) fn behind_text(bytes: &[u8]) -> Option<Vec<u8>> {
    /// Nobody puts more before it.
    const MOST_BEFORE: usize = 1 << 16;
    let is_text = |octet: &u8| !octet.is_ascii_control() || octet.is_ascii_whitespace();
    let before = bytes
        .iter()
        .take(MOST_BEFORE)
        .take_while(|octet| is_text(octet))
        .count();
    (1..before)
        .find_map(|at| whole_file(bytes.get(at..)?))
        .map(<[u8]>::to_vec)
}

/// A value in a binary plist, with the length that the plist tells.
pub(super) fn in_plist(bytes: &[u8]) -> Option<Vec<u8>> {
    if !bytes.starts_with(b"bplist") {
        return None;
    }
    let value = |at: usize| {
        let file = whole_file(bytes.get(at..)?)?;
        let length = bytes.get(at.checked_sub(3)?..at)?;
        let told = [&[0x11][..], &u16::try_from(file.len()).ok()?.to_be_bytes()].concat();
        (length == told).then(|| file.to_vec())
    };
    (0..bytes.len()).find_map(value)
}

/// The certificate or PKCS#12 file that begins here, if it is whole.
fn whole_file(bytes: &[u8]) -> Option<&[u8]> {
    let [0x30, 0x80..=0x84, ..] = bytes else { return None };
    let Sniffed::Binary(kind) = Format::sniff(bytes) else {
        return None;
    };
    let whole = Reader::new(bytes).next().ok()?.whole;
    // Further certificates may follow.
    Some(if kind == Binary::Certificate { bytes } else { whole })
}
