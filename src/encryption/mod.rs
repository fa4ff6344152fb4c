//! Decryption by password: PBES1 as RFC 7292 Appendix C has it, and PBES2 (RFC 8018 §6.2).

pub(crate) mod algorithm;
mod budget;
mod cipher;
pub(crate) mod derivation;
mod derivations;
pub(crate) mod hash;
pub(crate) mod key_derivation;
mod password;
#[cfg(feature = "tools")]
mod protection;
pub(crate) mod traditional;

pub(crate) use budget::Budget;
pub use derivation::Derivation;
pub use derivations::{Attempt, Derivations};
pub use password::{Attempts, CodePages, Credentials, Guess, PasswordForm};
pub(crate) use password::{Encoding, Opened, open};
#[cfg(feature = "tools")]
pub use protection::{Protection, Random};

use std::borrow::Cow;

use zeroize::Zeroizing;

use algorithm::Algorithm;
use cipher::Cipher;
use derivation::{Function, Purpose};
use hash::Hash;
use key_derivation::KeyDerivation;

use crate::{
    asn1::{
        ber::{Element, Tag, corrupt},
        oid::{self, Oid},
    },
    error::{Error, Source},
};

/// `pbeWithSHAAnd…` (RFC 7292 Appendix C).
const PBES1: &[(Oid<'_>, Cipher)] = &[
    (oid::PBE_SHA1_RC4_128, Cipher::Rc4 { key_length: 16 }),
    (oid::PBE_SHA1_RC4_40, Cipher::Rc4 { key_length: 5 }),
    (oid::PBE_SHA1_TRIPLE_DES, Cipher::TripleDesCbc),
    (oid::PBE_SHA1_TRIPLE_DES_2_KEY, Cipher::TripleDes2KeyCbc),
    (
        oid::PBE_SHA1_RC2_128,
        Cipher::Rc2Cbc {
            effective_bits: 128,
            key_length: 16,
        },
    ),
    (
        oid::PBE_SHA1_RC2_40,
        Cipher::Rc2Cbc {
            effective_bits: 40,
            key_length: 5,
        },
    ),
];

/// `pbeWith…` of RFC 8018 A.3, which old programs write for keys of their own.
const PBES1_PKCS5: &[(Oid<'_>, Hash, Cipher)] = &[
    (oid::PBE_MD5_DES, Hash::Md5, Cipher::DesCbc),
    (oid::PBE_MD5_RC2, Hash::Md5, RC2_64),
    (oid::PBE_SHA1_DES, Hash::Sha1, Cipher::DesCbc),
    (oid::PBE_SHA1_RC2, Hash::Sha1, RC2_64),
];
const RC2_64: Cipher = Cipher::Rc2Cbc {
    effective_bits: 64,
    key_length: 8,
};

/// Encryption schemes of PBES2 whose parameters are an initialization vector (RFC 8018 B.2, RFC 3565 §4.1).
const PBES2_SCHEMES: &[(Oid<'_>, Cipher)] = &[
    (oid::AES_128_CBC, Cipher::Aes128Cbc),
    (oid::AES_192_CBC, Cipher::Aes192Cbc),
    (oid::AES_256_CBC, Cipher::Aes256Cbc),
    (oid::TRIPLE_DES_CBC, Cipher::TripleDesCbc),
    (oid::DES_CBC, Cipher::DesCbc),
    // RFC 3657 §3; NSS and OpenSSL write it.
    (oid::CAMELLIA_128_CBC, Cipher::Camellia128Cbc),
    (oid::CAMELLIA_192_CBC, Cipher::Camellia192Cbc),
    (oid::CAMELLIA_256_CBC, Cipher::Camellia256Cbc),
];
/// Decrypts with the algorithm that a file names. What does not decrypt, or does not make sense then, is taken for a wrong password: one
/// of 256 wrong ones leaves good padding by chance.
pub(crate) fn decrypt(
    algorithm: &Element<'_>,
    ciphertext: &[u8],
    unlocking: &mut Unlocking<'_>,
    makes_sense: fn(&[u8]) -> bool,
) -> Result<Zeroizing<Vec<u8>>, Error> {
    let algorithm = Algorithm::read(algorithm)?;
    for one in unlocking.guess.tries() {
        let encoding = &one.encoding;
        for octets in password_octets(&algorithm, encoding, unlocking.is_right) {
            let plaintext = decrypt_with(&algorithm, ciphertext, encoding, octets, unlocking.derivations)?;
            if let Some(plaintext) = plaintext.filter(|plaintext| makes_sense(plaintext)) {
                one.opens();
                return Ok(plaintext);
            }
        }
    }
    Err(wrong_password())
}

/// What PBKDF2 and scrypt are tried with.
fn password_octets<'a>(
    algorithm: &Algorithm<'_>,
    encoding: &'a Encoding,
    is_right: bool,
) -> Vec<&'a Zeroizing<Vec<u8>>> {
    let Encoding { utf8, bmp } = encoding;
    // NSS before 3.35 gave PBKDF2 the BMPString.
    if algorithm.oid == oid::PBES2 && is_right {
        vec![utf8, bmp]
    } else {
        vec![utf8]
    }
}

fn decrypt_with(
    algorithm: &Algorithm<'_>,
    ciphertext: &[u8],
    encoding: &Encoding,
    octets: &Zeroizing<Vec<u8>>,
    derivations: &mut Derivations,
) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
    if algorithm.oid == oid::PBES2 {
        return pbes2(&algorithm.parameters(Tag::SEQUENCE)?, ciphertext, octets, derivations);
    }
    if let Some((_, cipher)) = PBES1.iter().find(|(oid, _)| *oid == algorithm.oid) {
        let parameters = PbeParameters::read(&algorithm.parameters(Tag::SEQUENCE)?)?;
        let mut derive = |purpose, length| {
            derivations.key(Derivation {
                function: Function::Pkcs12(Hash::Sha1, purpose),
                password: encoding.bmp.clone(),
                salt: parameters.salt.to_vec(),
                iterations: parameters.iterations,
                length,
            })
        };
        let key = derive(Purpose::Encryption, cipher.key_length())?;
        let mut vector = || derive(Purpose::InitializationVector, cipher.vector_length());
        if ciphertext.len() <= cipher.vector_length() {
            return Ok(cipher.decrypt(&key, &vector()?, ciphertext));
        }
        // The vector changes the first block alone, and takes as long to derive as the key: padding that is not good shows without it.
        let blank = vec![0; cipher.vector_length()];
        let Some(mut plaintext) = cipher.decrypt(&key, &blank, ciphertext) else {
            return Ok(None);
        };
        for (octet, added) in plaintext.iter_mut().zip(vector()?.iter()) {
            *octet ^= added;
        }
        return Ok(Some(plaintext));
    }
    if let Some((_, digest, cipher)) = PBES1_PKCS5.iter().find(|(oid, _, _)| *oid == algorithm.oid) {
        let parameters = PbeParameters::read(&algorithm.parameters(Tag::SEQUENCE)?)?;
        let derived = derivations.key(Derivation {
            function: Function::Pbkdf1(*digest),
            password: octets.clone(),
            salt: parameters.salt.into_owned(),
            iterations: parameters.iterations,
            length: 16,
        })?;
        let halves = derived.split_at_checked(cipher.key_length());
        return Ok(halves.and_then(|(key, rest)| {
            cipher.decrypt(key, rest.get(..cipher.vector_length()).unwrap_or_default(), ciphertext)
        }));
    }
    Err(algorithm.unsupported())
}

