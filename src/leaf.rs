//! Which certificate of a file is the leaf, and whether a private key belongs to it.

use zeroize::Zeroizing;

use crate::{
    ber::{Reader, Tag},
    certificate::Certificate,
    input::CertificateFile,
    private_key::{KeyMaterial, PrivateKey},
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
        (Self { index, key_matches }, undecided)
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
        let private_key = match file.private_keys.get(key)?.material.as_ref()? {
            KeyMaterial::Pkcs8(der) => SecretBytes::new(der.expose().to_vec()),
            KeyMaterial::Sec1(der) => pkcs8(public_key, der.expose())?,
            // It shows its public half.
            KeyMaterial::Pkcs1(_) => return None,
        };
        Some(Self {
            places,
            private_key,
            public_key: public_key.to_vec(),
            kind: certificate.public_key.clone(),
            belong_together: None,
        })
    }
}

/// An `ECPrivateKey` as a `PrivateKeyInfo` (RFC 5958 §2) of the algorithm and curve of a `SubjectPublicKeyInfo`. `None` where it is
/// longer than that of a named curve without its public half.
fn pkcs8(public_key: &[u8], sec1: &[u8]) -> Option<SecretBytes> {
    let mut info = Reader::new(public_key).expect(Tag::SEQUENCE).ok()?.reader().ok()?;
    let algorithm = info.next().ok()?.whole;
    let short = |length: usize| u8::try_from(length).ok().filter(|length| *length < 0x80);
    let length = short(5 + algorithm.len() + sec1.len())?;
    let mut der = Zeroizing::new(Vec::with_capacity(usize::from(length) + 2));
    der.extend_from_slice(&[0x30, length, 0x02, 1, 0]);
    der.extend_from_slice(algorithm);
    der.extend_from_slice(&[0x04, short(sec1.len())?]);
    der.extend_from_slice(sec1);
    Some(SecretBytes::from(der))
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
