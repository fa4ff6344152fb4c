//! The routes: which request is answered by what.

use crate::{
    Authority, Presented, Received, Refusal,
    body::AnswerBody,
    cors::{Cors, REACHABLE},
    fault::{
        Fault, On,
        reply::{Unanswered, altered, reply, truncated},
    },
    record::Number,
    static_files::StaticFiles,
};
use http_body_util::{BodyExt, Limited};
use hyper::{
    HeaderMap, Method, Request, Response, StatusCode,
    body::{Body, Bytes},
    header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, DATE, HeaderName, HeaderValue, ORIGIN},
    http::request::Parts,
};
use std::{
    fmt,
    time::{Duration, SystemTime},
};

/// The exchange's body is `{}`; nobody needs more than this.
const BODY_LIMIT: usize = 64 * 1024;

/// For every answer, besides the content security policy. `blob:` downloads through `<a download>` are not navigations and
/// need nothing more.
/// No `Strict-Transport-Security`: on `localhost` it would force TLS on every other port a developer uses.
const SECURITY_HEADERS: [(&str, &str); 3] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
];

pub(crate) type Answer = Response<AnswerBody>;

/// What one server offers.
pub(crate) struct Site {
    pub(crate) authority: Authority,
    /// `https://host[:port]`: what the links begin with.
    pub(crate) public_origin: String,
    pub(crate) cors: Cors,
    /// Origins besides its own that the page may connect to.
    pub(crate) connect_src: Vec<String>,
    pub(crate) static_files: Option<StaticFiles>,
}

/// What became of a request. Whoever sends it waits as long as asked for, and then writes the record.
pub(crate) struct Outcome {
    pub(crate) answer: Result<Answer, Unanswered>,
    pub(crate) late_by: Duration,
    number: Option<Number>,
}

impl Outcome {
    /// Tells the record that the answer goes out now.
    pub(crate) fn send(self, authority: &Authority) -> Result<Answer, Unanswered> {
        if let (Ok(answer), Some(number)) = (&self.answer, self.number) {
            let status = answer.status().as_u16();
            authority.complete(number, |request| request.status = Some(status));
        }
        self.answer
    }
}

