//! A certificate with its private key and chain, opened to be written in another form.

use crate::{
    certificate::Certificate,
    error::{Error, Missing, Source},
    input::{self, CertificateFile, Derivations, Format},
    leaf::Leaf,
    private_key::PrivateKey,
    secret::{Password, SecretBytes},
};

/// A private key as it is written.
pub(super) struct Key {
    /// `PrivateKeyInfo` (RFC 5958 §2).
    pub(super) pkcs8: SecretBytes,
    pub(super) friendly_name: Option<String>,
    pub(super) local_key_id: Option<Vec<u8>>,
}

/// What a file of keys and certificates holds, with its leaf.
pub struct Identity {
    /// The leaf first.
    pub(super) certificates: Vec<Certificate>,
    /// That of the leaf first.
    pub(super) keys: Vec<Key>,
    /// The file itself, where it is PKCS#12 and can be handed on as it is.
    pub(super) p12: Option<SecretBytes>,
}

impl Identity {
    /// Opens a PKCS#12 file, or certificates with the private key of another file.
    pub fn open(
        bytes: &[u8],
        password: Option<&Password>,
        key: Option<(&[u8], Option<&Password>)>,
        derivations: &mut Derivations,
    ) -> Result<Self, Error> {
        let mut file = input::read(bytes, password, derivations)?;
        if let Some((key, password)) = key {
            file.private_keys = vec![input::key::read(key, password, derivations)?];
        }
        // Only what is DER or BER itself; a PKCS#12 file in base64 is written anew.
        let is_whole =
            key.is_none() && file.format == Format::Pkcs12 && !file.is_unwrapped && bytes.first() == Some(&0x30);
        let p12 = is_whole.then(|| SecretBytes::new(bytes.to_vec()));
        Ok(Self { p12, ..Self::of(file)? })
    }

    fn of(mut file: CertificateFile) -> Result<Self, Error> {
        let lacks = |what| Error::IncompleteFile { lacks: what };
        let leaf = Leaf::of(&file);
        let index = leaf.index.ok_or(lacks(Missing::Certificate))?;
        if file.private_keys.is_empty() {
            return Err(lacks(Missing::PrivateKey));
        }
        if leaf.key_matches == Some(false) {
            return Err(Error::KeyMismatch { source: Source::File });
        }
        let certificate = file.certificates.remove(index);
        // A key that does not show its public half is taken at the word of the file.
        let key = leaf.key.or_else(|| of_certificate(&file.private_keys, &certificate));
        let key = file.private_keys.remove(key.ok_or(lacks(Missing::PrivateKey))?);
        let public_key = certificate.public_key_info().unwrap_or_default().to_vec();
        let first = Key::of(key, &public_key).ok_or(lacks(Missing::PrivateKey))?;
        // The keys of other certificates: what is no PKCS#8 came from a file of its own, and is alone.
        let others = file.private_keys.into_iter().filter_map(|key| Key::of(key, &[]));
        Ok(Self {
            keys: std::iter::once(first).chain(others).collect(),
            certificates: std::iter::once(certificate).chain(file.certificates).collect(),
            p12: None,
        })
    }

    /// The friendlyName of the leaf or its key.
    pub(super) fn friendly_name(&self) -> Option<&str> {
        let of_certificate = self.certificates.first()?.friendly_name.as_deref();
        of_certificate.or_else(|| self.keys.first()?.friendly_name.as_deref())
    }

    /// The leaf.
    pub fn certificate(&self) -> Option<&Certificate> {
        self.certificates.first()
    }
}

impl Key {
    fn of(key: PrivateKey, public_key: &[u8]) -> Option<Self> {
        Some(Self {
            pkcs8: key.material?.pkcs8(public_key)?,
            friendly_name: key.friendly_name,
            local_key_id: key.local_key_id,
        })
    }
}

/// The key that has the localKeyId of the certificate, or else the only one.
fn of_certificate(keys: &[PrivateKey], certificate: &Certificate) -> Option<usize> {
    let id = certificate.local_key_id.as_ref();
    let named = keys
        .iter()
        .position(|key| id.is_some() && key.local_key_id.as_ref() == id);
    named.or((keys.len() == 1).then_some(0))
}
