//! Object identifiers, and the one table of those that are known here.

use const_oid::ObjectIdentifier;

/// Far more octets than any identifier in use has.
const MOST_OCTETS: usize = 64;

/// An object identifier, as the contents of its element (X.690 §8.19).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Oid<'a>(&'a [u8]);

impl<'a> Oid<'a> {
    /// Of the contents of an OBJECT IDENTIFIER, whatever they are.
    pub(crate) const fn of(contents: &'a [u8]) -> Self {
        Self(contents)
    }

    /// The contents of its element.
    pub(crate) const fn contents(self) -> &'a [u8] {
        self.0
    }

    /// Whether other identifiers stand below `arc` as this one does.
    pub(crate) fn is_below(self, arc: Oid<'_>) -> bool {
        self.0.starts_with(arc.0)
    }

    /// In dotted-decimal form; `None` where the octets are no object identifier.
    pub(crate) fn dotted(self) -> Option<String> {
        let mut numbers = self.numbers()?.into_iter();
        let first = numbers.next()?;
        let root = (first / 40).min(2);
        let mut text = format!("{root}.{}", first - root * 40);
        for number in numbers {
            text.push('.');
            text.push_str(&number.to_string());
        }
        Some(text)
    }

    fn numbers(self) -> Option<Vec<u64>> {
        let is_complete = self.0.last().is_some_and(|last| last & 0x80 == 0);
        if !is_complete || self.0.len() > MOST_OCTETS {
            return None;
        }
        let mut numbers = Vec::new();
        let mut number = 0_u64;
        let mut is_first = true;
        for octet in self.0 {
            // In no more octets than it needs (X.690 §8.19.2).
            if is_first && *octet == 0x80 {
                return None;
            }
            is_first = octet & 0x80 == 0;
            number = number.checked_mul(128)? | u64::from(octet & 0x7f);
            if is_first {
                numbers.push(number);
                number = 0;
            }
        }
        Some(numbers)
    }
}

macro_rules! known {
    ($($name:ident = $text:literal;)+) => { $(
        pub(crate) const $name: Oid<'static> = {
            const IDENTIFIER: ObjectIdentifier = ObjectIdentifier::new_unwrap($text);
            Oid(IDENTIFIER.as_bytes())
        };
    )+ };
}

// Attribute types of names (RFC 4514 §3, RFC 4519, RFC 2985).
known! {
    COMMON_NAME = "2.5.4.3";
    SURNAME = "2.5.4.4";
    SERIAL_NUMBER = "2.5.4.5";
    COUNTRY_NAME = "2.5.4.6";
    LOCALITY_NAME = "2.5.4.7";
    STATE_OR_PROVINCE_NAME = "2.5.4.8";
    STREET_ADDRESS = "2.5.4.9";
    ORGANIZATION_NAME = "2.5.4.10";
    ORGANIZATIONAL_UNIT_NAME = "2.5.4.11";
    TITLE = "2.5.4.12";
    DESCRIPTION = "2.5.4.13";
    BUSINESS_CATEGORY = "2.5.4.15";
    POSTAL_CODE = "2.5.4.17";
    NAME = "2.5.4.41";
    GIVEN_NAME = "2.5.4.42";
    INITIALS = "2.5.4.43";
    GENERATION_QUALIFIER = "2.5.4.44";
    DN_QUALIFIER = "2.5.4.46";
    ORGANIZATION_IDENTIFIER = "2.5.4.97";
    USER_ID = "0.9.2342.19200300.100.1.1";
    DOMAIN_COMPONENT = "0.9.2342.19200300.100.1.25";
    EMAIL_ADDRESS = "1.2.840.113549.1.9.1";
}

// Extensions of certificates (RFC 5280 §4.2.1), and purposes of extKeyUsage.
known! {
    SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
    BASIC_CONSTRAINTS = "2.5.29.19";
    AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
    EXTENDED_KEY_USAGE = "2.5.29.37";
    ANY_EXTENDED_KEY_USAGE = "2.5.29.37.0";
    CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
}

// Keys (RFC 3279 §2.3, RFC 8410 §3, RFC 9881 §2).
known! {
    RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
    RSA_PSS = "1.2.840.113549.1.1.10";
    DSA = "1.2.840.10040.4.1";
    EC_PUBLIC_KEY = "1.2.840.10045.2.1";
    ED25519 = "1.3.101.112";
    ED448 = "1.3.101.113";
    ML_DSA_44 = "2.16.840.1.101.3.4.3.17";
    ML_DSA_65 = "2.16.840.1.101.3.4.3.18";
    ML_DSA_87 = "2.16.840.1.101.3.4.3.19";
}

