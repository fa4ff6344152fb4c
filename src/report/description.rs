//! Everything that a certificate says, as a certificate viewer shows it.
//!
//! x509-parser reads it. Names are those of RFC 5280 and of the algorithms' own documents: they are the same in every language.

use orcamo_kdf::Hash;
use serde::Serialize;
use x509_parser::{certificate::X509Certificate, prelude::FromDer};

use super::{extension, names::Names};
use crate::{certificate::Certificate, error::Error, text::hex};

/// Everything that a certificate says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Description {
    /// 3 of nearly every certificate (RFC 5280 §4.1.2.1).
    pub version: u32,
    /// The name of the algorithm that its issuer has signed with, as "sha256WithRSAEncryption"; its object identifier where it has no name here.
    pub signature_algorithm: String,
    /// The facts that `inspect` gives.
    #[serde(flatten)]
    pub certificate: Certificate,
    /// SHA-1 of the whole certificate, lower-case hexadecimal: what Windows calls Thumbprint.
    pub fingerprint_sha1: String,
    /// Its extensions (RFC 5280 §4.2), in its order.
    pub extensions: Vec<Extension>,
}

/// An extension of a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Extension {
    /// Its object identifier, dotted.
    pub oid: String,
    /// Its name, as "keyUsage"; `null` where it has none here.
    pub name: Option<String>,
    /// Whether nobody may pass it over.
    pub critical: bool,
    /// What it says, in words: one part a line. Of one that is not known here, or not of its form, its octets, lower-case hexadecimal.
    pub value: String,
}

/// Describes a certificate that was read.
///
/// # Errors
/// `corrupt-file`, where x509-parser does not read it: it keeps to DER more closely in a few places than `inspect` does.
pub fn describe(certificate: &Certificate) -> Result<Description, Error> {
    let corrupt = || Error::CorruptFile { offset: 0 };
    let (_, parsed) = X509Certificate::from_der(&certificate.der).map_err(|_| corrupt())?;
    let names = Names::new();
    Ok(Description {
        version: parsed.version().0.saturating_add(1),
        signature_algorithm: names.or_dotted(&parsed.signature_algorithm.algorithm),
        certificate: certificate.clone(),
        fingerprint_sha1: hex(Hash::Sha1.digest(&certificate.der).as_ref()),
        extensions: parsed
            .extensions()
            .iter()
            .map(|one| Extension {
                oid: one.oid.to_id_string(),
                name: names.get(&one.oid),
                critical: one.critical,
                value: extension::words(one, &names),
            })
            .collect(),
    })
}
