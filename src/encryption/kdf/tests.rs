//! Vectors of the RFCs, and agreement with RustCrypto's generic ones over many lengths.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may panic")]

use crate::{Hash, Hasher, Hmac, Purpose, pbkdf1, pbkdf2, pkcs12};

const HASHES: [Hash; 9] = [
    Hash::Md5,
    Hash::Sha1,
    Hash::Sha224,
    Hash::Sha256,
    Hash::Sha384,
    Hash::Sha512,
    Hash::Sha512Truncated224,
    Hash::Sha512Truncated256,
    Hash::Blake2b512,
];

/// Runs an expression with RustCrypto's type of a hash.
macro_rules! with_hash {
    ($hash:expr, $digest:ident => $body:expr) => {
        match $hash {
            Hash::Md5 => {
                type $digest = md5::Md5;
                $body
            }
            Hash::Sha1 => {
                type $digest = sha1::Sha1;
                $body
            }
            Hash::Sha224 => {
                type $digest = sha2::Sha224;
                $body
            }
            Hash::Sha256 => {
                type $digest = sha2::Sha256;
                $body
            }
            Hash::Sha384 => {
                type $digest = sha2::Sha384;
                $body
            }
            Hash::Sha512 => {
                type $digest = sha2::Sha512;
                $body
            }
            Hash::Sha512Truncated224 => {
                type $digest = sha2::Sha512_224;
                $body
            }
            Hash::Sha512Truncated256 => {
                type $digest = sha2::Sha512_256;
                $body
            }
            Hash::Blake2b512 => {
                type $digest = blake2::Blake2b512;
                $body
            }
        }
    };
}

/// Octets that look random and are the same each time.
fn octets(length: usize, seed: u32) -> Vec<u8> {
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    (0..length).map(|_| next()).collect()
}

fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

/// Around the ends of blocks and of what fits behind a message.
const LENGTHS: [usize; 20] = [
    0, 1, 8, 16, 20, 55, 56, 63, 64, 65, 111, 112, 119, 120, 127, 128, 129, 192, 255, 300,
];

#[test]
fn digests_are_those_of_rustcrypto_however_the_octets_come() {
    for hash in HASHES {
        for length in 0..400 {
            let message = octets(length, 1);
            let expected = with_hash!(hash, D => <D as digest::Digest>::digest(&message).to_vec());
            assert_eq!(hash.digest(&message).as_ref(), expected, "{hash:?} of {length}");
            for piece in [1, 7, 64, 100] {
                let mut hasher = Hasher::new(hash);
                message.chunks(piece).for_each(|piece| hasher.update(piece));
                assert_eq!(hasher.finish().as_ref(), expected, "{hash:?} of {length} by {piece}");
            }
        }
    }
}

#[test]
fn hmac_is_that_of_rustcrypto() {
    use hmac::{KeyInit, Mac, SimpleHmac};
    for hash in HASHES {
        for (key, message) in LENGTHS
            .into_iter()
            .flat_map(|key| LENGTHS.map(|message| (key, message)))
        {
            let (key, message) = (octets(key, 2), octets(message, 3));
            let expected = with_hash!(hash, D => {
                let mut mac = SimpleHmac::<D>::new_from_slice(&key).expect("any length");
                mac.update(&message);
                mac.finalize().into_bytes().to_vec()
            });
            let hmac = Hmac::new(hash, &key);
            assert_eq!(hmac.mac(&[&message]).as_ref(), expected, "{hash:?}");
            assert!(hmac.verify(&message, &expected), "{hash:?}");
            for place in 0..expected.len() {
                let mut other = expected.clone();
                other[place] ^= 1;
                assert!(!hmac.verify(&message, &other), "{hash:?}");
                assert!(!hmac.verify(&message, &expected[..place]), "{hash:?}");
            }
            assert!(!hmac.verify(&message, &[&expected[..], &[0]].concat()), "{hash:?}");
        }
    }
}

#[test]
fn pbkdf2_is_that_of_rustcrypto() {
    for hash in HASHES.into_iter().filter(|hash| *hash != Hash::Blake2b512) {
        for (password, salt) in LENGTHS.into_iter().flat_map(|length| [(length, 8), (9, length)]) {
            for (iterations, length) in [(0, 16), (1, 20), (2, 32), (3, 64), (17, 65), (5, 200), (4, 0)] {
                let (password, salt) = (octets(password, 4), octets(salt, 5));
                let mut expected = vec![0; length];
                with_hash!(hash, D => {
                    ::pbkdf2::pbkdf2::<hmac::SimpleHmac<D>>(&password, &salt, iterations, &mut expected)
                        .expect("any length");
                });
                assert_eq!(
                    *pbkdf2(hash, &password, &salt, iterations, length),
                    expected,
                    "{hash:?}"
                );
            }
        }
    }
}

