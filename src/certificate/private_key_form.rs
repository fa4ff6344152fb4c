//! The fields of a private key: `PrivateKeyInfo` (RFC 5958 §2), `RSAPrivateKey` (RFC 8017 A.1.2), `ECPrivateKey` (RFC 5915 §3). What none
//! of OpenSSL, Java and NSS reads is no key; what two of them read is one.

use std::borrow::Cow;

use zeroize::Zeroizing;

use crate::{
    asn1::{
        ber::{Element, Reader, Tag},
        der,
        oid::{self, Oid},
    },
    error::Error,
    secret::SecretBytes,
};

/// Whether this is a private key, as far as its first elements show: a version, then an algorithm and octets (PKCS#8), a number (PKCS#1)
/// or octets (SEC1). What a wrong password leaves begins so once in millions of times.
pub(crate) fn is_private_key(plaintext: &[u8]) -> bool {
    let begins_as_one = || {
        let mut fields = Reader::new(plaintext).expect(Tag::SEQUENCE)?.reader()?;
        let version = fields.expect(Tag::INTEGER)?;
        let second = fields.next()?;
        match second.tag {
            // OpenSSL and NSS take any version of this form.
            Tag::SEQUENCE => {
                second.inner(Tag::OBJECT_IDENTIFIER)?;
                fields.expect(Tag::OCTET_STRING)?;
                Ok::<_, Error>(true)
            }
            Tag::INTEGER | Tag::OCTET_STRING => Ok(version.unsigned()? <= LATEST_VERSION),
            _ => Ok(false),
        }
    };
    begins_as_one().unwrap_or(false)
}

/// `PrivateKeyInfo ::= SEQUENCE { version, privateKeyAlgorithm, privateKey OCTET STRING, attributes [0] OPTIONAL, publicKey [1] OPTIONAL }`
/// (RFC 5958 §2).
pub(crate) struct PrivateKeyInfo<'a> {
    pub(crate) algorithm: Element<'a>,
    pub(crate) parameters: Option<Element<'a>>,
    pub(crate) key: Zeroizing<Vec<u8>>,
    /// Met with Edwards curves alone.
    pub(crate) has_public_key: bool,
}

impl<'a> PrivateKeyInfo<'a> {
    pub(crate) fn read(der: &'a [u8]) -> Option<Self> {
        let mut fields = sequence(der)?;
        // Whatever the version says, it must be there.
        number(&mut fields).filter(|version| !version.is_empty())?;
        let mut identifier = fields.expect(Tag::SEQUENCE).ok()?.reader().ok()?;
        let algorithm = identifier
            .expect(Tag::OBJECT_IDENTIFIER)
            .ok()
            .filter(Element::is_primitive)?;
        let parameters = if identifier.is_empty() {
            None
        } else {
            Some(identifier.next().ok()?)
        };
        let key = fields.expect(Tag::OCTET_STRING).ok()?.octets().ok()?;
        fields.optional(Tag::context(0)).ok()?;
        let has_public_key = fields.optional(Tag::context(1)).ok()?.is_some();
        (fields.is_empty() && identifier.is_empty()).then(|| Self {
            algorithm,
            parameters,
            key: Zeroizing::new(key.into_owned()),
            has_public_key,
        })
    }

    /// Whether the parameters may be those of an RSA key. They are NULL (RFC 8017 A.1); OpenSSL and Java read a key with any others, but
    /// none with octets in its NULL.
    pub(crate) fn are_parameters_of_rsa(&self) -> bool {
        let is_null = |parameters: &Element<'_>| parameters.tag == Tag::NULL;
        self.parameters
            .as_ref()
            .is_none_or(|parameters| !is_null(parameters) || parameters.content.is_empty())
    }

    /// The parameters that say which curve an EC key is of (RFC 5480 §2.1.1); `None` where they do not.
    pub(crate) fn curve(&self) -> Option<&Element<'a>> {
        self.parameters.as_ref().filter(|parameters| is_curve(parameters))
    }
}

