//! Text that is data: what of it is shown stays on its line and runs in its direction, and what files are called by it names files.
#![no_main]

use libfuzzer_sys::fuzz_target;
use orcamo_cert::text::{file_name, is_file_name, is_printable, printable, printable_utf16};

fuzz_target!(|input: &[u8]| {
    let units: Vec<u16> = input
        .chunks_exact(2)
        .map(|two| u16::from_be_bytes([two[0], two[1]]))
        .collect();
    for text in [
        String::from_utf8_lossy(input).into_owned(),
        String::from_utf16_lossy(&units),
    ] {
        check(&text);
    }
    let shown = printable_utf16(&units);
    assert!(is_printable(&shown) && printable(&shown) == shown, "{shown:?}");
    if let Ok(text) = String::from_utf16(&units) {
        assert_eq!(printable(&text), shown);
    }
});

fn check(text: &str) {
    let shown = printable(text);
    assert_eq!(is_printable(text), shown == text, "{text:?}");
    assert_eq!(printable(&shown), shown, "{text:?}");
    let deceives = |one: char| {
        one.is_control()
            || matches!(one, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    assert!(!shown.contains(deceives), "{shown:?}");

    let (stem, extension) = text.split_at(text.floor_char_boundary(text.len() / 2));
    for name in [file_name(text, ""), file_name(text, ".p12"), file_name(stem, extension)] {
        assert!(is_file_name(&name), "{name:?}");
        assert!(
            (1..=255).contains(&name.len()) && !name.starts_with(['.', '-', ' ']),
            "{name:?}"
        );
        assert!(!name.contains(['/', '\\', ':', '\0']), "{name:?}");
        assert_eq!(file_name(&name, ""), name);
    }
    assert!(file_name(text, ".p12").ends_with(".p12"));
    if is_file_name(text) {
        assert!(is_printable(text), "{text:?}");
    }
}