#[test]
fn the_key_derivation_of_pkcs12_is_that_of_rustcrypto() {
    use ::pkcs12::kdf::{Pkcs12KeyType, derive_key};
    for hash in HASHES {
        for (password, salt) in LENGTHS
            .into_iter()
            .flat_map(|length| [(length, 8), (14, length), (length, 0)])
        {
            for (iterations, length) in [(0, 16), (1, 20), (2, 24), (3, 64), (17, 65), (5, 200), (4, 0)] {
                let (password, salt) = (octets(password, 6), octets(salt, 7));
                let rounds = i32::try_from(iterations).expect("few");
                for (purpose, kind) in [
                    (Purpose::Encryption, Pkcs12KeyType::EncryptionKey),
                    (Purpose::InitializationVector, Pkcs12KeyType::Iv),
                    (Purpose::Mac, Pkcs12KeyType::Mac),
                ] {
                    let expected = with_hash!(hash, D => derive_key::<D>(&password, &salt, kind, rounds, length));
                    let key = pkcs12(hash, purpose, &password, &salt, iterations, length);
                    assert_eq!(*key, expected, "{hash:?} {purpose:?}");
                }
            }
        }
    }
}

#[test]
fn pkcs12_carries_over_from_octet_to_octet() {
    use ::pkcs12::kdf::{Pkcs12KeyType, derive_key};
    // Nothing but ones: with the digest and one more, each octet carries over.
    let expected = derive_key::<sha1::Sha1>(&[0xff; 130], &[0xff; 64], Pkcs12KeyType::EncryptionKey, 3, 100);
    assert_eq!(
        *pkcs12(Hash::Sha1, Purpose::Encryption, &[0xff; 130], &[0xff; 64], 3, 100),
        expected
    );
}

#[test]
fn pbkdf1_hashes_again_and_again() {
    use sha1::{Digest, Sha1};
    let once = Sha1::digest(b"passwordsalt");
    let thrice = Sha1::digest(Sha1::digest(once));
    assert_eq!(*pbkdf1(Hash::Sha1, b"password", b"salt", 1, 16), once[..16]);
    assert_eq!(*pbkdf1(Hash::Sha1, b"password", b"salt", 3, 20), thrice[..]);
    assert_eq!(*pbkdf1(Hash::Sha1, b"password", b"salt", 3, 99), thrice[..]);
}

/// RFC 2202 §2 and §3, RFC 4231 §4: keys, messages, and MACs with MD5, SHA-1, SHA-224, SHA-256, SHA-384 and SHA-512.
#[test]
fn hmac_has_the_vectors_of_the_rfcs() {
    for (hash, key, message, mac) in [
        (
            Hash::Md5,
            &[0x0b; 16][..],
            &b"Hi There"[..],
            "9294727a3638bb1c13f48ef8158bfc9d",
        ),
        (
            Hash::Md5,
            b"Jefe",
            b"what do ya want for nothing?",
            "750c783e6ab0b503eaa86e310a5db738",
        ),
        (
            Hash::Sha1,
            &[0x0b; 20],
            b"Hi There",
            "b617318655057264e28bc0b6fb378c8ef146be00",
        ),
        (
            Hash::Sha1,
            b"Jefe",
            b"what do ya want for nothing?",
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
        ),
        (
            Hash::Sha1,
            &[0xaa; 80],
            b"Test Using Larger Than Block-Size Key - Hash Key First",
            "aa4ae5e15272d00e95705637ce8a3b55ed402112",
        ),
        (
            Hash::Sha224,
            &[0x0b; 20],
            b"Hi There",
            "896fb1128abbdf196832107cd49df33f47b4b1169912ba4f53684b22",
        ),
        (
            Hash::Sha256,
            &[0x0b; 20],
            b"Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        ),
        (
            Hash::Sha256,
            &[0xaa; 131],
            b"Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        ),
        (
            Hash::Sha384,
            &[0x0b; 20],
            b"Hi There",
            "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59cfaea9ea9076ede7f4af152e8b2fa9cb6",
        ),
        (
            Hash::Sha512,
            &[0x0b; 20],
            b"Hi There",
            "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854",
        ),
    ] {
        assert_eq!(hex(Hmac::new(hash, key).mac(&[message]).as_ref()), mac, "{hash:?}");
    }
}

/// RFC 6070 §2, but the one of 16,777,216 iterations.
#[test]
fn pbkdf2_has_the_vectors_of_the_rfc() {
    for (password, salt, iterations, key) in [
        ("password", "salt", 1, "0c60c80f961f0e71f3a9b524af6012062fe037a6"),
        ("password", "salt", 2, "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957"),
        ("password", "salt", 4096, "4b007901b765489abead49d926f721d065a429c1"),
        (
            "passwordPASSWORDpassword",
            "saltSALTsaltSALTsaltSALTsaltSALTsalt",
            4096,
            "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038",
        ),
        ("pass\0word", "sa\0lt", 4096, "56fa6aa75548099dcc37d7f03425e0c3"),
    ] {
        let derived = pbkdf2(
            Hash::Sha1,
            password.as_bytes(),
            salt.as_bytes(),
            iterations,
            key.len() / 2,
        );
        assert_eq!(hex(&derived), key);
    }
}
