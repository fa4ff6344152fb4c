//! UTF-16 as octets.

/// The text of big-endian octets, as a BMPString has them. Surrogate pairs are read, as some programs write them; half of
/// one becomes U+FFFD. An odd octet at the end is left out.
pub(crate) fn from_utf16_be(octets: &[u8]) -> String {
    let (units, _) = octets.as_chunks::<2>();
    let units: Vec<u16> = units.iter().map(|two| u16::from_be_bytes(*two)).collect();
    String::from_utf16_lossy(&units)
}

/// The octets of a text, big-endian.
pub(crate) fn to_utf16_be(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}
