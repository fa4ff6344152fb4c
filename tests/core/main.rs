//! The native tests of the core, in one program. `common`, `fixtures` and `judges` are what they stand on; `fault_matrix` is shared with the
//! tests in browsers.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test may panic"
)]

mod carried;
mod clients;
mod common;
mod converting;
mod derivations;
mod description;
mod descriptors;
mod eligibility;
#[path = "../fault_matrix/mod.rs"]
mod fault_matrix;
mod faults;
mod fixtures;
mod hostile;
mod identities;
mod inspection;
mod judges;
mod new_certificate;
mod pairing;
mod passwords;
mod reading_damage;
mod reading_fixtures;
mod reminder;
mod renewal;
mod text;
