//! Faults on demand: what an exchange must survive, asked for by a test while the authority runs.
//!
//! ```no_run
//! # fn run(authority: &renewal_authority::Authority) {
//! use renewal_authority::fault::{Bundle, Fault, On, Reply, Times};
//!
//! // Twice "busy", then as always.
//! authority.misbehave(On::Download, Fault::Before(Reply::too_many_requests(1)), Times::First(2));
//! // A certificate is issued, but the answer never leaves.
//! authority.misbehave(On::Renewal, Fault::After(Reply::HangUp), Times::Always);
//! authority.misbehave(On::Download, Fault::Bundle(Bundle::KeyMismatch), Times::Always);
//! authority.behave();
//! # }
//! ```

mod ber;
mod bundle;
mod keys;
pub(crate) mod reply;

use std::{collections::VecDeque, time::Duration};

pub use bundle::Bundle;
pub(crate) use bundle::Source as BundleSource;
pub use reply::Unanswered;

/// The requests that can go wrong. Preflights and static files never do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// `GET /client-cert`.
    ClientCertificate,
    /// `POST /api/cert`.
    Renewal,
    /// `GET /api/cert/<token>`.
    Download,
}

/// How often a fault happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Times {
    /// Until [`Authority::behave`](crate::Authority::behave).
    Always,
    /// For so many requests; then the next fault asked for has its turn, or the honest answer.
    First(u32),
}

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The request is not fulfilled: nothing is issued, no use of a link is counted.
    Before(Reply),
    /// The request is fulfilled — a certificate is issued, a use of the link is counted — and only then this happens.
    /// A request that is refused is answered with its refusal.
    After(Reply),
    /// Fulfilled, and answered honestly, but so much later.
    Late(Duration),
    /// Fulfilled; the honest answer is cut off in the middle of its body, and the connection with it.
    Truncated(Framing),
    /// [`On::Renewal`]: the answer lacks this field.
    Missing(Field),
    /// [`On::Renewal`]: this field is a number.
    WrongType(Field),
    /// [`On::Renewal`]: the link is another.
    Link(Link),
    /// [`On::Download`]: the PKCS#12 is another.
    Bundle(Bundle),
}

/// What comes in place of the honest answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// The connection is closed without a byte.
    HangUp,
    /// Nothing ever comes; the connection stays open until the client leaves.
    Silence,
    /// An error status. 302 has a `Location` on the same host.
    Status {
        /// 300 to 599.
        status: u16,
        /// How the body explains it.
        explanation: Explanation,
        /// `Retry-After`, in seconds.
        retry_after: Option<u32>,
    },
    /// 200 with this body.
    Content(Content),
}

/// The body of an error answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Explanation {
    /// `{"code": "…", "message": "…"}`.
    Json,
    /// A page, as proxies send them.
    Html,
    /// No body.
    Nothing,
}

/// The body of an answer with status 200 that is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// No byte.
    Empty,
    /// A page, as captive portals send them.
    Html,
    /// JSON that ends too early, though the answer is whole.
    InvalidJson,
    /// This JSON text, as it stands.
    Json(String),
    /// Two mebibytes: more than a client should read.
    Huge(Framing),
}

/// How a body's end is marked (RFC 9112 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// `Content-Length`.
    ContentLength,
    /// `Transfer-Encoding: chunked`.
    Chunked,
}

/// A field of the answer to `POST /api/cert`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The link.
    Uri,
    /// The password.
    Pass,
}

impl Field {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Uri => "uri",
            Self::Pass => "pass",
        }
    }
}

/// A link that must not be followed. Each would lead to the bundle if it were, where that is possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// On this host, `host` or `host:port`.
    OnHost(String),
    /// `http:`.
    PlainHttp,
    /// With user information, `https://user:secret@…`.
    UserInformation,
    /// `javascript:`.
    JavaScript,
    /// Only the path.
    Relative,
}

impl Reply {
    /// An error status, explained in JSON.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self::explained(status, Explanation::Json)
    }

    /// An error status with this kind of body.
    #[must_use]
    pub fn explained(status: u16, explanation: Explanation) -> Self {
        Self::Status {
            status,
            explanation,
            retry_after: None,
        }
    }

    /// 429 with `Retry-After`, in seconds.
    #[must_use]
    pub fn too_many_requests(retry_after: u32) -> Self {
        Self::Status {
            status: 429,
            explanation: Explanation::Json,
            retry_after: Some(retry_after),
        }
    }
}

impl Fault {
    pub(crate) fn bundle(&self) -> Option<&Bundle> {
        if let Self::Bundle(bundle) = self {
            Some(bundle)
        } else {
            None
        }
    }

    pub(crate) fn late_by(&self) -> Duration {
        if let Self::Late(by) = self { *by } else { Duration::ZERO }
    }

    /// Whether it can happen to such a request.
    #[must_use]
    pub fn can_happen(&self, on: On) -> bool {
        match self {
            Self::Before(_) | Self::After(_) | Self::Late(_) | Self::Truncated(_) => true,
            Self::Missing(_) | Self::WrongType(_) | Self::Link(_) => on == On::Renewal,
            Self::Bundle(_) => on == On::Download,
        }
    }
}

/// The faults asked for, in that order.
#[derive(Debug, Default)]
pub(crate) struct Faults(VecDeque<(On, Fault, Times)>);

impl Faults {
    pub(crate) fn add(&mut self, on: On, fault: Fault, times: Times) {
        self.0.push_back((on, fault, times));
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// The fault of the next such request, which it uses up once.
    pub(crate) fn next(&mut self, on: On) -> Option<Fault> {
        self.0.retain(|(_, _, times)| *times != Times::First(0));
        let (_, fault, times) = self.0.iter_mut().find(|(asked, _, _)| *asked == on)?;
        if let Times::First(left) = times {
            *left -= 1;
        }
        Some(fault.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, Faults, On, Reply, Times};

    #[test]
    fn faults_happen_in_their_order_and_as_often_as_asked_for() {
        let (busy, gone) = (Fault::Before(Reply::status(503)), Fault::After(Reply::HangUp));
        let mut faults = Faults::default();
        faults.add(On::Download, busy.clone(), Times::First(2));
        faults.add(On::Download, gone.clone(), Times::First(1));
        faults.add(On::Renewal, gone.clone(), Times::Always);
        let mut next = |on| faults.next(on);
        assert_eq!(next(On::Renewal), Some(gone.clone()));
        let downloads: Vec<_> = (0..4).map(|_| next(On::Download)).collect();
        assert_eq!(downloads, [Some(busy.clone()), Some(busy), Some(gone.clone()), None]);
        assert_eq!(next(On::Renewal), Some(gone));
        assert_eq!(next(On::ClientCertificate), None);
    }
}
