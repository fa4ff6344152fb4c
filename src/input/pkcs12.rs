//! `.p12` and `.pfx` (RFC 7292), read by p12-keystore.

use der::Decode;
use p12_keystore::{Pkcs12Archive, error::Error as ArchiveError};
use pkcs12::pfx::Pfx;

use super::{CertificateFile, Format, PrivateKey};
use crate::{
    certificate::Certificate,
    error::{Error, PasswordSource},
    secret::{Password, SecretBytes},
};

/// p12-keystore's own limit.
const MOST_ITERATIONS: u32 = 1_000_000;

pub(super) fn read(bytes: &[u8], password: Option<&Password>) -> Result<CertificateFile, Error> {
    let has_mac = Pfx::from_der(bytes).map_err(|_| Error::CorruptFile)?.mac_data.is_some();
    let archive = Pkcs12Archive::from_pkcs12(bytes, password.map_or("", Password::expose));
    let archive = archive.map_err(|error| match (explain(&error, has_mac), password) {
        (Error::WrongPassword { .. }, None) => Error::PasswordRequired,
        (error, _) => error,
    })?;
    let certificates = archive
        .certs
        .iter()
        .map(|bag| Certificate::from_der(bag.cert.as_der()))
        .collect::<Result<Vec<_>, _>>()?;
    let key_names = archive.keys.iter().map(|bag| bag.friendly_name.clone());
    let certificate_names = archive.certs.iter().map(|bag| bag.friendly_name.clone());
    Ok(CertificateFile {
        format: Format::Pkcs12,
        certificates,
        friendly_name: key_names.chain(certificate_names).flatten().next(),
        private_key: archive
            .keys
            .first()
            .map(|bag| PrivateKey::Pkcs8(SecretBytes::new(bag.key.as_der().to_vec()))),
    })
}

/// Where a MAC was verified, the password is right and a failure to decrypt has another cause.
fn explain(error: &ArchiveError, has_mac: bool) -> Error {
    let wrong_password = Error::WrongPassword {
        source: PasswordSource::File,
    };
    match error {
        ArchiveError::MacError(_) => wrong_password,
        ArchiveError::UnpadError | ArchiveError::Pkcs5Error(_) if has_mac => Error::UnsupportedAlgorithm,
        ArchiveError::UnpadError | ArchiveError::Pkcs5Error(_) => wrong_password,
        ArchiveError::UnsupportedEncryptionScheme
        | ArchiveError::UnsupportedMacAlgorithm
        | ArchiveError::UnsupportedContentType
        | ArchiveError::UnsupportedCertificateType => Error::UnsupportedAlgorithm,
        ArchiveError::InvalidParameters => Error::TooMuchWork { limit: MOST_ITERATIONS },
        ArchiveError::IoError(_)
        | ArchiveError::DerError(_)
        | ArchiveError::InvalidVersion
        | ArchiveError::X509Error(_)
        | ArchiveError::InvalidLength
        | ArchiveError::InvalidData
        | ArchiveError::InvalidPrivateKey => Error::CorruptFile,
    }
}
