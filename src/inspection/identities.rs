//! The identities of a file: its certificates that are nobody's issuer or have a private key, each with its key; the one to use first.

use std::cmp::Reverse;

use crate::{
    calendar::Timestamp,
    certificate::Certificate,
    certificate::private_key::PrivateKey,
    certificate::private_key_form::without_unreadable_point,
    certificate::public_key::{PublicHalf, PublicKey},
    input::CertificateFile,
    secret::SecretBytes,
    sort::sort_by,
};

/// The most pairs that are asked about: each takes a signature.
const MOST_PAIRS: usize = 16;

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
    /// Whether they belong together, by a signature that was verified; `None` where that was not possible.
    pub belong_together: Option<bool>,
}

impl Pair {
    fn of(file: &CertificateFile, places: (usize, usize)) -> Option<Self> {
        let (key, certificate) = places;
        let certificate = file.certificates.get(certificate)?;
        let public_key = certificate.public_key_info()?;
        let private_key = file.private_keys.get(key)?.material.as_ref()?.pkcs8(public_key)?;
        Some(Self {
            places,
            private_key: without_unreadable_point(private_key),
            public_key: public_key.to_vec(),
            kind: certificate.public_key.clone(),
            belong_together: None,
        })
    }

    /// Whether it need not be asked about any more, since its key or its certificate belongs to another pair.
    pub fn is_settled(&self, others: &[Self]) -> bool {
        let (key, certificate) = self.places;
        others.iter().any(|other| {
            other.belong_together == Some(true) && (other.places.0 == key || other.places.1 == certificate)
        })
    }
}

/// A certificate of a file, with what is known of its private key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Identity {
    /// The index of the certificate.
    pub(crate) certificate: usize,
    /// The index of its private key. Where nothing shows that they belong together, the one that shares its localKeyId, or the only one.
    pub(crate) key: Option<usize>,
    /// Whether a private key of the file is its own, or is nobody else's.
    pub(crate) has_private_key: bool,
    /// Whether the private key belongs to it; `None` where there is none or it is not known.
    pub(crate) key_matches: Option<bool>,
}

/// The identities of a file at `now`, with answers to what was [`undecided`]. The first is the one to use: valid before
/// expired; with its key before without; already valid before not yet valid; with the latest expiry; then in the order of the file.
pub(crate) fn identities(file: &CertificateFile, answered: &[Pair], now: Timestamp) -> Vec<Identity> {
    let (mut identities, scope) = Matching::of(file, answered).identities();
    let key = |identity: &Identity| {
        let validity = file.certificates.get(identity.certificate).map(|certificate| {
            let is_over = certificate.not_after < now;
            let is_to_come = now < certificate.not_before;
            (
                is_over,
                lack_of_key(identity),
                is_to_come,
                Reverse(certificate.not_after),
            )
        });
        (validity, identity.certificate)
    };
    sort_by(&mut identities, |one, other| key(one) < key(other));
    // Of authorities alone, which are no identities without a key, one stands for the file.
    if scope == Scope::Authorities && file.private_keys.is_empty() {
        identities.truncate(1);
    }
    identities
}

/// What keys and certificates do not show themselves: pairs of which one may belong together, the likeliest first.
pub(crate) fn undecided(file: &CertificateFile) -> Vec<Pair> {
    let matching = Matching::of(file, &[]);
    let certificates = || (0..file.certificates.len()).filter(|place| matching.key_of.get(*place) == Some(&None));
    let pairs = || certificates().flat_map(|certificate| matching.free.iter().map(move |key| (*key, certificate)));
    let is_open = |pair: &(usize, usize)| matching.compare(*pair) == Comparison::Undecided;
    let is_named = |pair: &(usize, usize)| matching.is_named(*pair);
    // What shares a localKeyId is likely to belong together.
    let named = pairs().filter(is_named).filter(is_open);
    let others = pairs().filter(|pair| !is_named(pair)).filter(is_open);
    let places = named.chain(others).take(MOST_PAIRS);
    places.filter_map(|places| Pair::of(file, places)).collect()
}

fn lack_of_key(identity: &Identity) -> u8 {
    match (identity.key_matches, identity.has_private_key) {
        (Some(true), _) => 0,
        (None, true) => 1,
        (_, _) => 2,
    }
}

/// What a key and a certificate show of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Same,
    Different,
    /// They may belong together; a signature would show it.
    Undecided,
    /// The key could not be read.
    Unknown,
}

/// What was found in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Everything that may be somebody's.
    All,
    /// Nothing but certification authorities.
    Authorities,
}

/// Which key belongs to which certificate.
struct Matching<'a> {
    file: &'a CertificateFile,
    answered: &'a [Pair],
    /// Of each key, and of each certificate.
    halves: (Vec<Option<PublicHalf>>, Vec<Option<PublicHalf>>),
    /// For each certificate its key.
    key_of: Vec<Option<usize>>,
    /// The keys that belong to no certificate, as far as they show it.
    free: Vec<usize>,
}

