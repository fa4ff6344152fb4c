//! Writes PKCS#12 (RFC 7292), in the form in which OpenSSL does: the certificates encrypted, then the keys, each under its own
//! encryption, and a MAC over both. p12-keystore's writer draws its own randomness and has one name for a whole chain; it reads back what
//! is written here. The structures of the crate `pkcs12` bring 18 kB (brotli).

use orcamo_kdf::Hash;

use super::{
    identity::{Identity, Key},
    reading_back::{Content, ReadBackBy},
};
use crate::{
    asn1::{
        der::{self, Octets},
        oid::{self, Oid},
    },
    certificate::Certificate,
    encryption::{Encoding, Protection, Random},
    error::Error,
    secret::{Password, SecretBytes},
};

const VERSION: u32 = 3;

/// What was written, and who has read it back.
pub(super) struct Written {
    pub(super) p12: SecretBytes,
    pub(super) read_back_by: ReadBackBy,
}

/// Writes `identity` under `password`, and reads it back.
///
/// # Errors
/// There is no randomness; what was written does not hold what it was made of.
pub(super) fn write(
    identity: &Identity,
    password: &Password,
    protection: Protection,
    random: Random<'_>,
) -> Result<Written, Error> {
    let content = identity.content();
    let encoding = &Encoding::standard(password.expose());
    let names = content.certificates.iter().map(|(_, name)| *name);
    let certificates: Vec<Octets> = identity
        .certificates
        .iter()
        .zip(names)
        .enumerate()
        .map(|(place, (certificate, name))| {
            let id = identity.local_key_id(place, certificate.local_key_id.as_ref());
            certificate_bag(certificate, name, id)
        })
        .collect();
    let certificates = encrypted_data(&sequence_of(&certificates), encoding, protection, random)?;

    let key = &identity.key;
    let (_, name) = content.key;
    let id = identity.local_key_id(0, key.local_key_id.as_ref());
    let keys = data(&der::sequence(&[&key_bag(
        key, name, id, encoding, protection, random,
    )?]));

    let safe = der::sequence(&[&certificates, &keys]);
    let mac = protection.mac(&safe, encoding, random)?;
    let p12 = SecretBytes::from(der::sequence(&[&der::integer(VERSION), &data(&safe), &mac]));
    let read_back_by = content.is_read_back(p12.expose(), password)?;
    Ok(Written { p12, read_back_by })
}

impl Identity {
    /// What its .p12 is to hold. The name of an identity stands at its key in some files, at its certificate in others.
    pub(super) fn content(&self) -> Content<'_> {
        let key = &self.key;
        let certificates = self.certificates.iter().enumerate().map(|(place, certificate)| {
            let name = certificate.friendly_name.as_deref();
            let name = name.or(key.friendly_name.as_deref().filter(|_| place == 0));
            (certificate.der.as_slice(), name)
        });
        Content {
            key: (
                key.pkcs8.expose(),
                key.friendly_name.as_deref().or(self.friendly_name()),
            ),
            certificates: certificates.collect(),
        }
    }

    /// The leaf and its key find each other by their localKeyId; where they have none they get OpenSSL's, the SHA-1 of the leaf.
    fn local_key_id(&self, place: usize, own: Option<&Vec<u8>>) -> Option<Vec<u8>> {
        let leaf = self.certificates.first().filter(|_| place == 0);
        leaf.map(local_key_id).or(own.cloned())
    }
}

/// The localKeyId of a certificate: its own, or else the SHA-1 of the certificate.
pub(super) fn local_key_id(certificate: &Certificate) -> Vec<u8> {
    let own = certificate.local_key_id.clone();
    own.unwrap_or_else(|| Hash::Sha1.digest(&certificate.der).as_ref().to_vec())
}

fn sequence_of(elements: &[Octets]) -> Octets {
    let parts: Vec<&[u8]> = elements.iter().map(|element| element.as_slice()).collect();
    der::sequence(&parts)
}

/// `ContentInfo` with `Data` (RFC 5652 §4).
fn data(content: &[u8]) -> Octets {
    der::sequence(&[
        &der::object_identifier(oid::DATA),
        &der::explicit_0(&der::octet_string(content)),
    ])
}

/// `ContentInfo` with `EncryptedData` (RFC 5652 §8).
fn encrypted_data(
    content: &[u8],
    password: &Encoding,
    protection: Protection,
    random: Random<'_>,
) -> Result<Octets, Error> {
    let encrypted = protection.encrypt(content, password, random)?;
    let info = der::sequence(&[
        &der::object_identifier(oid::DATA),
        &encrypted.algorithm,
        &der::implicit_0(&encrypted.ciphertext),
    ]);
    let data = der::sequence(&[&der::integer(0), &info]);
    Ok(der::sequence(&[
        &der::object_identifier(oid::ENCRYPTED_DATA),
        &der::explicit_0(&data),
    ]))
}

fn certificate_bag(certificate: &Certificate, name: Option<&str>, local_key_id: Option<Vec<u8>>) -> Octets {
    let value = der::sequence(&[
        &der::object_identifier(oid::X509_CERTIFICATE),
        &der::explicit_0(&der::octet_string(&certificate.der)),
    ]);
    bag(oid::CERTIFICATE_BAG, &value, name, local_key_id)
}

fn key_bag(
    key: &Key,
    name: Option<&str>,
    local_key_id: Option<Vec<u8>>,
    password: &Encoding,
    protection: Protection,
    random: Random<'_>,
) -> Result<Octets, Error> {
    let value = protection
        .encrypt(key.pkcs8.expose(), password, random)?
        .private_key_info();
    Ok(bag(oid::SHROUDED_KEY_BAG, &value, name, local_key_id))
}

/// `SafeBag ::= SEQUENCE { bagId, bagValue [0] EXPLICIT, bagAttributes SET OF OPTIONAL }` (RFC 7292 §4.2).
fn bag(id: Oid<'_>, value: &[u8], name: Option<&str>, local_key_id: Option<Vec<u8>>) -> Octets {
    let mut attributes = Vec::new();
    if let Some(name) = name {
        attributes.push(attribute(oid::FRIENDLY_NAME, der::bmp_string(name)));
    }
    if let Some(id) = local_key_id {
        attributes.push(attribute(oid::LOCAL_KEY_ID, der::octet_string(&id)));
    }
    let (id, value) = (der::object_identifier(id), der::explicit_0(value));
    if attributes.is_empty() {
        return der::sequence(&[&id, &value]);
    }
    der::sequence(&[&id, &value, &der::set_of(attributes)])
}

fn attribute(oid: Oid<'_>, value: Octets) -> Octets {
    der::sequence(&[&der::object_identifier(oid), &der::set_of(vec![value])])
}
