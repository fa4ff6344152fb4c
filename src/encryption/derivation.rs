//! Keys from passwords: RFC 7292 Appendix B, PBKDF1 and PBKDF2 (RFC 8018 §5) and scrypt (RFC 7914).

pub(crate) use orcamo_kdf::Purpose;
use zeroize::Zeroizing;

use super::hash::Hash;

/// What turns a password into a key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    /// RFC 8018 §5.1: 16 octets of key and initialization vector.
    Pbkdf1(Hash),
    /// RFC 8018 §5.2, over HMAC with this hash.
    Pbkdf2(Hash),
    /// RFC 7292 Appendix B.2.
    Pkcs12(Hash, Purpose),
    /// RFC 7914.
    Scrypt(Scrypt),
}

/// The parameters of scrypt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scrypt {
    /// The binary logarithm of the cost parameter.
    pub(crate) log_cost: u8,
    pub(crate) block_size: u32,
    pub(crate) parallelization: u32,
}

impl TryFrom<Scrypt> for scrypt::Params {
    type Error = scrypt::errors::InvalidParams;

    fn try_from(from: Scrypt) -> Result<Self, Self::Error> {
        Self::new(from.log_cost, from.block_size, from.parallelization)
    }
}

impl Function {
    /// How often the iterations run for a key of so many octets.
    pub(super) fn blocks(&self, length: usize) -> usize {
        match self {
            Self::Pbkdf2(hash) | Self::Pkcs12(hash, _) => length.div_ceil(hash.output_length()),
            Self::Pbkdf1(_) | Self::Scrypt(_) => 1,
        }
    }
}

/// One key derivation, with everything that its key depends on.
#[derive(PartialEq, Eq)]
pub struct Derivation {
    pub(crate) function: Function,
    /// The octets of the password.
    pub password: Zeroizing<Vec<u8>>,
    /// The salt.
    pub salt: Vec<u8>,
    /// The number of iterations; of scrypt, as much work as so many of them.
    pub iterations: u32,
    /// The length of the key in octets.
    pub length: usize,
}

impl Derivation {
    /// The hash of HMAC, as the Web Cryptography API names it, where this is PBKDF2 with one that the API has.
    pub fn web_crypto_hash(&self) -> Option<&'static str> {
        match self.function {
            Function::Pbkdf2(Hash::Sha1) => Some("SHA-1"),
            Function::Pbkdf2(Hash::Sha256) => Some("SHA-256"),
            Function::Pbkdf2(Hash::Sha384) => Some("SHA-384"),
            Function::Pbkdf2(Hash::Sha512) => Some("SHA-512"),
            Function::Pbkdf2(_) | Function::Pbkdf1(_) | Function::Pkcs12(..) | Function::Scrypt(_) => None,
        }
    }

    /// Does the work.
    pub(super) fn key(&self) -> Zeroizing<Vec<u8>> {
        let Self {
            password,
            salt,
            iterations,
            length,
            ..
        } = self;
        match &self.function {
            Function::Pbkdf1(hash) => orcamo_kdf::pbkdf1(*hash, password, salt, *iterations, *length),
            Function::Pbkdf2(hash) => orcamo_kdf::pbkdf2(*hash, password, salt, *iterations, *length),
            Function::Pkcs12(hash, purpose) => {
                orcamo_kdf::pkcs12(*hash, *purpose, password, salt, *iterations, *length)
            }
            Function::Scrypt(parameters) => {
                let mut key = Zeroizing::new(vec![0; *length]);
                // It fails only for a key of no or of very many octets, which then stays zero and decrypts nothing.
                if let Ok(parameters) = scrypt::Params::try_from(*parameters) {
                    let _ = scrypt::scrypt(password, salt, &parameters, &mut key);
                }
                key
            }
        }
    }
}
