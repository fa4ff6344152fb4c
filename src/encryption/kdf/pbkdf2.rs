//! PBKDF2 (RFC 8018 §5.2) over HMAC.

use zeroize::Zeroizing;

use crate::{hash::Hash, hmac::Hmac};

/// A key of this length.
pub fn pbkdf2(hash: Hash, password: &[u8], salt: &[u8], iterations: u32, length: usize) -> Zeroizing<Vec<u8>> {
    let mut key = Zeroizing::new(vec![0; length]);
    let hmac = Hmac::new(hash, password);
    let mut hasher = hmac.hasher();
    for (place, number) in key.chunks_mut(hash.output_length()).zip(1_u32..) {
        let mut one = hmac.mac(&[salt, &number.to_be_bytes()]);
        let mut sum = one.clone();
        for _ in 1..iterations {
            hmac.again(&mut hasher, &mut one);
            sum.xor(&one);
        }
        for (octet, sum) in place.iter_mut().zip(sum.as_ref()) {
            *octet = *sum;
        }
    }
    key
}
