//! Encryption by password of what is written: as programs of today expect it, or as those that know nothing newer.

use cbc::cipher::{BlockModeEncrypt, KeyInit, KeyIvInit, block_padding::Pkcs7};
use orcamo_kdf::Hmac;
use zeroize::Zeroizing;

use super::{
    Encoding,
    derivation::{Derivation, Function, Purpose},
    hash::Hash,
};
use crate::{
    asn1::{
        der::{self, Octets},
        oid,
    },
    error::Error,
};

/// A third of what .NET's loader of PKCS#12 allows for one key (300 000), and for all of a file (1 000 000).
const MODERN_ITERATIONS: u32 = 100_000;
/// What the programs wrote that know nothing newer.
const COMPATIBLE_ITERATIONS: u32 = 2_048;
const MODERN_SALT: usize = 16;
const COMPATIBLE_SALT: usize = 8;
const AES_BLOCK: usize = 16;

/// How a file is protected by its password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Protection {
    /// PBES2 with AES-256-CBC and PBKDF2 with HMAC-SHA-256 (RFC 8018 §6.2); the MAC with SHA-256.
    #[default]
    Modern,
    /// `pbeWithSHAAnd3-KeyTripleDES-CBC` (RFC 7292 Appendix C); the MAC with SHA-1. For macOS, iOS and Windows Server 2016, which call a
    /// modern file "wrong password".
    Compatible,
}

/// Fills octets with randomness: the core has none of its own.
pub type Random<'a> = &'a mut dyn FnMut(&mut [u8]) -> Result<(), Error>;

impl Protection {
    fn iterations(self) -> u32 {
        match self {
            Self::Modern => MODERN_ITERATIONS,
            Self::Compatible => COMPATIBLE_ITERATIONS,
        }
    }

    fn salt(self, random: Random<'_>) -> Result<Vec<u8>, Error> {
        let mut salt = match self {
            Self::Modern => vec![0; MODERN_SALT],
            Self::Compatible => vec![0; COMPATIBLE_SALT],
        };
        random(&mut salt)?;
        Ok(salt)
    }

    /// The algorithm with its parameters, and the ciphertext.
    pub(crate) fn encrypt(self, plaintext: &[u8], password: &Encoding, random: Random<'_>) -> Result<Encrypted, Error> {
        let salt = self.salt(random)?;
        match self {
            Self::Modern => {
                let mut vector = [0; AES_BLOCK];
                random(&mut vector)?;
                let key = self.derive(Function::Pbkdf2(Hash::Sha256), &password.utf8, &salt, 32);
                Ok(Encrypted {
                    algorithm: pbes2(&salt, &vector),
                    ciphertext: cbc::<aes::Aes256>(&key, &vector, plaintext),
                })
            }
            Self::Compatible => {
                let derive = |purpose, length| {
                    let function = Function::Pkcs12(Hash::Sha1, purpose);
                    self.derive(function, &password.bmp, &salt, length)
                };
                let (key, vector) = (
                    derive(Purpose::Encryption, 24),
                    derive(Purpose::InitializationVector, 8),
                );
                Ok(Encrypted {
                    algorithm: pbes1(&salt),
                    ciphertext: cbc::<des::TdesEde3>(&key, &vector, plaintext),
                })
            }
        }
    }

    /// `MacData` over the content of a PKCS#12 file (RFC 7292 §4).
    pub(crate) fn mac(self, content: &[u8], password: &Encoding, random: Random<'_>) -> Result<Octets, Error> {
        let salt = self.salt(random)?;
        let derive = |hash, length| self.derive(Function::Pkcs12(hash, Purpose::Mac), &password.bmp, &salt, length);
        let (algorithm, digest) = match self {
            Self::Modern => (
                oid::SHA256,
                Hmac::new(Hash::Sha256, &derive(Hash::Sha256, 32)).mac(&[content]),
            ),
            Self::Compatible => (
                oid::SHA1,
                Hmac::new(Hash::Sha1, &derive(Hash::Sha1, 20)).mac(&[content]),
            ),
        };
        let digest_info = der::sequence(&[
            &der::algorithm(algorithm, der::NULL),
            &der::octet_string(digest.as_ref()),
        ]);
        let iterations = der::integer(self.iterations());
        Ok(der::sequence(&[&digest_info, &der::octet_string(&salt), &iterations]))
    }

    fn derive(self, function: Function, password: &Zeroizing<Vec<u8>>, salt: &[u8], length: usize) -> Octets {
        let derivation = Derivation {
            function,
            password: password.clone(),
            salt: salt.to_vec(),
            iterations: self.iterations(),
            length,
        };
        derivation.key()
    }
}

/// What was encrypted.
pub(crate) struct Encrypted {
    /// `AlgorithmIdentifier`.
    pub(crate) algorithm: Octets,
    pub(crate) ciphertext: Vec<u8>,
}

impl Encrypted {
    /// `EncryptedPrivateKeyInfo` (RFC 5958 §3).
    pub(crate) fn private_key_info(&self) -> Octets {
        der::sequence(&[&self.algorithm, &der::octet_string(&self.ciphertext)])
    }
}

/// A key and an initialization vector of other lengths than the cipher's do not get here.
fn cbc<C>(key: &[u8], vector: &[u8], plaintext: &[u8]) -> Vec<u8>
where
    C: KeyInit + cbc::cipher::BlockCipherEncrypt,
{
    let encryptor = cbc::Encryptor::<C>::new_from_slices(key, vector);
    encryptor.map_or(Vec::new(), |encryptor| encryptor.encrypt_padded_vec::<Pkcs7>(plaintext))
}

/// `PBES2-params` with PBKDF2 and AES-256-CBC (RFC 8018 A.4, A.2, B.2.5).
fn pbes2(salt: &[u8], vector: &[u8]) -> Octets {
    let derivation = der::sequence(&[
        &der::octet_string(salt),
        &der::integer(MODERN_ITERATIONS),
        &der::algorithm(oid::HMAC_WITH_SHA256, der::NULL),
    ]);
    let parameters = der::sequence(&[
        &der::algorithm(oid::PBKDF2, &derivation),
        &der::algorithm(oid::AES_256_CBC, &der::octet_string(vector)),
    ]);
    der::algorithm(oid::PBES2, &parameters)
}

/// `pkcs-12PbeParams` (RFC 7292 Appendix C).
fn pbes1(salt: &[u8]) -> Octets {
    let parameters = der::sequence(&[&der::octet_string(salt), &der::integer(COMPATIBLE_ITERATIONS)]);
    der::algorithm(oid::PBE_SHA1_TRIPLE_DES, &parameters)
}
