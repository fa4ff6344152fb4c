//! What is told of a certificate file: its facts, and the judgement over its leaf.

use serde::Serialize;

use crate::{
    certificate::Certificate,
    eligibility::{Eligibility, Policy, eligibility},
    error::Error,
    input::{self, CertificateFile, Derivations, Format},
    private_key::PrivateKey,
    public_key::PublicHalf,
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
    /// How many further certificates are in the file that cannot be read.
    pub unreadable: usize,
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
    inspect_with(bytes, password, policy, now, &mut Derivations::default())
}

/// [`inspect`], with keys that may have been derived elsewhere.
pub fn inspect_with(
    bytes: &[u8],
    password: Option<&Password>,
    policy: &Policy,
    now: Timestamp,
    derivations: &mut Derivations,
) -> Result<Inspection, Error> {
    policy.validate()?;
    let file = input::read(bytes, password, derivations)?;
    Ok(describe(file, policy, now))
}

/// Reads a certificate file and the private key of another file, and tells whether they belong together.
pub fn inspect_pair(
    certificate: &[u8],
    key: &[u8],
    password: Option<&Password>,
    policy: &Policy,
    now: Timestamp,
) -> Result<Inspection, Error> {
    inspect_pair_with((certificate, key), password, policy, now, &mut Derivations::default())
}

/// [`inspect_pair`], with keys that may have been derived elsewhere.
pub fn inspect_pair_with(
    (certificate, key): (&[u8], &[u8]),
    password: Option<&Password>,
    policy: &Policy,
    now: Timestamp,
    derivations: &mut Derivations,
) -> Result<Inspection, Error> {
    policy.validate()?;
    let mut file = input::read(certificate, None, derivations)?;
    file.private_keys = vec![input::key::read(key, password, derivations)?];
    Ok(describe(file, policy, now))
}

fn describe(file: CertificateFile, policy: &Policy, now: Timestamp) -> Inspection {
    let Leaf { index, key_matches } = Leaf::of(&file);
    let certificate = index.and_then(|index| file.certificates.get(index));
    Inspection {
        format: file.format,
        leaf: index,
        key_matches,
        has_private_key: !file.private_keys.is_empty(),
        eligibility: certificate.map(|certificate| eligibility(certificate, policy, now)),
        friendly_name: file.friendly_name,
        unreadable: file.unreadable,
        certificates: file.certificates,
    }
}

/// Which certificate of a file is the leaf.
pub(crate) struct Leaf {
    /// Its index.
    pub(crate) index: Option<usize>,
    /// Whether a private key of the file belongs to it.
    pub(crate) key_matches: Option<bool>,
}

impl Leaf {
    pub(crate) fn of(file: &CertificateFile) -> Self {
        let of_key = |key: &PrivateKey| key.material.as_ref().and_then(PublicHalf::of_private_key);
        let keys: Vec<_> = file.private_keys.iter().filter_map(of_key).collect();
        let compared = if keys.is_empty() {
            [].iter()
        } else {
            file.certificates.iter()
        };
        let halves: Vec<_> = compared.map(Certificate::public_half).collect();
        let matches = |key: &PublicHalf, half: &Option<PublicHalf>| half.as_ref().and_then(|half| key.matches(half));
        let owner = |key: &PublicHalf| halves.iter().position(|half| matches(key, half) == Some(true));
        if let Some(index) = keys.iter().find_map(owner) {
            return Self {
                index: Some(index),
                key_matches: Some(true),
            };
        }
        // A key that does not show its public half is told by the localKeyId that it shares with its certificate.
        let namesake = |key: &PrivateKey| {
            let id = key.local_key_id.as_ref()?;
            let mut certificates = file.certificates.iter();
            certificates.position(|one| one.local_key_id.as_ref() == Some(id))
        };
        let index = file.private_keys.iter().find_map(namesake);
        let index = index.or_else(|| end_of_chain(&file.certificates));
        let half = index.and_then(|index| halves.get(index));
        let refused = |half| !keys.is_empty() && keys.iter().all(|key| matches(key, half) == Some(false));
        Self {
            index,
            key_matches: half.is_some_and(refused).then_some(false),
        }
    }
}

/// The first certificate that issued none of the others, or else the first one.
fn end_of_chain(certificates: &[Certificate]) -> Option<usize> {
    // Sorted by issuer: 10 000 certificates are not compared with each other.
    let mut issued: Vec<(&str, &str)> = certificates
        .iter()
        .map(|one| (one.issuer.as_str(), one.fingerprint_sha256.as_str()))
        .collect();
    issued.sort_unstable();
    issued.dedup();
    let issued_another = |candidate: &Certificate| {
        let start = issued.partition_point(|(issuer, _)| *issuer < candidate.subject.as_str());
        let mut others = issued
            .iter()
            .skip(start)
            .take_while(|(issuer, _)| *issuer == candidate.subject);
        others.any(|(_, fingerprint)| *fingerprint != candidate.fingerprint_sha256)
    };
    certificates
        .iter()
        .position(|candidate| !issued_another(candidate))
        .or((!certificates.is_empty()).then_some(0))
}
