//! The routes: which request is answered by what.

use crate::{Authority, Presented, Refusal, static_files::StaticFiles};
use http_body_util::{BodyExt, Full, Limited};
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Body, Bytes},
    header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue},
};
use std::fmt;

/// The exchange's body is `{}`; nobody needs more than this.
const BODY_LIMIT: usize = 64 * 1024;

/// For every answer. `blob:` downloads through `<a download>` are not navigations and need nothing more.
/// No `Strict-Transport-Security`: on `localhost` it would force TLS on every other port a developer uses.
const SECURITY_HEADERS: [(&str, &str); 4] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
];

pub(crate) type Answer = Response<Full<Bytes>>;

/// What one server offers.
pub(crate) struct Site {
    pub(crate) authority: Authority,
    /// `https://host[:port]`: what the links begin with.
    pub(crate) public_origin: String,
    pub(crate) static_files: Option<StaticFiles>,
}

impl Site {
    /// Answers one request; what cannot be fulfilled is answered as JSON.
    ///
    /// This is the seam for what wraps all answers: cross-origin headers, or faults a test asks for.
    pub(crate) async fn respond<B>(&self, presented: Result<Presented, Refusal>, request: Request<B>) -> Answer
    where
        B: Body,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let mut answer = self
            .route(presented, request)
            .await
            .unwrap_or_else(|refusal| refused(&refusal));
        for (name, value) in SECURITY_HEADERS {
            answer
                .headers_mut()
                .insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        answer
    }

    async fn route<B>(&self, presented: Result<Presented, Refusal>, request: Request<B>) -> Result<Answer, Refusal>
    where
        B: Body,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let (request, body) = request.into_parts();
        let path = request.uri.path();
        if path == "/api/cert" {
            allow(&request.method, &[Method::POST], "POST")?;
            self.renew(presented?, body).await
        } else if let Some(token) = path.strip_prefix("/api/cert/") {
            allow(&request.method, &[Method::GET], "GET")?;
            let bundle = self.authority.fetch(token, &presented?)?;
            Ok(fresh("application/x-pkcs12", bundle.to_vec()))
        } else if path == "/client-cert" {
            allow(&request.method, &[Method::GET, Method::HEAD], "GET, HEAD")?;
            Ok(fresh("text/plain", presented?.verdict_and_certificate().into_bytes()))
        } else {
            allow(&request.method, &[Method::GET, Method::HEAD], "GET, HEAD")?;
            let files = self.static_files.as_ref().ok_or(Refusal::NotFound)?;
            let file = files.read(path).await.ok_or(Refusal::NotFound)?;
            Ok(answer(StatusCode::OK, file.content_type, "no-cache", file.bytes))
        }
    }

    async fn renew<B>(&self, presented: Presented, body: B) -> Result<Answer, Refusal>
    where
        B: Body,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let body = Limited::new(body, BODY_LIMIT)
            .collect()
            .await
            .map_err(|_| Refusal::BadRequest {
                reason: "the body is too large or did not arrive",
            })?
            .to_bytes();
        let authority = self.authority.clone();
        let is_object = matches!(serde_json::from_slice(&body), Ok(serde_json::Value::Object(_)));
        // The certificate is the first thing a person can do something about; then the body.
        let renewal = tokio::task::spawn_blocking(move || {
            authority.identify(&presented)?;
            if !is_object {
                return Err(Refusal::BadRequest {
                    reason: "the body must be a JSON object, {} for example",
                });
            }
            authority.renew(&presented)
        })
        .await
        .map_err(|_| Refusal::Internal {
            reason: "the work was interrupted".to_owned(),
        })??;
        let uri = format!("{}/api/cert/{}", self.public_origin, renewal.token);
        let json = serde_json::json!({ "uri": uri, "pass": renewal.password.as_str() });
        Ok(fresh("application/json", json.to_string().into_bytes()))
    }
}

impl fmt::Debug for Site {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Site")
            .field("public_origin", &self.public_origin)
            .finish_non_exhaustive()
    }
}

fn allow(method: &Method, allowed: &[Method], header: &'static str) -> Result<(), Refusal> {
    if allowed.contains(method) {
        Ok(())
    } else {
        Err(Refusal::MethodNotAllowed { allowed: header })
    }
}

fn refused(refusal: &Refusal) -> Answer {
    let json = serde_json::json!({ "code": refusal.code(), "message": refusal.to_string() });
    let mut answer = fresh("application/json", json.to_string().into_bytes());
    *answer.status_mut() = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Refusal::MethodNotAllowed { allowed } = refusal {
        answer.headers_mut().insert(ALLOW, HeaderValue::from_static(allowed));
    }
    answer
}

/// An answer nobody may keep.
fn fresh(content_type: &str, body: Vec<u8>) -> Answer {
    answer(StatusCode::OK, content_type, "no-store", body)
}

fn answer(status: StatusCode, content_type: &str, cache_control: &'static str, body: Vec<u8>) -> Answer {
    let mut answer = Response::new(Full::new(Bytes::from(body)));
    *answer.status_mut() = status;
    let content_type =
        HeaderValue::from_str(content_type).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    answer.headers_mut().insert(CONTENT_TYPE, content_type);
    answer
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static(cache_control));
    answer
}
