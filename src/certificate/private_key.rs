//! Private keys as they are found in files.

use crate::{
    asn1::{
        ber::{Reader, Tag},
        der, oid,
    },
    error::Error,
    secret::SecretBytes,
};

/// A private key that was found in a file.
#[derive(Debug)]
pub struct PrivateKey {
    /// The key, decrypted; `None` where it is only recognized: still encrypted, or in an unknown form.
    pub material: Option<KeyMaterial>,
    /// Why it is only recognized: no password that was given opens it (`wrong-password`), or what else keeps it from being read.
    pub refusal: Option<Error>,
    /// The localKeyId (RFC 2985 §5.5.2), which its certificate has too.
    pub local_key_id: Option<Vec<u8>>,
    /// The friendlyName (RFC 2985 §5.5.1) beside it in a PKCS#12 file.
    pub friendly_name: Option<String>,
}

/// A decrypted private key in one of its encodings.
#[derive(Debug)]
pub enum KeyMaterial {
    /// `PrivateKeyInfo` or `OneAsymmetricKey` (RFC 5958 §2).
    Pkcs8(SecretBytes),
    /// `RSAPrivateKey` (RFC 8017 A.1.2).
    Pkcs1(SecretBytes),
    /// `ECPrivateKey` (RFC 5915 §3).
    Sec1(SecretBytes),
}

impl PrivateKey {
    pub(crate) fn recognized(refusal: Error) -> Self {
        Self {
            material: None,
            refusal: Some(refusal),
            local_key_id: None,
            friendly_name: None,
        }
    }

    pub(crate) fn decrypted(material: KeyMaterial) -> Self {
        Self {
            material: Some(material),
            refusal: None,
            local_key_id: None,
            friendly_name: None,
        }
    }

    /// Whether a password would open it.
    pub(crate) fn is_locked(&self) -> bool {
        matches!(self.refusal, Some(Error::WrongPassword { .. }))
    }
}

impl KeyMaterial {
    /// As a `PrivateKeyInfo` (RFC 5958 §2); `public_key` is the `SubjectPublicKeyInfo` of its certificate, which names the curve of an
    /// `ECPrivateKey` too. `None` where that cannot be read.
    pub(crate) fn pkcs8(&self, public_key: &[u8]) -> Option<SecretBytes> {
        match self {
            Self::Pkcs8(key) => Some(SecretBytes::new(key.expose().to_vec())),
            Self::Pkcs1(key) => Some(private_key_info(&der::algorithm(oid::RSA_ENCRYPTION, der::NULL), key)),
            Self::Sec1(key) => {
                let mut info = Reader::new(public_key).expect(Tag::SEQUENCE).ok()?.reader().ok()?;
                Some(private_key_info(info.next().ok()?.whole, key))
            }
        }
    }
}

fn private_key_info(algorithm: &[u8], key: &SecretBytes) -> SecretBytes {
    let info = der::sequence(&[&der::integer(0), algorithm, &der::octet_string(key.expose())]);
    SecretBytes::from(info)
}
