//! Public keys: what kind and size a certificate's is, and whether a private key is its other half.

use serde::Serialize;
use x509_parser::{
    asn1_rs::{Any, Class, FromDer, oid},
    x509::SubjectPublicKeyInfo,
};

use crate::private_key::KeyMaterial;

/// The kind and size of a public key (RFC 5280 §4.1.2.7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct PublicKey {
    /// `RSA`, `RSA-PSS`, `EC`, `Ed25519`, `Ed448`, `DSA`, or the algorithm's object identifier.
    pub algorithm: String,
    /// The size in bits: of the modulus (RSA, DSA) or of the field (EC); `null` where it is not known.
    pub bits: Option<u32>,
    /// The named curve of an EC key, `P-256` for example, or its object identifier.
    pub curve: Option<String>,
}

const RSA: &[u8] = &oid!(raw 1.2.840.113549.1.1.1);
const RSA_PSS: &[u8] = &oid!(raw 1.2.840.113549.1.1.10);
const EC: &[u8] = &oid!(raw 1.2.840.10045.2.1);
const DSA: &[u8] = &oid!(raw 1.2.840.10040.4.1);
const ED25519: &[u8] = &oid!(raw 1.3.101.112);
const ED448: &[u8] = &oid!(raw 1.3.101.113);

/// Object identifier, name, bits of the field.
const CURVES: &[(&[u8], &str, u32)] = &[
    (&oid!(raw 1.2.840.10045.3.1.7), "P-256", 256),
    (&oid!(raw 1.3.132.0.34), "P-384", 384),
    (&oid!(raw 1.3.132.0.35), "P-521", 521),
    (&oid!(raw 1.3.132.0.33), "P-224", 224),
    (&oid!(raw 1.2.840.10045.3.1.1), "P-192", 192),
    (&oid!(raw 1.3.132.0.10), "secp256k1", 256),
    (&oid!(raw 1.3.36.3.3.2.8.1.1.7), "brainpoolP256r1", 256),
    (&oid!(raw 1.3.36.3.3.2.8.1.1.11), "brainpoolP384r1", 384),
    (&oid!(raw 1.3.36.3.3.2.8.1.1.13), "brainpoolP512r1", 512),
];

/// The kind and size of a certificate's public key.
pub(crate) fn describe(info: &SubjectPublicKeyInfo<'_>) -> PublicKey {
    let oid = &info.algorithm.algorithm;
    let bits = || rsa_modulus(&info.subject_public_key.data).map(bit_length);
    let known = |algorithm: &str, bits| PublicKey {
        algorithm: algorithm.to_owned(),
        bits,
        curve: None,
    };
    match oid.as_bytes() {
        RSA => known("RSA", bits()),
        RSA_PSS => known("RSA-PSS", bits()),
        EC => {
            let curve = info.algorithm.parameters.as_ref().and_then(|any| any.as_oid().ok());
            let is_curve = |known: &[u8]| curve.as_ref().is_some_and(|oid| oid.as_bytes() == known);
            let named = CURVES.iter().find(|(known, _, _)| is_curve(known));
            PublicKey {
                algorithm: "EC".to_owned(),
                bits: named.map(|(_, _, bits)| *bits),
                curve: named
                    .map(|(_, name, _)| (*name).to_owned())
                    .or_else(|| curve.map(|oid| oid.to_id_string())),
            }
        }
        ED25519 => known("Ed25519", Some(256)),
        ED448 => known("Ed448", Some(456)),
        DSA => known("DSA", info.algorithm.parameters.as_ref().and_then(dsa_bits)),
        _ => PublicKey {
            algorithm: oid.to_id_string(),
            bits: None,
            curve: None,
        },
    }
}

/// What a private key and a certificate have in common when they belong together.
pub(crate) struct PublicHalf {
    /// The object identifier of the algorithm, in DER; RSA for RSA-PSS too, whose keys are the same.
    algorithm: Vec<u8>,
    /// The modulus or the point; `None` where a private key does not carry it (an EC key without the optional `publicKey`).
    value: Option<Vec<u8>>,
}

