//! The hash functions, one at a time over octets that come in pieces.

use blake2::{
    Blake2b512,
    digest::{FixedOutput, Update},
};
use zeroize::Zeroize;

/// The longest block and the longest digest of all hash functions, in octets.
const LONGEST_BLOCK: usize = 128;
const LONGEST_DIGEST: usize = 64;

/// A hash function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    /// RFC 1321.
    Md5,
    /// FIPS 180-4, as those that follow.
    Sha1,
    /// SHA-224.
    Sha224,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
    /// SHA-512/224.
    Sha512Truncated224,
    /// SHA-512/256.
    Sha512Truncated256,
    /// RFC 7693, with a digest of 64 octets.
    Blake2b512,
}

impl Hash {
    /// The length of its digest in octets.
    pub const fn output_length(self) -> usize {
        match self {
            Self::Md5 => 16,
            Self::Sha1 => 20,
            Self::Sha224 | Self::Sha512Truncated224 => 28,
            Self::Sha256 | Self::Sha512Truncated256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 | Self::Blake2b512 => 64,
        }
    }

    /// The length of its block in octets.
    pub(crate) const fn block_length(self) -> usize {
        match self {
            Self::Md5 | Self::Sha1 | Self::Sha224 | Self::Sha256 => 64,
            Self::Sha384 | Self::Sha512 | Self::Sha512Truncated224 | Self::Sha512Truncated256 | Self::Blake2b512 => 128,
        }
    }

    /// The octets behind a message that hold its length.
    const fn length_of_length(self) -> usize {
        self.block_length() / 8
    }

    /// The digest of these octets.
    pub fn digest(self, octets: &[u8]) -> Digest {
        let mut hasher = Hasher::new(self);
        hasher.update(octets);
        hasher.finish()
    }

    /// The initial value (RFC 1321 §3.3, FIPS 180-4 §5.3).
    fn initial(self) -> State {
        match self {
            Self::Md5 => State::Md5([0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476]),
            Self::Sha1 => State::Sha1([0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0]),
            Self::Sha224 => State::Sha256([
                0xc105_9ed8,
                0x367c_d507,
                0x3070_dd17,
                0xf70e_5939,
                0xffc0_0b31,
                0x6858_1511,
                0x64f9_8fa7,
                0xbefa_4fa4,
            ]),
            Self::Sha256 => State::Sha256([
                0x6a09_e667,
                0xbb67_ae85,
                0x3c6e_f372,
                0xa54f_f53a,
                0x510e_527f,
                0x9b05_688c,
                0x1f83_d9ab,
                0x5be0_cd19,
            ]),
            Self::Sha384 => State::Sha512([
                0xcbbb_9d5d_c105_9ed8,
                0x629a_292a_367c_d507,
                0x9159_015a_3070_dd17,
                0x152f_ecd8_f70e_5939,
                0x6733_2667_ffc0_0b31,
                0x8eb4_4a87_6858_1511,
                0xdb0c_2e0d_64f9_8fa7,
                0x47b5_481d_befa_4fa4,
            ]),
            Self::Sha512 => State::Sha512([
                0x6a09_e667_f3bc_c908,
                0xbb67_ae85_84ca_a73b,
                0x3c6e_f372_fe94_f82b,
                0xa54f_f53a_5f1d_36f1,
                0x510e_527f_ade6_82d1,
                0x9b05_688c_2b3e_6c1f,
                0x1f83_d9ab_fb41_bd6b,
                0x5be0_cd19_137e_2179,
            ]),
            Self::Sha512Truncated224 => State::Sha512([
                0x8c3d_37c8_1954_4da2,
                0x73e1_9966_89dc_d4d6,
                0x1dfa_b7ae_32ff_9c82,
                0x679d_d514_582f_9fcf,
                0x0f6d_2b69_7bd4_4da8,
                0x77e3_6f73_04c4_8942,
                0x3f9d_85a8_6a1d_36c8,
                0x1112_e6ad_91d6_92a1,
            ]),
            Self::Sha512Truncated256 => State::Sha512([
                0x2231_2194_fc2b_f72c,
                0x9f55_5fa3_c84c_64c2,
                0x2393_b86b_6f53_b151,
                0x9638_7719_5940_eabd,
                0x9628_3ee2_a88e_ffe3,
                0xbe5e_1e25_5386_3992,
                0x2b01_99fc_2c85_b8aa,
                0x0eb7_2ddc_81c5_2ca2,
            ]),
            Self::Blake2b512 => State::Blake2b(Box::default()),
        }
    }
}

/// A digest; wiped when it is dropped.
#[derive(Clone)]
pub struct Digest {
    octets: [u8; LONGEST_DIGEST],
    length: usize,
}

impl Digest {
    pub(crate) const EMPTY: Self = Self {
        octets: [0; LONGEST_DIGEST],
        length: 0,
    };

    /// Writes a digest over this one.
    fn set<const N: usize>(&mut self, length: usize, words: impl Iterator<Item = [u8; N]>) {
        for (place, octets) in self.octets.as_chunks_mut().0.iter_mut().zip(words) {
            *place = octets;
        }
        self.length = length;
    }

    pub(crate) fn xor(&mut self, other: &Self) {
        for (octet, other) in self.octets.iter_mut().zip(other.octets) {
            *octet ^= other;
        }
    }
}

impl AsRef<[u8]> for Digest {
    fn as_ref(&self) -> &[u8] {
        self.octets.get(..self.length).unwrap_or_default()
    }
}

impl Drop for Digest {
    #[inline(never)]
    fn drop(&mut self) {
        self.octets.zeroize();
    }
}

