//! What arrived and what was issued, for a test to look at.

use crate::{Presented, fault::Fault, random};
use std::{collections::VecDeque, fmt};
use time::OffsetDateTime;
use x509_parser::certificate::X509Certificate;

/// A demonstration that runs for weeks shall not fill the memory.
const MOST_REQUESTS: usize = 10_000;

/// A request that arrived. `Display` is one line; neither it nor `Debug` shows the token of a link.
#[derive(Clone, PartialEq, Eq)]
pub struct Received {
    /// When its head had arrived, by the authority's clock.
    pub at: OffsetDateTime,
    /// The method.
    pub method: String,
    /// The whole path, with the token of a link.
    pub path: String,
    /// The `Origin` header.
    pub origin: Option<String>,
    /// The verdict on the client certificate: `SUCCESS`, `NONE` or `FAILED:reason`.
    pub verdict: String,
    /// The client certificate, whatever the verdict.
    pub certificate: Option<Facts>,
    /// The fault that happened to it.
    pub fault: Option<Fault>,
    /// The status of the answer; `None` when none went out, or not yet.
    pub status: Option<u16>,
}

/// Which certificate it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The last CN of the subject; empty when there is none.
    pub common_name: String,
    /// The serial number's octets, lower-case hexadecimal without colons.
    pub serial_number: String,
    /// The end of its validity.
    pub not_after: OffsetDateTime,
}

/// A certificate that was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// The new certificate.
    pub certificate: Facts,
    /// The one it follows.
    pub predecessor: Facts,
}

impl Received {
    /// The path, with `…` in place of a link's token.
    #[must_use]
    pub fn public_path(&self) -> &str {
        match self.path.strip_prefix("/api/cert/") {
            Some(_) => "/api/cert/…",
            None => &self.path,
        }
    }
}

/// `GET /api/cert/… 200`, or `-` in place of the status.
impl fmt::Display for Received {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {} ", self.method, self.public_path())?;
        match self.status {
            Some(status) => write!(formatter, "{status}"),
            None => formatter.write_str("-"),
        }
    }
}

impl fmt::Debug for Received {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Received")
            .field("at", &self.at)
            .field("method", &self.method)
            .field("path", &self.public_path())
            .field("origin", &self.origin)
            .field("verdict", &self.verdict)
            .field("certificate", &self.certificate)
            .field("fault", &self.fault)
            .field("status", &self.status)
            .finish()
    }
}

impl Facts {
    /// `None` when the certificate cannot be read.
    pub(crate) fn of(der: &[u8]) -> Option<Self> {
        let (_, certificate) = x509_parser::parse_x509_certificate(der).ok()?;
        Some(Self {
            common_name: common_name(&certificate),
            serial_number: random::hexadecimal(certificate.raw_serial()),
            not_after: certificate.validity().not_after.to_datetime(),
        })
    }
}

fn common_name(certificate: &X509Certificate<'_>) -> String {
    let names = certificate.subject().iter_common_name();
    let last = names.filter_map(|name| name.as_str().ok()).last();
    last.unwrap_or_default().to_owned()
}

/// Names a request in the record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Number(u64);

#[derive(Debug, Default)]
pub(crate) struct Record {
    requests: VecDeque<(u64, Received)>,
    issued: Vec<Issued>,
    next: u64,
}

impl Record {
    pub(crate) fn arrived(&mut self, request: Received) -> Number {
        let number = self.next;
        self.next += 1;
        if self.requests.len() == MOST_REQUESTS {
            self.requests.pop_front();
        }
        self.requests.push_back((number, request));
        Number(number)
    }

    /// Adds to a request what became of it.
    pub(crate) fn complete(&mut self, number: Number, complete: impl FnOnce(&mut Received)) {
        if let Some((_, request)) = self.requests.iter_mut().find(|(found, _)| *found == number.0) {
            complete(request);
        }
    }

    pub(crate) fn issued(&mut self, certificate: &[u8], predecessor: &[u8]) {
        if let (Some(certificate), Some(predecessor)) = (Facts::of(certificate), Facts::of(predecessor)) {
            self.issued.push(Issued {
                certificate,
                predecessor,
            });
        }
    }

    pub(crate) fn requests(&self) -> Vec<Received> {
        self.requests.iter().map(|(_, request)| request.clone()).collect()
    }

    pub(crate) fn all_issued(&self) -> Vec<Issued> {
        self.issued.clone()
    }

    pub(crate) fn clear(&mut self) {
        self.requests.clear();
        self.issued.clear();
    }
}

impl Presented {
    /// Which certificate it is, for the record.
    pub(crate) fn facts(&self) -> Option<Facts> {
        match self {
            Self::None => None,
            Self::Accepted(certificate) | Self::Failed { certificate, .. } => Facts::of(certificate),
        }
    }
}