/// The latest version of any form: that of `OneAsymmetricKey` and `ECPrivateKey` is 1, as that of `RSAPrivateKey` with several primes.
const LATEST_VERSION: u64 = 1;

/// The tags of an `ECPrivateKey`.
const PARAMETERS: Tag = Tag::context(0);
const PUBLIC_KEY: Tag = Tag::context(1);

/// Modulus and public exponent.
pub(crate) struct RsaKey<'a> {
    pub(crate) modulus: &'a [u8],
    pub(crate) exponent: &'a [u8],
}

/// `RSAPrivateKey ::= SEQUENCE { version, modulus, publicExponent, … }` of nine numbers, and `otherPrimeInfos` in a key of more than two
/// primes (RFC 8017 A.1.2).
pub(crate) fn rsa(der: &[u8]) -> Option<RsaKey<'_>> {
    const NUMBERS_BEHIND: usize = 6;
    let mut fields = sequence(der)?;
    number(&mut fields)?;
    let (modulus, exponent) = (number(&mut fields)?, number(&mut fields)?);
    for _ in 0..NUMBERS_BEHIND {
        number(&mut fields)?;
    }
    let is_whole = fields.is_empty() || fields.expect(Tag::SEQUENCE).ok()?.inner(Tag::SEQUENCE).is_ok();
    is_whole.then_some(RsaKey { modulus, exponent })
}

/// What an `ECPrivateKey` carries beside its secret number.
pub(crate) struct EcKey<'a> {
    /// The object identifier of its curve.
    pub(crate) curve: Option<&'a [u8]>,
    /// The point; `None` also where what stands there is no point.
    pub(crate) point: Option<Cow<'a, [u8]>>,
    has_public_key: bool,
}

/// An `ECPrivateKey` inside of a `PrivateKeyInfo`. Java and NSS do not look at what is tagged, nor how often it is there.
pub(crate) fn ec_in_pkcs8(der: &[u8]) -> Option<EcKey<'_>> {
    let mut tagged = ec_tagged(der)?;
    let mut public_key = None;
    while !tagged.is_empty() {
        let element = tagged.next().ok()?;
        if element.tag == PUBLIC_KEY {
            public_key = public_key.or(Some(element));
        } else if element.tag != PARAMETERS {
            return None;
        }
    }
    Some(EcKey {
        curve: None,
        point: public_key.as_ref().and_then(point),
        has_public_key: public_key.is_some(),
    })
}

/// An `ECPrivateKey` alone, which OpenSSL reads, and looks at all of it.
pub(crate) fn ec_alone(der: &[u8]) -> Option<EcKey<'_>> {
    let mut tagged = ec_tagged(der)?;
    let curve = match tagged.optional(PARAMETERS).ok()? {
        Some(parameters) => Some(only(&parameters).filter(is_curve)?),
        None => None,
    };
    let point = match tagged.optional(PUBLIC_KEY).ok()? {
        Some(public_key) => {
            only(&public_key)?;
            Some(point(&public_key)?)
        }
        None => None,
    };
    tagged.is_empty().then(|| EcKey {
        curve: curve
            .filter(|curve| curve.tag == Tag::OBJECT_IDENTIFIER)
            .map(|curve| curve.content),
        has_public_key: point.is_some(),
        point,
    })
}

/// `ECPrivateKey ::= SEQUENCE { version, privateKey, parameters [0] OPTIONAL, publicKey [1] OPTIONAL }`: what is tagged.
fn ec_tagged(der: &[u8]) -> Option<Reader<'_>> {
    let mut fields = sequence(der)?;
    number(&mut fields)?;
    fields.expect(Tag::OCTET_STRING).ok()?;
    Some(fields)
}

