//! Algorithm identifiers (RFC 5280 §4.1.1.2): what they name, and the names of those that are not supported.

use crate::{
    asn1::{
        ber::{Element, Tag, corrupt},
        oid::{self, Oid},
    },
    error::Error,
};

/// Names of algorithms that PKCS#12 files are met with and that are not supported here.
const NAMES: &[(Oid<'_>, &str)] = &[
    (oid::PBE_MD2_DES, "pbeWithMD2AndDES-CBC"),
    (oid::PBE_MD2_RC2, "pbeWithMD2AndRC2-CBC"),
    (oid::ARIA_128_CBC, "ARIA-128-CBC"),
    (oid::ARIA_192_CBC, "ARIA-192-CBC"),
    (oid::ARIA_256_CBC, "ARIA-256-CBC"),
    (oid::SEED_CBC, "SEED-CBC"),
    (oid::SM4_CBC, "SM4-CBC"),
    (oid::SM3, "SM3"),
    (oid::CAST5_CBC, "CAST5-CBC"),
    (oid::BLOWFISH_CBC, "Blowfish-CBC"),
    (oid::IDEA_CBC, "IDEA-CBC"),
    (oid::GOST_28147_89, "GOST 28147-89"),
    (oid::GOST_R_34_11_94, "GOST R 34.11-94"),
    (oid::HMAC_WITH_GOST_R_34_11_94, "HMAC-GOST R 34.11-94"),
    (oid::GOST_R_34_11_2012_256, "GOST R 34.11-2012 (256)"),
    (oid::GOST_R_34_11_2012_512, "GOST R 34.11-2012 (512)"),
    (oid::HMAC_WITH_GOST_R_34_11_2012_256, "HMAC-GOST R 34.11-2012 (256)"),
    (oid::HMAC_WITH_GOST_R_34_11_2012_512, "HMAC-GOST R 34.11-2012 (512)"),
    (oid::AES_128_GCM, "AES-128-GCM"),
    (oid::AES_192_GCM, "AES-192-GCM"),
    (oid::AES_256_GCM, "AES-256-GCM"),
    (oid::SHA3_224, "SHA3-224"),
    (oid::SHA3_256, "SHA3-256"),
    (oid::SHA3_384, "SHA3-384"),
    (oid::SHA3_512, "SHA3-512"),
    (oid::MD5, "MD5"),
    (oid::RIPEMD160, "RIPEMD-160"),
    (oid::SCRYPT, "scrypt"),
    (oid::HMAC_WITH_SHA1, "HMAC-SHA-1"),
];

/// `AlgorithmIdentifier ::= SEQUENCE { algorithm, parameters OPTIONAL }`.
pub(crate) struct Algorithm<'a> {
    pub(crate) oid: Oid<'a>,
    parameters: Option<Element<'a>>,
    offset: usize,
}

impl<'a> Algorithm<'a> {
    pub(crate) fn read(element: &Element<'a>) -> Result<Self, Error> {
        let mut fields = element.reader()?;
        let oid = fields.expect(Tag::OBJECT_IDENTIFIER)?.oid()?;
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
        unsupported(name, self.oid.dotted())
    }
}

/// A name from a file is reduced to printable ASCII and a limited length.
pub(crate) fn unsupported(algorithm: Option<&str>, oid: Option<String>) -> Error {
    const MOST_CHARACTERS: usize = 64;
    let printable = |character: &char| character.is_ascii_graphic() || *character == ' ';
    let shown = algorithm.map(|name| name.chars().filter(printable).take(MOST_CHARACTERS).collect());
    Error::UnsupportedAlgorithm {
        algorithm: shown.filter(|name: &String| !name.is_empty()),
        oid,
    }
}
