//! Public keys: what kind and size a certificate's is, and whether a private key is its other half.

use serde::Serialize;

use crate::{
    asn1::{
        ber::{Element, Reader, Tag, corrupt},
        oid::{self, Oid},
    },
    certificate::private_key::KeyMaterial,
    certificate::private_key_form::{self, EcKey, PrivateKeyInfo, RsaKey},
    error::Error,
    text::hex,
};

/// The kind and size of a public key (RFC 5280 §4.1.2.7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct PublicKey {
    /// `RSA`, `RSA-PSS`, `EC`, `Ed25519`, `Ed448`, `DSA`, `ML-DSA-44`, `-65`, `-87`, or the algorithm's object identifier.
    pub algorithm: String,
    /// The size in bits: of the modulus (RSA, DSA) or of the field (EC; in whole octets for a curve that `curve` does not
    /// name); `null` where it is not known.
    pub bits: Option<u32>,
    /// The named curve of an EC key, `P-256` for example, or its object identifier; `explicit parameters` where it is described by them.
    pub curve: Option<String>,
}

/// The least size of a key that passes for strong, in bits of the modulus (NIST SP 800-57 part 1, table 2: 112 bits of security) and of
/// the field. Browsers and OpenSSL refuse what is weaker, or are about to.
const LEAST_MODULUS: u32 = 2048;
const LEAST_FIELD: u32 = 256;

impl PublicKey {
    /// Whether it is weaker than RSA with 2048 bits or P-256; a key of unknown kind or size is not called weak.
    pub(crate) fn is_weak(&self) -> bool {
        let least = match self.algorithm.as_str() {
            "RSA" | "RSA-PSS" | "DSA" => LEAST_MODULUS,
            "EC" => LEAST_FIELD,
            _ => return false,
        };
        self.bits.is_some_and(|bits| bits < least)
    }
}

