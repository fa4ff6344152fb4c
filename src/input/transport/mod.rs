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

pub(crate) use escapes::percent_decoded;

use super::{CertificateFile, Format, carrier, pem, unicode};
use crate::{
    error::{Error, LooksLike},
    limits::LIMITS,
    secret::SecretBytes,
};

/// So many candidates are tried, and so many octets of them are kept.
const MOST_CANDIDATES: usize = 40;
const MOST_OCTETS: usize = LIMITS.file_bytes;
/// So many octets are looked at by all transports together, each as often as it is: the longest file and as many octets of candidates
/// once by each transport.
const MOST_WORK: usize = 32 * LIMITS.file_bytes;
/// So many transports may be inside of each other.
const MOST_DEPTH: u8 = 5;

/// Undoes what stands at the beginning of the octets: writes the content, and returns how many octets were consumed; 0: nothing is there.
type Transport = fn(&[u8], &mut Vec<u8>) -> usize;

/// What changes everything comes before what finds a part: a part opens alone, and hides the others. `embedded`, which needs to know how
/// much work is left, is the last.
const TRANSPORTS: [Transport; 6] = [
    escapes::percent,
    escapes::backslashes,
    escapes::full_width,
    armour::boundaries,
    escapes::quoted_printable,
    escapes::markup,
];

/// What transports may still look at while one file is read.
struct Work {
    octets: usize,
}

impl Work {
    /// Whether so many octets may be looked at, too. If not, nothing may from then on.
    fn take(&mut self, octets: usize) -> bool {
        let left = self.octets.checked_sub(octets);
        self.octets = left.unwrap_or(0);
        left.is_some()
    }
}

/// Reads bytes as they are or, where that fails, what they carry.
pub(super) fn read(bytes: &[u8], read: Read<'_>) -> Result<CertificateFile, Error> {
    read_within(bytes, read, &mut Work { octets: MOST_WORK })
}

/// Reads bytes as they are.
type Read<'a> = &'a mut dyn FnMut(&[u8]) -> Result<CertificateFile, Error>;

fn read_within(bytes: &[u8], read: Read<'_>, work: &mut Work) -> Result<CertificateFile, Error> {
    let mut read_one = |candidate: &[u8], work: &mut Work| {
        let found = read(candidate);
        with_what_stands_beside(candidate, found, read, work)
    };
    let mut best = read_one(bytes, work);
    let mut read_carried = |candidate: &[u8], work: &mut Work| {
        let mut file = read_one(candidate, work)?;
        file.is_unwrapped |= candidate != bytes;
        Ok(file)
    };
    if best.is_err() {
        // It may open, or be refused, with the octets that stand there, too.
        let mended = binary::line_ends(bytes);
        if !mended.is_empty() {
            let found = read_carried(&mended, work);
            if rank(&found).is_settled() {
                return found;
            }
        }
    }
    let as_it_is = rank(&best);
    if as_it_is.is_settled() {
        return best;
    }
    let looks_like = match best {
        Err(Error::UnsupportedFormat { looks_like }) => Some(looks_like),
        _ => None,
    };
    // What is something else, or a PEM block that was cut off, carries nothing. Characters may look like the length of a SEQUENCE.
    let is_named = as_it_is == Rank::Recognized && (looks_like.is_some() || bytes.first() != Some(&0x30));
    let mut candidates = Candidates {
        all: vec![(SecretBytes::new(bytes.to_vec()), 0)],
        grown: 0,
        octets: 0,
    };
    let mut next = 1;
    while let Some(candidate) = candidates.get(next, work).filter(|_| !is_named) {
        next += 1;
        let found = read_carried(candidate, work);
        if rank(&found) > rank(&best) && !loses(&found, &best) && is_proved(&found, candidate) {
            best = found;
            if as_it_is < rank(&best) && rank(&best).is_settled() {
                return best;
            }
        }
    }
    best.map_err(|error| explained(error, looks_like, bytes))
}

