//! SafeBags (RFC 7292 §4.2): certificates, private keys and their names. Bags of other kinds are passed over.

use super::super::{CertificateFile, Format};
use crate::{
    ber::{Element, Reader, Tag, corrupt},
    certificate::Certificate,
    encryption::{self, Unlocking, wrong_password},
    error::Error,
    private_key::{KeyMaterial, PrivateKey},
    secret::SecretBytes,
};

const KEY_BAG: &str = "1.2.840.113549.1.12.10.1.1";
const SHROUDED_KEY_BAG: &str = "1.2.840.113549.1.12.10.1.2";
const CERTIFICATE_BAG: &str = "1.2.840.113549.1.12.10.1.3";
const SAFE_CONTENTS_BAG: &str = "1.2.840.113549.1.12.10.1.6";
const X509_CERTIFICATE: &str = "1.2.840.113549.1.9.22.1";
const FRIENDLY_NAME: &str = "1.2.840.113549.1.9.20";
const LOCAL_KEY_ID: &str = "1.2.840.113549.1.9.21";

/// What was found so far.
#[derive(Default)]
pub(super) struct Bags {
    certificates: Vec<Certificate>,
    keys: Vec<PrivateKey>,
    /// Certificates that could not be read, with where they stand.
    unreadable: Vec<usize>,
    /// Whether the password has decrypted anything.
    pub(super) something_was_decrypted: bool,
}

impl Bags {
    /// Reads `SafeContents ::= SEQUENCE OF SafeBag`.
    pub(super) fn read(&mut self, contents: &[u8], unlocking: &mut Unlocking<'_>) -> Result<(), Error> {
        self.read_all(&Reader::new(contents).expect(Tag::SEQUENCE)?, unlocking)
    }

    fn read_all(&mut self, contents: &Element<'_>, unlocking: &mut Unlocking<'_>) -> Result<(), Error> {
        let mut bags = contents.reader()?;
        while !bags.is_empty() {
            self.bag(&bags.expect(Tag::SEQUENCE)?, unlocking)?;
        }
        Ok(())
    }

    /// `SafeBag ::= SEQUENCE { bagId, bagValue [0] EXPLICIT, bagAttributes SET OPTIONAL }`.
    fn bag(&mut self, bag: &Element<'_>, unlocking: &mut Unlocking<'_>) -> Result<(), Error> {
        let mut fields = bag.reader()?;
        let bag_id = fields.expect(Tag::OBJECT_IDENTIFIER)?.object_identifier()?;
        let value = fields.expect(Tag::context(0))?;
        let attributes = match fields.optional(Tag::SET)? {
            Some(attributes) => Attributes::read(&attributes)?,
            None => Attributes::default(),
        };
        let content = || value.only(Tag::SEQUENCE);
        match bag_id.as_str() {
            CERTIFICATE_BAG => self.certificate(&content()?, attributes),
            KEY_BAG => {
                self.add_key(pkcs8(content()?.whole), attributes);
                Ok(())
            }
            SHROUDED_KEY_BAG => {
                let key = self.shrouded_key(&content()?, unlocking)?;
                self.add_key(key, attributes);
                Ok(())
            }
            SAFE_CONTENTS_BAG => self.read_all(&content()?, unlocking),
            _ => Ok(()),
        }
    }

    fn add_key(&mut self, key: PrivateKey, attributes: Attributes) {
        self.keys.push(PrivateKey {
            local_key_id: attributes.local_key_id,
            friendly_name: attributes.friendly_name,
            ..key
        });
    }

    /// `CertBag ::= SEQUENCE { certId, certValue [0] EXPLICIT }`. A certificate that cannot be read does not hide the others.
    fn certificate(&mut self, bag: &Element<'_>, attributes: Attributes) -> Result<(), Error> {
        let mut fields = bag.reader()?;
        if fields.expect(Tag::OBJECT_IDENTIFIER)?.object_identifier()? != X509_CERTIFICATE {
            return Ok(());
        }
        let value = fields.expect(Tag::context(0))?.only(Tag::OCTET_STRING)?;
        match Certificate::from_der(&value.octets()?) {
            Ok(certificate) => self.certificates.push(Certificate {
                local_key_id: attributes.local_key_id,
                friendly_name: attributes.friendly_name,
                ..certificate
            }),
            Err(_) => self.unreadable.push(value.offset()),
        }
        Ok(())
    }

