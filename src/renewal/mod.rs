//! The renewal of a certificate: which one the browser presents ([`presented`]), where its service renews it ([`services`]), the exchange
//! with that server ([`Renewal`]), and the checks of what it issued ([`expectation`]).

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