/// An identifier, or the parameters themselves.
fn is_curve(parameters: &Element<'_>) -> bool {
    match parameters.tag {
        Tag::OBJECT_IDENTIFIER => parameters.is_primitive() && parameters.oid().is_ok(),
        Tag::SEQUENCE => parameters.reader().is_ok_and(|fields| !fields.is_empty()),
        _ => false,
    }
}

/// The only element in another.
fn only<'a>(tagged: &Element<'a>) -> Option<Element<'a>> {
    let mut inside = tagged.reader().ok()?;
    let element = inside.next().ok()?;
    inside.is_empty().then_some(element)
}

fn point<'a>(public_key: &Element<'a>) -> Option<Cow<'a, [u8]>> {
    let point = public_key.inner(Tag::BIT_STRING).ok()?.bits().ok()?;
    // Compressed, not compressed, hybrid (SEC 1 §2.3.3).
    let is_one = match point.as_ref() {
        [2 | 3, ..] => true,
        [4 | 6 | 7, coordinates @ ..] => coordinates.len() % 2 == 0,
        _ => false,
    };
    is_one.then_some(point)
}

/// A PKCS#8 key of an elliptic curve without a public half that cannot be read: Java and NSS do not look at it, others refuse it.
pub(crate) fn without_unreadable_point(pkcs8: SecretBytes) -> SecretBytes {
    let shortened = || {
        let info = PrivateKeyInfo::read(pkcs8.expose())
            .filter(|info| Oid::of(info.algorithm.content) == oid::EC_PUBLIC_KEY)?;
        let key = ec_in_pkcs8(&info.key)?;
        if !key.has_public_key || key.point.is_some() {
            return None;
        }
        let mut fields = sequence(&info.key)?;
        let (version, key) = (fields.next().ok()?, fields.next().ok()?);
        let key = der::sequence(&[version.whole, key.whole]);
        let algorithm = der::sequence(&[info.algorithm.whole, info.parameters?.whole]);
        Some(der::sequence(&[&der::integer(0), &algorithm, &der::octet_string(&key)]))
    };
    shortened().map_or(pkcs8, SecretBytes::from)
}

fn sequence(der: &[u8]) -> Option<Reader<'_>> {
    Reader::new(der).expect(Tag::SEQUENCE).ok()?.reader().ok()
}

