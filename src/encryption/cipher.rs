//! Decryption by a block cipher in CBC mode, or by RC4.

use aes::{
    Aes128, Aes192, Aes256,
    cipher::{Array, BlockCipherDecrypt, KeyInit},
};
use camellia::{Camellia128, Camellia192, Camellia256};
use des::{Des, TdesEde2, TdesEde3};
use rc2::Rc2;
use rc4::{Rc4, StreamCipher};
use zeroize::Zeroizing;

/// A cipher with the length of its key in octets.
#[derive(Clone, Copy)]
pub(super) enum Cipher {
    Aes128Cbc,
    Aes192Cbc,
    Aes256Cbc,
    TripleDes2KeyCbc,
    TripleDesCbc,
    DesCbc,
    Camellia128Cbc,
    Camellia192Cbc,
    Camellia256Cbc,
    /// With its effective key length in bits (RFC 2268 §2).
    Rc2Cbc {
        effective_bits: usize,
        key_length: usize,
    },
    Rc4 {
        key_length: usize,
    },
}

impl Cipher {
    pub(super) fn key_length(self) -> usize {
        match self {
            Self::DesCbc => 8,
            Self::Aes128Cbc | Self::Camellia128Cbc | Self::TripleDes2KeyCbc => 16,
            Self::Aes192Cbc | Self::Camellia192Cbc | Self::TripleDesCbc => 24,
            Self::Aes256Cbc | Self::Camellia256Cbc => 32,
            Self::Rc2Cbc { key_length, .. } | Self::Rc4 { key_length } => key_length,
        }
    }

    pub(super) fn vector_length(self) -> usize {
        match self {
            Self::Aes128Cbc | Self::Aes192Cbc | Self::Aes256Cbc => 16,
            Self::Camellia128Cbc | Self::Camellia192Cbc | Self::Camellia256Cbc => 16,
            Self::TripleDes2KeyCbc | Self::TripleDesCbc | Self::DesCbc | Self::Rc2Cbc { .. } => 8,
            Self::Rc4 { .. } => 0,
        }
    }

    /// `None` where the padding is not good.
    pub(super) fn decrypt(self, key: &[u8], vector: &[u8], ciphertext: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        if vector.len() != self.vector_length() {
            return None;
        }
        let mut text = Zeroizing::new(ciphertext.to_vec());
        match self {
            Self::Aes128Cbc => each_block(Aes128::new_from_slice(key).ok()?, &mut text),
            Self::Aes192Cbc => each_block(Aes192::new_from_slice(key).ok()?, &mut text),
            Self::Aes256Cbc => each_block(Aes256::new_from_slice(key).ok()?, &mut text),
            Self::Camellia128Cbc => each_block(Camellia128::new_from_slice(key).ok()?, &mut text),
            Self::Camellia192Cbc => each_block(Camellia192::new_from_slice(key).ok()?, &mut text),
            Self::Camellia256Cbc => each_block(Camellia256::new_from_slice(key).ok()?, &mut text),
            Self::TripleDes2KeyCbc => each_block(TdesEde2::new_from_slice(key).ok()?, &mut text),
            Self::TripleDesCbc => each_block(TdesEde3::new_from_slice(key).ok()?, &mut text),
            Self::DesCbc => each_block(Des::new_from_slice(key).ok()?, &mut text),
            Self::Rc2Cbc { effective_bits, .. } => {
                each_block(Rc2::new_with_eff_key_len(key, effective_bits), &mut text)
            }
            Self::Rc4 { .. } => {
                Rc4::new_from_slice(key).ok()?.apply_keystream(&mut text);
                return Some(text);
            }
        }
        chain(vector, ciphertext, &mut text)?;
        Some(text)
    }
}

/// Decrypts each whole block by itself, all of them in one call: AES takes several at once.
fn each_block<C: BlockCipherDecrypt>(cipher: C, text: &mut [u8]) {
    let (blocks, _) = Array::slice_as_chunks_mut(text);
    cipher.decrypt_blocks(blocks);
}

/// Adds to each decrypted block the ciphertext of the one before, and takes the padding away (RFC 5652 §6.3). `None` where there is no whole
/// number of blocks or the padding is not good.
fn chain(vector: &[u8], ciphertext: &[u8], text: &mut Vec<u8>) -> Option<()> {
    for (octet, before) in text.iter_mut().zip(vector.iter().chain(ciphertext)) {
        *octet ^= before;
    }
    let padding = *text.last()?;
    let length = text.len().checked_sub(padding.into())?;
    let is_good = (1..=vector.len()).contains(&padding.into())
        && ciphertext.len().is_multiple_of(vector.len())
        && text.get(length..)?.iter().all(|octet| *octet == padding);
    text.truncate(length);
    is_good.then_some(())
}
