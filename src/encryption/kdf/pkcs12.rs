//! The key derivation of PKCS#12 (RFC 7292 Appendix B.2).

use zeroize::Zeroizing;

use crate::hash::{Digest, Hash, Hasher};

/// What a key is for (RFC 7292 Appendix B.3), with its octet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A key of encryption.
    Encryption = 1,
    /// An initialization vector.
    InitializationVector = 2,
    /// A key of a MAC.
    Mac = 3,
}

/// A key of this length. The password is a BMPString with two octets of zero behind it. The letters in the comments are those of the RFC.
pub fn pkcs12(
    hash: Hash,
    purpose: Purpose,
    password: &[u8],
    salt: &[u8],
    iterations: u32,
    length: usize,
) -> Zeroizing<Vec<u8>> {
    let block_length = hash.block_length();
    // I: salt and password, each repeated to whole blocks.
    let repeated = |octets: &[u8]| octets.len().div_ceil(block_length) * block_length;
    let mut repetition = Zeroizing::new(Vec::with_capacity(repeated(salt) + repeated(password)));
    for octets in [salt, password] {
        repetition.extend(octets.iter().cycle().take(repeated(octets)));
    }
    let mut digest = Digest::EMPTY;
    let mut key = Zeroizing::new(Vec::with_capacity(length));
    while key.len() < length {
        // D and I
        let mut hasher = Hasher::new(hash);
        hasher.update(&vec![purpose as u8; block_length]);
        hasher.update(&repetition);
        hasher.finish_into(&mut digest);
        hasher.iterate(&mut digest, iterations);
        let missing = length - key.len();
        key.extend(digest.as_ref().iter().take(missing));
        // I + B + 1, where B is the digest repeated to a block.
        for block in repetition.chunks_mut(block_length) {
            let repeated = digest.as_ref().iter().cycle().take(block_length);
            let addends: Zeroizing<Vec<u8>> = Zeroizing::new(repeated.copied().collect());
            let mut carry = 1;
            for (octet, addend) in block.iter_mut().zip(addends.iter()).rev() {
                let [high, low] = (u16::from(*octet) + u16::from(*addend) + carry).to_be_bytes();
                (*octet, carry) = (low, u16::from(high));
            }
        }
    }
    key
}
