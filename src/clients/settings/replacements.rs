//! Replaces ranges of a text, octet by octet; everything else stays.

use std::ops::Range;

/// Ranges with their replacements; no two overlap.
#[derive(Default)]
pub(super) struct Replacements(Vec<(Range<usize>, Vec<u8>)>);

impl Replacements {
    pub(super) fn replace(&mut self, place: Range<usize>, text: Vec<u8>) {
        // In their order; they come in it, or nearly so.
        let is_before = |(one, _): &(Range<usize>, Vec<u8>)| (one.start, one.end) <= (place.start, place.end);
        let behind = self.0.partition_point(is_before);
        self.0.insert(behind, (place, text));
    }

    /// The text with every change.
    pub(super) fn apply(self, octets: &[u8]) -> Vec<u8> {
        let slice = |range: Range<usize>| octets.get(range).unwrap_or_default();
        let added: usize = self.0.iter().map(|(_, text)| text.len()).sum();
        let mut text = Vec::with_capacity(octets.len() + added);
        let mut position = 0;
        for (place, replacement) in self.0 {
            text.extend_from_slice(slice(position..place.start));
            text.extend(replacement);
            position = place.end;
        }
        text.extend_from_slice(slice(position..octets.len()));
        text
    }
}
