//! Keys from passwords: RFC 7292 Appendix B, PBKDF2 (RFC 8018 §5.2) and scrypt (RFC 7914), over the hash that a file names.

use pkcs12::kdf::{Pkcs12KeyType, derive_key};
use zeroize::Zeroizing;

use super::{algorithm::Algorithm, budget::Budget, password::Encoding};
use crate::{
    ber::{Element, Tag, corrupt},
    error::Error,
};

const PBKDF2: &str = "1.2.840.113549.1.5.12";
const SCRYPT: &str = "1.3.6.1.4.1.11591.4.11";

/// The longest key that any supported cipher or MAC uses, in octets.
const LONGEST_KEY: u64 = 1024;

/// A hash function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input) enum Hash {
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
pub(in crate::input) use with_hash;

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
    pub(in crate::input) fn of(algorithm: Algorithm<'_>) -> Result<Self, Error> {
        let found = HASHES.iter().find(|(_, hash, _, _)| *hash == algorithm.oid);
        found
            .map(|(hash, _, _, _)| *hash)
            .ok_or_else(|| algorithm.unsupported())
    }

    /// The hash of an HMAC.
    pub(in crate::input) fn of_hmac(algorithm: Algorithm<'_>) -> Result<Self, Error> {
        let found = HASHES.iter().find(|(_, _, hmac, _)| *hmac == algorithm.oid);
        found
            .map(|(hash, _, _, _)| *hash)
            .ok_or_else(|| algorithm.unsupported())
    }

    /// The length of its output in octets.
    pub(in crate::input) fn output_length(self) -> usize {
        HASHES
            .iter()
            .find(|(hash, _, _, _)| *hash == self)
            .map_or(0, |(_, _, _, length)| *length)
    }
}

/// The key derivation of RFC 7292 Appendix B.2, for one file's salt and iterations.
pub(in crate::input) struct Pkcs12Derivation<'a> {
    pub(in crate::input) hash: Hash,
    pub(in crate::input) salt: &'a [u8],
    pub(in crate::input) iterations: u32,
}

impl Pkcs12Derivation<'_> {
    pub(in crate::input) fn derive(
        &self,
        password: &Encoding,
        purpose: Pkcs12KeyType,
        length: usize,
        budget: &mut Budget,
    ) -> Result<Zeroizing<Vec<u8>>, Error> {
        let Self { hash, salt, iterations } = *self;
        budget.charge(iterations, length.div_ceil(hash.output_length()))?;
        let rounds = i32::try_from(iterations).unwrap_or(i32::MAX);
        let key = with_hash!(hash, Digest => derive_key::<Digest>(&password.bmp, salt, purpose, rounds, length));
        Ok(Zeroizing::new(key))
    }
}

/// A hash function of PBKDF1.
#[derive(Debug, Clone, Copy)]
pub(in crate::input) enum Digest1 {
    Md5,
    Sha1,
}

/// PBKDF1 (RFC 8018 §5.1): 16 octets of key and initialization vector.
pub(in crate::input) fn pbkdf1(hash: Digest1, password: &[u8], salt: &[u8], iterations: u32) -> Zeroizing<Vec<u8>> {
    fn iterate<D: digest::Digest>(password: &[u8], salt: &[u8], iterations: u32) -> Zeroizing<Vec<u8>> {
        let mut output = D::new().chain_update(password).chain_update(salt).finalize();
        for _ in 1..iterations {
            output = D::digest(&output);
        }
        Zeroizing::new(output.iter().copied().take(16).collect())
    }
    match hash {
        Digest1::Md5 => iterate::<md5::Md5>(password, salt, iterations),
        Digest1::Sha1 => iterate::<sha1::Sha1>(password, salt, iterations),
    }
}

/// PBKDF2 or scrypt with the parameters of a file.
pub(in crate::input) struct KeyDerivation {
    salt: Vec<u8>,
    function: Function,
    /// The length of the key that the file states, in octets.
    pub(in crate::input) key_length: Option<usize>,
}

enum Function {
    Pbkdf2 { iterations: u32, hash: Hash },
    Scrypt { parameters: scrypt::Params, work: u32 },
}