/// A text may have PEM and, outside of it, base64: .ovpn has the authority's certificate and a PKCS#12 file, JSON a PKCS#12 file and its
/// chain. Where there is no key in the PEM, all of it is read.
fn with_what_stands_beside(
    candidate: &[u8],
    found: Result<CertificateFile, Error>,
    read: Read<'_>,
    work: &mut Work,
) -> Result<CertificateFile, Error> {
    let number = match &found {
        Ok(file) if file.format == Format::Pem && file.private_keys.is_empty() => file.certificates.len(),
        _ => return found,
    };
    let text = unicode::decode(candidate).unwrap_or_default();
    let all = if work.take(text.len()) {
        SecretBytes::new(embedded::embedded(text.as_bytes(), work))
    } else {
        return found;
    };
    if all.expose().is_empty() || all.expose().len() > MOST_OCTETS {
        return found;
    }
    let with_others = read(all.expose());
    match &with_others {
        Ok(file) if file.certificates.len() < number || file.unreadable > 0 => found,
        Err(_) if rank(&with_others) != Rank::Refused => found,
        _ => with_others.map(|file| CertificateFile {
            is_unwrapped: true,
            ..file
        }),
    }
}

/// Whether what is said of a candidate is true of the file. That something is damaged or cut off is not where the text was only made to
/// look like PEM: it must have a line of base64.
fn is_proved(found: &Result<CertificateFile, Error>, candidate: &[u8]) -> bool {
    match found {
        Err(Error::CorruptFile { .. } | Error::TruncatedFile { .. } | Error::DamagedAsText { .. }) => {
            unicode::decode(candidate).is_some_and(|text| pem::has_a_line_of_base64(&text))
        }
        _ => true,
    }
}

/// Whether a part that opens alone would hide certificates of a file that opens without some of them.
fn loses(found: &Result<CertificateFile, Error>, known: &Result<CertificateFile, Error>) -> bool {
    matches!((found, known), (Ok(found), Ok(known)) if found.certificates.len() <= known.certificates.len())
}

/// How much was understood.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Nothing.
    Other,
    /// That it is called a certificate, and is none. A transport that changes what was not carried in it makes this of a certificate, so
    /// that anything else that is found out counts more.
    Corrupt,
    /// That its text was changed.
    Damaged,
    /// What it is, or that it was cut off.
    Recognized,
    /// What it needs, or why it must not be opened.
    Refused,
    /// Some of its certificates.
    Partly,
    Opened,
}

impl Rank {
    fn is_settled(self) -> bool {
        matches!(self, Self::Refused | Self::Opened)
    }
}

fn rank(result: &Result<CertificateFile, Error>) -> Rank {
    match result {
        Ok(file) if file.unreadable == 0 => Rank::Opened,
        Ok(_) => Rank::Partly,
        Err(Error::UnsupportedFormat {
            looks_like: LooksLike::Empty | LooksLike::Text | LooksLike::Html | LooksLike::Unknown,
        }) => Rank::Other,
        Err(Error::DamagedAsText { .. }) => Rank::Damaged,
        Err(Error::CorruptFile { .. }) => Rank::Corrupt,
        Err(Error::UnsupportedFormat { .. } | Error::TruncatedFile { .. }) => Rank::Recognized,
        Err(_) => Rank::Refused,
    }
}

/// Why nothing opened.
fn explained(error: Error, looks_like: Option<LooksLike>, bytes: &[u8]) -> Error {
    if let Some(LooksLike::Text | LooksLike::Zip | LooksLike::Unknown) = looks_like
        && let Some(looks_like) = carrier::kind(bytes)
    {
        return Error::UnsupportedFormat { looks_like };
    }
    match (binary::damage(bytes), error) {
        (Some(damage), _) => Error::DamagedAsText { damage },
        // What was unwrapped has another size.
        (None, Error::TruncatedFile { size, expected }) => Error::TruncatedFile {
            size: bytes.len(),
            expected: bytes.len().saturating_add(expected.saturating_sub(size)),
        },
        (None, error) => error,
    }
}

/// What transports make of a file, and of each other's work.
struct Candidates {
    /// With the number of transports each went through. The file itself is the first. Any of them may hold a private key.
    all: Vec<(SecretBytes, u8)>,
    /// How many of them were asked for what they carry.
    grown: usize,
    octets: usize,
}

impl Candidates {
    fn get(&mut self, number: usize, work: &mut Work) -> Option<&[u8]> {
        while number >= self.all.len() {
            let (bytes, depth) = self.all.get(self.grown)?;
            let depth = depth + 1;
            let candidates = unwrapped(bytes.expose(), work);
            self.grown += 1;
            for candidate in candidates {
                self.add(candidate, depth);
            }
        }
        self.all.get(number).map(|(bytes, _)| bytes.expose())
    }

