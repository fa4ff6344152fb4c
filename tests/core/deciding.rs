//! The tests that `cargo xtask mutants` runs for each change of the code that decides: a part of `core`, so that it is compiled in seconds.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test may panic, and what they stand on has more than they use"
)]

mod common;
mod descriptors;
mod eligibility;
mod new_certificate;
mod renewal;
