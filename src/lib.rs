//! Reads client certificates and renews them over client-certificate TLS.
//!
//! Bytes of a certificate file go in, an answer a support person can read aloud comes out; and when that answer is
//! "renewable", the browser's own client-certificate TLS fetches the new bundle, which is checked before it is handed over.
//!
//! ```text
//! file → input → certificate → eligibility → (the user says yes) → renewal → bundle
//! ```
//!
//! The core knows no browser, no clock, no randomness and no network: they are arguments. `web` alone knows a browser.

mod asn1;
pub mod bundle;
pub mod certificate;
pub mod eligibility;
mod encryption;
pub mod error;
pub mod expectation;
pub mod input;
pub mod inspection;
mod json;
pub mod language;
pub mod link;
#[cfg(any(target_arch = "wasm32", test))]
mod positional;
pub mod presented;
pub mod renewal;
pub mod report;
pub mod secret;
pub mod service;
pub mod text;
pub mod timestamp;

#[cfg(target_arch = "wasm32")]
mod web;

pub use error::Error;
