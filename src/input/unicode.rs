//! Octets as text: UTF-8 or UTF-16.

/// Recognized by the byte order mark or by the zeros in it. Other octets above ASCII can only stand outside of what is read here: they
/// become U+FFFD. `None`: this is no text.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [1..=0xff, 0, 1..=0xff, 0, ..] => utf16(bytes, u16::from_le_bytes),
        [0, 1..=0xff, 0, 1..=0xff, ..] => utf16(bytes, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest),
        _ => utf8(bytes),
    }
}

/// Whether octets are UTF-8 without control characters other than those of a text.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    let is_control = |octet: u8| octet.is_ascii_control() && !octet.is_ascii_whitespace();
    // Binary files are none from their second octet on.
    std::str::from_utf8(bytes).is_ok_and(|text| !text.bytes().any(is_control))
}

fn utf8(bytes: &[u8]) -> Option<String> {
    (!bytes.contains(&0) || contains(bytes, PEM_BEGIN)).then(|| String::from_utf8_lossy(bytes).into_owned())
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (units, _) = bytes.as_chunks::<2>();
    let units: Vec<u16> = units.iter().map(|two| unit(*two)).collect();
    String::from_utf16(&units).ok()
}

/// Some files have zeros around their PEM blocks.
const PEM_BEGIN: &[u8] = b"-----BEGIN ";

/// Whether octets stand among others.
pub(super) fn contains(bytes: &[u8], part: &[u8]) -> bool {
    part.is_empty() || bytes.windows(part.len()).any(|window| window == part)
}
