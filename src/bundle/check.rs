//! The checks of a new certificate, before anybody is told "done".

use crate::{
    certificate::Certificate,
    error::{Error, Source},
    expectation::Expectation,
    identities::identities,
    input::{self, Credentials, Derivations, Format},
    secret::{Password, SecretBytes},
    timestamp::Timestamp,
};

/// Opens what the server sent and compares it with the certificate that was to be renewed.
pub(crate) fn check(
    host: &str,
    p12: &SecretBytes,
    password: &Password,
    expect: &Expectation,
    issuers: &[String],
    now: Timestamp,
) -> Result<Certificate, Error> {
    let not_pkcs12 = || Error::NotPkcs12 { host: host.to_owned() };
    let credentials = Credentials::from(Some(password));
    let opened = input::open(p12.expose(), &credentials, &mut Derivations::default()).map_err(|error| {
        if matches!(error, Error::WrongPassword { .. }) {
            let source = Source::Bundle;
            Error::WrongPassword { source }
        } else if matches!(
            error,
            Error::UnsupportedFormat { .. }
                | Error::CorruptFile { .. }
                | Error::DamagedAsText { .. }
                | Error::TruncatedFile { .. }
        ) {
            not_pkcs12()
        } else {
            error
        }
    })?;
    let file = opened.content;
    // What had to be unwrapped is not what a client can open.
    if file.format != Format::Pkcs12 || file.is_unwrapped {
        return Err(not_pkcs12());
    }
    let identity = identities(&file, &[], now).into_iter().next().ok_or_else(not_pkcs12)?;
    let certificate = file
        .certificates
        .into_iter()
        .nth(identity.certificate)
        .ok_or_else(not_pkcs12)?;
    if identity.key_matches != Some(true) {
        return Err(Error::KeyMismatch { source: Source::Bundle });
    }
    expect.accepts(&certificate, issuers, now)?;
    Ok(certificate)
}
