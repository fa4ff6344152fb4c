//! The octets of a password in the code pages of other programs. The platform's decoders, turned around, are the tables.

use std::ops::RangeInclusive;

use web_sys::TextDecoder;
use zeroize::Zeroizing;

use crate::secret::SecretBytes;

/// A code page of one octet above ASCII, or of two.
struct CodePage {
    /// The label of the Encoding Standard.
    label: &'static str,
    /// With what sequences of two octets begin, and go on.
    leads: &'static [RangeInclusive<u8>],
    trails: RangeInclusive<u8>,
}

/// CP932 (Windows in Japan), EUC-JP (Unix in Japan), and Latin-1 with Windows' additions.
const CODE_PAGES: [CodePage; 3] = [
    CodePage {
        label: "shift_jis",
        leads: &[0x81..=0x9f, 0xe0..=0xfc],
        trails: 0x40..=0xfc,
    },
    CodePage {
        label: "euc-jp",
        leads: &[0x8e..=0x8e, 0xa1..=0xfe],
        trails: 0xa1..=0xfe,
    },
    CodePage {
        label: "windows-1252",
        leads: &[],
        trails: 0x80..=0xff,
    },
];
/// Of a longer password none is made. Nobody types so much.
const MOST_CHARACTERS: usize = 256;

/// Each text in each code page that has all of its characters. None of a text in ASCII: there they are all alike.
pub(super) fn encode(texts: &[&str]) -> Vec<Vec<SecretBytes>> {
    let is_wanted = |text: &&str| !text.is_ascii() && text.chars().nth(MOST_CHARACTERS).is_none();
    let mut encoded: Vec<Vec<SecretBytes>> = texts.iter().map(|_| Vec::new()).collect();
    let wanted = || texts.iter().copied().filter(is_wanted);
    if wanted().next().is_none() {
        return encoded;
    }
    for table in CODE_PAGES.iter().filter_map(|page| Table::of(page, wanted())) {
        for (text, encoded) in texts.iter().zip(&mut encoded).filter(|(text, _)| is_wanted(text)) {
            if let Some(octets) = table.encode(text)
                && encoded.iter().all(|other| other.expose() != octets.expose())
            {
                encoded.push(octets);
            }
        }
    }
    encoded
}

/// CP932 has some characters twice. Windows writes those of the rows that begin so only where they stand nowhere else.
const LESS_USUAL_LEADS: [u8; 2] = [0xed, 0xee];

/// The one or two octets of each character of some texts.
struct Table(Vec<(char, Zeroizing<Vec<u8>>)>);

impl Table {
    /// `None` where the platform does not know the code page.
    fn of<'a>(page: &CodePage, texts: impl Iterator<Item = &'a str>) -> Option<Self> {
        let decoder = TextDecoder::new_with_label(page.label).ok()?;
        // Separated from each other by line ends.
        let mut sequences = Vec::new();
        for octet in 0x80..=u8::MAX {
            sequences.extend([octet, b'\n']);
        }
        for lead in page.leads.iter().cloned().flatten() {
            for trail in page.trails.clone() {
                sequences.extend([lead, trail, b'\n']);
            }
        }
        let decoded = decoder.decode_with_u8_array(&sequences).ok()?;
        let characters = texts.flat_map(str::chars).filter(|character| !character.is_ascii());
        let mut octets: Vec<(char, Zeroizing<Vec<u8>>)> = Vec::new();
        for character in characters {
            if octets.iter().all(|(known, _)| *known != character) {
                octets.push((character, Zeroizing::default()));
            }
        }
        let pairs = sequences.split(|octet| *octet == b'\n').zip(decoded.split('\n'));
        for (sequence, text) in pairs {
            let mut characters = text.chars();
            let (Some(character), None) = (characters.next(), characters.next()) else {
                continue;
            };
            let is_less_usual = |known: &[u8]| known.first().is_none_or(|lead| LESS_USUAL_LEADS.contains(lead));
            if let Some((_, known)) = octets.iter_mut().find(|(known, _)| *known == character)
                && is_less_usual(known)
                && (known.is_empty() || !is_less_usual(sequence))
            {
                *known = Zeroizing::new(sequence.to_vec());
            }
        }
        Some(Self(octets))
    }

    /// `None` where it does not have a character of the text.
    fn encode(&self, text: &str) -> Option<SecretBytes> {
        // Reserved beforehand: a vector that grows would leave an unwiped copy behind.
        let mut encoded = Zeroizing::new(Vec::with_capacity(text.len() * 2));
        for character in text.chars() {
            if character.is_ascii() {
                encoded.push(u8::try_from(character).ok()?);
            } else {
                let (_, octets) = self.0.iter().find(|(known, _)| *known == character)?;
                if octets.is_empty() {
                    return None;
                }
                encoded.extend_from_slice(octets);
            }
        }
        Some(SecretBytes::from(encoded))
    }
}
