//! HMAC (RFC 2104).

use zeroize::Zeroizing;

use crate::hash::{Digest, Hash, Hasher};

/// HMAC with one key.
pub struct Hmac {
    /// Both after the block that is made of the key.
    inner: Hasher,
    outer: Hasher,
}

impl Hmac {
    /// With a key of any length.
    pub fn new(hash: Hash, key: &[u8]) -> Self {
        let digest;
        let key = if key.len() > hash.block_length() {
            digest = hash.digest(key);
            digest.as_ref()
        } else {
            key
        };
        let keyed = |pad: u8| {
            let mut block = Zeroizing::new(vec![pad; hash.block_length()]);
            for (octet, key) in block.iter_mut().zip(key) {
                *octet ^= key;
            }
            let mut hasher = Hasher::new(hash);
            hasher.update(&block);
            hasher
        };
        Self {
            inner: keyed(0x36),
            outer: keyed(0x5c),
        }
    }

    /// The MAC of a message.
    pub fn mac(&self, message: &[&[u8]]) -> Digest {
        let mut digest = Digest::EMPTY;
        let mut hasher = self.inner.clone();
        for octets in message {
            hasher.update(octets);
        }
        self.finish_into(&mut hasher, &mut digest);
        digest
    }

    /// Whether this is the MAC of a message, in a time that does not depend on where they differ.
    pub fn verify(&self, message: &[u8], mac: &[u8]) -> bool {
        let own = self.mac(&[message]);
        let own = own.as_ref();
        let difference = own
            .iter()
            .zip(mac)
            .fold(0, |difference, (one, other)| difference | (one ^ other));
        own.len() == mac.len() && std::hint::black_box(difference) == 0
    }

    /// Replaces a digest with its MAC.
    pub(crate) fn again(&self, hasher: &mut Hasher, digest: &mut Digest) {
        hasher.restart_at(&self.inner);
        hasher.update(digest.as_ref());
        self.finish_into(hasher, digest);
    }

    /// A hasher that [`again`](Self::again) uses.
    pub(crate) fn hasher(&self) -> Hasher {
        Hasher::new(self.inner.hash())
    }

    fn finish_into(&self, inner: &mut Hasher, digest: &mut Digest) {
        inner.finish_into(digest);
        inner.restart_at(&self.outer);
        inner.update(digest.as_ref());
        inner.finish_into(digest);
    }
}
