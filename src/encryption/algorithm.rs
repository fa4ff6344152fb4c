//! Algorithm identifiers (RFC 5280 §4.1.1.2): what they name, and the names of those that are not supported.

use crate::{
    asn1::ber::{Element, Tag, corrupt},
    error::Error,
};

/// Names of algorithms that PKCS#12 files are met with and that are not supported here.
const NAMES: &[(&str, &str)] = &[
    ("1.2.840.113549.1.5.1", "pbeWithMD2AndDES-CBC"),
    ("1.2.840.113549.1.5.4", "pbeWithMD2AndRC2-CBC"),
    ("1.2.410.200046.1.1.2", "ARIA-128-CBC"),
    ("1.2.410.200046.1.1.7", "ARIA-192-CBC"),
    ("1.2.410.200046.1.1.12", "ARIA-256-CBC"),
    ("1.2.410.200004.1.4", "SEED-CBC"),
    ("1.2.156.10197.1.104.2", "SM4-CBC"),
    ("1.2.156.10197.1.401", "SM3"),
    ("1.2.840.113533.7.66.10", "CAST5-CBC"),
    ("1.3.6.1.4.1.3029.1.2", "Blowfish-CBC"),
    ("1.3.6.1.4.1.188.7.1.1.2", "IDEA-CBC"),
    ("1.2.643.2.2.21", "GOST 28147-89"),
    ("1.2.643.2.2.9", "GOST R 34.11-94"),
    ("1.2.643.2.2.10", "HMAC-GOST R 34.11-94"),
    ("1.2.643.7.1.1.2.2", "GOST R 34.11-2012 (256)"),
    ("1.2.643.7.1.1.2.3", "GOST R 34.11-2012 (512)"),
    ("1.2.643.7.1.1.4.1", "HMAC-GOST R 34.11-2012 (256)"),
    ("1.2.643.7.1.1.4.2", "HMAC-GOST R 34.11-2012 (512)"),
    ("2.16.840.1.101.3.4.1.6", "AES-128-GCM"),
    ("2.16.840.1.101.3.4.1.26", "AES-192-GCM"),
    ("2.16.840.1.101.3.4.1.46", "AES-256-GCM"),
    ("2.16.840.1.101.3.4.2.7", "SHA3-224"),
    ("2.16.840.1.101.3.4.2.8", "SHA3-256"),
    ("2.16.840.1.101.3.4.2.9", "SHA3-384"),
    ("2.16.840.1.101.3.4.2.10", "SHA3-512"),
    ("1.2.840.113549.2.5", "MD5"),
    ("1.3.36.3.2.1", "RIPEMD-160"),
    ("1.3.6.1.4.1.11591.4.11", "scrypt"),
    ("1.2.840.113549.2.7", "HMAC-SHA-1"),
];

/// `AlgorithmIdentifier ::= SEQUENCE { algorithm, parameters OPTIONAL }`.
pub(crate) struct Algorithm<'a> {
    pub(crate) oid: String,
    parameters: Option<Element<'a>>,
    offset: usize,
}

impl<'a> Algorithm<'a> {
    pub(crate) fn read(element: &Element<'a>) -> Result<Self, Error> {
        let mut fields = element.reader()?;
        let oid = fields.expect(Tag::OBJECT_IDENTIFIER)?.object_identifier()?;
        let parameters = if fields.is_empty() { None } else { Some(fields.next()?) };
        Ok(Self {
            oid,
            parameters,
            offset: element.offset(),
        })
    }

    /// The parameters, which must be of this type.
    pub(crate) fn parameters(&self, tag: Tag) -> Result<Element<'a>, Error> {
        self.parameters
            .filter(|parameters| parameters.tag == tag)
            .ok_or(corrupt(self.offset))
    }

    /// The error that names this algorithm.
    pub(crate) fn unsupported(&self) -> Error {
        let name = NAMES.iter().find(|(oid, _)| *oid == self.oid).map(|(_, name)| *name);
        unsupported(name, Some(self.oid.clone()))
    }
}

/// A name from a file is told in printable ASCII, and not at any length.
pub(crate) fn unsupported(algorithm: Option<&str>, oid: Option<String>) -> Error {
    const MOST_CHARACTERS: usize = 64;
    let printable = |character: &char| character.is_ascii_graphic() || *character == ' ';
    let shown = algorithm.map(|name| name.chars().filter(printable).take(MOST_CHARACTERS).collect());
    Error::UnsupportedAlgorithm {
        algorithm: shown.filter(|name: &String| !name.is_empty()),
        oid,
    }
}
