//! `.p7b`: certificates in a CMS SignedData (RFC 5652 §5.1). Where somebody signed something that has a name of its own, that is what the
//! file is: signerInfos and content decide, never the version.

use super::{CertificateFile, Format, carrier, certificates::Certificates, format::Sniffed, unicode::contains};
use crate::{
    asn1::{
        ber::{Element, Reader, Tag, corrupt},
        oid::{self, Oid},
    },
    error::{Error, LooksLike},
};

/// EnvelopedData, EncryptedData, AuthEnvelopedData.
const ENCRYPTED: [Oid<'_>; 3] = [oid::ENVELOPED_DATA, oid::ENCRYPTED_DATA, oid::AUTH_ENVELOPED_DATA];

pub(super) fn read(bytes: &[u8]) -> Result<CertificateFile, Error> {
    let other = |looks_like| Error::UnsupportedFormat { looks_like };
    let no_certificates = || other(LooksLike::Pkcs7WithoutCertificates);
    let mut content_info = Reader::new(bytes).expect(Tag::SEQUENCE)?.reader()?;
    let content_type = content_info.expect(Tag::OBJECT_IDENTIFIER)?.oid()?;
    if ENCRYPTED.contains(&content_type) {
        return Err(other(LooksLike::EncryptedMessage));
    }
    if content_type != oid::SIGNED_DATA {
        return Err(no_certificates());
    }
    let content = content_info.expect(Tag::context(0))?;
    let mut signed_data = content.reader()?.expect(Tag::SEQUENCE)?.reader()?;
    signed_data.expect(Tag::INTEGER)?;
    signed_data.expect(Tag::SET)?;
    let signed = signed_data.expect(Tag::SEQUENCE)?;
    let certificates = signed_data.optional(Tag::context(0))?;
    // Some sign a line of text, or nothing, to hand on their certificates.
    if is_signed(signed_data) && has_a_name(&signed).unwrap_or_default() {
        return Err(other(LooksLike::SignedMessage));
    }
    let mut set = match certificates {
        Some(certificates) => certificates.reader()?,
        None => return Err(no_certificates()),
    };
    let mut found = Certificates::default();
    while !set.is_empty() {
        let offset = set.offset();
        let choice = set.next()?;
        // Attribute certificates and other choices (RFC 5652 §10.2.2) are passed over.
        if choice.tag == Tag::SEQUENCE {
            found.add(choice.whole, offset);
        }
    }
    if found.readable.is_empty() && found.unreadable.is_empty() {
        return Err(no_certificates());
    }
    found.into_file(Format::Pkcs7).map_err(|_| corrupt(content.offset()))
}

/// Whether signerInfos, the last field, has any. What is signed is of no matter where nobody signed it (RFC 5652 §5.2).
fn is_signed(mut rest: Reader<'_>) -> bool {
    while let Ok(field) = rest.next() {
        if field.tag == Tag::SET {
            return !field.content.is_empty();
        }
    }
    false
}

/// Whether the signed content is of a type of its own (RFC 5652 §5.2), or a profile, a mail, an archive, a certificate file or the like.
fn has_a_name(signed: &Element<'_>) -> Option<bool> {
    let mut fields = signed.reader().ok()?;
    if fields.expect(Tag::OBJECT_IDENTIFIER).ok()?.oid().ok()? != oid::DATA {
        return Some(true);
    }
    let content = fields
        .next()
        .ok()?
        .reader()
        .ok()?
        .expect(Tag::OCTET_STRING)
        .ok()?
        .octets()
        .ok()?;
    let is_sniffed = !matches!(
        Format::sniff(&content),
        Sniffed::Text(_) | Sniffed::Other(LooksLike::Empty | LooksLike::Unknown)
    );
    let is_text = content.starts_with(b"<") || contains(&content, b"-----BEGIN ");
    Some(is_sniffed || is_text || carrier::kind(&content).is_some())
}
