//! The facts of one X.509 certificate (RFC 5280); no judgement.

pub mod name;
pub mod private_key;
pub(crate) mod private_key_form;
pub mod public_key;

use orcamo_kdf::Hash;
use serde::Serialize;

use name::Name;
use public_key::{PublicHalf, PublicKey, PublicKeyInfo};

use crate::{
    asn1::{
        ber::{Element, Reader, Tag, corrupt},
        oid::{self, Oid},
        time,
    },
    calendar::Timestamp,
    error::Error,
    text::hex,
};

/// What a certificate says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Certificate {
    /// The last common name of the subject, the one that decides the kind; `null` where there is none.
    pub common_name: Option<String>,
    /// Every common name of the subject, in the certificate's order.
    pub common_names: Vec<String>,
    /// The subject as RFC 4514 text; empty where the certificate has none.
    pub subject: String,
    /// The issuer as RFC 4514 text.
    pub issuer: String,
    /// The serial number in lower-case hexadecimal, without the sign octet.
    pub serial_number: String,
    /// The first instant of its validity, ISO 8601 in UTC.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub not_before: Timestamp,
    /// The last instant of its validity, ISO 8601 in UTC.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub not_after: Timestamp,
    /// SHA-256 of the whole certificate, lower-case hexadecimal.
    pub fingerprint_sha256: String,
    /// The kind and size of its public key.
    pub public_key: PublicKey,
    /// SHA-256 of its `SubjectPublicKeyInfo`, lower-case hexadecimal: the same for every certificate of one key.
    pub public_key_sha256: String,
    /// Whether it is a certification authority (basicConstraints, RFC 5280 §4.2.1.9).
    pub is_ca: bool,
    /// Whether it may be used for TLS client authentication (extKeyUsage, RFC 5280 §4.2.1.12).
    pub client_auth: bool,
    /// The certificate itself. In JavaScript it is there where it was asked for.
    #[serde(skip)]
    pub der: Vec<u8>,
    /// The localKeyId (RFC 2985 §5.5.2) beside it in a PKCS#12 file, which its private key has too.
    #[serde(skip)]
    pub local_key_id: Option<Vec<u8>>,
    /// The friendlyName (RFC 2985 §5.5.1) beside it in a PKCS#12 file.
    #[serde(skip)]
    pub friendly_name: Option<String>,
}

impl Certificate {
    /// Reads one DER certificate; bytes behind it are an error.
    ///
    /// # Errors
    /// [`Error::CorruptFile`] or [`Error::TruncatedFile`] where it is no certificate.
    pub fn from_der(der: &[u8]) -> Result<Self, Error> {
        let fields = TbsFields::read(der)?;
        let Name { text, common_names } = Name::read(&fields.subject)?;
        Ok(Self {
            common_name: common_names.last().cloned(),
            common_names,
            subject: text,
            issuer: Name::read(&fields.issuer)?.text,
            serial_number: serial_number(fields.serial_number),
            not_before: fields.validity.not_before,
            not_after: fields.validity.not_after,
            fingerprint_sha256: hex(Hash::Sha256.digest(der).as_ref()),
            public_key: public_key::describe(&fields.public_key),
            public_key_sha256: hex(Hash::Sha256.digest(fields.public_key.whole).as_ref()),
            is_ca: fields.is_ca,
            client_auth: fields.client_auth,
            der: der.to_vec(),
            local_key_id: None,
            friendly_name: None,
        })
    }

    /// What its private key must have too.
    pub(crate) fn public_half(&self) -> Option<PublicHalf> {
        let fields = TbsFields::read(&self.der).ok()?;
        Some(PublicHalf::of_certificate(&fields.public_key))
    }

    /// The identifier of its own key and that of its issuer's (RFC 5280 §4.2.1.2, §4.2.1.1).
    pub(crate) fn key_identifiers(&self) -> (Option<&[u8]>, Option<&[u8]>) {
        let fields = TbsFields::read(&self.der).ok();
        fields.map_or((None, None), |fields| (fields.own_key_id, fields.issuer_key_id))
    }

    /// Its `SubjectPublicKeyInfo` in DER.
    pub(crate) fn public_key_info(&self) -> Option<&[u8]> {
        Some(TbsFields::read(&self.der).ok()?.public_key.whole)
    }
}

/// The fields of a `TBSCertificate` (RFC 5280 §4.1) that are used. x509-parser takes every extension apart, which doubles the time and the
/// size.
struct TbsFields<'a> {
    serial_number: &'a [u8],
    issuer: Element<'a>,
    validity: Validity,
    subject: Element<'a>,
    public_key: PublicKeyInfo<'a>,
    is_ca: bool,
    client_auth: bool,
    own_key_id: Option<&'a [u8]>,
    issuer_key_id: Option<&'a [u8]>,
}

impl<'a> TbsFields<'a> {
    fn read(der: &'a [u8]) -> Result<Self, Error> {
        let mut outer = Reader::new(der);
        let mut certificate = outer.expect(Tag::SEQUENCE)?.reader()?;
        let mut fields = certificate.expect(Tag::SEQUENCE)?.reader()?;
        algorithm_identifier(&mut certificate)?;
        certificate.expect(Tag::BIT_STRING)?;
        if !certificate.is_empty() || !outer.is_empty() {
            return Err(corrupt(certificate.offset()));
        }
        fields.optional(Tag::context(0))?;
        let serial_number = fields.expect(Tag::INTEGER)?;
        if !is_integer(serial_number.content) {
            return Err(corrupt(serial_number.offset()));
        }
        algorithm_identifier(&mut fields)?;
        let mut found = Self {
            serial_number: serial_number.content,
            issuer: fields.expect(Tag::SEQUENCE)?,
            validity: validity(&mut fields)?,
            subject: fields.expect(Tag::SEQUENCE)?,
            public_key: PublicKeyInfo::read(&fields.expect(Tag::SEQUENCE)?)?,
            is_ca: false,
            client_auth: true,
            own_key_id: None,
            issuer_key_id: None,
        };
        fields.optional(Tag::context(1))?;
        fields.optional(Tag::context(2))?;
        if let Some(extensions) = fields.optional(Tag::context(3))? {
            found.read_extensions(&extensions.inner(Tag::SEQUENCE)?)?;
        }
        Ok(found)
    }

