//! Hexadecimal digits.

/// Lower-case hexadecimal without separators.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 };
    let mut text = vec![0; bytes.len() * 2];
    for (digits, byte) in text.as_chunks_mut().0.iter_mut().zip(bytes) {
        *digits = [digit(byte >> 4), digit(byte & 15)];
    }
    String::from_utf8(text).unwrap_or_default()
}

/// The octets of an even number of digits, of either case, and nothing else.
pub(crate) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let digit = |octet: &u8| char::from(*octet).to_digit(16);
    let octet = |[high, low]: &[u8; 2]| u8::try_from(digit(high)? << 4 | digit(low)?).ok();
    rest.is_empty().then(|| pairs.iter().map(octet).collect())?
}

#[cfg(test)]
mod tests {
    use super::{from_hex, hex};

    #[test]
    fn hexadecimal_is_lower_case_without_colons() {
        assert_eq!(hex(&[0x00, 0xab, 0x7f]), "00ab7f");
    }

    #[test]
    fn digits_of_either_case_are_read_in_pairs() {
        assert_eq!(from_hex("00aB7f"), Some(vec![0x00, 0xab, 0x7f]));
        assert_eq!(from_hex(""), Some(Vec::new()));
        for text in ["0", "0g", "+1", "0x", "００"] {
            assert_eq!(from_hex(text), None, "{text}");
        }
    }
}
