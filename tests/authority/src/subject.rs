//! Subject names: made for the demo, or carried over from a presented certificate.

use crate::Error;
use rcgen::{DistinguishedName, DnType, DnValue};
use x509_parser::{der_parser::asn1_rs::Tag, x509::X509Name};

/// What the demo certificates name as organization: nobody shall take them for real ones.
const DEMO_ORGANIZATION: &str = "orcamo-cert demo";

/// The subject of a demo certificate.
pub(crate) fn demo(common_name: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::OrganizationName, DEMO_ORGANIZATION);
    name.push(DnType::CommonName, common_name);
    name
}

/// The same subject again, attribute by attribute, each in the string type it had.
pub(crate) fn carried_over(subject: &X509Name<'_>) -> Result<DistinguishedName, Error> {
    let mut name = DistinguishedName::new();
    for relative_name in subject.iter() {
        let mut attributes = relative_name.iter();
        let (Some(attribute), None) = (attributes.next(), attributes.next()) else {
            return Err(Error::Subject {
                reason: "a relative name with several attributes",
            });
        };
        let object_identifier: Vec<u64> = attribute
            .attr_type()
            .iter()
            .ok_or(Error::Subject {
                reason: "an attribute type that is too large",
            })?
            .collect();
        let kind = DnType::from_oid(&object_identifier);
        if name.get(&kind).is_some() {
            return Err(Error::Subject {
                reason: "an attribute type that occurs twice",
            });
        }
        let text = || {
            std::str::from_utf8(attribute.attr_value().data).map_err(|_| Error::Subject {
                reason: "text that is not UTF-8",
            })
        };
        let tag = attribute.attr_value().header.tag();
        let value = if tag == Tag::Utf8String {
            DnValue::Utf8String(text()?.to_owned())
        } else if tag == Tag::PrintableString {
            DnValue::PrintableString(text()?.try_into()?)
        } else if tag == Tag::Ia5String {
            DnValue::Ia5String(text()?.try_into()?)
        } else {
            return Err(Error::Subject {
                reason: "a string type other than UTF8String, PrintableString and IA5String",
            });
        };
        name.push(kind, value);
    }
    Ok(name)
}
