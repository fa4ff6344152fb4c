//! PEM blocks that something was done to: other dashes, quoting and decoration around their lines, other things inside.

use std::borrow::Cow;

use super::super::{
    format::{Format, Sniffed},
    pem::{self, BEGIN, DASHES, END, is_base64},
};

const LABELS: &[&str] = &[
    "CERTIFICATE",
    "CERTIFICATE REQUEST",
    "NEW CERTIFICATE REQUEST",
    "TRUSTED CERTIFICATE",
    "X509 CERTIFICATE",
    "PRIVATE KEY",
    "ENCRYPTED PRIVATE KEY",
    "RSA PRIVATE KEY",
    "EC PRIVATE KEY",
    "PKCS7",
    "PKCS12",
    "PFX",
    "CMS",
    "X509 CRL",
];

/// Word processors turn hyphens into dashes, input methods make full-width characters, hands leave out a hyphen. Whatever stands
/// around a label that is known becomes five hyphens.
pub(super) fn boundaries(text: &str) -> Option<Vec<u8>> {
    let text = half_width(text);
    let mut mended = String::with_capacity(text.len());
    let mut rest: &str = &text;
    let mut is_changed = false;
    while let Some((at, boundary, length)) = next_boundary(rest) {
        let (before, after) = rest.split_at_checked(at)?;
        let (keyword, behind) = after.split_at_checked(length)?;
        let outside = before.trim_end_matches(is_decoration);
        if let Some(label) = boundary {
            let dashes = if keyword.starts_with('B') { BEGIN } else { END };
            mended.extend([outside, "\n", dashes, label, DASHES, "\n"]);
            rest = behind.trim_start_matches(is_decoration);
            is_changed = true;
        } else {
            mended.extend([before, keyword]);
            rest = behind;
        }
    }
    mended.push_str(rest);
    is_changed.then(|| mended.into_bytes())
}

fn is_decoration(character: char) -> bool {
    !is_base64(character) && character != '\n'
}

/// Where the next BEGIN or END stands, the label behind it if it is a boundary, and how long it is.
fn next_boundary(text: &str) -> Option<(usize, Option<&'static str>, usize)> {
    let keyword = |(at, _)| {
        let rest = text.get(at..)?;
        let keyword = ["BEGIN", "END"].iter().find(|keyword| rest.starts_with(**keyword));
        Some((at, keyword?.len()))
    };
    let (at, length) = text.match_indices(['B', 'E']).find_map(keyword)?;
    let behind = text.get(at + length..).unwrap_or_default();
    let is_word = !text.get(..at)?.ends_with(|before: char| before.is_ascii_alphanumeric());
    let labels = LABELS
        .iter()
        .filter_map(|label| Some((label_at(behind, label)?, *label)));
    match labels.max().filter(|_| is_word) {
        Some((label_length, label)) => Some((at, Some(label), length + label_length)),
        None => Some((at, None, length)),
    }
}

/// The length of a label whose spaces may have become others, or none.
fn label_at(text: &str, label: &str) -> Option<usize> {
    let mut rest = text;
    for word in label.split(' ') {
        rest = rest.trim_start().strip_prefix(word)?;
    }
    Some(text.len() - rest.len())
}

/// Full-width characters as ASCII (the Unicode block Halfwidth and Fullwidth Forms).
fn half_width(text: &str) -> Cow<'_, str> {
    let is_full_width = |character: char| matches!(character, '！'..='～' | '\u{3000}');
    if !text.contains(is_full_width) {
        return Cow::Borrowed(text);
    }
    let half = |character: char| match character {
        '\u{3000}' => ' ',
        '！'..='～' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        other => other,
    };
    Cow::Owned(text.chars().map(half).collect())
}

/// Of each line in a block the base64: without the marks of a quoted mail or a comment, quotation marks, commas, line numbers.
pub(super) fn decorated(text: &str) -> Option<Vec<u8>> {
    if !text.contains(BEGIN) {
        return None;
    }
    let mut plain = String::with_capacity(text.len());
    let mut is_inside = false;
    for line in text.lines() {
        let boundary = line.find(BEGIN).or_else(|| line.find(END));
        if let Some(boundary) = boundary.and_then(|at| line.get(at..)) {
            is_inside = boundary.starts_with(BEGIN);
            let keyword = if is_inside { BEGIN } else { END };
            let label = boundary.get(keyword.len()..)?.split('-').next()?;
            plain.extend([keyword, label, DASHES]);
        } else if is_inside {
            let header = ["Proc-Type:", "DEK-Info:"].iter().find_map(|name| line.find(name));
            plain.push_str(match header {
                Some(at) => line.get(at..)?,
                None => longest_run(line),
            });
        }
        plain.push('\n');
    }
    Some(plain.into_bytes())
}

fn longest_run(line: &str) -> &str {
    let runs = line.split(|character| !is_base64(character));
    let runs = runs.filter(|run| run.contains(|character: char| character.is_ascii_alphanumeric()));
    runs.max_by_key(|run| run.len()).unwrap_or_default()
}

/// A text inside of a block, as Windows' `certutil -encode` makes it of a PEM file.
pub(super) fn inside(text: &str) -> Option<Vec<u8>> {
    let blocks = pem::blocks(text);
    let [only] = blocks.as_slice() else { return None };
    let content = only.decode().ok()?;
    matches!(Format::sniff(content.expose()), Sniffed::Text(_)).then(|| content.expose().to_vec())
}

/// A text in base64, also in its form for URLs (RFC 4648 §5).
pub(super) fn base64(text: &str) -> Option<Vec<u8>> {
    let text = text
        .trim()
        .trim_matches(|character| matches!(character, '"' | '\'' | ':' | ','));
    let digits = text.replace('-', "+").replace('_', "/");
    Some(pem::decode_base64(&digits)?.expose().to_vec())
}