/// The octets of an INTEGER.
fn number<'a>(fields: &mut Reader<'a>) -> Option<&'a [u8]> {
    let number = fields.expect(Tag::INTEGER).ok()?;
    number.is_primitive().then_some(number.content)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

    use super::{PrivateKeyInfo, ec_alone, ec_in_pkcs8, rsa};

    const NUMBER: &[u8] = &[2, 1, 1];
    const OCTETS: &[u8] = &[4, 1, 7];
    /// P-256.
    const CURVE: &[u8] = &[6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7];
    const POINT: &[u8] = &[3, 4, 0, 4, 8, 9];

    fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
        let content = parts.concat();
        [&[tag, u8::try_from(content.len()).unwrap()], content.as_slice()].concat()
    }

    fn ec(tagged: &[&[u8]]) -> Vec<u8> {
        element(0x30, &[NUMBER, OCTETS, &tagged.concat()])
    }

    #[test]
    fn an_ec_key_alone_is_read_as_openssl_reads_it() {
        let (curve, point) = (element(0xa0, &[CURVE]), element(0xa1, &[POINT]));
        let whole = ec(&[&curve, &point]);
        let key = ec_alone(&whole).unwrap();
        assert_eq!(key.curve, Some(&CURVE[2..]));
        assert_eq!(key.point.as_deref(), Some(&[4, 8, 9][..]));
        let neither = ec(&[]);
        let key = ec_alone(&neither).unwrap();
        assert!(key.curve.is_none() && key.point.is_none());
        for (what, refused) in [
            ("no curve in [0]", ec(&[&element(0xa0, &[&[5, 0]]), &point])),
            (
                "an identifier with a leading 80",
                ec(&[&element(0xa0, &[&[6, 2, 0x80, 1]]), &point]),
            ),
            ("two curves", ec(&[&element(0xa0, &[CURVE, CURVE]), &point])),
            ("no point in [1]", ec(&[&curve, &element(0xa1, &[&[3, 1, 0]])])),
            ("half a point", ec(&[&curve, &element(0xa1, &[&[3, 3, 0, 4, 8]])])),
            ("two points", ec(&[&curve, &element(0xa1, &[POINT, POINT])])),
            ("[1] before [0]", ec(&[&point, &curve])),
            ("a SET", element(0x31, &[NUMBER, OCTETS])),
        ] {
            assert!(ec_alone(&refused).is_none(), "{what}");
        }
    }

    #[test]
    fn inside_of_pkcs8_what_is_tagged_may_be_anything_as_in_java_and_nss() {
        let point = element(0xa1, &[POINT]);
        for (what, tagged, is_point) in [
            ("a point", point.clone(), true),
            ("something behind it", element(0xa1, &[POINT, &[5, 0]]), true),
            (
                "another [0] behind it",
                [&point[..], &element(0xa0, &[&[5, 0]])].concat(),
                true,
            ),
            ("half a point", element(0xa1, &[&[3, 3, 0, 4, 8]]), false),
            ("no point", element(0xa1, &[&[5, 0]]), false),
        ] {
            let der = ec(&[&tagged]);
            assert_eq!(ec_in_pkcs8(&der).unwrap().point.is_some(), is_point, "{what}");
        }
        assert!(ec_in_pkcs8(&ec(&[&[5, 0]])).is_none());
        assert!(ec_in_pkcs8(&element(0x31, &[NUMBER, OCTETS])).is_none());
    }

    #[test]
    fn an_rsa_key_has_nine_numbers_and_at_most_further_primes() {
        let numbers = NUMBER.repeat(9);
        let primes = element(0x30, &[&element(0x30, &[NUMBER, NUMBER, NUMBER])]);
        for (what, tag, content, is_one) in [
            ("nine", 0x30, numbers.clone(), true),
            ("a further prime", 0x30, [&numbers[..], &primes].concat(), true),
            (
                "a SEQUENCE of something else",
                0x30,
                [&numbers[..], &element(0x30, &[CURVE])].concat(),
                false,
            ),
            ("eight", 0x30, NUMBER.repeat(8), false),
            (
                "a constructed number",
                0x30,
                [&NUMBER.repeat(8)[..], &[0x22, 1, 1]].concat(),
                false,
            ),
            ("a SET", 0x31, numbers.clone(), false),
        ] {
            assert_eq!(rsa(&element(tag, &[&content])).is_some(), is_one, "{what}");
        }
    }

    #[test]
    fn a_key_info_has_a_version_and_parameters_of_its_kind() {
        let info = |version: &[u8], parameters: &[u8]| {
            let algorithm = element(0x30, &[CURVE, parameters]);
            element(0x30, &[version, &algorithm, OCTETS])
        };
        assert!(PrivateKeyInfo::read(&info(&[2, 0], &[])).is_none());
        assert!(PrivateKeyInfo::read(&info(&[0x22, 1, 1], &[])).is_none());
        for (what, parameters, is_of_rsa, is_curve) in [
            ("none", &[][..], true, false),
            ("NULL", &[5, 0], true, false),
            ("NULL with an octet", &[5, 1, 0], false, false),
            ("an empty T61String", &[0x14, 0], true, false),
            ("a curve", CURVE, true, true),
            ("an empty SEQUENCE", &[0x30, 0], true, false),
            ("a primitive SEQUENCE", &[0x10, 1, 0], true, false),
        ] {
            let der = info(NUMBER, parameters);
            let info = PrivateKeyInfo::read(&der).unwrap();
            assert_eq!(info.are_parameters_of_rsa(), is_of_rsa, "{what}");
            assert_eq!(info.curve().is_some(), is_curve, "{what}");
        }
    }
}