/// What is compressed so far.
#[derive(Clone)]
enum State {
    Md5([u32; 4]),
    Sha1([u32; 5]),
    /// SHA-224 too.
    Sha256([u32; 8]),
    /// SHA-384 and the truncated ones too.
    Sha512([u64; 8]),
    /// On the heap: it has a buffer of its own, and is seldom used.
    Blake2b(Box<Blake2b512>),
}

impl State {
    fn compress(&mut self, block: &[u8; LONGEST_BLOCK]) {
        let half = block.first_chunk().map(std::slice::from_ref).unwrap_or_default();
        match self {
            Self::Md5(words) => md5::block_api::compress(words, half),
            Self::Sha1(words) => sha1::block_api::compress(words, half),
            Self::Sha256(words) => sha2::block_api::compress256(words, half),
            Self::Sha512(words) => sha2::block_api::compress512(words, std::slice::from_ref(block)),
            Self::Blake2b(_) => {}
        }
    }
}

/// A hash under way; wiped when it is dropped.
pub struct Hasher {
    hash: Hash,
    state: State,
    block: [u8; LONGEST_BLOCK],
    /// How many octets of the block are there.
    filled: usize,
    /// How many octets came before the block.
    before: usize,
}

impl Hasher {
    /// Of no octets so far.
    #[inline(never)]
    pub fn new(hash: Hash) -> Self {
        Self {
            hash,
            state: hash.initial(),
            block: [0; LONGEST_BLOCK],
            filled: 0,
            before: 0,
        }
    }

    pub(crate) fn hash(&self) -> Hash {
        self.hash
    }

    /// Hashes a digest again and again, until it was hashed so often; once it was already.
    pub(crate) fn iterate(&mut self, digest: &mut Digest, iterations: u32) {
        let start = Self::new(self.hash);
        for _ in 1..iterations {
            self.restart_at(&start);
            self.update(digest.as_ref());
            self.finish_into(digest);
        }
    }

    /// Begins anew where `other` stands, which is at the beginning of a block.
    #[inline(never)]
    pub(crate) fn restart_at(&mut self, other: &Self) {
        self.state.clone_from(&other.state);
        (self.filled, self.before) = (0, other.before);
    }

    /// Adds octets.
    #[inline(never)]
    pub fn update(&mut self, mut octets: &[u8]) {
        if let State::Blake2b(hasher) = &mut self.state {
            hasher.update(octets);
            return;
        }
        let length = self.hash.block_length();
        while !octets.is_empty() {
            let room = self.block.get_mut(self.filled..length).unwrap_or_default();
            let taken = room.len().min(octets.len());
            for (place, octet) in room.iter_mut().zip(octets) {
                *place = *octet;
            }
            octets = octets.get(taken..).unwrap_or_default();
            self.filled += taken;
            if self.filled == length {
                self.state.compress(&self.block);
                self.before += length;
                self.filled = 0;
            }
        }
    }

    /// The digest.
    pub fn finish(mut self) -> Digest {
        let mut digest = Digest::EMPTY;
        self.finish_into(&mut digest);
        digest
    }

    /// The digest, in place of another one. What follows begins with [`restart_at`](Self::restart_at).
    #[inline(never)]
    pub(crate) fn finish_into(&mut self, digest: &mut Digest) {
        self.pad();
        let length = self.hash.output_length();
        match &mut self.state {
            State::Md5(words) => digest.set(length, words.iter().map(|word| word.to_le_bytes())),
            State::Sha1(words) => digest.set(length, words.iter().map(|word| word.to_be_bytes())),
            State::Sha256(words) => digest.set(length, words.iter().map(|word| word.to_be_bytes())),
            State::Sha512(words) => digest.set(length, words.iter().map(|word| word.to_be_bytes())),
            State::Blake2b(hasher) => digest.set(
                length,
                std::iter::once(std::mem::take(&mut **hasher).finalize_fixed().0),
            ),
        }
    }

    /// A one, zeros, and the length of the message in bits (RFC 1321 §3.1, FIPS 180-4 §5.1).
    fn pad(&mut self) {
        let block_length = self.hash.block_length();
        let bits = (self.before + self.filled) as u64 * 8;
        let room = self.block.get_mut(self.filled..).unwrap_or_default();
        room.fill(0);
        if let Some(first) = room.first_mut() {
            *first = 0x80;
        }
        if self.filled + self.hash.length_of_length() >= block_length {
            self.state.compress(&self.block);
            self.block.fill(0);
        }
        let bits = if self.hash == Hash::Md5 {
            bits.to_le_bytes()
        } else {
            bits.to_be_bytes()
        };
        if let Some(end) = self.block.get_mut(block_length - bits.len()..block_length) {
            end.copy_from_slice(&bits);
        }
        self.state.compress(&self.block);
    }
}

impl Clone for Hasher {
    #[inline(never)]
    fn clone(&self) -> Self {
        Self {
            hash: self.hash,
            state: self.state.clone(),
            block: self.block,
            filled: self.filled,
            before: self.before,
        }
    }
}

impl Drop for Hasher {
    #[inline(never)]
    fn drop(&mut self) {
        self.block.zeroize();
        match &mut self.state {
            State::Md5(words) => words.zeroize(),
            State::Sha1(words) => words.zeroize(),
            State::Sha256(words) => words.zeroize(),
            State::Sha512(words) => words.zeroize(),
            // It has no method for it; what is fed to it next is no secret.
            State::Blake2b(hasher) => **hasher = Blake2b512::default(),
        }
    }
}
