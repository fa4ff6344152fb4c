//! OpenSSL's traditional encryption of PEM keys: the headers of RFC 1421, and a key that is MD5 over password and salt (OpenSSL's
//! `EVP_BytesToKey` with one iteration).

use crate::text::from_hex;
use orcamo_kdf::Hasher;
use zeroize::Zeroizing;

use super::{Cipher as BlockCipher, algorithm::unsupported, hash::Hash, wrong_password};
use crate::{asn1::ber::corrupt, error::Error};

/// The octets of the initialization vector that are the salt.
const SALT_LENGTH: usize = 8;

const CIPHERS: &[(&str, BlockCipher)] = &[
    ("AES-128-CBC", BlockCipher::Aes128Cbc),
    ("AES-192-CBC", BlockCipher::Aes192Cbc),
    ("AES-256-CBC", BlockCipher::Aes256Cbc),
    ("DES-EDE3-CBC", BlockCipher::TripleDesCbc),
    ("DES-CBC", BlockCipher::DesCbc),
];

/// The cipher that the headers name.
pub(crate) struct Cipher {
    cipher: BlockCipher,
    vector: Vec<u8>,
}

impl Cipher {
    /// `None` where the headers name none.
    pub(crate) fn of(headers: &str, offset: usize) -> Result<Option<Self>, Error> {
        let Some((_, information)) = headers.split_once("DEK-Info:") else {
            return Ok(None);
        };
        let information = information.lines().next().unwrap_or_default().trim();
        let (name, vector) = information.split_once(',').ok_or(corrupt(offset))?;
        let Some((_, cipher)) = CIPHERS.iter().find(|(known, _)| *known == name) else {
            return Err(unsupported(Some(name), None));
        };
        let vector = from_hex(vector.trim()).ok_or(corrupt(offset))?;
        if vector.len() != cipher.vector_length() {
            return Err(corrupt(offset));
        }
        Ok(Some(Self {
            cipher: *cipher,
            vector,
        }))
    }

    pub(crate) fn decrypt(&self, password: &[u8], ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
        let salt = self.vector.get(..SALT_LENGTH).unwrap_or_default();
        let mut key = Zeroizing::new(Vec::with_capacity(64));
        while key.len() < self.cipher.key_length() {
            let last = key.len().saturating_sub(Hash::Md5.output_length());
            let mut digest = Hasher::new(Hash::Md5);
            digest.update(key.get(last..).unwrap_or_default());
            digest.update(password);
            digest.update(salt);
            key.extend_from_slice(digest.finish().as_ref());
        }
        key.truncate(self.cipher.key_length());
        self.cipher
            .decrypt(&key, &self.vector, ciphertext)
            .ok_or_else(wrong_password)
    }
}
