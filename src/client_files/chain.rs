//! The certificates that lead from a leaf to its root, of those that stand in its file.

use std::cmp::Reverse;

use crate::certificate::Certificate;

/// How many certificates a chain may have: each step looks at all the others. Real ones have three or four.
const LONGEST_CHAIN: usize = 16;

/// The leaf, then each one's issuer, as TLS sends them; each certificate once, and no other.
///
/// An issuer is found by its name, and by its key identifier where both certificates have one (RFC 5280 §4.2.1.1). Where that leaves
/// several with different keys, nothing here shows which one signed, so all of them are in the chain. Of several with one key, which
/// an authority gets when it is renewed, the one that expires last is.
pub(super) fn chain(certificates: &[Certificate], leaf: usize) -> Vec<Certificate> {
    let mut chain: Vec<&Certificate> = certificates.get(leaf).into_iter().collect();
    let mut next = 0;
    while let Some(certificate) = chain.get(next).copied() {
        next += 1;
        if certificate.subject == certificate.issuer {
            continue;
        }
        for issuer in issuers(certificates, certificate) {
            let is_new = chain
                .iter()
                .all(|one| one.fingerprint_sha256 != issuer.fingerprint_sha256);
            if is_new && chain.len() < LONGEST_CHAIN {
                chain.push(issuer);
            }
        }
    }
    chain.into_iter().cloned().collect()
}

fn issuers<'a>(certificates: &'a [Certificate], issued: &Certificate) -> Vec<&'a Certificate> {
    let (_, wanted) = issued.key_identifiers();
    let mut named: Vec<(Option<&[u8]>, &Certificate)> = certificates
        .iter()
        .filter(|one| one.subject == issued.issuer)
        .map(|one| (one.key_identifiers().0, one))
        .collect();
    if wanted.is_some() {
        named.retain(|(own, _)| own.is_none() || *own == wanted);
        // One that has the identifier leaves no doubt.
        if named.iter().any(|(own, _)| own.is_some()) {
            named.retain(|(own, _)| own.is_some());
        }
    }
    named.sort_by_key(|(_, one)| Reverse(one.not_after));
    let mut issuers: Vec<&Certificate> = Vec::new();
    for (_, one) in named {
        let has_its_key = |other: &&Certificate| other.public_key_sha256 == one.public_key_sha256;
        if issuers.len() < LONGEST_CHAIN && !issuers.iter().any(has_its_key) {
            issuers.push(one);
        }
    }
    issuers
}
