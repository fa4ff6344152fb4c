//! The facts of one X.509 certificate (RFC 5280); no judgement.

use serde::Serialize;
use sha2::{Digest, Sha256};
use x509_parser::{certificate::X509Certificate, prelude::FromDer, time::ASN1Time, x509::SubjectPublicKeyInfo};

use crate::{
    distinguished_name::{common_names, hex, rfc4514},
    error::Error,
    input::key::KeyMaterial,
    public_key::{self, PublicKey},
    timestamp::Timestamp,
};

/// What a certificate says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Certificate {
    /// The last common name of the subject, the one that decides the kind; `null` where there is none.
    pub common_name: Option<String>,
    /// Every common name of the subject, in the certificate's order.
    pub common_names: Vec<String>,
    /// The subject as RFC 4514 text; empty where the certificate has none.
    pub subject: String,
    /// The issuer as RFC 4514 text.
    pub issuer: String,
    /// The serial number in lower-case hexadecimal, without the sign octet.
    pub serial_number: String,
    /// The first instant of its validity, ISO 8601 in UTC.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub not_before: Timestamp,
    /// The last instant of its validity, ISO 8601 in UTC.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub not_after: Timestamp,
    /// SHA-256 of the whole certificate, lower-case hexadecimal.
    pub fingerprint_sha256: String,
    /// The kind and size of its public key.
    pub public_key: PublicKey,
    /// Whether it is a certification authority (basicConstraints, RFC 5280 §4.2.1.9).
    pub is_ca: bool,
    /// Whether it may be used for TLS client authentication (extKeyUsage, RFC 5280 §4.2.1.12).
    pub client_auth: bool,
    /// The certificate itself.
    #[serde(skip)]
    pub der: Vec<u8>,
    /// The localKeyId (RFC 2985 §5.5.2) beside it in a PKCS#12 file, which its private key has too.
    #[serde(skip)]
    pub local_key_id: Option<Vec<u8>>,
}

impl Certificate {
    /// Reads one DER certificate; bytes behind it are an error.
    pub fn from_der(der: &[u8]) -> Result<Self, Error> {
        let parsed = parse(der)?;
        let common_names = common_names(parsed.subject());
        Ok(Self {
            common_name: common_names.last().cloned(),
            common_names,
            subject: rfc4514(parsed.subject()),
            issuer: rfc4514(parsed.issuer()),
            serial_number: serial_number(parsed.tbs_certificate.raw_serial()),
            not_before: timestamp(parsed.validity().not_before)?,
            not_after: timestamp(parsed.validity().not_after)?,
            fingerprint_sha256: hex(&Sha256::digest(der)),
            public_key: public_key::describe(parsed.public_key()),
            is_ca: parsed.is_ca(),
            client_auth: client_auth(&parsed),
            der: der.to_vec(),
            local_key_id: None,
        })
    }

    /// Whether the private key belongs to this certificate; `None` where that cannot be told.
    pub(crate) fn owns(&self, private_key: &KeyMaterial) -> Option<bool> {
        self.with_public_key(|key| public_key::belongs(private_key, key))
    }

    fn with_public_key<T>(&self, ask: impl FnOnce(&SubjectPublicKeyInfo<'_>) -> Option<T>) -> Option<T> {
        parse(&self.der).ok().and_then(|parsed| ask(parsed.public_key()))
    }
}

fn parse(der: &[u8]) -> Result<X509Certificate<'_>, Error> {
    match X509Certificate::from_der(der) {
        Ok(([], certificate)) if is_minimal(certificate.tbs_certificate.raw_serial()) => Ok(certificate),
        Ok((_, _)) | Err(_) => Err(Error::CorruptFile { offset: 0 }),
    }
}

fn timestamp(time: ASN1Time) -> Result<Timestamp, Error> {
    Timestamp::from_unix_seconds(time.timestamp()).ok_or(Error::CorruptFile { offset: 0 })
}

/// An INTEGER has no more octets than it needs (X.690 §8.3.2); no other program reads one that has.
fn is_minimal(integer: &[u8]) -> bool {
    !matches!(integer, [] | [0, 0..=0x7f, ..] | [0xff, 0x80..=0xff, ..])
}

/// A positive INTEGER begins with a zero octet where its first bit would read as a sign.
fn serial_number(content: &[u8]) -> String {
    match content {
        [0, rest @ ..] if !rest.is_empty() => hex(rest),
        _ => hex(content),
    }
}

/// Without the extension a certificate is not restricted.
fn client_auth(certificate: &X509Certificate<'_>) -> bool {
    match certificate.extended_key_usage() {
        Ok(Some(usage)) => usage.value.client_auth || usage.value.any,
        Ok(None) | Err(_) => true,
    }
}
