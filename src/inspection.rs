//! What is told of a certificate file: its facts, and the judgement over its leaf.

use serde::Serialize;

pub(crate) use crate::leaf::Leaf;
pub use crate::leaf::Pair;
use crate::{
    certificate::Certificate,
    eligibility::{Eligibility, Policy, eligibility},
    error::Error,
    input::{self, CertificateFile, Derivations, Format},
    leaf,
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
    /// Whether the private key belongs to the leaf; `null` where there is none or it cannot be told. A key may not show its public half
    /// (Ed25519; EC keys of Java): then only the asynchronous functions tell, where the Web Cryptography API has the algorithm.
    pub key_matches: Option<bool>,
    /// The friendlyName of the leaf or its key; where they have none, the first one of the file (PKCS#12).
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
    Ok(open(bytes, None, password, derivations)?.describe(&[], policy, now))
}

/// Reads a certificate file and the private key of another file, and tells whether they belong together.
pub fn inspect_pair(
    certificate: &[u8],
    key: &[u8],
    password: Option<&Password>,
    policy: &Policy,
    now: Timestamp,
) -> Result<Inspection, Error> {
    policy.validate()?;
    let opened = open(certificate, Some(key), password, &mut Derivations::default())?;
    Ok(opened.describe(&[], policy, now))
}

/// A certificate file that is read and not described yet.
pub struct Opened(CertificateFile);

/// Reads a certificate file, and the private key of another file where there is one.
pub fn open(
    certificate: &[u8],
    key: Option<&[u8]>,
    password: Option<&Password>,
    derivations: &mut Derivations,
) -> Result<Opened, Error> {
    let mut file = input::read(certificate, password.filter(|_| key.is_none()), derivations)?;
    if let Some(key) = key {
        file.private_keys = vec![input::key::read(key, password, derivations)?];
    }
    Ok(Opened(file))
}

impl Opened {
    /// Pairs of which somebody may find out whether they belong together: no private key here shows that it belongs to a certificate.
    /// The likeliest are the first; once one does, the others need no answer.
    pub fn undecided(&self) -> Vec<Pair> {
        leaf::undecided(&self.0)
    }

    /// Facts, leaf and judgement, with the answers to what was undecided, or with none.
    pub fn describe(self, answered: &[Pair], policy: &Policy, now: Timestamp) -> Inspection {
        let Self(file) = self;
        let (leaf, _) = Leaf::with(&file, answered);
        let Leaf {
            index,
            key_matches,
            key,
        } = leaf;
        let certificate = index.and_then(|index| file.certificates.get(index));
        // In a file of several identities each has its own.
        let of_key = key.and_then(|key| file.private_keys.get(key)?.friendly_name.clone());
        let of_leaf = of_key.or_else(|| certificate?.friendly_name.clone());
        Inspection {
            format: file.format,
            leaf: index,
            key_matches,
            has_private_key: !file.private_keys.is_empty(),
            eligibility: certificate.map(|certificate| eligibility(certificate, policy, now)),
            friendly_name: of_leaf.or(file.friendly_name),
            unreadable: file.unreadable,
            certificates: file.certificates,
        }
    }
}
