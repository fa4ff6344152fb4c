//! A renewal authority for tests and demonstrations: it owns a demo certificate authority and speaks the
//! ORCAMO renewal exchange over client-certificate TLS, as the real authentication server does.
//!
//! ```no_run
//! # async fn run() -> Result<(), renewal_authority::Error> {
//! use renewal_authority::{Authority, Options, Policy, Server, demo::Demo};
//!
//! let demo = Demo::prepare("target/demo".as_ref())?;
//! let authority = Authority::new(demo.certificate_authority(), Policy::default());
//! let server = Server::tls(authority, Options { static_folder: Some("dist/site".into()), ..Options::default() }).await?;
//! println!("https://localhost:{}", server.local_address().port());
//! server.shutdown().await;
//! # Ok(()) }
//! ```
//!
//! | request | answer |
//! |---|---|
//! | `POST /api/cert`, JSON object as body | `{"uri": "https://…/api/cert/<token>", "pass": "…"}` |
//! | `GET /api/cert/<token>` | the new PKCS#12 |
//! | `GET /reachable` | 204, for pages of every origin |
//! | `GET /client-cert` | `VERDICT URL-ESCAPED-PEM`, as nginx's `"$ssl_client_verify $ssl_client_escaped_cert"` |
//! | anything else | a file of [`Options::static_folder`] |
//!
//! Pages of [`Options::allowed_origins`] may ask across origins; nobody else's may.
//!
//! Every refusal is `{"code": "…", "message": "…"}`; the codes are those of [`Refusal::code`].
//!
//! [`Authority::misbehave`] asks for [faults](fault); [`Authority::requests`] and [`Authority::issued`] show what happened.
//!
//! The way of a request: [`server`](Server) (bytes) → [`Presented`] (which certificate came, and is it good) →
//! `http` (routes) → [`Authority`] (rules, links, new certificate) → response. Nothing calls back upstream.

// Secrets pass through here: the library itself writes to no log.
#![deny(clippy::print_stdout, clippy::print_stderr)]

mod authority;
mod body;
pub mod bundle;
mod certificate_authority;
mod cors;
pub mod demo;
mod error;
pub mod fault;
mod http;
mod identity;
mod identity_coding;
pub mod in_process;
mod key_stock;
mod listener;
mod presented;
mod proxy;
mod random;
mod record;
mod refusal;
pub mod renewal;
mod server;
mod static_files;
mod subject;
mod tls;

pub use authority::{Authority, Clock, Renewal};
pub use bundle::Encryption;
pub use certificate_authority::CertificateAuthority;
pub use error::Error;
pub use identity::Identity;
pub use presented::Presented;
pub use record::{Facts, Issued, Received};
pub use refusal::Refusal;
pub use renewal::Policy;
pub use server::{Options, Server};
