//! Reads client certificates and renews them over client-certificate TLS.
//!
//! Bytes of a certificate file go in, an answer a support person can read aloud comes out; and when that answer is
//! "renewable", the browser's own client-certificate TLS fetches the new bundle, which is checked before it is handed over.
//!
//! ```text
//! file → input → certificate → eligibility → (the user says yes) → renewal → client files
//! ```
//!
//! The core knows no browser, no clock, no randomness and no network: they are arguments. `web` alone knows a browser.

#![cfg_attr(
    not(feature = "tools"),
    allow(
        dead_code,
        unreachable_pub,
        unused_imports,
        reason = "what only the tools use stays with what it is about"
    )
)]
// What is formatted with it would be made a panic: `xtask/src/build/panics.rs`.
#![cfg_attr(not(test), warn(clippy::use_debug))]

mod asn1;
pub mod calendar;
pub mod certificate;
#[cfg(feature = "tools")]
pub mod client_files;
pub mod clients;
pub mod eligibility;
mod encryption;
pub mod error;
#[cfg(any(all(target_arch = "wasm32", not(feature = "tools")), test))]
mod flat_fields;
pub mod input;
pub mod inspection;
pub mod language;
pub mod limits;
pub mod renewal;
#[cfg(feature = "tools")]
pub mod report;
pub mod secret;
mod sort;
pub mod text;

#[cfg(target_arch = "wasm32")]
mod web;

pub use error::Error;