    /// `EncryptedPrivateKeyInfo ::= SEQUENCE { encryptionAlgorithm, encryptedData }` (RFC 5958 §3). A key under an algorithm that
    /// is not supported, or under another password, does not hide the certificates.
    fn shrouded_key(&mut self, info: &Element<'_>, unlocking: &mut Unlocking<'_>) -> Result<PrivateKey, Error> {
        let mut fields = info.reader()?;
        let algorithm = fields.expect(Tag::SEQUENCE)?;
        let ciphertext = fields.expect(Tag::OCTET_STRING)?.octets()?;
        match encryption::decrypt(&algorithm, &ciphertext, unlocking) {
            Ok(key) => {
                // A wrong password may leave good padding by chance, but then no PrivateKeyInfo.
                if Reader::new(&key).expect(Tag::SEQUENCE).is_err() {
                    return Err(wrong_password());
                }
                self.something_was_decrypted = true;
                Ok(PrivateKey::decrypted(KeyMaterial::Pkcs8(SecretBytes::from(key))))
            }
            Err(Error::UnsupportedAlgorithm { .. }) => Ok(PrivateKey::recognized()),
            // A Java keystore may give a key a password of its own.
            Err(Error::WrongPassword { .. }) if unlocking.is_right => Ok(PrivateKey::recognized()),
            Err(error) => Err(error),
        }
    }

    pub(super) fn into_file(self, format: Format) -> Result<CertificateFile, Error> {
        if let (true, Some(offset)) = (self.certificates.is_empty(), self.unreadable.first()) {
            return Err(corrupt(*offset));
        }
        let names = self.keys.iter().map(|key| &key.friendly_name);
        let mut names = names.chain(self.certificates.iter().map(|one| &one.friendly_name));
        Ok(CertificateFile {
            format,
            friendly_name: names.find_map(Clone::clone),
            unreadable: self.unreadable.len(),
            certificates: self.certificates,
            private_keys: self.keys,
            is_unwrapped: false,
        })
    }
}

fn pkcs8(der: &[u8]) -> PrivateKey {
    PrivateKey::decrypted(KeyMaterial::Pkcs8(SecretBytes::new(der.to_vec())))
}

/// The attributes of a bag that matter here.
#[derive(Default)]
struct Attributes {
    friendly_name: Option<String>,
    local_key_id: Option<Vec<u8>>,
}

impl Attributes {
    /// Reads `SET OF SEQUENCE { attrId, attrValues SET }` (RFC 2985 §5.5).
    fn read(attributes: &Element<'_>) -> Result<Self, Error> {
        let mut found = Self::default();
        let mut attributes = attributes.reader()?;
        while !attributes.is_empty() {
            let mut fields = attributes.expect(Tag::SEQUENCE)?.reader()?;
            let oid = fields.expect(Tag::OBJECT_IDENTIFIER)?.object_identifier()?;
            let Some(values) = fields.optional(Tag::SET)? else {
                continue;
            };
            let mut values = values.reader()?;
            if oid == FRIENDLY_NAME
                && let Some(name) = values.optional(Tag::BMP_STRING)?
            {
                found.friendly_name = Some(utf16(name.content));
            } else if oid == LOCAL_KEY_ID
                && let Some(id) = values.optional(Tag::OCTET_STRING)?
            {
                found.local_key_id = Some(id.octets()?.into_owned());
            }
        }
        Ok(found)
    }
}

/// A BMPString; characters beyond the BMP are read as the surrogate pairs that some programs write.
fn utf16(content: &[u8]) -> String {
    let (units, _) = content.as_chunks::<2>();
    let units: Vec<u16> = units.iter().map(|two| u16::from_be_bytes(*two)).collect();
    String::from_utf16_lossy(&units)
}