// Curves (RFC 5480 §2.1.1.1, SEC 2, RFC 5639 §4.1).
known! {
    SECP192R1 = "1.2.840.10045.3.1.1";
    SECP256R1 = "1.2.840.10045.3.1.7";
    SECP224R1 = "1.3.132.0.33";
    SECP384R1 = "1.3.132.0.34";
    SECP521R1 = "1.3.132.0.35";
    SECP256K1 = "1.3.132.0.10";
    BRAINPOOL_P256R1 = "1.3.36.3.3.2.8.1.1.7";
    BRAINPOOL_P384R1 = "1.3.36.3.3.2.8.1.1.11";
    BRAINPOOL_P512R1 = "1.3.36.3.3.2.8.1.1.13";
}

// Content types (RFC 5652, RFC 5083 §2.1).
known! {
    DATA = "1.2.840.113549.1.7.1";
    SIGNED_DATA = "1.2.840.113549.1.7.2";
    ENVELOPED_DATA = "1.2.840.113549.1.7.3";
    ENCRYPTED_DATA = "1.2.840.113549.1.7.6";
    AUTH_ENVELOPED_DATA = "1.2.840.113549.1.9.16.1.23";
}

// PKCS#12 (RFC 7292 Appendix D), its attributes (RFC 2985 §5.5), and a bag of Windows.
known! {
    KEY_BAG = "1.2.840.113549.1.12.10.1.1";
    SHROUDED_KEY_BAG = "1.2.840.113549.1.12.10.1.2";
    CERTIFICATE_BAG = "1.2.840.113549.1.12.10.1.3";
    SECRET_BAG = "1.2.840.113549.1.12.10.1.5";
    SAFE_CONTENTS_BAG = "1.2.840.113549.1.12.10.1.6";
    FRIENDLY_NAME = "1.2.840.113549.1.9.20";
    LOCAL_KEY_ID = "1.2.840.113549.1.9.21";
    X509_CERTIFICATE = "1.2.840.113549.1.9.22.1";
    PROTECTED_PASSWORD = "1.3.6.1.4.1.311.17.4";
}

// Encryption by password (RFC 8018 Appendix A and B, RFC 7292 Appendix C, RFC 9579 §4, RFC 7914 §7).
known! {
    PKCS = "1.2.840.113549.1";
    PBES2 = "1.2.840.113549.1.5.13";
    PBMAC1 = "1.2.840.113549.1.5.14";
    PBKDF2 = "1.2.840.113549.1.5.12";
    SCRYPT = "1.3.6.1.4.1.11591.4.11";
    PBE_MD2_DES = "1.2.840.113549.1.5.1";
    PBE_MD5_DES = "1.2.840.113549.1.5.3";
    PBE_MD2_RC2 = "1.2.840.113549.1.5.4";
    PBE_MD5_RC2 = "1.2.840.113549.1.5.6";
    PBE_SHA1_DES = "1.2.840.113549.1.5.10";
    PBE_SHA1_RC2 = "1.2.840.113549.1.5.11";
    PBE_SHA1_RC4_128 = "1.2.840.113549.1.12.1.1";
    PBE_SHA1_RC4_40 = "1.2.840.113549.1.12.1.2";
    PBE_SHA1_TRIPLE_DES = "1.2.840.113549.1.12.1.3";
    PBE_SHA1_TRIPLE_DES_2_KEY = "1.2.840.113549.1.12.1.4";
    PBE_SHA1_RC2_128 = "1.2.840.113549.1.12.1.5";
    PBE_SHA1_RC2_40 = "1.2.840.113549.1.12.1.6";
}