/// What is tried on an encrypted part.
pub(crate) struct Unlocking<'a> {
    pub(crate) guess: &'a Guess,
    /// Whether a MAC has shown that the password is right: then what it does not decrypt was encrypted with another one.
    pub(crate) is_right: bool,
    pub(crate) derivations: &'a mut Derivations,
}

pub(crate) fn wrong_password() -> Error {
    Error::WrongPassword { source: Source::File }
}

/// `pkcs-12PbeParams` and `PBEParameter ::= SEQUENCE { salt, iterations }` (RFC 7292 Appendix C, RFC 8018 A.3).
struct PbeParameters<'a> {
    salt: Cow<'a, [u8]>,
    iterations: u32,
}

impl<'a> PbeParameters<'a> {
    fn read(parameters: &Element<'a>) -> Result<Self, Error> {
        let mut fields = parameters.reader()?;
        Ok(Self {
            salt: fields.expect(Tag::OCTET_STRING)?.octets()?,
            iterations: Budget::iterations(fields.expect(Tag::INTEGER)?.unsigned()?)?,
        })
    }
}

/// `PBES2-params ::= SEQUENCE { keyDerivationFunc, encryptionScheme }` (RFC 8018 A.4).
fn pbes2(
    parameters: &Element<'_>,
    ciphertext: &[u8],
    password: &Zeroizing<Vec<u8>>,
    derivations: &mut Derivations,
) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
    let mut fields = parameters.reader()?;
    let derivation = KeyDerivation::read(&fields.expect(Tag::SEQUENCE)?)?;
    let scheme = fields.expect(Tag::SEQUENCE)?;
    let algorithm = Algorithm::read(&scheme)?;
    let (cipher, vector) = if algorithm.oid == oid::RC2_CBC {
        rc2_parameters(&algorithm.parameters(Tag::SEQUENCE)?, derivation.key_length)?
    } else {
        let Some((_, cipher)) = PBES2_SCHEMES.iter().find(|(oid, _)| *oid == algorithm.oid) else {
            return Err(algorithm.unsupported());
        };
        (*cipher, algorithm.parameters(Tag::OCTET_STRING)?)
    };
    let vector = vector.octets()?;
    if vector.len() != cipher.vector_length() {
        return Err(corrupt(scheme.offset()));
    }
    let key = derivation.derive(password, cipher.key_length(), derivations)?;
    Ok(cipher.decrypt(&key, &vector, ciphertext))
}

/// `RC2-CBC-Parameter ::= SEQUENCE { rc2ParameterVersion OPTIONAL, iv }`; the version encodes the effective key bits (RFC 8018 B.2.3).
fn rc2_parameters<'a>(parameters: &Element<'a>, key_length: Option<usize>) -> Result<(Cipher, Element<'a>), Error> {
    let mut fields = parameters.reader()?;
    let effective_bits = match fields.optional(Tag::INTEGER)? {
        None => 32,
        Some(version) => match version.unsigned()? {
            160 => 40,
            120 => 64,
            58 => 128,
            bits @ 256..=1024 => usize::try_from(bits).unwrap_or(1024),
            _ => return Err(corrupt(version.offset())),
        },
    };
    let cipher = Cipher::Rc2Cbc {
        effective_bits,
        key_length: key_length.unwrap_or(effective_bits.div_ceil(8)).min(128),
    };
    Ok((cipher, fields.expect(Tag::OCTET_STRING)?))
}