/// Signatures of FIPS 204, by the lattice's dimensions (RFC 9881 §2).
const ML_DSA: &[(Oid<'_>, &str)] = &[
    (oid::ML_DSA_44, "ML-DSA-44"),
    (oid::ML_DSA_65, "ML-DSA-65"),
    (oid::ML_DSA_87, "ML-DSA-87"),
];
/// What stands for the name of a curve that a key describes by its parameters (SEC 1 C.2).
const EXPLICIT_CURVE: &str = "explicit parameters";

/// Object identifier, name, bits of the field.
const CURVES: &[(Oid<'_>, &str, u32)] = &[
    (oid::SECP256R1, "P-256", 256),
    (oid::SECP384R1, "P-384", 384),
    (oid::SECP521R1, "P-521", 521),
    (oid::SECP224R1, "P-224", 224),
    (oid::SECP192R1, "P-192", 192),
    (oid::SECP256K1, "secp256k1", 256),
    (oid::BRAINPOOL_P256R1, "brainpoolP256r1", 256),
    (oid::BRAINPOOL_P384R1, "brainpoolP384r1", 384),
    (oid::BRAINPOOL_P512R1, "brainpoolP512r1", 512),
];

/// `SubjectPublicKeyInfo ::= SEQUENCE { AlgorithmIdentifier, subjectPublicKey BIT STRING }` (RFC 5280 §4.1).
pub(crate) struct PublicKeyInfo<'a> {
    pub(crate) whole: &'a [u8],
    algorithm: Element<'a>,
    parameters: Option<Element<'a>>,
    key: &'a [u8],
}

impl<'a> PublicKeyInfo<'a> {
    pub(crate) fn read(info: &Element<'a>) -> Result<Self, Error> {
        let mut fields = info.reader()?;
        let mut identifier = fields.expect(Tag::SEQUENCE)?.reader()?;
        let algorithm = identifier.expect(Tag::OBJECT_IDENTIFIER)?;
        let parameters = if identifier.is_empty() {
            None
        } else {
            Some(identifier.next()?)
        };
        let key = fields.expect(Tag::BIT_STRING)?;
        // The first content octet of a BIT STRING counts its unused bits.
        let [0..8, octets @ ..] = key.content else {
            return Err(corrupt(key.offset()));
        };
        if !fields.is_empty() {
            return Err(corrupt(fields.offset()));
        }
        Ok(Self {
            whole: info.whole,
            algorithm,
            parameters,
            key: octets,
        })
    }
}

/// The kind and size of a certificate's public key.
pub(crate) fn describe(info: &PublicKeyInfo<'_>) -> PublicKey {
    let bits = || rsa_modulus(info.key).map(bit_length);
    let known = |algorithm: &str, bits| PublicKey {
        algorithm: algorithm.to_owned(),
        bits,
        curve: None,
    };
    match Oid::of(info.algorithm.content) {
        oid::RSA_ENCRYPTION => known("RSA", bits()),
        oid::RSA_PSS => known("RSA-PSS", bits()),
        oid::EC_PUBLIC_KEY => ec(info.parameters.as_ref(), info.key),
        oid::ED25519 => known("Ed25519", Some(256)),
        oid::ED448 => known("Ed448", Some(456)),
        oid::DSA => known("DSA", info.parameters.as_ref().and_then(dsa_bits)),
        other => match ML_DSA.iter().find(|(known, _)| *known == other) {
            Some((_, name)) => known(name, None),
            None => known(&name_of(&info.algorithm), None),
        },
    }
}

fn name_of(oid: &Element<'_>) -> String {
    Oid::of(oid.content).dotted().unwrap_or_else(|| hex(oid.content))
}

/// `EcpkParameters ::= CHOICE { namedCurve, ecParameters, implicitlyCA NULL }` (RFC 3279 §2.3.5).
fn ec(parameters: Option<&Element<'_>>, point: &[u8]) -> PublicKey {
    let (curve, bits) = match parameters {
        Some(name) if name.tag == Tag::OBJECT_IDENTIFIER => {
            match CURVES.iter().find(|(known, _, _)| *known == Oid::of(name.content)) {
                Some((_, name, bits)) => (Some((*name).to_owned()), Some(*bits)),
                None => (Some(name_of(name)), coordinate_bits(point)),
            }
        }
        Some(explicit) if explicit.tag == Tag::SEQUENCE => (Some(EXPLICIT_CURVE.to_owned()), field_bits(explicit)),
        Some(_) | None => (None, None),
    };
    PublicKey {
        algorithm: "EC".to_owned(),
        bits,
        curve,
    }
}

/// Of a point on a curve that is not known by name: a coordinate's length (SEC 1 §2.3.3), which is the field's in whole octets.
fn coordinate_bits(point: &[u8]) -> Option<u32> {
    let octets = match point {
        [4 | 6 | 7, coordinates @ ..] => coordinates.len() / 2,
        [2 | 3, coordinate @ ..] => coordinate.len(),
        _ => return None,
    };
    u32::try_from(octets).ok()?.checked_mul(8)
}

/// `ECParameters ::= SEQUENCE { version, fieldID SEQUENCE { fieldType, prime }, … }` (RFC 3279 §2.3.5), of a prime field.
fn field_bits(parameters: &Element<'_>) -> Option<u32> {
    let mut fields = parameters.reader().ok()?;
    fields.expect(Tag::INTEGER).ok()?;
    let mut field = fields.expect(Tag::SEQUENCE).ok()?.reader().ok()?;
    field.expect(Tag::OBJECT_IDENTIFIER).ok()?;
    let prime = field.expect(Tag::INTEGER).ok()?;
    Some(bit_length(without_leading_zeros(prime.content)))
}

/// What a private key and a certificate have in common when they belong together.
pub(crate) struct PublicHalf {
    /// The object identifier of the algorithm, in DER; RSA for RSA-PSS too, whose keys are the same.
    algorithm: Vec<u8>,
    /// The object identifier of an EC key's curve, where it is named.
    curve: Option<Vec<u8>>,
    /// Modulus and exponent, or the point; `None` where a private key does not carry it (an EC key without the optional `publicKey`).
    value: Option<Vec<u8>>,
}

impl PublicHalf {
    pub(crate) fn of_certificate(info: &PublicKeyInfo<'_>) -> Self {
        match Oid::of(info.algorithm.content) {
            oid::RSA_ENCRYPTION | oid::RSA_PSS => Self::new(oid::RSA_ENCRYPTION, None, rsa_public_value(info.key)),
            oid::EC_PUBLIC_KEY => {
                let name = info
                    .parameters
                    .as_ref()
                    .filter(|parameters| parameters.tag == Tag::OBJECT_IDENTIFIER);
                Self::new(
                    oid::EC_PUBLIC_KEY,
                    name.map(|name| name.content),
                    Some(info.key.to_vec()),
                )
            }
            other => Self::new(other, None, Some(info.key.to_vec())),
        }
    }

    /// `None` where the key cannot be read: it could not be used, and belongs to nobody.
    pub(crate) fn of_private_key(key: &KeyMaterial) -> Option<Self> {
        match key {
            KeyMaterial::Pkcs8(der) => {
                let info = PrivateKeyInfo::read(der.expose())?;
                match Oid::of(info.algorithm.content) {
                    oid::RSA_ENCRYPTION if info.has_public_key || !info.are_parameters_of_rsa() => None,
                    oid::RSA_PSS | oid::EC_PUBLIC_KEY if info.has_public_key => None,
                    oid::RSA_ENCRYPTION | oid::RSA_PSS => private_key_form::rsa(&info.key).map(|key| Self::rsa(&key)),
                    oid::EC_PUBLIC_KEY => {
                        let curve = info.curve()?;
                        let curve = (curve.tag == Tag::OBJECT_IDENTIFIER).then_some(curve.content);
                        private_key_form::ec_in_pkcs8(&info.key).map(|key| Self::ec(curve, &key))
                    }
                    other => Some(Self::new(other, None, None)),
                }
            }
            KeyMaterial::Pkcs1(der) => private_key_form::rsa(der.expose()).map(|key| Self::rsa(&key)),
            KeyMaterial::Sec1(der) => private_key_form::ec_alone(der.expose()).map(|key| Self::ec(key.curve, &key)),
        }
    }

    fn rsa(key: &RsaKey<'_>) -> Self {
        Self::new(oid::RSA_ENCRYPTION, None, Some(rsa_value(key.modulus, key.exponent)))
    }

    fn ec(curve: Option<&[u8]>, key: &EcKey<'_>) -> Self {
        Self::new(oid::EC_PUBLIC_KEY, curve, key.point.as_deref().map(<[u8]>::to_vec))
    }

    fn new(algorithm: Oid<'_>, curve: Option<&[u8]>, value: Option<Vec<u8>>) -> Self {
        Self {
            algorithm: algorithm.contents().to_vec(),
            curve: curve.map(<[u8]>::to_vec),
            value,
        }
    }

    /// Whether they belong together; `None` where one does not carry its public half.
    pub(crate) fn matches(&self, other: &Self) -> Option<bool> {
        // An ECPrivateKey alone (RFC 5915) need not name its curve.
        let is_other_curve = matches!((&self.curve, &other.curve), (Some(one), Some(another)) if one != another);
        if self.algorithm != other.algorithm || is_other_curve {
            return Some(false);
        }
        match (&self.value, &other.value) {
            (Some(one), Some(another)) if Oid::of(&self.algorithm) == oid::EC_PUBLIC_KEY => {
                Some(same_point(one, another))
            }
            (Some(one), Some(another)) => Some(one == another),
            (None, _) | (_, None) => None,
        }
    }
}

/// Points of one curve, each compressed or not (SEC 1 §2.3.3): a compressed one has the x coordinate and the parity of y.
fn same_point(one: &[u8], another: &[u8]) -> bool {
    match (one, another) {
        ([4, coordinates @ ..], [parity @ (2 | 3), x @ ..]) | ([parity @ (2 | 3), x @ ..], [4, coordinates @ ..]) => {
            let is_odd = coordinates.last().is_some_and(|last| last & 1 == 1);
            coordinates.len() == 2 * x.len() && coordinates.starts_with(x) && is_odd == (*parity == 3)
        }
        (one, another) => one == another,
    }
}

/// Modulus and exponent of an `RSAPublicKey` (RFC 8017 A.1.1).
fn rsa_public_value(der: &[u8]) -> Option<Vec<u8>> {
    let mut fields = sequence(der)?;
    let mut number = || Some(fields.expect(Tag::INTEGER).ok()?.content);
    Some(rsa_value(number()?, number()?))
}

/// Two numbers without leading zeros behind each other, and the length of the first in front.
fn rsa_value(modulus: &[u8], exponent: &[u8]) -> Vec<u8> {
    let (modulus, exponent) = (without_leading_zeros(modulus), without_leading_zeros(exponent));
    [modulus.len().to_be_bytes().as_slice(), modulus, exponent].concat()
}

/// The modulus of an `RSAPublicKey`, without leading zeros.
fn rsa_modulus(der: &[u8]) -> Option<&[u8]> {
    let modulus = sequence(der)?.expect(Tag::INTEGER).ok()?;
    Some(without_leading_zeros(modulus.content))
}

fn dsa_bits(parameters: &Element<'_>) -> Option<u32> {
    let prime = parameters.reader().ok()?.next().ok()?;
    Some(bit_length(without_leading_zeros(prime.content)))
}

fn sequence(der: &[u8]) -> Option<Reader<'_>> {
    Reader::new(der).next().ok()?.reader().ok()
}

fn without_leading_zeros(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    bytes.get(zeros..).unwrap_or_default()
}

fn bit_length(big_endian: &[u8]) -> u32 {
    let leading = big_endian.first().map_or(0, |byte| byte.leading_zeros());
    u32::try_from(big_endian.len() * 8).unwrap_or(u32::MAX) - leading
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::{Element, PublicKeyInfo, Reader, Tag, describe};

    /// OpenSSL 3.0 makes no certificate with such a key.
    #[test]
    fn ml_dsa_is_reported_by_name_and_what_has_none_by_its_identifier() {
        for (arc, name) in [
            (17, "ML-DSA-44"),
            (18, "ML-DSA-65"),
            (19, "ML-DSA-87"),
            (20, "2.16.840.1.101.3.4.3.20"),
        ] {
            let info = [
                &[0x30, 17, 0x30, 11, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, arc][..],
                &[3, 2, 0, 1],
            ];
            let info = info.concat();
            let element: Element<'_> = Reader::new(&info).expect(Tag::SEQUENCE).unwrap();
            let described = describe(&PublicKeyInfo::read(&element).unwrap());
            assert_eq!((described.algorithm.as_str(), described.bits), (name, None));
        }
    }
}