impl<'a> Matching<'a> {
    fn of(file: &'a CertificateFile, answered: &'a [Pair]) -> Self {
        let of_key = |key: &PrivateKey| key.material.as_ref().and_then(PublicHalf::of_private_key);
        let of_keys: Vec<_> = file.private_keys.iter().map(of_key).collect();
        let of_certificates = if of_keys.iter().any(Option::is_some) {
            file.certificates.iter().map(Certificate::public_half).collect()
        } else {
            Vec::new()
        };
        let mut matching = Self {
            file,
            answered,
            halves: (of_keys, of_certificates),
            key_of: vec![None; file.certificates.len()],
            free: Vec::new(),
        };
        for key in 0..file.private_keys.len() {
            let belongs = |certificate: &usize| matching.compare((key, *certificate)) == Comparison::Same;
            let owners: Vec<usize> = (0..file.certificates.len()).filter(belongs).collect();
            if owners.is_empty() {
                matching.free.push(key);
            }
            for owner in owners {
                if let Some(place) = matching.key_of.get_mut(owner) {
                    place.get_or_insert(key);
                }
            }
        }
        matching
    }

    fn compare(&self, pair: (usize, usize)) -> Comparison {
        let (of_keys, of_certificates) = &self.halves;
        let Some(Some(key)) = of_keys.get(pair.0) else {
            return Comparison::Unknown;
        };
        let Some(Some(certificate)) = of_certificates.get(pair.1) else {
            return Comparison::Different;
        };
        let verified = || self.answered.iter().find(|one| one.places == pair)?.belong_together;
        match key.matches(certificate).or_else(verified) {
            Some(true) => Comparison::Same,
            Some(false) => Comparison::Different,
            None => Comparison::Undecided,
        }
    }

    /// Whether they share a localKeyId.
    fn is_named(&self, (key, certificate): (usize, usize)) -> bool {
        let key = self.file.private_keys.get(key);
        let certificate = self.file.certificates.get(certificate);
        let of_key = key.and_then(|key| key.local_key_id.as_ref());
        of_key.is_some() && of_key == certificate.and_then(|one| one.local_key_id.as_ref())
    }

    fn identities(&self) -> (Vec<Identity>, Scope) {
        let certificates = &self.file.certificates;
        let issuers = Issuers::of(certificates);
        let mut seen: Vec<&str> = Vec::new();
        let mut identities = Vec::new();
        for (place, certificate) in certificates.iter().enumerate() {
            let named = self.free.iter().copied().find(|key| self.is_named((*key, place)));
            let identity = self.identity(place, named);
            let is_end = || !certificate.is_ca && !issuers.issued_another(certificate);
            if identity.key_matches != Some(true) && named.is_none() && !is_end() {
                continue;
            }
            // The same certificate twice is one identity.
            let fingerprint = certificate.fingerprint_sha256.as_str();
            if let Err(order) = seen.binary_search(&fingerprint) {
                seen.insert(order, fingerprint);
                identities.push(identity);
            }
        }
        if identities.is_empty() {
            // Certification authorities alone: those that issued none of the others where a key may be one's; without a key, the first.
            let is_end = |place: &usize| {
                let certificate = certificates.get(*place);
                certificate.is_some_and(|certificate| !issuers.issued_another(certificate))
            };
            let mut ends: Vec<usize> = (0..certificates.len()).filter(is_end).collect();
            if ends.is_empty() {
                ends.extend(0..certificates.len());
            }
            if !self.file.private_keys.is_empty() {
                ends.truncate(MOST_PAIRS);
            }
            identities.extend(ends.into_iter().map(|place| self.identity(place, None)));
            return (identities, Scope::Authorities);
        }
        (identities, Scope::All)
    }

    /// A key that does not show its public half is identified by the localKeyId that it shares with its certificate: `named`.
    fn identity(&self, certificate: usize, named: Option<usize>) -> Identity {
        if let Some(Some(key)) = self.key_of.get(certificate) {
            return Identity {
                certificate,
                key: Some(*key),
                has_private_key: true,
                key_matches: Some(true),
            };
        }
        let candidates = named.as_ref().map_or(self.free.as_slice(), std::slice::from_ref);
        let is_different = |key: &usize| self.compare((*key, certificate)) == Comparison::Different;
        let is_refused = !candidates.is_empty() && candidates.iter().all(is_different);
        Identity {
            certificate,
            key: match candidates {
                [only] if !is_refused => Some(*only),
                _ => None,
            },
            has_private_key: !candidates.is_empty(),
            key_matches: is_refused.then_some(false),
        }
    }
}

/// Who issued what, by name. Sorted by issuer: 10 000 certificates are not compared with each other.
struct Issuers<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Issuers<'a> {
    fn of(certificates: &'a [Certificate]) -> Self {
        let mut issued: Vec<(&str, &str)> = certificates
            .iter()
            // A certificate that signs itself makes no other one of its name an issuer.
            .filter(|one| one.issuer != one.subject)
            .map(|one| (one.issuer.as_str(), one.fingerprint_sha256.as_str()))
            .collect();
        sort_by(&mut issued, |one, other| one < other);
        issued.dedup();
        Self(issued)
    }

    fn issued_another(&self, candidate: &Certificate) -> bool {
        let start = self
            .0
            .partition_point(|(issuer, _)| *issuer < candidate.subject.as_str());
        let mut others = self
            .0
            .iter()
            .skip(start)
            .take_while(|(issuer, _)| *issuer == candidate.subject);
        others.any(|(_, fingerprint)| *fingerprint != candidate.fingerprint_sha256)
    }
}
