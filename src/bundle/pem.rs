//! Certificates and private keys as PEM (RFC 7468).

use pem_rfc7468::{LineEnding, encode_string};

use super::{identity::Key, pkcs12::local_key_id};
use crate::{
    certificate::Certificate,
    der,
    encryption::{Encoding, Protection, Random},
    error::{Error, too_large},
    secret::{Password, SecretBytes},
};

/// How far a chain is followed: each step looks at all the others. Real ones have three or four.
const LONGEST_CHAIN: usize = 16;

/// Certificates one after the other as TLS sends them: the leaf, then each one's issuer; what is not of that chain comes last.
pub(super) fn certificates(certificates: &[Certificate]) -> Result<SecretBytes, Error> {
    let blocks = in_order(certificates)
        .into_iter()
        .map(|one| block("CERTIFICATE", &one.der));
    let text: Result<Vec<String>, Error> = blocks.collect();
    Ok(SecretBytes::new(text?.concat().into_bytes()))
}

fn in_order(certificates: &[Certificate]) -> Vec<&Certificate> {
    let mut ordered: Vec<&Certificate> = certificates.iter().collect();
    for place in 1..ordered.len().min(LONGEST_CHAIN) {
        let (before, others) = ordered.split_at_mut(place);
        let Some(last) = before.last() else { break };
        let Some(issuer) = others.iter().position(|one| one.subject == last.issuer) else {
            break;
        };
        if let Some(passed) = others.get_mut(..=issuer) {
            passed.rotate_right(1);
        }
    }
    ordered
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
