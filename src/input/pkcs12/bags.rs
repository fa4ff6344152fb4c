//! SafeBags (RFC 7292 §4.2): certificates, private keys and their names. Bags of other kinds are passed over.

use super::super::{CertificateFile, Format};
use crate::{
    asn1::{
        ber::{Element, Reader, Tag, corrupt},
        oid,
    },
    certificate::Certificate,
    certificate::private_key::{KeyMaterial, PrivateKey},
    certificate::private_key_form::is_private_key,
    encryption::{self, Unlocking},
    error::Error,
    secret::SecretBytes,
    text::from_utf16_be,
};

/// What was found so far.
#[derive(Default)]
pub(super) struct Bags {
    certificates: Vec<Certificate>,
    keys: Vec<PrivateKey>,
    /// Certificates that could not be read, with where they stand.
    unreadable: Vec<usize>,
    /// Whether the password has decrypted anything.
    pub(super) something_was_decrypted: bool,
    /// Whether the password stands in the file, encrypted for accounts of a Windows domain.
    is_for_accounts: bool,
    /// The error of the first part that is of no known kind.
    pub(super) passed_over: Option<Error>,
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
        let bag_id = fields.expect(Tag::OBJECT_IDENTIFIER)?.oid()?;
        let value = fields.expect(Tag::context(0))?;
        // They only name things: what cannot be read of them hides nothing.
        let attributes = fields.optional(Tag::SET).ok().flatten();
        let attributes = attributes.and_then(|attributes| Attributes::read(&attributes).ok());
        let attributes = attributes.unwrap_or_default();
        let content = || value.inner(Tag::SEQUENCE);
        match bag_id {
            oid::CERTIFICATE_BAG => self.certificate(&content()?, attributes),
            oid::KEY_BAG => {
                let info = content()?;
                if is_private_key(info.whole) {
                    self.add_key(pkcs8(info.whole), attributes);
                } else {
                    // It is no key, and hides nothing.
                    self.passed_over.get_or_insert(corrupt(info.offset()));
                }
                Ok(())
            }
            oid::SHROUDED_KEY_BAG => {
                let key = match content().and_then(|info| self.shrouded_key(&info, unlocking)) {
                    Ok(key) => key,
                    Err(error @ Error::TooMuchWork { .. }) => return Err(error),
                    // It hides neither certificates nor other keys: a Java keystore may give a key a password of its own.
                    Err(error) => PrivateKey::recognized(error),
                };
                self.add_key(key, attributes);
                Ok(())
            }
            oid::SAFE_CONTENTS_BAG => self.read_all(&content()?, unlocking),
            // `SecretBag ::= SEQUENCE { secretTypeId, secretValue }`; Windows keeps the password in it, encrypted for accounts of a domain
            // (`szOID_PKCS_12_PROTECTED_PASSWORD_SECRET_BAG_TYPE_ID`).
            oid::SECRET_BAG => {
                let kind = || content()?.inner(Tag::OBJECT_IDENTIFIER)?.oid();
                self.is_for_accounts |= kind().is_ok_and(|kind| kind == oid::PROTECTED_PASSWORD);
                Ok(())
            }
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
        if fields.expect(Tag::OBJECT_IDENTIFIER)?.oid()? != oid::X509_CERTIFICATE {
            return Ok(());
        }
        let value = fields.expect(Tag::context(0))?.inner(Tag::OCTET_STRING)?;
        let octets = value.octets()?;
        // Octets behind it are left alone, as OpenSSL, Java and NSS do.
        let first = Reader::new(&octets).expect(Tag::SEQUENCE);
        match first.and_then(|first| Certificate::from_der(first.whole)) {
            Ok(certificate) => self.certificates.push(Certificate {
                local_key_id: attributes.local_key_id,
                friendly_name: attributes.friendly_name,
                ..certificate
            }),
            Err(_) => self.unreadable.push(value.offset()),
        }
        Ok(())
    }

    /// `EncryptedPrivateKeyInfo ::= SEQUENCE { encryptionAlgorithm, encryptedData }` (RFC 5958 §3).
    fn shrouded_key(&mut self, info: &Element<'_>, unlocking: &mut Unlocking<'_>) -> Result<PrivateKey, Error> {
        let mut fields = info.reader()?;
        let algorithm = fields.expect(Tag::SEQUENCE)?;
        let ciphertext = fields.expect(Tag::OCTET_STRING)?.octets()?;
        let key = encryption::decrypt(&algorithm, &ciphertext, unlocking, is_private_key)?;
        self.something_was_decrypted = true;
        Ok(pkcs8(&key))
    }

    pub(super) fn has_locked_key(&self) -> bool {
        self.keys.iter().any(PrivateKey::is_locked)
    }

    pub(super) fn is_for_accounts(&self) -> bool {
        self.is_for_accounts
    }

    pub(super) fn has_unreadable(&self) -> bool {
        !self.unreadable.is_empty()
    }

    pub(super) fn into_file(self, format: Format) -> Result<CertificateFile, Error> {
        if let (true, true, Some(error)) = (self.certificates.is_empty(), self.keys.is_empty(), self.passed_over) {
            return Err(error);
        }
        if let (true, Some(offset)) = (self.certificates.is_empty(), self.unreadable.first()) {
            return Err(corrupt(*offset));
        }
        let names = self.keys.iter().map(|key| &key.friendly_name);
        let mut names = names.chain(self.certificates.iter().map(|one| &one.friendly_name));
        Ok(CertificateFile {
            friendly_name: names.find_map(Clone::clone),
            unreadable: self.unreadable.len(),
            certificates: self.certificates,
            private_keys: self.keys,
            ..CertificateFile::empty(format)
        })
    }
}

/// A `PrivateKeyInfo`; octets behind it are left alone.
fn pkcs8(der: &[u8]) -> PrivateKey {
    let whole = Reader::new(der).next().map_or(der, |first| first.whole);
    PrivateKey::decrypted(KeyMaterial::Pkcs8(SecretBytes::new(whole.to_vec())))
}

/// Whether this is a SafeContents: a SEQUENCE that begins with a SafeBag, of whatever kind, or nothing but an empty one. Octets behind it
/// are left alone, as OpenSSL, Java and NSS do. Three tags and three lengths that fit come of a wrong password once in a hundred million.
pub(super) fn is_safe_contents(plaintext: &[u8]) -> bool {
    let mut reader = Reader::new(plaintext);
    let Ok(mut bags) = reader.expect(Tag::SEQUENCE).and_then(|contents| contents.reader()) else {
        return false;
    };
    if bags.is_empty() {
        return reader.is_empty();
    }
    let mut begins_with_bag = || {
        let mut fields = bags.expect(Tag::SEQUENCE)?.reader()?;
        let bag_id = fields.expect(Tag::OBJECT_IDENTIFIER)?;
        Ok::<_, Error>(!bag_id.content.is_empty())
    };
    begins_with_bag().unwrap_or(false)
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
            let kind = fields.expect(Tag::OBJECT_IDENTIFIER)?.oid()?;
            let Some(values) = fields.optional(Tag::SET)? else {
                continue;
            };
            let mut values = values.reader()?;
            if kind == oid::FRIENDLY_NAME
                && let Some(name) = values.optional(Tag::BMP_STRING)?
            {
                found.friendly_name = Some(from_utf16_be(name.content));
            } else if kind == oid::LOCAL_KEY_ID
                && let Some(id) = values.optional(Tag::OCTET_STRING)?
            {
                found.local_key_id = Some(id.octets()?.into_owned());
            }
        }
        Ok(found)
    }
}
