//! What is told of a certificate file: its facts, and the judgement over its leaf.

use serde::Serialize;

use crate::{
    certificate::Certificate,
    eligibility::{Eligibility, Policy, eligibility},
    error::Error,
    input::{self, CertificateFile, Format, PrivateKey},
    secret::Password,
    timestamp::Timestamp,
};

/// What a certificate file holds, and whether its certificate can be renewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Inspection {
    /// The format, told from the bytes.
    pub format: Format,
    /// Which of `certificates` is the leaf: the one that belongs to the private key, or else the first that issued none of the
    /// others. `null` where there is no certificate.
    pub leaf: Option<usize>,
    /// Every certificate, in the order of the file.
    pub certificates: Vec<Certificate>,
    /// Whether a private key is in the file.
    pub has_private_key: bool,
    /// Whether the private key belongs to the leaf; `null` where there is none or it cannot be told.
    pub key_matches: Option<bool>,
    /// The friendlyName of the key or certificate (PKCS#12).
    pub friendly_name: Option<String>,
    /// The judgement over the leaf; `null` where there is none.
    pub eligibility: Option<Eligibility>,
}

/// Reads a file and judges its leaf at `now`.
pub fn inspect(
    bytes: &[u8],
    password: Option<&Password>,
    policy: &Policy,
    now: Timestamp,
) -> Result<Inspection, Error> {
    policy.validate()?;
    let file = input::read(bytes, password)?;
    Ok(describe(file, policy, now))
}

fn describe(file: CertificateFile, policy: &Policy, now: Timestamp) -> Inspection {
    let (leaf, key_matches) = leaf(&file);
    let certificate = leaf.and_then(|index| file.certificates.get(index));
    Inspection {
        format: file.format,
        leaf,
        key_matches,
        has_private_key: file.private_key.is_some(),
        eligibility: certificate.map(|certificate| eligibility(certificate, policy, now)),
        friendly_name: file.friendly_name,
        certificates: file.certificates,
    }
}

/// The index of the leaf, and whether the private key belongs to it.
pub(crate) fn leaf(file: &CertificateFile) -> (Option<usize>, Option<bool>) {
    let end = end_of_chain(&file.certificates);
    let Some(PrivateKey::Pkcs8(key)) = &file.private_key else {
        return (end, None);
    };
    let owns = |certificate: &Certificate| certificate.owns(key.expose());
    match file
        .certificates
        .iter()
        .position(|certificate| owns(certificate) == Some(true))
    {
        Some(index) => (Some(index), Some(true)),
        None => (end, end.and_then(|index| owns(file.certificates.get(index)?))),
    }
}

/// The first certificate that issued none of the others, or else the first one.
fn end_of_chain(certificates: &[Certificate]) -> Option<usize> {
    let issued_another = |candidate: &Certificate| {
        certificates
            .iter()
            .any(|other| other.fingerprint_sha256 != candidate.fingerprint_sha256 && other.issuer == candidate.subject)
    };
    certificates
        .iter()
        .position(|candidate| !issued_another(candidate))
        .or((!certificates.is_empty()).then_some(0))
}