/// A request of the interface; everything else asks for a file.
enum Route<'a> {
    Renewal,
    Download(&'a str),
    ClientCertificate,
    Reachable,
    File(&'a str),
}

impl<'a> Route<'a> {
    fn of(path: &'a str) -> Self {
        match path {
            "/api/cert" => Self::Renewal,
            "/client-cert" => Self::ClientCertificate,
            REACHABLE => Self::Reachable,
            _ => path.strip_prefix("/api/cert/").map_or(Self::File(path), Self::Download),
        }
    }

    /// The requests that faults are asked for.
    fn on(&self, method: &Method) -> Option<On> {
        match self {
            Self::Renewal if *method == Method::POST => Some(On::Renewal),
            Self::Download(_) if *method == Method::GET => Some(On::Download),
            Self::ClientCertificate if *method == Method::GET => Some(On::ClientCertificate),
            Self::Renewal | Self::Download(_) | Self::ClientCertificate | Self::Reachable | Self::File(_) => None,
        }
    }
}

impl Site {
    /// Answers one request; what cannot be fulfilled is answered as JSON.
    pub(crate) async fn respond<B>(&self, presented: Result<Presented, Refusal>, request: Request<B>) -> Outcome
    where
        B: Body,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let (request, body) = request.into_parts();
        let (method, path) = (&request.method, request.uri.path());
        let route = Route::of(path);
        let origin = request.headers.get(ORIGIN).and_then(|origin| origin.to_str().ok());
        let preflight = self.cors.is_preflight(method, &request.headers) && !matches!(route, Route::File(_));
        let fault = route.on(method).and_then(|on| self.authority.next_fault(on));
        let number = (!matches!(route, Route::File(_))).then(|| {
            self.authority.arrived(Received {
                at: self.authority.now(),
                method: method.to_string(),
                path: path.to_owned(),
                origin: origin.map(str::to_owned),
                verdict: presented.as_ref().map(Presented::verdict).unwrap_or_default(),
                certificate: presented.as_ref().ok().and_then(Presented::facts),
                fault: fault.clone(),
                status: None,
            })
        });
        // Read before anything goes wrong, so that a fault looks the same however slow the client is.
        let body = Limited::new(body, BODY_LIMIT)
            .collect()
            .await
            .map(|body| body.to_bytes());
        let late_by = fault.as_ref().map(Fault::late_by).unwrap_or_default();
        let answer = if preflight {
            Ok(no_content())
        } else {
            self.faulty(&route, &request, presented, body.ok(), fault.as_ref())
                .await
        };
        let answer = answer.map(|mut answer| {
            self.cors.apply(path, origin, preflight, &mut answer);
            for (name, value) in SECURITY_HEADERS {
                header(&mut answer, HeaderName::from_static(name), value);
            }
            let policy = self.content_security_policy();
            header(&mut answer, HeaderName::from_static("content-security-policy"), &policy);
            let date = SystemTime::from(self.authority.date()).max(SystemTime::UNIX_EPOCH);
            header(&mut answer, DATE, &httpdate::fmt_http_date(date));
            answer
        });
        Outcome {
            answer,
            late_by,
            number,
        }
    }

    /// The answer with the fault in it.
    async fn faulty(
        &self,
        route: &Route<'_>,
        request: &Parts,
        presented: Result<Presented, Refusal>,
        body: Option<Bytes>,
        fault: Option<&Fault>,
    ) -> Result<Answer, Unanswered> {
        if let Some(Fault::Before(instead)) = fault {
            return reply(instead, &self.public_origin);
        }
        let honest = match self.fulfil(route, request, presented, body, fault).await {
            Ok(honest) => honest,
            Err(refusal) => return Ok(refused(&refusal)),
        };
        match fault {
            Some(Fault::After(instead)) => reply(instead, &self.public_origin),
            Some(Fault::Truncated(framing)) => Ok(truncated(honest, *framing)),
            Some(fault @ (Fault::Missing(_) | Fault::WrongType(_) | Fault::Link(_))) => Ok(altered(honest, fault)),
            Some(Fault::Before(_) | Fault::Late(_) | Fault::Bundle(_)) | None => Ok(honest),
        }
    }

    async fn fulfil(
        &self,
        route: &Route<'_>,
        request: &Parts,
        presented: Result<Presented, Refusal>,
        body: Option<Bytes>,
        fault: Option<&Fault>,
    ) -> Result<Answer, Refusal> {
        let method = &request.method;
        match route {
            Route::Renewal => {
                allow(method, &[Method::POST], "POST")?;
                self.renew(presented?, is_json(&request.headers), body).await
            }
            Route::Download(token) => {
                allow(method, &[Method::GET], "GET")?;
                self.download(token, presented?, fault).await
            }
            Route::ClientCertificate => {
                allow(method, &[Method::GET, Method::HEAD], "GET, HEAD")?;
                Ok(fresh("text/plain", presented?.verdict_and_certificate().into_bytes()))
            }
            Route::Reachable => {
                allow(method, &[Method::GET, Method::HEAD], "GET, HEAD")?;
                Ok(no_content())
            }
            Route::File(path) => {
                allow(method, &[Method::GET, Method::HEAD], "GET, HEAD")?;
                let files = self.static_files.as_ref().ok_or(Refusal::NotFound)?;
                let file = files.read(path).await.ok_or(Refusal::NotFound)?;
                let body = AnswerBody::whole(file.bytes);
                Ok(answer(StatusCode::OK, file.content_type, "no-cache", body))
            }
        }
    }

    async fn renew(&self, presented: Presented, is_json: bool, body: Option<Bytes>) -> Result<Answer, Refusal> {
        let authority = self.authority.clone();
        // The certificate is the first thing a person can do something about; then the body.
        let renewal = blocking(move || {
            authority.identify(&presented)?;
            if !is_json {
                return Err(Refusal::UnsupportedMediaType);
            }
            let body = body.ok_or(Refusal::BadRequest {
                reason: "the body is too large or did not arrive",
            })?;
            if !matches!(serde_json::from_slice(&body), Ok(serde_json::Value::Object(_))) {
                return Err(Refusal::BadRequest {
                    reason: "the body must be a JSON object, {} for example",
                });
            }
            authority.renew(&presented)
        })
        .await?;
        let uri = format!("{}/api/cert/{}", self.public_origin, renewal.token);
        let json = serde_json::json!({ "uri": uri, "pass": renewal.password.as_str() });
        Ok(fresh("application/json", json.to_string().into_bytes()))
    }

    async fn download(&self, token: &str, presented: Presented, fault: Option<&Fault>) -> Result<Answer, Refusal> {
        let other = fault.and_then(Fault::bundle).cloned();
        let (authority, token) = (self.authority.clone(), token.to_owned());
        let bundle = blocking(move || authority.fetch_altered(&token, &presented, other.as_ref())).await?;
        Ok(fresh("application/x-pkcs12", bundle.to_vec()))
    }

    fn content_security_policy(&self) -> String {
        let connect_src = self
            .connect_src
            .iter()
            .fold("'self'".to_owned(), |all, one| all + " " + one);
        format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
             connect-src {connect_src}; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; \
             frame-ancestors 'none'"
        )
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

/// Keys take long to make: elsewhere than on the threads that answer.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Refusal> + Send + 'static) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Refusal::Internal {
        reason: "the work was interrupted".to_owned(),
    })?
}

/// Any page may send a visitor's browser here with a form's content type, without asking first (WHATWG fetch, "CORS-safelisted
/// request-header"); for this one it must ask.
fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = content_type
        .and_then(|value| value.split(';').next())
        .unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/json")
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
        header(&mut answer, ALLOW, allowed);
    }
    answer
}

fn no_content() -> Answer {
    answer(StatusCode::NO_CONTENT, "", "no-store", AnswerBody::whole(Bytes::new()))
}

/// 200 that nobody may keep.
pub(crate) fn fresh(content_type: &str, body: Vec<u8>) -> Answer {
    answer(StatusCode::OK, content_type, "no-store", AnswerBody::whole(body))
}

/// An answer; without a `Content-Type` if that is empty.
pub(crate) fn answer(status: StatusCode, content_type: &str, cache_control: &str, body: AnswerBody) -> Answer {
    let mut answer = Response::new(body);
    *answer.status_mut() = status;
    if !content_type.is_empty() {
        header(&mut answer, CONTENT_TYPE, content_type);
    }
    header(&mut answer, CACHE_CONTROL, cache_control);
    answer
}

/// Sets a header. A value that cannot be one is left out.
pub(crate) fn header(answer: &mut Answer, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        answer.headers_mut().insert(name, value);
    }
}
