//! Distinguished names: their text form (RFC 4514) and their common names (RFC 5280 §4.1.2.4).

use std::borrow::Cow;

use crate::{
    asn1::{
        ber::{Element, Tag, corrupt},
        oid::{self, Oid},
    },
    error::Error,
    text::{from_utf16_be, hex},
};

/// Descriptors by object identifier: the table of RFC 4514 §3, then those of RFC 4519 and RFC 2985 that certificates carry.
const DESCRIPTORS: &[(Oid<'_>, &str)] = &[
    (oid::COMMON_NAME, "CN"),
    (oid::LOCALITY_NAME, "L"),
    (oid::STATE_OR_PROVINCE_NAME, "ST"),
    (oid::ORGANIZATION_NAME, "O"),
    (oid::ORGANIZATIONAL_UNIT_NAME, "OU"),
    (oid::COUNTRY_NAME, "C"),
    (oid::STREET_ADDRESS, "STREET"),
    (oid::DOMAIN_COMPONENT, "DC"),
    (oid::USER_ID, "UID"),
    (oid::EMAIL_ADDRESS, "emailAddress"),
    (oid::SURNAME, "sn"),
    (oid::SERIAL_NUMBER, "serialNumber"),
    (oid::TITLE, "title"),
    (oid::DESCRIPTION, "description"),
    (oid::BUSINESS_CATEGORY, "businessCategory"),
    (oid::POSTAL_CODE, "postalCode"),
    (oid::NAME, "name"),
    (oid::GIVEN_NAME, "givenName"),
    (oid::INITIALS, "initials"),
    (oid::GENERATION_QUALIFIER, "generationQualifier"),
    (oid::DN_QUALIFIER, "dnQualifier"),
    (oid::ORGANIZATION_IDENTIFIER, "organizationIdentifier"),
];

/// What a name says.
pub(crate) struct Name {
    /// As RFC 4514 text: the last relative distinguished name first, special characters escaped.
    pub(crate) text: String,
    /// Every common name, in the order of the certificate.
    pub(crate) common_names: Vec<String>,
}

impl Name {
    /// Reads `Name ::= SEQUENCE OF SET OF SEQUENCE { type, value }`.
    pub(crate) fn read(name: &Element<'_>) -> Result<Self, Error> {
        let mut common_names = Vec::new();
        // In the order of the certificate, with the places at which a relative distinguished name begins.
        let mut text = String::with_capacity(name.content.len());
        let mut beginnings = Vec::new();
        let mut relative_names = name.reader()?;
        while !relative_names.is_empty() {
            let mut attributes = relative_names.expect(Tag::SET)?.reader()?;
            let beginning = text.len();
            while !attributes.is_empty() {
                let mut attribute = attributes.expect(Tag::SEQUENCE)?.reader()?;
                let kind = attribute.expect(Tag::OBJECT_IDENTIFIER)?;
                let value = attribute.next()?;
                if !attribute.is_empty() {
                    return Err(corrupt(attribute.offset()));
                }
                if text.len() == beginning {
                    beginnings.push(beginning);
                } else {
                    text.push('+');
                }
                let text_of_value = string(&value);
                write_attribute(&kind, &value, text_of_value.as_deref(), &mut text);
                if Oid::of(kind.content) == oid::COMMON_NAME {
                    common_names.extend(text_of_value.map(Cow::into_owned));
                }
            }
        }
        if beginnings.len() > 1 {
            text = reversed(&text, &beginnings);
        }
        Ok(Self { text, common_names })
    }
}

fn reversed(text: &str, beginnings: &[usize]) -> String {
    let mut reversed = String::with_capacity(text.len() + beginnings.len());
    let mut end = text.len();
    for beginning in beginnings.iter().rev() {
        if end < text.len() {
            reversed.push(',');
        }
        reversed.push_str(text.get(*beginning..end).unwrap_or_default());
        end = *beginning;
    }
    reversed
}

fn write_attribute(kind: &Element<'_>, value: &Element<'_>, text_of_value: Option<&str>, text: &mut String) {
    let kind = Oid::of(kind.content);
    let descriptor = DESCRIPTORS.iter().find(|(known, _)| *known == kind);
    match descriptor {
        Some((_, descriptor)) => text.push_str(descriptor),
        None => text.push_str(&kind.dotted().unwrap_or_else(|| hex(kind.contents()))),
    }
    text.push('=');
    match (descriptor, text_of_value) {
        (Some(_), Some(text_of_value)) => escape(text_of_value, text),
        // RFC 4514 §2.4: a dotted-decimal type, or a value that is no string, is written as the BER in hexadecimal.
        (_, _) => {
            text.push('#');
            text.push_str(&hex(value.whole));
        }
    }
}

/// A directory string (RFC 5280 §4.1.2.4) of any of its ASN.1 types as text; `None` for other types and broken encodings.
pub(crate) fn string<'a>(value: &Element<'a>) -> Option<Cow<'a, str>> {
    let bytes = value.content;
    match value.tag {
        Tag::UTF8_STRING => Some(String::from_utf8_lossy(bytes)),
        Tag::PRINTABLE_STRING | Tag::IA5_STRING | Tag::NUMERIC_STRING | Tag::VISIBLE_STRING | Tag::GENERAL_STRING => {
            Some(std::str::from_utf8(bytes).map_or_else(|_| latin1(bytes), Cow::Borrowed))
        }
        // Real encoders put ISO 8859-1 into T.61 strings, and OpenSSL reads them so.
        Tag::T61_STRING => Some(latin1(bytes)),
        Tag::BMP_STRING => bytes.len().is_multiple_of(2).then(|| from_utf16_be(bytes).into()),
        Tag::UNIVERSAL_STRING => {
            let (characters, rest) = bytes.as_chunks::<4>();
            rest.is_empty().then(|| {
                characters
                    .iter()
                    .map(|four| char::from_u32(u32::from_be_bytes(*four)).unwrap_or(char::REPLACEMENT_CHARACTER))
                    .collect()
            })
        }
        _ => None,
    }
}

fn latin1(bytes: &[u8]) -> Cow<'static, str> {
    bytes.iter().copied().map(char::from).collect()
}

/// Escapes as RFC 4514 §2.4 asks.
fn escape(value: &str, text: &mut String) {
    let last = value.len().saturating_sub(1);
    let mut written = 0;
    for (index, octet) in value.bytes().enumerate() {
        let (escape, replaced) = match octet {
            0 => ("\\00", 1),
            b'"' | b'+' | b',' | b';' | b'<' | b'>' | b'\\' => ("\\", 0),
            b' ' if index == 0 || index == last => ("\\", 0),
            b'#' if index == 0 => ("\\", 0),
            _ => continue,
        };
        text.push_str(value.get(written..index).unwrap_or_default());
        text.push_str(escape);
        written = index + replaced;
    }
    text.push_str(value.get(written..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_special_characters_of_rfc_4514_are_escaped() {
        let escape = |value: &str| {
            let mut text = String::new();
            super::escape(value, &mut text);
            text
        };
        assert_eq!(escape(" #a,b+c\"d\\e<f>g;h "), "\\ #a\\,b\\+c\\\"d\\\\e\\<f\\>g\\;h\\ ");
        assert_eq!(escape("#a#"), "\\#a#");
        assert_eq!(escape("a\0b"), "a\\00b");
        assert_eq!(escape("医療 法人"), "医療 法人");
    }
}
