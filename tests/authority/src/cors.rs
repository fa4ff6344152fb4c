//! Cross-origin requests (WHATWG fetch, 3.2 "CORS protocol"): which pages may read the answers.

use crate::http::{Answer, header};
use hyper::{
    HeaderMap, Method,
    header::{
        ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
        ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
        ACCESS_CONTROL_REQUEST_METHOD, ORIGIN, VARY,
    },
};

/// The address that every page may ask, whatever its origin.
pub(crate) const REACHABLE: &str = "/reachable";
/// What a page may read besides the headers it always may.
const EXPOSED: &str = "Date, Retry-After";

/// The pages that may present a certificate from another origin.
#[derive(Debug)]
pub(crate) struct Cors {
    allowed_origins: Vec<String>,
}

impl Cors {
    pub(crate) fn new(allowed_origins: Vec<String>) -> Self {
        Self { allowed_origins }
    }

    /// Whether the request asks what it may do. It comes without a certificate and gets its answer all the same.
    pub(crate) fn is_preflight(&self, method: &Method, headers: &HeaderMap) -> bool {
        !self.allowed_origins.is_empty()
            && *method == Method::OPTIONS
            && headers.contains_key(ORIGIN)
            && headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD)
    }

    /// Adds the headers to an answer, whatever its status.
    pub(crate) fn apply(&self, path: &str, origin: Option<&str>, preflight: bool, answer: &mut Answer) {
        if path == REACHABLE {
            header(answer, ACCESS_CONTROL_ALLOW_ORIGIN, "*");
            header(answer, ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
            return;
        }
        if self.allowed_origins.is_empty() {
            return;
        }
        header(answer, VARY, "Origin");
        let Some(origin) = origin.filter(|origin| self.allowed_origins.iter().any(|allowed| allowed == origin)) else {
            return;
        };
        header(answer, ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        header(answer, ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
        if preflight {
            header(answer, ACCESS_CONTROL_ALLOW_METHODS, "GET, POST");
            header(answer, ACCESS_CONTROL_ALLOW_HEADERS, "Content-Type");
            header(answer, ACCESS_CONTROL_MAX_AGE, "600");
        } else {
            header(answer, ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        }
    }
}
