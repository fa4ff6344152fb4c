//! End-to-end tests. What they stand on is in `tests/browser/src`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod appearance;
mod axe;
mod cancelling;
mod client_files;
mod cross_origin;
mod damaged;
mod dropping;
mod elements;
#[path = "../../../fault_matrix/mod.rs"]
mod fault_matrix;
mod folder;
mod ground;
mod harness;
mod hostile;
mod hostile_page;
mod identities;
mod installed;
mod kill;
mod list;
mod many;
mod matrix;
mod module;
mod nginx;
mod offline;
mod policy;
mod question;
mod reading;
mod renewing;
mod saving;
mod states;
mod taking;
mod trouble;
