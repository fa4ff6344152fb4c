//! Changes to places of a text, octet by octet; everything else stays.

use std::ops::Range;

/// Places and what is put there; no two overlap.
#[derive(Default)]
pub(super) struct Edits(Vec<(Range<usize>, Vec<u8>)>);

impl Edits {
    pub(super) fn replace(&mut self, place: Range<usize>, text: Vec<u8>) {
        self.0.push((place, text));
    }

    /// The text with every change.
    pub(super) fn apply(mut self, octets: &[u8]) -> Vec<u8> {
        let slice = |range: Range<usize>| octets.get(range).unwrap_or_default();
        let added: usize = self.0.iter().map(|(_, text)| text.len()).sum();
        let mut text = Vec::with_capacity(octets.len() + added);
        let mut position = 0;
        // A handful: the first one of those that are left is looked for each time.
        while let Some(next) =
            (0..self.0.len()).min_by_key(|at| self.0.get(*at).map(|(place, _)| (place.start, place.end)))
        {
            let (place, edit) = self.0.swap_remove(next);
            text.extend_from_slice(slice(position..place.start));
            text.extend(edit);
            position = place.end;
        }
        text.extend_from_slice(slice(position..octets.len()));
        text
    }
}
