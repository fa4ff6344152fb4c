//! The hash functions that files name.

use super::algorithm::Algorithm;
use crate::{
    asn1::oid::{self, Oid},
    error::Error,
};

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

/// Hash, its object identifier, that of its HMAC where PBKDF2 is used with it (RFC 8018 B.1.1), and the length of its output in octets.
const HASHES: &[(Hash, Oid<'_>, Option<Oid<'_>>, usize)] = &[
    (Hash::Sha1, oid::SHA1, Some(oid::HMAC_WITH_SHA1), 20),
    (Hash::Sha224, oid::SHA224, Some(oid::HMAC_WITH_SHA224), 28),
    (Hash::Sha256, oid::SHA256, Some(oid::HMAC_WITH_SHA256), 32),
    (Hash::Sha384, oid::SHA384, Some(oid::HMAC_WITH_SHA384), 48),
    (Hash::Sha512, oid::SHA512, Some(oid::HMAC_WITH_SHA512), 64),
    (
        Hash::Sha512Truncated224,
        oid::SHA512_224,
        Some(oid::HMAC_WITH_SHA512_224),
        28,
    ),
    (
        Hash::Sha512Truncated256,
        oid::SHA512_256,
        Some(oid::HMAC_WITH_SHA512_256),
        32,
    ),
    (Hash::Blake2b512, oid::BLAKE2B512, None, 64),
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
        let found = HASHES.iter().find(|(_, _, hmac, _)| *hmac == Some(algorithm.oid));
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
