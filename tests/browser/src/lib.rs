//! End-to-end tests: a real browser, a real nginx with the files of `deploy/nginx`, the renewal
//! authority, and the built page (`cargo xtask build` first).
//!
//! [`Site`] is the servers' side, [`Browser`] a visitor with a profile of its own, [`Card`] what the
//! page says of one file, [`mint`] makes certificates the demo folder has none of. Everything listens
//! on loopback, on free ports, in temporary folders, and ends with the value that stands for it.
//!
//! Tests of one program run one after the other, whatever `RUST_TEST_THREADS` says: a [`Site`] holds a
//! lock for as long as it lives. Two browsers at once on a small machine only make each other slow.
//! No test sleeps: each waits for a condition ([`wait::until`]).
#![forbid(unsafe_code)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the tests' own tools: a panic is how a test fails"
)]

mod browser;
mod card;
pub mod mint;
mod nginx;
pub mod openssl;
mod process;
pub mod project;
mod site;
pub mod wait;
mod webdriver;

pub use browser::{Browser, Request, Visitor};
pub use card::Card;
pub use nginx::{Nginx, Values};
pub use process::{Running, output};
pub use site::{Front, Setup, Site, demo};
pub use webdriver::{Element, Failure, Session};
