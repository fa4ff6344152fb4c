//! The hash functions that files name.

use super::algorithm::Algorithm;
use crate::error::Error;

/// A hash function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
    Sha512Truncated224,
    Sha512Truncated256,
    /// Not of the SHA families; OpenSSL 3 writes MACs with it.
    Blake2b512,
}

/// Runs an expression with the type of a hash; the last argument is for the one that PBKDF2 is never used with.
macro_rules! with_hash {
    ($hash:expr, $digest:ident => $body:expr) => {
        with_hash!($hash, $digest => $body, { type $digest = blake2::Blake2b512; $body })
    };
    ($hash:expr, $digest:ident => $body:expr, $blake2b:expr) => {
        match $hash {
            Hash::Sha1 => { type $digest = sha1::Sha1; $body }
            Hash::Sha224 => { type $digest = sha2::Sha224; $body }
            Hash::Sha256 => { type $digest = sha2::Sha256; $body }
            Hash::Sha384 => { type $digest = sha2::Sha384; $body }
            Hash::Sha512 => { type $digest = sha2::Sha512; $body }
            Hash::Sha512Truncated224 => { type $digest = sha2::Sha512_224; $body }
            Hash::Sha512Truncated256 => { type $digest = sha2::Sha512_256; $body }
            Hash::Blake2b512 => $blake2b,
        }
    };
}
pub(crate) use with_hash;

/// Hash, its object identifier, that of its HMAC (RFC 8018 B.1.1), and the length of its output in octets.
const HASHES: &[(Hash, &str, &str, usize)] = &[
    (Hash::Sha1, "1.3.14.3.2.26", "1.2.840.113549.2.7", 20),
    (Hash::Sha224, "2.16.840.1.101.3.4.2.4", "1.2.840.113549.2.8", 28),
    (Hash::Sha256, "2.16.840.1.101.3.4.2.1", "1.2.840.113549.2.9", 32),
    (Hash::Sha384, "2.16.840.1.101.3.4.2.2", "1.2.840.113549.2.10", 48),
    (Hash::Sha512, "2.16.840.1.101.3.4.2.3", "1.2.840.113549.2.11", 64),
    (
        Hash::Sha512Truncated224,
        "2.16.840.1.101.3.4.2.5",
        "1.2.840.113549.2.12",
        28,
    ),
    (
        Hash::Sha512Truncated256,
        "2.16.840.1.101.3.4.2.6",
        "1.2.840.113549.2.13",
        32,
    ),
    (Hash::Blake2b512, "1.3.6.1.4.1.1722.12.2.1.16", "", 64),
];

impl Hash {
    pub(crate) fn of(algorithm: Algorithm<'_>) -> Result<Self, Error> {
        let found = HASHES.iter().find(|(_, hash, _, _)| *hash == algorithm.oid);
        found
            .map(|(hash, _, _, _)| *hash)
            .ok_or_else(|| algorithm.unsupported())
    }

    /// The hash of an HMAC.
    pub(crate) fn of_hmac(algorithm: Algorithm<'_>) -> Result<Self, Error> {
        let found = HASHES.iter().find(|(_, _, hmac, _)| *hmac == algorithm.oid);
        found
            .map(|(hash, _, _, _)| *hash)
            .ok_or_else(|| algorithm.unsupported())
    }

    /// The length of its output in octets.
    pub(crate) fn output_length(self) -> usize {
        HASHES
            .iter()
            .find(|(hash, _, _, _)| *hash == self)
            .map_or(0, |(_, _, _, length)| *length)
    }
}