impl PublicHalf {
    pub(crate) fn of_certificate(key: &SubjectPublicKeyInfo<'_>) -> Self {
        let bits = key.subject_public_key.data.as_ref();
        Self::new(key.algorithm.algorithm.as_bytes(), |algorithm| match algorithm {
            RSA => rsa_modulus(bits),
            _ => Some(bits),
        })
    }

    /// `None` where the key cannot be read.
    pub(crate) fn of_private_key(key: &KeyMaterial) -> Option<Self> {
        let (algorithm, key) = match key {
            KeyMaterial::Pkcs8(der) => {
                let (algorithm, key) = private_key_info(der.expose())?;
                (algorithm, key)
            }
            KeyMaterial::Pkcs1(der) => (RSA, der.expose()),
            KeyMaterial::Sec1(der) => (EC, der.expose()),
        };
        Some(Self::new(algorithm, |algorithm| match algorithm {
            RSA => rsa_private_modulus(key),
            EC => ec_public_point(key),
            _ => None,
        }))
    }

    fn new<'a>(algorithm: &[u8], value: impl FnOnce(&[u8]) -> Option<&'a [u8]>) -> Self {
        let algorithm = if algorithm == RSA_PSS { RSA } else { algorithm };
        Self {
            algorithm: algorithm.to_vec(),
            value: value(algorithm).map(<[u8]>::to_vec),
        }
    }

    /// Whether they belong together; `None` where one does not carry its public half.
    pub(crate) fn matches(&self, other: &Self) -> Option<bool> {
        if self.algorithm != other.algorithm {
            return Some(false);
        }
        match (&self.value, &other.value) {
            (Some(one), Some(another)) if self.algorithm == EC => Some(same_point(one, another)),
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

/// The algorithm and the key inside of a `PrivateKeyInfo`.
fn private_key_info(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (_, info) = Any::from_der(der).ok()?;
    let (rest, _version) = Any::from_der(info.data).ok()?;
    let (rest, algorithm) = Any::from_der(rest).ok()?;
    let (_, oid) = Any::from_der(algorithm.data).ok()?;
    let (_, key) = Any::from_der(rest).ok()?;
    Some((oid.data, key.data))
}

/// The modulus of an `RSAPublicKey` (RFC 8017 A.1.1), without leading zeros.
fn rsa_modulus(der: &[u8]) -> Option<&[u8]> {
    let (_, key) = Any::from_der(der).ok()?;
    let (_, modulus) = Any::from_der(key.data).ok()?;
    Some(without_leading_zeros(modulus.data))
}

/// The modulus of an `RSAPrivateKey` (RFC 8017 A.1.2), without leading zeros.
fn rsa_private_modulus(der: &[u8]) -> Option<&[u8]> {
    let (_, key) = Any::from_der(der).ok()?;
    let (rest, _version) = Any::from_der(key.data).ok()?;
    let (_, modulus) = Any::from_der(rest).ok()?;
    Some(without_leading_zeros(modulus.data))
}

/// The optional public point of an `ECPrivateKey` (RFC 5915 §3).
fn ec_public_point(der: &[u8]) -> Option<&[u8]> {
    const PUBLIC_KEY: u32 = 1;
    let (_, key) = Any::from_der(der).ok()?;
    let mut rest = key.data;
    while let Ok((next, field)) = Any::from_der(rest) {
        if field.class() == Class::ContextSpecific && field.tag().0 == PUBLIC_KEY {
            let (_, bits) = Any::from_der(field.data).ok()?;
            // The first content octet of a BIT STRING counts its unused bits.
            return bits.data.split_first().map(|(_, point)| point);
        }
        rest = next;
    }
    None
}

fn dsa_bits(parameters: &Any<'_>) -> Option<u32> {
    let (_, prime) = Any::from_der(parameters.data).ok()?;
    Some(bit_length(without_leading_zeros(prime.data)))
}

fn without_leading_zeros(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    bytes.get(zeros..).unwrap_or_default()
}

fn bit_length(big_endian: &[u8]) -> u32 {
    let leading = big_endian.first().map_or(0, |byte| byte.leading_zeros());
    u32::try_from(big_endian.len() * 8).unwrap_or(u32::MAX) - leading
}