    /// `Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, extnValue OCTET STRING }`.
    fn read_extensions(&mut self, extensions: &Element<'a>) -> Result<(), Error> {
        let mut extensions = extensions.reader()?;
        while !extensions.is_empty() {
            let mut extension = extensions.expect(Tag::SEQUENCE)?.reader()?;
            let id = extension.expect(Tag::OBJECT_IDENTIFIER)?.content;
            extension.optional(Tag::BOOLEAN)?;
            let value = extension.expect(Tag::OCTET_STRING)?.content;
            match Oid::of(id) {
                oid::BASIC_CONSTRAINTS => self.is_ca = is_ca(value).unwrap_or(false),
                oid::EXTENDED_KEY_USAGE => self.client_auth = allows_client_auth(value).unwrap_or(true),
                oid::SUBJECT_KEY_IDENTIFIER => self.own_key_id = key_identifier(value),
                oid::AUTHORITY_KEY_IDENTIFIER => self.issuer_key_id = issuer_key_identifier(value),
                _ => {}
            }
        }
        Ok(())
    }
}

/// `AlgorithmIdentifier ::= SEQUENCE { algorithm, parameters OPTIONAL }`, of which only the form matters here.
fn algorithm_identifier(fields: &mut Reader<'_>) -> Result<(), Error> {
    let mut identifier = fields.expect(Tag::SEQUENCE)?.reader()?;
    identifier.expect(Tag::OBJECT_IDENTIFIER)?;
    while !identifier.is_empty() {
        identifier.next()?;
    }
    Ok(())
}

/// `Validity ::= SEQUENCE { notBefore, notAfter }`.
struct Validity {
    not_before: Timestamp,
    not_after: Timestamp,
}

fn validity(fields: &mut Reader<'_>) -> Result<Validity, Error> {
    let mut times = fields.expect(Tag::SEQUENCE)?.reader()?;
    Ok(Validity {
        not_before: time::read(&times.next()?)?,
        not_after: time::read(&times.next()?)?,
    })
}

/// `BasicConstraints ::= SEQUENCE { cA DEFAULT FALSE, pathLenConstraint OPTIONAL }`.
fn is_ca(value: &[u8]) -> Result<bool, Error> {
    let mut fields = Reader::new(value).expect(Tag::SEQUENCE)?.reader()?;
    let ca = fields.optional(Tag::BOOLEAN)?;
    Ok(ca.is_some_and(|ca| ca.content != [0]))
}

/// `ExtKeyUsageSyntax ::= SEQUENCE OF KeyPurposeId`: id-kp-clientAuth or anyExtendedKeyUsage.
fn allows_client_auth(value: &[u8]) -> Result<bool, Error> {
    let mut purposes = Reader::new(value).expect(Tag::SEQUENCE)?.reader()?;
    while !purposes.is_empty() {
        let purpose = purposes.expect(Tag::OBJECT_IDENTIFIER)?.content;
        if [oid::CLIENT_AUTH, oid::ANY_EXTENDED_KEY_USAGE].contains(&Oid::of(purpose)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// `KeyIdentifier ::= OCTET STRING`.
fn key_identifier(value: &[u8]) -> Option<&[u8]> {
    let identifier = Reader::new(value).expect(Tag::OCTET_STRING).ok()?;
    Some(identifier.content)
}

/// `AuthorityKeyIdentifier ::= SEQUENCE { keyIdentifier [0] IMPLICIT OPTIONAL, … }`.
fn issuer_key_identifier(value: &[u8]) -> Option<&[u8]> {
    let mut fields = Reader::new(value).expect(Tag::SEQUENCE).ok()?.reader().ok()?;
    Some(fields.optional(Tag::context(0)).ok()??.content)
}

/// Whether these are the contents of an INTEGER: in no more octets than it needs (X.690 §8.3.2). OpenSSL and Java read no other.
fn is_integer(content: &[u8]) -> bool {
    !matches!(content, [] | [0, ..0x80, ..] | [0xff, 0x80..=0xff, ..])
}

/// Without the octet in front of one that would read as a sign.
fn serial_number(content: &[u8]) -> String {
    match content {
        [0, unsigned @ ..] if !unsigned.is_empty() => hex(unsigned),
        _ => hex(content),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_integer, serial_number};

    #[test]
    fn an_integer_has_no_octet_that_it_does_not_need() {
        for content in [&[0][..], &[1], &[0x7f], &[0, 0x80], &[0xff], &[0x80], &[0xff, 0x7f]] {
            assert!(is_integer(content), "{content:x?}");
        }
        for content in [&[][..], &[0, 0], &[0, 1], &[0, 0x7f, 1], &[0xff, 0x80], &[0xff, 0xff]] {
            assert!(!is_integer(content), "{content:x?}");
        }
    }

    #[test]
    fn a_serial_number_is_reported_without_its_sign() {
        for (content, expected) in [(&[0][..], "00"), (&[0, 0x80], "80"), (&[1, 0], "0100"), (&[0x80], "80")] {
            assert_eq!(serial_number(content), expected, "{content:x?}");
        }
    }
}
