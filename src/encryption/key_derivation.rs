//! The key derivation that a PBES2 or PBMAC1 file names: PBKDF2 (RFC 8018 A.2) or scrypt (RFC 7914 §7).

use zeroize::Zeroizing;

use super::{
    algorithm::Algorithm,
    budget::Budget,
    derivation::{Derivation, Function, Scrypt},
    derivations::Derivations,
    hash::{self, Hash},
};
use crate::{
    asn1::{
        ber::{Element, Tag, corrupt},
        oid,
    },
    error::Error,
};

/// The longest key that any supported cipher or MAC uses, in octets.
const LONGEST_KEY: u64 = 1024;

/// PBKDF2 or scrypt with the parameters of a file.
pub(crate) struct KeyDerivation {
    function: Function,
    salt: Vec<u8>,
    iterations: u32,
    /// The length of the key that the file states, in octets.
    pub(crate) key_length: Option<usize>,
}

impl KeyDerivation {
    pub(crate) fn read(element: &Element<'_>) -> Result<Self, Error> {
        let algorithm = Algorithm::read(element)?;
        match algorithm.oid {
            oid::PBKDF2 => Self::pbkdf2(&algorithm.parameters(Tag::SEQUENCE)?),
            oid::SCRYPT => Self::scrypt(&algorithm.parameters(Tag::SEQUENCE)?),
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
            Some(prf) => hash::of_hmac(Algorithm::read(&prf)?)?,
            None => Hash::Sha1,
        };
        Ok(Self {
            function: Function::Pbkdf2(hash),
            salt,
            iterations,
            key_length,
        })
    }

    /// `scrypt-params ::= SEQUENCE { salt, costParameter, blockSize, parallelizationParameter, keyLength OPTIONAL }` (RFC 7914 §7).
    fn scrypt(element: &Element<'_>) -> Result<Self, Error> {
        let mut fields = element.reader()?;
        let salt = fields.expect(Tag::OCTET_STRING)?.octets()?.into_owned();
        let cost = fields.expect(Tag::INTEGER)?.unsigned()?;
        let block_size = fields.expect(Tag::INTEGER)?.unsigned()?;
        let parallelization = fields.expect(Tag::INTEGER)?.unsigned()?;
        let iterations = Budget::scrypt(cost, block_size, parallelization)?;
        let number = |value: u64| u32::try_from(value).map_err(|_| corrupt(element.offset()));
        if !cost.is_power_of_two() || cost < 2 {
            return Err(corrupt(element.offset()));
        }
        #[expect(clippy::cast_possible_truncation, reason = "a logarithm of 64 bits is below 64")]
        let log_cost = cost.trailing_zeros() as u8;
        let parameters = Scrypt {
            log_cost,
            block_size: number(block_size)?,
            parallelization: number(parallelization)?,
        };
        scrypt::Params::try_from(parameters).map_err(|_| corrupt(element.offset()))?;
        Ok(Self {
            function: Function::Scrypt(parameters),
            salt,
            iterations,
            key_length: key_length(fields.optional(Tag::INTEGER)?)?,
        })
    }

    pub(crate) fn derive(
        &self,
        password: &Zeroizing<Vec<u8>>,
        length: usize,
        derivations: &mut Derivations,
    ) -> Result<Zeroizing<Vec<u8>>, Error> {
        derivations.key(Derivation {
            function: self.function,
            password: password.clone(),
            salt: self.salt.clone(),
            iterations: self.iterations,
            length,
        })
    }
}

fn key_length(field: Option<Element<'_>>) -> Result<Option<usize>, Error> {
    let Some(field) = field else { return Ok(None) };
    match field.unsigned()? {
        length @ 1..=LONGEST_KEY => Ok(usize::try_from(length).ok()),
        _ => Err(corrupt(field.offset())),
    }
}
