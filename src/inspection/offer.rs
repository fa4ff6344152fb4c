//! Whether a browser would offer a certificate when a server asks for one.

use serde::Serialize;

use crate::{calendar::Timestamp, certificate::Certificate};

/// The most octets of a serial number (RFC 5280 §4.1.2.2). NSS and Chromium refuse certificates with longer ones.
const MOST_SERIAL_OCTETS: usize = 20;

/// Why no browser would offer a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum NotOffered {
    /// Its extended key usage has no `clientAuth` (RFC 5280 §4.2.1.12).
    NoClientAuth,
    /// It is a certification authority.
    IsCa,
    /// Its serial number has more than 20 octets (RFC 5280 §4.1.2.2).
    SerialNumberTooLong,
    /// It has expired: browsers hide it, or the server refuses it.
    Expired,
    /// Its private key is not in the file.
    NoPrivateKey,
}

/// Why no browser would offer a certificate at `now`, what nobody can change first; empty where one would.
pub(crate) fn not_offered(certificate: &Certificate, has_private_key: bool, now: Timestamp) -> Vec<NotOffered> {
    const HEX_DIGITS_OF_AN_OCTET: usize = 2;
    let octets = certificate.serial_number.len() / HEX_DIGITS_OF_AN_OCTET;
    let reasons = [
        (!certificate.client_auth, NotOffered::NoClientAuth),
        (certificate.is_ca, NotOffered::IsCa),
        (octets > MOST_SERIAL_OCTETS, NotOffered::SerialNumberTooLong),
        (certificate.not_after < now, NotOffered::Expired),
        (!has_private_key, NotOffered::NoPrivateKey),
    ];
    reasons
        .into_iter()
        .filter(|(applies, _)| *applies)
        .map(|(_, reason)| reason)
        .collect()
}
