//! How much is read, and how much work a file may ask for: every limit that a caller may meet.

use serde::Serialize;

use crate::error::Error;

/// Every limit. What is beyond one is refused with the number that was asked for, as `file-too-large`, `too-much-work`,
/// `response-too-large` or `invalid-argument`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Limits {
    /// The largest file, in bytes. Real ones have some kilobytes.
    pub file_bytes: usize,
    /// The most certificates of one file. The trust stores of browsers have some hundred.
    pub certificates: usize,
    /// The most private keys of one file.
    pub private_keys: usize,
    /// How deeply elements of ASN.1 may be nested.
    pub nesting: u8,
    /// The most iterations of one key derivation: p12-keystore's own limit. Firefox's tools write 600 000.
    pub iterations: u64,
    /// The most iterations of all key derivations of one file together.
    pub iterations_of_a_file: u64,
    /// The most memory of one key derivation by scrypt, in bytes.
    pub memory_bytes: u64,
    /// The most connections in the settings of a client: more than anybody chooses from, or switches.
    pub connections: usize,
    /// The longest answer of a renewal server, in bytes. Real ones have some kilobytes.
    pub response_bytes: usize,
    /// The most months of a policy: 100 years, far beyond any certificate, and safe to compute with.
    pub policy_months: u16,
    /// The most days of a policy: 100 years.
    pub policy_days: u32,
}

/// The limits.
pub const LIMITS: Limits = Limits {
    file_bytes: 10 << 20,
    certificates: 10_000,
    private_keys: 1_000,
    nesting: 64,
    iterations: 1_000_000,
    iterations_of_a_file: 10_000_000,
    memory_bytes: 64 << 20,
    connections: 1_000,
    response_bytes: 1 << 20,
    policy_months: 1_200,
    policy_days: 36_525,
};

/// The error of a file of this size in bytes.
pub(crate) fn too_large(size: usize) -> Error {
    Error::FileTooLarge {
        size,
        limit: LIMITS.file_bytes,
    }
}
