//! The octets that a password becomes. The standards name one form each; other programs have written others.

use zeroize::Zeroizing;

/// One way to turn a password into octets.
pub(crate) struct Encoding {
    /// For the key derivation of RFC 7292 Appendix B.
    pub(crate) bmp: Zeroizing<Vec<u8>>,
    /// For PBKDF2 and scrypt.
    pub(crate) utf8: Zeroizing<Vec<u8>>,
}

/// The ways of one password, the standard one first.
pub(crate) struct Encodings;

impl Encoding {
    /// The way of the standards, in which is written.
    pub(crate) fn standard(password: &str) -> Self {
        Self {
            bmp: bmp_string(password.encode_utf16()),
            utf8: Zeroizing::new(password.as_bytes().to_vec()),
        }
    }
}

impl Encodings {
    pub(crate) fn of(password: &str) -> Vec<Encoding> {
        let utf8 = || Zeroizing::new(password.as_bytes().to_vec());
        let standard = Encoding::standard(password);
        if password.is_empty() {
            // RFC 7292 B.1 ends even an empty password with a NULL character; some programs leave it out.
            let without_terminator = Encoding {
                bmp: Zeroizing::new(Vec::new()),
                utf8: utf8(),
            };
            return vec![standard, without_terminator];
        }
        if password.is_ascii() {
            return vec![standard];
        }
        // OpenSSL before 1.1.0 took each octet of the terminal's encoding, UTF-8 as a rule, for a character.
        let octet_by_octet = Encoding {
            bmp: bmp_string(password.bytes().map(u16::from)),
            utf8: utf8(),
        };
        vec![standard, octet_by_octet]
    }
}

/// A BMPString with its NULL terminator (RFC 7292 B.1); characters beyond the BMP as surrogate pairs, as OpenSSL, Java and Windows
/// write them.
fn bmp_string(units: impl Iterator<Item = u16>) -> Zeroizing<Vec<u8>> {
    // Reserved beforehand: a vector that grows would leave an unwiped copy behind.
    let units = Zeroizing::new(units.collect::<Vec<u16>>());
    let mut octets = Zeroizing::new(Vec::with_capacity(units.len() * 2 + 2));
    for unit in units.iter() {
        octets.extend_from_slice(&unit.to_be_bytes());
    }
    octets.extend_from_slice(&[0, 0]);
    octets
}
