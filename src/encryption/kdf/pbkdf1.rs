//! PBKDF1 (RFC 8018 §5.1).

use zeroize::Zeroizing;

use crate::hash::{Digest, Hash, Hasher};

/// A key of at most the length of the digest.
pub fn pbkdf1(hash: Hash, password: &[u8], salt: &[u8], iterations: u32, length: usize) -> Zeroizing<Vec<u8>> {
    let mut hasher = Hasher::new(hash);
    hasher.update(password);
    hasher.update(salt);
    let mut digest = Digest::EMPTY;
    hasher.finish_into(&mut digest);
    hasher.iterate(&mut digest, iterations);
    Zeroizing::new(digest.as_ref().iter().copied().take(length).collect())
}