// Ciphers (RFC 8018 B.2, RFC 3565 §4.1, RFC 5084 §3.2, RFC 3657 §3, RFC 5794, RFC 4269, and of national standards).
known! {
    AES_128_CBC = "2.16.840.1.101.3.4.1.2";
    AES_192_CBC = "2.16.840.1.101.3.4.1.22";
    AES_256_CBC = "2.16.840.1.101.3.4.1.42";
    AES_128_GCM = "2.16.840.1.101.3.4.1.6";
    AES_192_GCM = "2.16.840.1.101.3.4.1.26";
    AES_256_GCM = "2.16.840.1.101.3.4.1.46";
    TRIPLE_DES_CBC = "1.2.840.113549.3.7";
    DES_CBC = "1.3.14.3.2.7";
    RC2_CBC = "1.2.840.113549.3.2";
    CAMELLIA_128_CBC = "1.2.392.200011.61.1.1.1.2";
    CAMELLIA_192_CBC = "1.2.392.200011.61.1.1.1.3";
    CAMELLIA_256_CBC = "1.2.392.200011.61.1.1.1.4";
    ARIA_128_CBC = "1.2.410.200046.1.1.2";
    ARIA_192_CBC = "1.2.410.200046.1.1.7";
    ARIA_256_CBC = "1.2.410.200046.1.1.12";
    SEED_CBC = "1.2.410.200004.1.4";
    SM4_CBC = "1.2.156.10197.1.104.2";
    CAST5_CBC = "1.2.840.113533.7.66.10";
    BLOWFISH_CBC = "1.3.6.1.4.1.3029.1.2";
    IDEA_CBC = "1.3.6.1.4.1.188.7.1.1.2";
    GOST_28147_89 = "1.2.643.2.2.21";
}

// Hash functions (RFC 8017 B.1, FIPS 180-4 and 202, RFC 7693 §4), and their HMACs (RFC 8018 B.1.1).
known! {
    MD5 = "1.2.840.113549.2.5";
    SHA1 = "1.3.14.3.2.26";
    SHA224 = "2.16.840.1.101.3.4.2.4";
    SHA256 = "2.16.840.1.101.3.4.2.1";
    SHA384 = "2.16.840.1.101.3.4.2.2";
    SHA512 = "2.16.840.1.101.3.4.2.3";
    SHA512_224 = "2.16.840.1.101.3.4.2.5";
    SHA512_256 = "2.16.840.1.101.3.4.2.6";
    SHA3_224 = "2.16.840.1.101.3.4.2.7";
    SHA3_256 = "2.16.840.1.101.3.4.2.8";
    SHA3_384 = "2.16.840.1.101.3.4.2.9";
    SHA3_512 = "2.16.840.1.101.3.4.2.10";
    BLAKE2B512 = "1.3.6.1.4.1.1722.12.2.1.16";
    RIPEMD160 = "1.3.36.3.2.1";
    SM3 = "1.2.156.10197.1.401";
    GOST_R_34_11_94 = "1.2.643.2.2.9";
    GOST_R_34_11_2012_256 = "1.2.643.7.1.1.2.2";
    GOST_R_34_11_2012_512 = "1.2.643.7.1.1.2.3";
    HMAC_WITH_SHA1 = "1.2.840.113549.2.7";
    HMAC_WITH_SHA224 = "1.2.840.113549.2.8";
    HMAC_WITH_SHA256 = "1.2.840.113549.2.9";
    HMAC_WITH_SHA384 = "1.2.840.113549.2.10";
    HMAC_WITH_SHA512 = "1.2.840.113549.2.11";
    HMAC_WITH_SHA512_224 = "1.2.840.113549.2.12";
    HMAC_WITH_SHA512_256 = "1.2.840.113549.2.13";
    HMAC_WITH_GOST_R_34_11_94 = "1.2.643.2.2.10";
    HMAC_WITH_GOST_R_34_11_2012_256 = "1.2.643.7.1.1.4.1";
    HMAC_WITH_GOST_R_34_11_2012_512 = "1.2.643.7.1.1.4.2";
}

#[cfg(test)]
mod tests {
    use super::{DATA, Oid, PKCS};

    #[test]
    fn object_identifiers_have_their_dotted_form() {
        for (octets, text) in [
            (
                &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1][..],
                "1.2.840.113549.1.7.1",
            ),
            (&[0x55, 4, 3], "2.5.4.3"),
            (&[0x55, 4], "2.5.4"),
            (&[0x28], "1.0"),
            (&[0x88, 0x37, 3], "2.999.3"),
        ] {
            assert_eq!(Oid::of(octets).dotted().as_deref(), Some(text));
        }
        for octets in [&[][..], &[0x80], &[0x2a, 0x86], &[0x2a, 0x80, 1], &[1; 65], &[0xff; 12]] {
            assert_eq!(Oid::of(octets).dotted(), None, "{octets:x?}");
        }
    }

    #[test]
    fn what_stands_below_an_arc_begins_with_it() {
        assert_eq!(DATA.dotted().as_deref(), Some("1.2.840.113549.1.7.1"));
        assert!(DATA.is_below(PKCS) && !PKCS.is_below(DATA));
    }
}