impl KeyDerivation {
    pub(in crate::input) fn read(element: &Element<'_>) -> Result<Self, Error> {
        let algorithm = Algorithm::read(element)?;
        match algorithm.oid.as_str() {
            PBKDF2 => Self::pbkdf2(&algorithm.parameters(Tag::SEQUENCE)?),
            SCRYPT => Self::scrypt(&algorithm.parameters(Tag::SEQUENCE)?),
            _ => Err(algorithm.unsupported()),
        }
    }

    /// `PBKDF2-params ::= SEQUENCE { salt, iterationCount, keyLength OPTIONAL, prf DEFAULT hmacWithSHA1 }` (RFC 8018 A.2).
    fn pbkdf2(parameters: &Element<'_>) -> Result<Self, Error> {
        let mut fields = parameters.reader()?;
        let salt = fields.expect(Tag::OCTET_STRING)?.octets()?.into_owned();
        let iterations = Budget::iterations(fields.expect(Tag::INTEGER)?.unsigned()?)?;
        let key_length = key_length(fields.optional(Tag::INTEGER)?)?;
        let hash = match fields.optional(Tag::SEQUENCE)? {
            Some(prf) => Hash::of_hmac(Algorithm::read(&prf)?)?,
            None => Hash::Sha1,
        };
        Ok(Self {
            salt,
            function: Function::Pbkdf2 { iterations, hash },
            key_length,
        })
    }

    /// `scrypt-params ::= SEQUENCE { salt, costParameter, blockSize, parallelizationParameter, keyLength OPTIONAL }` (RFC 7914 §7).
    fn scrypt(parameters: &Element<'_>) -> Result<Self, Error> {
        let mut fields = parameters.reader()?;
        let salt = fields.expect(Tag::OCTET_STRING)?.octets()?.into_owned();
        let cost = fields.expect(Tag::INTEGER)?.unsigned()?;
        let block_size = fields.expect(Tag::INTEGER)?.unsigned()?;
        let parallelization = fields.expect(Tag::INTEGER)?.unsigned()?;
        let work = Budget::scrypt(cost, block_size, parallelization)?;
        let number = |value: u64| u32::try_from(value).map_err(|_| corrupt(parameters.offset()));
        if !cost.is_power_of_two() || cost < 2 {
            return Err(corrupt(parameters.offset()));
        }
        #[expect(clippy::cast_possible_truncation, reason = "a logarithm of 64 bits is below 64")]
        let log_cost = cost.trailing_zeros() as u8;
        Ok(Self {
            salt,
            function: Function::Scrypt {
                parameters: scrypt::Params::new(log_cost, number(block_size)?, number(parallelization)?)
                    .map_err(|_| corrupt(parameters.offset()))?,
                work,
            },
            key_length: key_length(fields.optional(Tag::INTEGER)?)?,
        })
    }

    pub(in crate::input) fn derive(
        &self,
        password: &[u8],
        length: usize,
        budget: &mut Budget,
    ) -> Result<Zeroizing<Vec<u8>>, Error> {
        match &self.function {
            Function::Pbkdf2 { iterations, hash } => {
                budget.charge(*iterations, length.div_ceil(hash.output_length()))?
            }
            Function::Scrypt { work, .. } => budget.charge(*work, 1)?,
        }
        let mut key = Zeroizing::new(vec![0; length]);
        match &self.function {
            Function::Pbkdf2 { iterations, hash } => with_hash!(*hash, Digest => {
                pbkdf2::pbkdf2_hmac::<Digest>(password, &self.salt, *iterations, &mut key);
            }, {}),
            // It fails only for a key of no or of very many octets, which then stays zero and decrypts nothing.
            Function::Scrypt { parameters, .. } => {
                let _ = scrypt::scrypt(password, &self.salt, parameters, &mut key);
            }
        }
        Ok(key)
    }
}

fn key_length(field: Option<Element<'_>>) -> Result<Option<usize>, Error> {
    let Some(field) = field else { return Ok(None) };
    match field.unsigned()? {
        length @ 1..=LONGEST_KEY => Ok(usize::try_from(length).ok()),
        _ => Err(corrupt(field.offset())),
    }
}
