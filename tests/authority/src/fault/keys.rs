//! Keys that no library here would make.

use crate::Error;
use rcgen::{KeyPair, PKCS_ED25519, PKCS_RSA_SHA256, PublicKeyData, SignatureAlgorithm};
use x509_parser::certificate::X509Certificate;
use zeroize::Zeroizing;

/// An RSA key of 1024 bits, as PKCS#8 and the public half of it: made by openssl, since the library refuses to. It protects nothing.
const WEAK: &str = include_str!("weak-key.pem");

/// An `RSAPublicKey` (RFC 8017 A.1.1).
pub(crate) struct PublicKey(Vec<u8>);

impl PublicKey {
    /// That of a certificate for an RSA key.
    pub(crate) fn of(certificate: &X509Certificate<'_>) -> Self {
        Self(certificate.public_key().subject_public_key.data.to_vec())
    }
}

impl PublicKeyData for PublicKey {
    fn der_bytes(&self) -> &[u8] {
        &self.0
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        &PKCS_RSA_SHA256
    }
}

/// The weak key.
pub(crate) fn weak() -> Result<(PublicKey, Zeroizing<Vec<u8>>), Error> {
    let unreadable = || Error::Subject {
        reason: "a key that cannot be read",
    };
    let blocks = pem::parse_many(WEAK).map_err(|_| unreadable())?;
    let block = |label| blocks.iter().find(|block| block.tag() == label).ok_or_else(unreadable);
    let public_key = block("RSA PUBLIC KEY")?.contents().to_vec();
    Ok((
        PublicKey(public_key),
        Zeroizing::new(block("PRIVATE KEY")?.contents().to_vec()),
    ))
}

/// A `PrivateKeyInfo` of version 0 (RFC 5958 §2) up to the 32 octets of the key, and the octets before them in what the library writes.
struct Form {
    before: &'static [u8],
    marked_by: &'static [u8],
}

/// An `ECPrivateKey` (RFC 5915) of version and private key alone, as Java writes it.
const P256: Form = Form {
    before: &[
        0x30, 0x41, 0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08,
        0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x04, 0x27, 0x30, 0x25, 0x02, 0x01, 0x01, 0x04, 0x20,
    ],
    marked_by: &[0x02, 0x01, 0x01, 0x04, 0x20],
};

/// As OpenSSL writes it (RFC 8410 §7); the library adds the public half.
const ED25519: Form = Form {
    before: &[
        0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ],
    marked_by: &[0x04, 0x22, 0x04, 0x20],
};

/// The PKCS#8 of a P-256 or Ed25519 key without its public half.
pub(crate) fn without_public_half(key: &KeyPair) -> Result<Zeroizing<Vec<u8>>, Error> {
    let form = if key.algorithm() == &PKCS_ED25519 {
        ED25519
    } else {
        P256
    };
    let whole = Zeroizing::new(key.serialize_der());
    let place = whole
        .windows(form.marked_by.len())
        .position(|octets| octets == form.marked_by);
    let octets = place.and_then(|place| whole.get(place + form.marked_by.len()..)?.get(..32));
    let octets = octets.ok_or(Error::Subject {
        reason: "a key of another form",
    })?;
    Ok(Zeroizing::new([form.before, octets].concat()))
}
