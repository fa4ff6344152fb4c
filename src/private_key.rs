//! Private keys as they are found in files.

use crate::secret::SecretBytes;

/// A private key that was found in a file.
#[derive(Debug)]
pub struct PrivateKey {
    /// The key, decrypted; `None` where it is only recognized: still encrypted, or in an unknown form.
    pub material: Option<KeyMaterial>,
    /// The localKeyId (RFC 2985 §5.5.2), which its certificate has too.
    pub local_key_id: Option<Vec<u8>>,
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
    pub(crate) fn recognized() -> Self {
        Self {
            material: None,
            local_key_id: None,
        }
    }

    pub(crate) fn decrypted(material: KeyMaterial) -> Self {
        Self {
            material: Some(material),
            local_key_id: None,
        }
    }
}
