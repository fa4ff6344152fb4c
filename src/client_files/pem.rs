//! Certificates and private keys as PEM (RFC 7468).

use pem_rfc7468::{LineEnding, encode_string};

use super::{identity::Key, pkcs12::local_key_id};
use crate::{
    asn1::der,
    certificate::Certificate,
    encryption::{Encoding, Protection, Random},
    error::Error,
    limits::too_large,
    secret::{Password, SecretBytes},
};

/// Certificates one after the other.
pub(super) fn certificates(certificates: &[Certificate]) -> Result<SecretBytes, Error> {
    let blocks = certificates.iter().map(|one| block("CERTIFICATE", &one.der));
    let text: Result<Vec<String>, Error> = blocks.collect();
    Ok(SecretBytes::new(text?.concat().into_bytes()))
}

/// OpenSSL's `TRUSTED CERTIFICATE`, as glclient2 writes it: the certificate, then `X509_CERT_AUX`, of which PKCS#12 files give
/// OpenSSL the alias (friendlyName) and the keyid (localKeyId).
pub(super) fn trusted_certificate(certificate: &Certificate, alias: Option<&str>) -> Result<SecretBytes, Error> {
    let keyid = der::octet_string(&local_key_id(certificate));
    let auxiliary = match alias {
        Some(alias) => der::sequence(&[&der::utf8_string(alias), &keyid]),
        None => der::sequence(&[&keyid]),
    };
    let octets = [certificate.der.as_slice(), &auxiliary].concat();
    Ok(SecretBytes::new(block("TRUSTED CERTIFICATE", &octets)?.into_bytes()))
}

/// A private key as PKCS#8 (RFC 5958): under a password with AES-256-CBC (RFC 8018 §6.2), or plain.
pub(super) fn private_key(key: &Key, password: Option<&Password>, random: Random<'_>) -> Result<SecretBytes, Error> {
    let Some(password) = password else {
        return Ok(SecretBytes::new(block("PRIVATE KEY", key.pkcs8.expose())?.into_bytes()));
    };
    let encoding = Encoding::standard(password.expose());
    let encrypted = Protection::Modern.encrypt(key.pkcs8.expose(), &encoding, random)?;
    let info = encrypted.private_key_info();
    Ok(SecretBytes::new(block("ENCRYPTED PRIVATE KEY", &info)?.into_bytes()))
}

fn block(label: &str, der: &[u8]) -> Result<String, Error> {
    encode_string(label, LineEnding::LF, der).map_err(|_| too_large(der.len()))
}