    fn add(&mut self, candidate: Vec<u8>, depth: u8) {
        let candidate = SecretBytes::new(candidate);
        let bytes = candidate.expose();
        let is_known = bytes.is_empty() || self.all.iter().any(|(other, _)| other.expose() == bytes);
        let is_within = depth <= MOST_DEPTH && self.all.len() <= MOST_CANDIDATES;
        if !is_known && is_within && bytes.len() <= MOST_OCTETS - self.octets {
            self.octets += bytes.len();
            self.all.push((candidate, depth));
        }
    }
}

/// What each transport makes of the octets, as long as there is work left.
fn unwrapped(bytes: &[u8], work: &mut Work) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    if let Some(text) = unicode::decode(bytes) {
        let octets = text.as_bytes();
        for transport in TRANSPORTS {
            if work.take(octets.len()) {
                found.push(rewritten(octets, &mut { transport }));
            }
        }
        if work.take(octets.len()) {
            found.push(embedded::embedded(octets, work));
        }
        if pem::has_blocks(&text) && work.take(octets.len()) {
            found.push(rewritten(octets, &mut armour::decorated));
            found.push(inside(&text).unwrap_or_default());
        }
        if work.take(octets.len()) {
            found.push(base64(&text));
        }
    }
    for mend in [
        binary::line_ends,
        binary::characters,
        binary::behind_text,
        binary::in_plist,
    ] {
        if work.take(bytes.len()) {
            found.push(mend(bytes));
        }
    }
    found
}

/// Empty where the transport has found nothing.
fn rewritten(bytes: &[u8], transport: &mut dyn FnMut(&[u8], &mut Vec<u8>) -> usize) -> Vec<u8> {
    let mut written = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    let mut is_changed = false;
    while let [first, after @ ..] = rest {
        let before = written.len();
        let taken = transport(rest, &mut written);
        if taken == 0 {
            written.push(*first);
            rest = after;
        } else {
            let (read, unread) = rest.split_at_checked(taken).unwrap_or((rest, &[]));
            is_changed = is_changed || written.get(before..) != Some(read);
            rest = unread;
        }
    }
    if is_changed { written } else { Vec::new() }
}

/// A text inside of a block, as Windows' `certutil -encode` makes it of a PEM file.
fn inside(text: &str) -> Option<Vec<u8>> {
    let content = pem::blocks(text).first()?.decode().ok()?;
    unicode::is_text(content.expose()).then(|| content.expose().to_vec())
}

/// A text that is base64 as a whole.
fn base64(text: &str) -> Vec<u8> {
    pem::decode_base64(text).map_or_else(Vec::new, |octets| octets.expose().to_vec())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, reason = "a test may panic")]

    use super::{Error, LooksLike, MOST_WORK, Work, read_within};

    /// How many octets the transports look at in what never opens.
    fn work_for(text: &[u8], most: usize) -> usize {
        let looks_like = LooksLike::Unknown;
        let mut work = Work { octets: most };
        let result = read_within(text, &mut |_| Err(Error::UnsupportedFormat { looks_like }), &mut work);
        assert!(result.is_err());
        most - work.octets
    }

    #[test]
    fn twice_the_text_is_twice_the_work() {
        for part in [
            "MIIABQIBAAQA",
            "MIIABQIBAAQA\n",
            "MII",
            "MIIA ",
            "MIMA////",
            "MIAwADAAMAA",
            "MIACAQMwgAAAAAA",
            "MIACAQMwgAAAAAA=",
            "LS0tLS1C",
            "LS0tLS1C=",
            "TUlJ ",
            "TUlJ-",
            "-----BEGIN A-----",
            "-----BEGIN A-----\nMIIABQIBAAQA\n-----END A-----\n",
        ] {
            let work = |times| work_for(format!("x: {}", part.repeat(times)).as_bytes(), MOST_WORK);
            let (once, twice) = (work(2_000), work(4_000));
            assert!(twice < once * 9 / 4, "{part:?}: {once}, then {twice}");
        }
    }

    #[test]
    fn no_more_is_looked_at_than_is_allowed() {
        let text = "MIIABQIBAAQA".repeat(100);
        let needed = work_for(text.as_bytes(), MOST_WORK);
        assert!(needed > text.len());
        for most in [0, 1, text.len(), needed - 1] {
            assert_eq!(work_for(text.as_bytes(), most), most);
        }
    }
}
