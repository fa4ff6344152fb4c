//! Which certificate of a file is the leaf, and whether a private key belongs to it.

use crate::{
    certificate::Certificate,
    input::CertificateFile,
    private_key::PrivateKey,
    public_key::{PublicHalf, PublicKey},
    secret::SecretBytes,
};

/// The most pairs that are asked about: each takes a signature.
const MOST_PAIRS: usize = 8;

/// A private key and a certificate of the same algorithm, where the key does not show its public half. They belong together if what
/// one signs is verified with the other.
#[derive(Debug)]
pub struct Pair {
    /// Of key and certificate in the file.
    places: (usize, usize),
    /// The private key as PKCS#8.
    pub private_key: SecretBytes,
    /// The public key of the certificate: a `SubjectPublicKeyInfo` in DER.
    pub public_key: Vec<u8>,
    /// The kind of both.
    pub kind: PublicKey,
    /// Whether they belong together, told by whoever has tried; `None` where it cannot be told.
    pub belong_together: Option<bool>,
}

/// Which certificate of a file is the leaf.
pub(crate) struct Leaf {
    /// Its index.
    pub(crate) index: Option<usize>,
    /// Whether a private key of the file belongs to it.
    pub(crate) key_matches: Option<bool>,
    /// The index of the private key that does.
    pub(crate) key: Option<usize>,
}

impl Leaf {
    pub(crate) fn of(file: &CertificateFile) -> Self {
        Self::with(file, &[]).0
    }

    /// With answers to what was [`undecided`]; and the places of the keys and certificates that still are, those of the leaf first.
    pub(crate) fn with(file: &CertificateFile, answered: &[Pair]) -> (Self, Vec<(usize, usize)>) {
        // A key that does not show its public half is told by the localKeyId that it shares with its certificate.
        let namesake = |key: &PrivateKey| {
            let id = key.local_key_id.as_ref()?;
            let mut certificates = file.certificates.iter();
            certificates.position(|one| one.local_key_id.as_ref() == Some(id))
        };
        let index = file.private_keys.iter().find_map(namesake);
        let index = index.or_else(|| end_of_chain(&file.certificates));
        let mut undecided = Vec::new();
        let mut halves = Vec::new();
        let (mut possible, mut refused) = (false, false);
        for (number, key) in file.private_keys.iter().enumerate() {
            let Some(key) = key.material.as_ref().and_then(PublicHalf::of_private_key) else {
                continue;
            };
            if halves.is_empty() {
                halves.extend(file.certificates.iter().map(Certificate::public_half));
            }
            for (certificate, half) in halves.iter().enumerate() {
                let Some(half) = half else { continue };
                let pair = (number, certificate);
                let told = || answered.iter().find(|one| one.places == pair)?.belong_together;
                let is_leaf = index == Some(certificate);
                match key.matches(half).or_else(told) {
                    Some(true) => {
                        let leaf = Self {
                            index: Some(certificate),
                            key_matches: Some(true),
                            key: Some(number),
                        };
                        return (leaf, Vec::new());
                    }
                    Some(false) => refused |= is_leaf,
                    None => {
                        possible |= is_leaf;
                        undecided.insert(if is_leaf { 0 } else { undecided.len() }, pair);
                        undecided.truncate(MOST_PAIRS);
                    }
                }
            }
        }
        let key_matches = (refused && !possible).then_some(false);
        let leaf = Self {
            index,
            key_matches,
            key: None,
        };
        (leaf, undecided)
    }
}

/// What keys and certificates do not show themselves: pairs of which one may belong together, the likeliest first.
pub(crate) fn undecided(file: &CertificateFile) -> Vec<Pair> {
    let (_, places) = Leaf::with(file, &[]);
    let places = places.into_iter();
    places.filter_map(|places| Pair::of(file, places)).collect()
}

impl Pair {
    fn of(file: &CertificateFile, places: (usize, usize)) -> Option<Self> {
        let (key, certificate) = places;
        let certificate = file.certificates.get(certificate)?;
        let public_key = certificate.public_key_info()?;
        let private_key = file.private_keys.get(key)?.material.as_ref()?.pkcs8(public_key)?;
        Some(Self {
            places,
            private_key,
            public_key: public_key.to_vec(),
            kind: certificate.public_key.clone(),
            belong_together: None,
        })
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
