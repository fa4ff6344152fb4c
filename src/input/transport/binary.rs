//! Binary files that something was done to as if they were text, as far as it can be undone; and binary files behind something.

use super::{
    super::{
        format::{Format, Sniffed},
        unicode,
        unicode::contains,
    },
    rewritten,
};
use crate::{asn1::ber::Reader, error::Damage};

/// Line feeds that became two octets are one again where what it gives ends just where it says.
pub(super) fn line_ends(bytes: &[u8]) -> Vec<u8> {
    let feeds = line_feeds(bytes);
    if feeds.of_two == 0 || feeds.alone > 0 || bytes.first() != Some(&0x30) {
        return Vec::new();
    }
    let mended = rewritten(bytes, &mut |rest, _| usize::from(rest.starts_with(b"\r\n")));
    let whole = Reader::new(&mended).next().map_or(0, |element| element.whole.len());
    if whole == mended.len() { mended } else { Vec::new() }
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
const WINDOWS_1252: [u16; 32] = [
    0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d,
    0x8f, //
    0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e,
    0x178,
];

/// Each octet became a character of Latin-1 or Windows-1252, and that was written as UTF-8 or UTF-16.
pub(super) fn characters(bytes: &[u8]) -> Vec<u8> {
    let octet = |character: char| {
        let windows = || {
            WINDOWS_1252
                .iter()
                .position(|one| u32::from(*one) == u32::from(character))
        };
        u8::try_from(character)
            .ok()
            .or_else(|| u8::try_from(windows()? + 0x80).ok())
    };
    let text = sequence_as_text(bytes).unwrap_or_default();
    text.chars().map(octet).collect::<Option<_>>().unwrap_or_default()
}

/// The text of a file that begins with the octet 30 and has characters that no text has.
fn sequence_as_text(bytes: &[u8]) -> Option<String> {
    let text = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => unicode::decode(bytes)?,
        [0xef, 0xbb, 0xbf, rest @ ..] | rest => std::str::from_utf8(rest).ok()?.to_owned(),
    };
    (text.starts_with('0') && !unicode::is_text(text.as_bytes())).then_some(text)
}

/// How a binary file was damaged beyond repair.
pub(super) fn damage(bytes: &[u8]) -> Option<Damage> {
    if let Some(text) = sequence_as_text(bytes) {
        // With several octets for a length, DER has octets above 7F.
        const MOST_WITHOUT: usize = 129;
        // Object identifiers of names, algorithms and PKCS.
        let names: [&[u8]; 5] = [b"\x03U\x04", b"\x06\x07*", b"\x06\x08*", b"\x06\x09*", b"\x06\x08+"];
        let is_der = text.len() > MOST_WITHOUT && names.iter().any(|name| contains(text.as_bytes(), name));
        let is_lost = text.is_ascii() || text.contains('\u{fffd}');
        return is_der.then_some(if is_lost { Damage::OctetsLost } else { Damage::ReEncoded });
    }
    let feeds = line_feeds(bytes);
    (bytes.first() == Some(&0x30) && feeds.of_two > 1 && feeds.alone == 0).then_some(Damage::LineEndsConverted)
}

/// A file behind a byte order mark, blank lines, header fields of HTTP or a warning, as servers send it.
pub(super) fn behind_text(bytes: &[u8]) -> Vec<u8> {
    /// Nobody puts more before it.
    const MOST_BEFORE: usize = 1 << 16;
    let is_text = |octet: &u8| !octet.is_ascii_control() || octet.is_ascii_whitespace();
    let before = bytes
        .iter()
        .take(MOST_BEFORE)
        .take_while(|octet| is_text(octet))
        .count();
    whole_file(bytes, 1..before).to_vec()
}

/// A value in a binary plist, with the length that the plist gives.
pub(super) fn in_plist(bytes: &[u8]) -> Vec<u8> {
    if !bytes.starts_with(b"bplist") {
        return Vec::new();
    }
    // Data of a length in two octets.
    let places = bytes.windows(3).enumerate();
    let places = places.filter_map(|(at, marker)| (marker.first() == Some(&0x11)).then_some(at + 3));
    whole_file(bytes, places).to_vec()
}

/// What begins with a whole certificate or PKCS#12 file, at the first of these places that has one; few are tried.
fn whole_file(bytes: &[u8], places: impl Iterator<Item = usize>) -> &[u8] {
    const MOST_PLACES: usize = 64;
    let begins = |at: usize| bytes.get(at..).filter(|rest| matches!(rest, [0x30, 0x80..=0x84, ..]));
    let is_whole = |rest: &&[u8]| matches!(Format::sniff(rest), Sniffed::Binary(_)) && Reader::new(rest).next().is_ok();
    let mut rests = places.filter_map(begins).take(MOST_PLACES);
    rests.find(is_whole).unwrap_or_default()
}
