//! PEM blocks that something was done to: other dashes, quoting and decoration around their lines.

use super::super::pem::{BEGIN, DASHES, END, is_base64};

/// What the labels consist of.
const WORDS: [&str; 15] = [
    "CERTIFICATE",
    "REQUEST",
    "NEW",
    "TRUSTED",
    "X509",
    "PRIVATE",
    "KEY",
    "ENCRYPTED",
    "RSA",
    "EC",
    "PKCS7",
    "PKCS12",
    "PFX",
    "CMS",
    "CRL",
];

/// Word processors turn hyphens into dashes, hands leave one out, forms take spaces away. Whatever stands around the label, and between
/// its words, becomes what belongs there.
pub(super) fn boundaries(rest: &[u8], written: &mut Vec<u8>) -> usize {
    let (keyword, mut behind) = match rest {
        [b'B', b'E', b'G', b'I', b'N', behind @ ..] => (BEGIN, behind),
        [b'E', b'N', b'D', behind @ ..] => (END, behind),
        _ => return 0,
    };
    if written.last().is_some_and(u8::is_ascii_alphanumeric) {
        return 0;
    }
    let mut label = String::new();
    while let Some((word, after)) = next_word(behind) {
        label.extend([if label.is_empty() { "" } else { " " }, word]);
        behind = after;
    }
    if label.is_empty() {
        return 0;
    }
    while let Some(true) = written.last().map(is_decoration) {
        written.pop();
    }
    for part in ["\n", keyword, &label, DASHES, "\n"] {
        written.extend_from_slice(part.as_bytes());
    }
    while let [first, after @ ..] = behind
        && is_decoration(first)
    {
        behind = after;
    }
    rest.len() - behind.len()
}

fn next_word(mut text: &[u8]) -> Option<(&'static str, &[u8])> {
    while let [first, after @ ..] = text
        && !first.is_ascii_alphanumeric()
    {
        text = after;
    }
    WORDS
        .iter()
        .find_map(|word| Some((*word, text.strip_prefix(word.as_bytes())?)))
}

fn is_decoration(octet: &u8) -> bool {
    *octet != b'\n' && !is_base64(*octet)
}

/// Of each line the base64: without the marks of a quoted mail or a comment, quotation marks, commas, line numbers. A line with anything
/// else stays.
pub(super) fn decorated(rest: &[u8], written: &mut Vec<u8>) -> usize {
    let length = rest.iter().position(|octet| *octet == b'\n').unwrap_or(rest.len());
    let line = rest.get(..length).unwrap_or_default();
    let kept = [DASHES, "Proc-Type:", "DEK-Info:"].iter().find_map(|kept| {
        let at = line.windows(kept.len()).position(|window| window == kept.as_bytes())?;
        line.get(at..)
    });
    let runs = line.split(|octet| !is_base64(*octet));
    let runs = runs.filter(|run| run.iter().any(u8::is_ascii_alphanumeric));
    let is_decorated = line
        .iter()
        .all(|octet| is_base64(*octet) || b"> \t\r|*#\"',;:\\-[]".contains(octet));
    let longest = || {
        if is_decorated {
            runs.max_by_key(|run| run.len())
        } else {
            Some(line)
        }
    };
    written.extend_from_slice(match kept {
        // Up to where the boundary ends.
        Some(boundary) if boundary.starts_with(b"-") => {
            let end = boundary.iter().rposition(|octet| *octet == b'-').unwrap_or(0);
            boundary.get(..=end).unwrap_or_default()
        }
        Some(header) => header,
        None => longest().unwrap_or_default(),
    });
    written.push(b'\n');
    length + 1
}
