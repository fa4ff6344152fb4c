//! The renewal of a certificate: which one the browser presents ([`presented`]), where its service renews it ([`services`]), the exchange
//! with that server ([`Exchange`]), and the checks of what it issued ([`expectation`]).
//!
//! # The run loop
//!
//! An [`Exchange`] has no input and no output. It gives a [`Request`] and takes the [`Response`], or the error that kept it from coming;
//! whoever drives it has the transport, the clock and the key for signing. This is all of it:
//!
//! ```
//! use orcamo_cert::{
//!     Error,
//!     calendar::Timestamp,
//!     renewal::{Bundle, Exchange, Issuance, Method, Request, Response, Settings, Step, expectation::Expectation},
//!     secret::SecretBytes,
//! };
//!
//! /// Stands in for HTTP over TLS with a client certificate. It answers the first download with 503.
//! struct Transport {
//!     downloads: u32,
//! }
//!
//! impl Transport {
//!     fn send(&mut self, request: &Request) -> Result<Response, Error> {
//!         let (status, body) = match request.method {
//!             Method::Post => (200, br#"{"uri":"https://auth.example/api/cert/1","pass":"fixture"}"#.to_vec()),
//!             Method::Get => {
//!                 self.downloads += 1;
//!                 match self.downloads {
//!                     1 => (503, Vec::new()),
//!                     _ => (200, std::fs::read("tests/fixtures/pkcs12/openssl-default.p12").expect("a fixture")),
//!                 }
//!             }
//!         };
//!         Ok(Response { status, body: SecretBytes::new(body), retry_after: None, date: None })
//!     }
//! }
//!
//! fn renew(transport: &mut Transport, waits: &mut Vec<u32>, now: Timestamp) -> Result<Bundle, (Error, Issuance)> {
//!     let expect = Expectation { common_name: Some("client-rsa".to_owned()), ..Expectation::default() };
//!     let (mut exchange, mut request) = Exchange::start("https://auth.example/api/cert", expect, Settings::default())
//!         .map_err(|error| (error, Issuance::No))?;
//!     loop {
//!         let mut step = match transport.send(&request) {
//!             Ok(response) => exchange.receive(response, now),
//!             Err(error) => exchange.fail(error),
//!         };
//!         if let Ok(Step::Decide(pairs)) = step {
//!             // A private key that does not show its public half would sign something here.
//!             step = exchange.decided(&pairs);
//!         }
//!         if let Some(issued) = exchange.issued() {
//!             // Kept until the renewal has ended: `Exchange::resume` goes on with it after a crash.
//!             assert_eq!(issued.link.expose(), "https://auth.example/api/cert/1");
//!         }
//!         request = match step {
//!             Ok(Step::Send(next)) => next,
//!             Ok(Step::Retry { seconds, request, .. }) => {
//!                 waits.push(seconds);
//!                 request
//!             }
//!             Ok(Step::Finished(bundle)) => return Ok(*bundle),
//!             Ok(Step::Decide(_)) => unreachable!("it is decided above"),
//!             Err(error) => return Err((error, exchange.issuance())),
//!         };
//!     }
//! }
//!
//! let now = Timestamp::parse("2028-11-22T01:15:00Z").expect("RFC 3339");
//! let (mut transport, mut waits) = (Transport { downloads: 0 }, Vec::new());
//! let bundle = renew(&mut transport, &mut waits, now).expect("a bundle");
//! assert_eq!(bundle.certificate.common_name.as_deref(), Some("client-rsa"));
//! assert_eq!((transport.downloads, waits), (2, vec![1]));
//! ```

mod bundle;
pub(crate) mod check;
mod exchange;
pub mod expectation;
mod json;
pub mod link;
pub mod presented;
pub mod services;

pub use bundle::Bundle;
pub use exchange::*;
