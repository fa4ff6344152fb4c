//! The octets of a password in the code pages of other programs. The platform's decoders, turned around, are the tables.

use web_sys::TextDecoder;
use zeroize::Zeroizing;

use crate::secret::SecretBytes;

/// Labels of the Encoding Standard: CP932 (Windows in Japan), EUC-JP (Unix in Japan), and Latin-1 with Windows' additions.
const CODE_PAGES: [&str; 3] = ["shift_jis", "euc-jp", "windows-1252"];

/// The password in each code page that has all of its characters. None of a password in ASCII: there they are all alike.
pub(super) fn encode(password: &str) -> Vec<SecretBytes> {
    if password.is_ascii() {
        return Vec::new();
    }
    let mut encoded: Vec<SecretBytes> = Vec::new();
    for octets in CODE_PAGES.iter().filter_map(|label| encode_as(label, password)) {
        if encoded.iter().all(|other| other.expose() != octets.expose()) {
            encoded.push(octets);
        }
    }
    encoded
}

/// `None` where the platform does not know the code page, or where that does not have a character of the password.
fn encode_as(label: &str, password: &str) -> Option<SecretBytes> {
    let table = Table::of(label)?;
    // Reserved beforehand: a vector that grows would leave an unwiped copy behind.
    let mut octets = Zeroizing::new(Vec::with_capacity(password.len() * 2));
    for character in password.chars() {
        if character.is_ascii() {
            octets.push(u8::try_from(character).ok()?);
        } else {
            octets.extend_from_slice(table.octets(character)?);
        }
    }
    Some(SecretBytes::from(octets))
}

/// What each sequence of one or two octets stands for.
struct Table {
    /// Octets, separated from each other by line ends.
    sequences: Vec<u8>,
    decoded: String,
}

/// Sequences of two octets begin with an octet above ASCII and go on with one from here.
const LEAST_TRAIL: u8 = 0x40;
/// CP932 has some characters twice. Windows writes those of the rows that begin so only where they stand nowhere else.
const LESS_USUAL_LEADS: [u8; 2] = [0xed, 0xee];

impl Table {
    fn of(label: &str) -> Option<Self> {
        let decoder = TextDecoder::new_with_label(label).ok()?;
        let mut sequences = Vec::new();
        for lead in 0x80..=u8::MAX {
            sequences.extend([lead, b'\n']);
            for trail in LEAST_TRAIL..=u8::MAX {
                sequences.extend([lead, trail, b'\n']);
            }
        }
        let decoded = decoder.decode_with_u8_array(&sequences).ok()?;
        Some(Self { sequences, decoded })
    }

    fn octets(&self, character: char) -> Option<&[u8]> {
        let is_line_end = |octet: &u8| *octet == b'\n';
        let pairs = self.sequences.split(is_line_end).zip(self.decoded.split('\n'));
        let stand_for_it = |(_, text): &(&[u8], &str)| text.strip_prefix(character) == Some("");
        let mut found: Vec<&[u8]> = pairs.filter(stand_for_it).map(|(octets, _)| octets).collect();
        found.sort_by_key(|octets| octets.first().is_some_and(|lead| LESS_USUAL_LEADS.contains(lead)));
        found.first().copied()
    }
}
