//! The files of each client, judged by the programs that its client is made of.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test may panic"
)]

#[path = "../judges/mod.rs"]
mod judges;

mod archive;
mod glclient2_settings;
mod hostile_names;
mod monsiaj_settings;
mod receview;
mod renewal;
mod source;
mod windows;
mod world;
