//! The exchange without a network, for tests of what a client makes of answers.
//!
//! ```no_run
//! # fn run(authority: &renewal_authority::Authority, presented: &renewal_authority::Presented) {
//! use renewal_authority::in_process::ask;
//!
//! let answer = ask(authority, "https://auth.example", presented, "POST", "/api/cert");
//! assert_eq!(answer.map(|answer| answer.status), Ok(200));
//! # }
//! ```

use crate::{
    Authority, Presented,
    cors::Cors,
    fault::Unanswered,
    http::{Answer as HttpAnswer, Site},
};
use http_body_util::{BodyExt, Full};
use hyper::{Request, body::Bytes, header::CONTENT_TYPE};

/// An answer, as far as it came.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers in their order, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body: all that came.
    pub body: Vec<u8>,
    /// Whether the body broke off.
    pub truncated: bool,
}

/// Asks the authority, whose links then begin with `public_origin`. The body is `{}`. A [late](crate::fault::Fault::Late)
/// answer comes at once.
///
/// # Errors
/// When a fault lets no answer come.
///
/// # Panics
/// When `method` or `path` cannot be in a request, or the system gives no thread.
pub fn ask(
    authority: &Authority,
    public_origin: &str,
    presented: &Presented,
    method: &str,
    path: &str,
) -> Result<Answer, Unanswered> {
    let site = Site {
        authority: authority.clone(),
        public_origin: public_origin.to_owned(),
        cors: Cors::new(Vec::new()),
        connect_src: Vec::new(),
        static_files: None,
    };
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(CONTENT_TYPE, "application/json")
        .body(Full::new(Bytes::from_static(b"{}")));
    #[expect(clippy::unwrap_used, reason = "documented")]
    let (request, runtime) = (
        request.unwrap(),
        tokio::runtime::Builder::new_current_thread().build().unwrap(),
    );
    runtime.block_on(async {
        let outcome = site.respond(Ok(presented.clone()), request).await;
        let answer = outcome.send(authority)?;
        Ok(received(answer).await)
    })
}

async fn received(answer: HttpAnswer) -> Answer {
    let (head, mut rest) = answer.into_parts();
    let (mut body, mut truncated) = (Vec::new(), false);
    while let Some(frame) = rest.frame().await {
        match frame.map(|frame| frame.into_data()) {
            Ok(Ok(data)) => body.extend_from_slice(&data),
            Ok(Err(_)) => {}
            Err(_) => {
                truncated = true;
                break;
            }
        }
    }
    let text = |value: &hyper::header::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    Answer {
        status: head.status.as_u16(),
        headers: head
            .headers
            .iter()
            .map(|(name, value)| (name.to_string(), text(value)))
            .collect(),
        body,
        truncated,
    }
}

/// Does not show the body, which may hold a password.
impl std::fmt::Debug for Answer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Answer")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("length", &self.body.len())
            .field("truncated", &self.truncated)
            .finish()
    }
}
