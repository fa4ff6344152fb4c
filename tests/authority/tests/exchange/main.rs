//! The authority as foreign programs see it: curl, OpenSSL, nginx, keytool and NSS judge what it does.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod behind_nginx;
mod bundle;
mod client_certificate;
mod command_line;
mod cross_origin;
mod demo_folder;
mod deployments;
mod faults;
mod faulty_bundles;
mod gate;
mod identity_coding;
mod in_process;
mod record;
mod refusals;
mod renewal;
mod secrets;
mod server;
mod static_files;
mod support;
