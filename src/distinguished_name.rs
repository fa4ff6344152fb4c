//! Distinguished names: their text form (RFC 4514) and their common names (RFC 5280 §4.1.2.4).

use x509_parser::{
    asn1_rs::{Any, Tag, ToDer, oid},
    x509::{AttributeTypeAndValue, X509Name},
};

const COMMON_NAME: &[u8] = &oid!(raw 2.5.4.3);

/// Descriptors by object identifier: the table of RFC 4514 §3, then those of RFC 4519 and RFC 2985 that certificates carry.
const DESCRIPTORS: &[(&[u8], &str)] = &[
    (COMMON_NAME, "CN"),
    (&oid!(raw 2.5.4.7), "L"),
    (&oid!(raw 2.5.4.8), "ST"),
    (&oid!(raw 2.5.4.10), "O"),
    (&oid!(raw 2.5.4.11), "OU"),
    (&oid!(raw 2.5.4.6), "C"),
    (&oid!(raw 2.5.4.9), "STREET"),
    (&oid!(raw 0.9.2342.19200300.100.1.25), "DC"),
    (&oid!(raw 0.9.2342.19200300.100.1.1), "UID"),
    (&oid!(raw 1.2.840.113549.1.9.1), "emailAddress"),
    (&oid!(raw 2.5.4.4), "sn"),
    (&oid!(raw 2.5.4.5), "serialNumber"),
    (&oid!(raw 2.5.4.12), "title"),
    (&oid!(raw 2.5.4.13), "description"),
    (&oid!(raw 2.5.4.15), "businessCategory"),
    (&oid!(raw 2.5.4.17), "postalCode"),
    (&oid!(raw 2.5.4.41), "name"),
    (&oid!(raw 2.5.4.42), "givenName"),
    (&oid!(raw 2.5.4.43), "initials"),
    (&oid!(raw 2.5.4.44), "generationQualifier"),
    (&oid!(raw 2.5.4.46), "dnQualifier"),
    (&oid!(raw 2.5.4.97), "organizationIdentifier"),
];

/// The name as RFC 4514 text: the last relative distinguished name first, special characters escaped.
pub(crate) fn rfc4514(name: &X509Name<'_>) -> String {
    let mut text = String::new();
    let relative_names: Vec<_> = name.iter_rdn().collect();
    for rdn in relative_names.into_iter().rev() {
        for (index, part) in rdn.iter().enumerate() {
            match index {
                0 if text.is_empty() => {}
                0 => text.push(','),
                _ => text.push('+'),
            }
            attribute(part, &mut text);
        }
    }
    text
}

/// Every common name, in the order of the certificate.
pub(crate) fn common_names(name: &X509Name<'_>) -> Vec<String> {
    name.iter_attributes()
        .filter(|attribute| attribute.attr_type().as_bytes() == COMMON_NAME)
        .filter_map(|attribute| string(attribute.attr_value()))
        .collect()
}

fn attribute(attribute: &AttributeTypeAndValue<'_>, text: &mut String) {
    let oid = attribute.attr_type();
    let value = attribute.attr_value();
    let descriptor = DESCRIPTORS.iter().find(|(known, _)| *known == oid.as_bytes());
    let value_text = string(value);
    match descriptor {
        Some((_, descriptor)) => text.push_str(descriptor),
        None => text.push_str(&oid.to_id_string()),
    }
    text.push('=');
    match (descriptor, value_text) {
        (Some(_), Some(value)) => escape(&value, text),
        // RFC 4514 §2.4: a dotted-decimal type, or a value that is no string, is written as the BER in hexadecimal.
        (_, _) => {
            text.push('#');
            text.push_str(&hex(&value.to_der_vec_raw().unwrap_or_default()));
        }
    }
}

/// A directory string (RFC 5280 §4.1.2.4) of any of its ASN.1 types as text; `None` for other types and broken encodings.
fn string(value: &Any<'_>) -> Option<String> {
    let bytes = value.data;
    match value.tag() {
        Tag::Utf8String => Some(String::from_utf8_lossy(bytes).into_owned()),
        Tag::PrintableString | Tag::Ia5String | Tag::NumericString | Tag::VisibleString | Tag::GeneralString => {
            Some(utf8_or_latin1(bytes))
        }
        // Real encoders put ISO 8859-1 into T.61 strings, and OpenSSL reads them so.
        Tag::T61String => Some(latin1(bytes)),
        Tag::BmpString => {
            let units: Vec<u16> = pairs(bytes)?;
            Some(String::from_utf16_lossy(&units))
        }
        Tag::UniversalString => {
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

fn pairs(bytes: &[u8]) -> Option<Vec<u16>> {
    let (units, rest) = bytes.as_chunks::<2>();
    rest.is_empty()
        .then(|| units.iter().map(|two| u16::from_be_bytes(*two)).collect())
}

fn utf8_or_latin1(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes).map_or_else(|_| latin1(bytes), str::to_owned)
}

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

/// Escapes as RFC 4514 §2.4 asks.
fn escape(value: &str, text: &mut String) {
    let last = value.len().saturating_sub(1);
    for (index, character) in value.char_indices() {
        match character {
            '\0' => {
                text.push_str("\\00");
                continue;
            }
            '"' | '+' | ',' | ';' | '<' | '>' | '\\' => text.push('\\'),
            ' ' if index == 0 || index == last => text.push('\\'),
            '#' if index == 0 => text.push('\\'),
            _ => {}
        }
        text.push(character);
    }
}

/// Lower-case hexadecimal without separators.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 };
    let mut text = Vec::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 15));
    }
    String::from_utf8(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::hex;

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

    #[test]
    fn hexadecimal_is_lower_case_without_colons() {
        assert_eq!(hex(&[0x00, 0xab, 0x7f]), "00ab7f");
    }
}
