//! `.p7b`: certificates in a CMS SignedData that signs nothing (RFC 5652 §5.1).

use super::{CertificateFile, Format, certificates::Certificates};
use crate::{
    ber::{Reader, Tag, corrupt},
    error::{Error, LooksLike},
};

const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";

pub(super) fn read(bytes: &[u8]) -> Result<CertificateFile, Error> {
    let other = |looks_like| Error::UnsupportedFormat { looks_like };
    let no_certificates = || other(LooksLike::Pkcs7WithoutCertificates);
    let mut content_info = Reader::new(bytes).expect(Tag::SEQUENCE)?.reader()?;
    if content_info.expect(Tag::OBJECT_IDENTIFIER)?.object_identifier()? != SIGNED_DATA {
        return Err(no_certificates());
    }
    let content = content_info.expect(Tag::context(0))?;
    let mut signed_data = content.reader()?.expect(Tag::SEQUENCE)?.reader()?;
    // Version 1 is PKCS#7 1.5 (RFC 2315 §9.1) and what RFC 5652 §5.1 asks of certificates alone; later ones are signed messages.
    if signed_data.expect(Tag::INTEGER)?.unsigned()? != 1 {
        return Err(other(LooksLike::SignedMessage));
    }
    signed_data.expect(Tag::SET)?;
    signed_data.expect(Tag::SEQUENCE)?;
    let mut set = match signed_data.optional(Tag::context(0))? {
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
