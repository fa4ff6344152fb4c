//! The hash functions that files name.

pub(crate) use orcamo_kdf::Hash;

use super::algorithm::Algorithm;
use crate::{
    asn1::oid::{self, Oid},
    error::Error,
};

/// Hash, its object identifier, and that of its HMAC where PBKDF2 is used with it (RFC 8018 B.1.1).
const HASHES: &[(Hash, Oid<'_>, Option<Oid<'_>>)] = &[
    (Hash::Sha1, oid::SHA1, Some(oid::HMAC_WITH_SHA1)),
    (Hash::Sha224, oid::SHA224, Some(oid::HMAC_WITH_SHA224)),
    (Hash::Sha256, oid::SHA256, Some(oid::HMAC_WITH_SHA256)),
    (Hash::Sha384, oid::SHA384, Some(oid::HMAC_WITH_SHA384)),
    (Hash::Sha512, oid::SHA512, Some(oid::HMAC_WITH_SHA512)),
    (
        Hash::Sha512Truncated224,
        oid::SHA512_224,
        Some(oid::HMAC_WITH_SHA512_224),
    ),
    (
        Hash::Sha512Truncated256,
        oid::SHA512_256,
        Some(oid::HMAC_WITH_SHA512_256),
    ),
    // Not of the SHA families; OpenSSL 3 writes MACs with it.
    (Hash::Blake2b512, oid::BLAKE2B512, None),
];

/// The hash that is named.
pub(crate) fn of(algorithm: Algorithm<'_>) -> Result<Hash, Error> {
    let found = HASHES.iter().find(|(_, hash, _)| *hash == algorithm.oid);
    found.map(|(hash, _, _)| *hash).ok_or_else(|| algorithm.unsupported())
}

/// The hash of an HMAC that is named.
pub(crate) fn of_hmac(algorithm: Algorithm<'_>) -> Result<Hash, Error> {
    let found = HASHES.iter().find(|(_, _, hmac)| *hmac == Some(algorithm.oid));
    found.map(|(hash, _, _)| *hash).ok_or_else(|| algorithm.unsupported())
}
