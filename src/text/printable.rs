//! What people are shown of a text.

/// The text as it is shown, on one line. What cannot be seen is named: `⟨U+202E⟩`. That is every control character, what directs how
/// text runs, the ends of lines and paragraphs, tags, what is ignored where fonts have no glyph for it, and what is no character. A
/// variation selector stays behind a character that can have variants.
pub fn printable(text: &str) -> String {
    shown(text.chars().map(Ok), text.len())
}

/// [`printable`] of a text of JavaScript: surrogates without their other half are named too.
pub fn printable_utf16(units: &[u16]) -> String {
    let decoded = char::decode_utf16(units.iter().copied());
    shown(
        decoded.map(|one| one.map_err(|lone| lone.unpaired_surrogate())),
        units.len(),
    )
}

/// Whether the text is shown as it is.
pub fn is_printable(text: &str) -> bool {
    let mut sight = Sight::default();
    text.chars().all(|character| sight.sees(character))
}

fn shown(characters: impl Iterator<Item = Result<char, u16>>, length: usize) -> String {
    let mut shown = String::with_capacity(length);
    let mut sight = Sight::default();
    for character in characters {
        let code_point = match character {
            Ok(character) if sight.sees(character) => {
                shown.push(character);
                continue;
            }
            Ok(character) => u32::from(character),
            Err(surrogate) => {
                sight = Sight::default();
                surrogate.into()
            }
        };
        shown += &format!("⟨U+{code_point:04X}⟩");
    }
    shown
}

/// Goes along a text.
#[derive(Default)]
pub(super) struct Sight {
    /// Whether the last character can have variants: kanji and pictures are beyond ASCII.
    has_variants: bool,
}

impl Sight {
    /// Whether the next character is seen.
    pub(super) fn sees(&mut self, character: char) -> bool {
        if is_variation_selector(character) {
            return std::mem::take(&mut self.has_variants);
        }
        let seen = !is_hidden(character);
        self.has_variants = seen && !character.is_ascii() && !character.is_whitespace();
        seen
    }
}

fn is_variation_selector(character: char) -> bool {
    matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// The general categories Cc, Cf, Zl and Zp, `Default_Ignorable_Code_Point` and `Noncharacter_Code_Point` of Unicode, beside the
/// variation selectors. A test holds them against the tables of other programs.
fn is_hidden(character: char) -> bool {
    let is_no_character = u32::from(character) & 0xfffe == 0xfffe;
    is_no_character
        || character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{600}'..='\u{605}'
                | '\u{61c}'
                | '\u{6dd}'
                | '\u{70f}'
                | '\u{890}'..='\u{891}'
                | '\u{8e2}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fdd0}'..='\u{fdef}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{110bd}'
                | '\u{110cd}'
                | '\u{13430}'..='\u{1343f}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::{is_printable, printable, printable_utf16};

    #[test]
    fn what_cannot_be_seen_is_named_and_everything_else_stays() {
        for (text, shown) in [
            ("", ""),
            ("client0001", "client0001"),
            ("診療所　受付 😀 (é)", "診療所　受付 😀 (é)"),
            ("a\nb\r\nc", "a⟨U+000A⟩b⟨U+000D⟩⟨U+000A⟩c"),
            ("\u{202e}1002", "⟨U+202E⟩1002"),
            ("a\0\u{7f}\u{85}\t", "a⟨U+0000⟩⟨U+007F⟩⟨U+0085⟩⟨U+0009⟩"),
            ("a\u{2066}b\u{2069}", "a⟨U+2066⟩b⟨U+2069⟩"),
            ("a\u{e0041}", "a⟨U+E0041⟩"),
            ("\u{feff}a\u{200b}", "⟨U+FEFF⟩a⟨U+200B⟩"),
            ("\u{10ffff}", "⟨U+10FFFF⟩"),
        ] {
            assert_eq!(printable(text), shown);
            assert_eq!(printable(shown), shown);
            assert_eq!(is_printable(text), text == shown, "{shown}");
        }
    }

    #[test]
    fn a_variation_selector_stays_behind_what_has_variants_and_nowhere_else() {
        for (text, shown) in [
            ("葛\u{e0100}城", "葛\u{e0100}城"),
            ("❤\u{fe0f}", "❤\u{fe0f}"),
            ("\u{fe0f}", "⟨U+FE0F⟩"),
            ("client0001\u{fe0f}", "client0001⟨U+FE0F⟩"),
            ("葛\u{e0100}\u{e0101}", "葛\u{e0100}⟨U+E0101⟩"),
            ("葛\u{200b}\u{fe0f}", "葛⟨U+200B⟩⟨U+FE0F⟩"),
        ] {
            assert_eq!(printable(text), shown);
            assert_eq!(is_printable(text), text == shown, "{shown}");
        }
    }

    #[test]
    fn half_a_surrogate_pair_is_named() {
        let units: Vec<u16> = "a😀b".encode_utf16().collect();
        assert_eq!(printable_utf16(&units), "a😀b");
        assert_eq!(printable_utf16(&[0x61, 0xd83d, 0x62, 0xde00]), "a⟨U+D83D⟩b⟨U+DE00⟩");
    }
}
