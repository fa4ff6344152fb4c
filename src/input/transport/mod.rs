//! What carries certificate files through mails, servers and settings, and may be taken off again.
//!
//! ```text
//! bytes → read as they are → if that fails: what each transport makes of them → read as they are → …
//! ```
//!
//! What opens as it is stays as it is. A transport undoes one thing, without knowledge of the others: what was carried in several goes
//! through several, the fewest first.

mod armour;
mod binary;
mod embedded;
mod escapes;

use std::borrow::Cow;

use super::{CertificateFile, Format, format, unicode};
use crate::error::{Error, LooksLike, MOST_BYTES};

/// So many candidates are tried, and so many octets of them: hostile input is no more work than a few large files.
const MOST_CANDIDATES: usize = 40;
const MOST_OCTETS: usize = 2 * MOST_BYTES;
/// So many transports may be inside of each other.
const MOST_DEPTH: u8 = 5;

/// What stands around a part before what stands around the whole: a part opens alone, and hides the others.
const OF_TEXT: [fn(&str) -> Option<Vec<u8>>; 9] = [
    escapes::percent,
    escapes::backslashes,
    armour::boundaries,
    escapes::quoted_printable,
    armour::decorated,
    escapes::markup,
    armour::inside,
    embedded::embedded,
    armour::base64,
];
const OF_BYTES: [fn(&[u8]) -> Option<Vec<u8>>; 4] = [
    binary::line_ends,
    binary::characters,
    binary::behind_text,
    binary::in_plist,
];

/// Reads bytes as they are or, where that fails, what they carry.
pub(super) fn read(
    bytes: &[u8],
    mut read: impl FnMut(&[u8]) -> Result<CertificateFile, Error>,
) -> Result<CertificateFile, Error> {
    let as_it_is = read(bytes);
    let is_misleading = is_misleading(&as_it_is, bytes);
    if !is_misleading && is_settled(&as_it_is) {
        return as_it_is;
    }
    let mut partly = None;
    let mut told = None;
    let mut candidates = Candidates::of(bytes);
    while let Some(candidate) = candidates.next() {
        let found = read(candidate).map(|file| CertificateFile {
            is_unwrapped: true,
            ..file
        });
        let is_better = match (&as_it_is, &found) {
            (Err(_), _) => true,
            (Ok(_), Ok(file)) if is_misleading => file.format == Format::Pkcs12,
            (Ok(as_it_is), Ok(file)) => file.unreadable < as_it_is.unreadable,
            (Ok(_), Err(_)) => is_misleading,
        };
        match found {
            found if is_better && is_settled(&found) => return found,
            Ok(file) if is_better => partly = partly.or(Some(file)),
            Ok(_) => {}
            Err(error) => told = told.or(Some(error).filter(tells)),
        }
    }
    match (partly, as_it_is) {
        (Some(file), _) => Ok(file),
        (None, as_it_is) => as_it_is.map_err(|error| explained(error, told, bytes)),
    }
}

/// Whether a file was understood, if it did not open.
fn is_settled(result: &Result<CertificateFile, Error>) -> bool {
    match result {
        Ok(file) => file.unreadable == 0,
        Err(Error::UnsupportedFormat { looks_like }) => !matches!(
            looks_like,
            LooksLike::Text | LooksLike::Html | LooksLike::Zip | LooksLike::Unknown
        ),
        Err(error) => !matches!(
            error,
            Error::CorruptFile { .. } | Error::TruncatedFile { .. } | Error::DamagedAsText { .. }
        ),
    }
}

/// Whether what a file says as it is may be another's: of .ovpn where the authority stands beside the file with the client's own
/// certificate; of a binary file with longer line ends, a wrong password or a change by somebody.
fn is_misleading(as_it_is: &Result<CertificateFile, Error>, bytes: &[u8]) -> bool {
    match as_it_is {
        Ok(file) => file.format == Format::Pem && file.private_keys.is_empty() && format::contains(bytes, b"<pkcs12>"),
        Err(_) => binary::line_ends(bytes).is_some(),
    }
}

/// Whether the error of a candidate tells more than that it is none.
fn tells(error: &Error) -> bool {
    match error {
        Error::UnsupportedFormat { looks_like } => !matches!(
            looks_like,
            LooksLike::Text | LooksLike::Html | LooksLike::Empty | LooksLike::Unknown
        ),
        _ => true,
    }
}

/// Why nothing opened: `told` by a candidate.
fn explained(error: Error, told: Option<Error>, bytes: &[u8]) -> Error {
    let looks_like = match &error {
        Error::UnsupportedFormat { looks_like } => Some(*looks_like),
        _ => None,
    };
    if let Some(LooksLike::Text | LooksLike::Zip | LooksLike::Unknown) = looks_like
        && let Some(looks_like) = format::kind_of_carrier(bytes, unicode::decode(bytes).as_deref())
    {
        return Error::UnsupportedFormat { looks_like };
    }
    if let Some(damage) = binary::damage(bytes) {
        return Error::DamagedAsText { damage };
    }
    match (looks_like, told) {
        // What was unwrapped has another size.
        (Some(LooksLike::Text | LooksLike::Unknown), Some(Error::TruncatedFile { size, expected })) => {
            let lacks = expected.saturating_sub(size);
            Error::TruncatedFile {
                size: bytes.len(),
                expected: bytes.len() + lacks,
            }
        }
        (Some(LooksLike::Text | LooksLike::Unknown), Some(told)) => told,
        _ => error,
    }
}

/// What transports make of a file, and of each other's work.
struct Candidates<'a> {
    /// With the number of transports each went through. The file itself is the first.
    all: Vec<(Cow<'a, [u8]>, u8)>,
    /// How many of them were asked for what they carry.
    grown: usize,
    /// How many of them were handed out.
    given: usize,
    octets: usize,
}

impl<'a> Candidates<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        Self {
            all: vec![(Cow::Borrowed(bytes), 0)],
            grown: 0,
            given: 1,
            octets: 0,
        }
    }

    fn next(&mut self) -> Option<&[u8]> {
        while self.given == self.all.len() {
            let (bytes, depth) = self.all.get(self.grown)?;
            let depth = depth + 1;
            self.grown += 1;
            if depth <= MOST_DEPTH {
                for candidate in unwrapped(bytes) {
                    self.add(candidate, depth);
                }
            }
        }
        self.given += 1;
        let (bytes, _) = self.all.get(self.given - 1)?;
        Some(bytes)
    }

    fn add(&mut self, candidate: Vec<u8>, depth: u8) {
        let is_known = candidate.is_empty() || self.all.iter().any(|(other, _)| **other == *candidate);
        if !is_known && self.all.len() <= MOST_CANDIDATES && candidate.len() <= MOST_OCTETS - self.octets {
            self.octets += candidate.len();
            self.all.push((Cow::Owned(candidate), depth));
        }
    }
}

fn unwrapped(bytes: &[u8]) -> Vec<Vec<u8>> {
    let text = unicode::decode(bytes);
    let of_text = text
        .iter()
        .flat_map(|text| OF_TEXT.iter().filter_map(|transport| transport(text)));
    let of_bytes = OF_BYTES.iter().filter_map(|transport| transport(bytes));
    of_text.chain(of_bytes).collect()
}
