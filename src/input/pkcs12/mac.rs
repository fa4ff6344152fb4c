//! The MAC over a PKCS#12 file: `MacData` (RFC 7292 §4) with the classic key derivation or with PBMAC1 (RFC 9579).

use orcamo_kdf::Hmac;

use crate::{
    asn1::{
        ber::{Element, Tag, corrupt},
        oid,
    },
    encryption::{
        Budget, Derivation, Derivations, Encoding,
        algorithm::Algorithm,
        derivation::{Function, Purpose},
        hash,
        key_derivation::KeyDerivation,
    },
    error::Error,
};

/// The shortest key that PBMAC1 may use, in octets (RFC 9579 §9): with fewer, the MAC can be forged by trying.
const SHORTEST_KEY: usize = 20;

/// Whether the MAC over `content` is that of the password.
pub(super) fn verify(
    mac_data: &Element<'_>,
    content: &[u8],
    password: &Encoding,
    derivations: &mut Derivations,
) -> Result<bool, Error> {
    let mut fields = mac_data.reader()?;
    let mut digest_info = fields.expect(Tag::SEQUENCE)?.reader()?;
    let algorithm = Algorithm::read(&digest_info.expect(Tag::SEQUENCE)?)?;
    let expected = digest_info.expect(Tag::OCTET_STRING)?.octets()?;
    if algorithm.oid == oid::PBMAC1 {
        return verify_pbmac1(
            &algorithm.parameters(Tag::SEQUENCE)?,
            content,
            &expected,
            password,
            derivations,
        );
    }
    let salt = fields.expect(Tag::OCTET_STRING)?.octets()?;
    let iterations = if fields.is_empty() {
        1
    } else {
        Budget::iterations(fields.expect(Tag::INTEGER)?.unsigned()?)?
    };
    let hash = hash::of(algorithm)?;
    let key = derivations.key(Derivation {
        function: Function::Pkcs12(hash, Purpose::Mac),
        password: password.bmp.clone(),
        salt: salt.into_owned(),
        iterations,
        length: hash.output_length(),
    })?;
    Ok(Hmac::new(hash, &key).verify(content, &expected))
}

/// `PBMAC1-params ::= SEQUENCE { keyDerivationFunc, messageAuthScheme }` (RFC 8018 A.5). The salt and iterations of the MacData
/// itself are not used (RFC 9579 §5), and the length of the key must be stated (RFC 9579 §4).
fn verify_pbmac1(
    parameters: &Element<'_>,
    content: &[u8],
    expected: &[u8],
    password: &Encoding,
    derivations: &mut Derivations,
) -> Result<bool, Error> {
    let mut fields = parameters.reader()?;
    let derivation = KeyDerivation::read(&fields.expect(Tag::SEQUENCE)?)?;
    let hash = hash::of_hmac(Algorithm::read(&fields.expect(Tag::SEQUENCE)?)?)?;
    match derivation.key_length {
        Some(length) if length >= SHORTEST_KEY => {
            let key = derivation.derive(&password.utf8, length, derivations)?;
            Ok(Hmac::new(hash, &key).verify(content, expected))
        }
        Some(_) | None => Err(corrupt(parameters.offset())),
    }
}
