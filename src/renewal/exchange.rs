//! The exchange with the renewal server, without any input or output: it gives requests and takes responses.
//!
//! 1. `POST` the endpoint with the body `{}`; the answer is JSON with `uri` and `pass`. It is never repeated.
//! 2. `GET` that `uri`; the answer is the new PKCS#12 file. It is repeated where no answer came or the server is busy.
//! 3. Check it. Where a private key does not show whose it is, whoever can sign with it is asked ([`Step::Decide`]).
//!
//! Both requests present the client certificate that is being renewed. No redirect is followed: no native client does.
//! What step 2 needs is an [`Issued`]: kept by the caller, it can be taken up again after a crash.

use std::fmt;

use super::{Bundle, check};
use crate::{
    calendar::Timestamp,
    error::{Error, LinkRefusal},
    inspection::Pair,
    renewal::expectation::{Expectation, Now},
    renewal::json::Object,
    renewal::link::HttpsUrl,
    secret::{Password, SecretBytes, SecretText},
    text,
};

/// The longest text of a server's refusal that is passed on, in characters.
const MOST_MESSAGE_CHARACTERS: usize = 300;

/// The longest code of a server's refusal.
const MOST_CODE_CHARACTERS: usize = 64;

/// How often the download is tried, unless the caller says otherwise.
pub const USUAL_ATTEMPTS: u32 = 4;
/// The longest wait that a server may ask for with Retry-After, in seconds.
const LONGEST_WAIT: u32 = 60;

/// How an exchange is done.
#[derive(Debug)]
pub struct Settings {
    /// Further hosts (with port where it is not 443) that the link may name; the endpoint's host is always allowed.
    pub link_hosts: Vec<String>,
    /// Further issuers (RFC 4514) that the new certificate may have; that of the old one is always allowed.
    pub issuers: Vec<String>,
    /// How often the download is tried.
    pub attempts: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            link_hosts: Vec::new(),
            issuers: Vec::new(),
            attempts: USUAL_ATTEMPTS,
        }
    }
}

/// What the server has issued: all that is needed to go on with the download, also after a crash. A secret.
#[derive(Debug)]
pub struct Issued {
    /// Where the renewal was asked for.
    pub endpoint: String,
    /// The link to the new certificate.
    pub link: SecretText,
    /// Its password.
    pub password: Password,
    /// What the new certificate is compared with.
    pub expect: Expectation,
}

/// What has happened on the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issuance {
    /// Nothing was issued: the request was not sent, or it was refused.
    No,
    /// A certificate may have been issued: the request was sent, and no answer came that says so.
    Maybe,
    /// A certificate was issued, and its link and password are here.
    Yes,
}

impl Issuance {
    /// `no`, `maybe` or `yes`.
    pub fn name(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Maybe => "maybe",
            Self::Yes => "yes",
        }
    }
}

/// A request to send with the client certificate, following no redirect.
#[derive(Debug, PartialEq, Eq)]
pub struct Request {
    /// `POST` or `GET`.
    pub method: Method,
    /// The absolute https URL.
    pub url: HttpsUrl,
}

/// The HTTP method of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// With the body `{}` and `Content-Type: application/json`.
    Post,
    /// Without a body.
    Get,
}

/// An HTTP answer, whole.
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The body, at most [`Limits::response_bytes`](crate::limits::Limits::response_bytes).
    pub body: SecretBytes,
    /// `Retry-After` in seconds (RFC 9110 §10.2.3), where the answer has it in that form.
    pub retry_after: Option<u32>,
    /// `Date` (RFC 9110 §6.6.1): the server's clock.
    pub date: Option<Timestamp>,
}

/// Where an exchange stands.
#[derive(Debug)]
pub enum Step {
    /// This request is to be sent. Its answer goes to [`Exchange::receive`], or what kept it from coming to [`Exchange::fail`].
    Send(Request),
    /// The last request is to be sent again, after a wait.
    Retry {
        /// The wait in seconds.
        seconds: u32,
        /// Which attempt it then is; the first one is 1.
        attempt: u32,
        /// The request.
        request: Request,
    },
    /// The download is here; of these keys and certificates somebody may find out whether they belong together. They go to
    /// [`Exchange::decided`], answered as far as that was possible.
    Decide(Vec<Pair>),
    /// The new certificate is here and good.
    Finished(Box<Bundle>),
}

/// A renewal under way.
#[derive(Debug)]
pub struct Exchange {
    settings: Settings,
    endpoint: HttpsUrl,
    expect: Expectation,
    state: State,
    issuance: Issuance,
    rejected: Option<SecretBytes>,
}

#[derive(Debug)]
enum State {
    AwaitsLink,
    AwaitsBundle(Download),
    AwaitsDecision(Arrived),
    Finished,
}

struct Download {
    url: HttpsUrl,
    password: Password,
    attempt: u32,
}

/// Does not show the link: whoever has it and the certificate can fetch the new one.
impl fmt::Debug for Download {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Download({}, attempt {})", self.url.host(), self.attempt)
    }
}

/// A bundle that is not checked yet.
struct Arrived {
    p12: SecretBytes,
    opened: check::Opened,
    now: Now,
}

/// Shows nothing of it.
impl fmt::Debug for Arrived {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Arrived(…)")
    }
}

impl Exchange {
    /// Starts an exchange with `endpoint`, `https://<auth-host>/api/cert`, and gives its first request. The new certificate is
    /// compared with `expect`.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] where the endpoint is no https URL ([`HttpsUrl::parse`]).
    pub fn start(endpoint: &str, expect: Expectation, settings: Settings) -> Result<(Self, Request), Error> {
        let exchange = Self::new(endpoint, expect, settings)?;
        let request = Request {
            method: Method::Post,
            url: exchange.endpoint.clone(),
        };
        Ok((exchange, request))
    }

    /// Goes on with the download of what was issued before.
    ///
    /// # Errors
    /// As of [`Exchange::start`]; [`Error::LinkRefused`], since the link is checked like a new one.
    pub fn resume(issued: Issued, settings: Settings) -> Result<(Self, Request), Error> {
        let mut exchange = Self::new(&issued.endpoint, issued.expect, settings)?;
        exchange.issuance = Issuance::Yes;
        let url = exchange.allowed_link(issued.link.expose())?;
        let request = exchange.download(url, issued.password);
        Ok((exchange, request))
    }

    fn new(endpoint: &str, expect: Expectation, settings: Settings) -> Result<Self, Error> {
        let endpoint = HttpsUrl::parse(endpoint).map_err(|_| Error::InvalidArgument {
            argument: "endpoint".to_owned(),
        })?;
        Ok(Self {
            settings,
            endpoint,
            expect,
            state: State::AwaitsLink,
            issuance: Issuance::No,
            rejected: None,
        })
    }

    /// What has happened on the server so far.
    pub fn issuance(&self) -> Issuance {
        self.issuance
    }

    /// What must be kept while the download is under way, so that it can be resumed.
    pub fn issued(&self) -> Option<Issued> {
        match &self.state {
            State::AwaitsBundle(download) => Some(Issued {
                endpoint: self.endpoint.as_str().to_owned(),
                link: SecretText::new(download.url.as_str().to_owned()),
                password: Password::new(download.password.expose().to_owned()),
                expect: self.expect.clone(),
            }),
            State::AwaitsLink | State::AwaitsDecision(_) | State::Finished => None,
        }
    }

    /// The file that the checks refused, as evidence.
    pub fn take_rejected(&mut self) -> Option<SecretBytes> {
        self.rejected.take()
    }

    /// Notes that the last request goes out: from now on nobody knows what the server does with it.
    pub fn sent(&mut self) {
        if self.issuance == Issuance::No {
            self.issuance = Issuance::Maybe;
        }
    }

    /// Takes the answer to the last request, and the instant: a [`Timestamp`] by the server's clock, or [`Now::local`]. After an error or
    /// [`Step::Finished`] the exchange has ended.
    ///
    /// # Errors
    /// What the server refused, what its answer lacks, or which check the new certificate did not pass. [`Exchange::issuance`] then says
    /// whether a certificate was issued, and [`Exchange::take_rejected`] has the file that was refused.
    pub fn receive(&mut self, response: Response, now: impl Into<Now>) -> Result<Step, Error> {
        self.sent();
        match std::mem::replace(&mut self.state, State::Finished) {
            State::AwaitsLink => self.receive_link(&response).map(Step::Send),
            State::AwaitsBundle(download) if is_busy(response.status) => {
                let error = refusal(download.url.host(), &response);
                self.retry(download, error, response.retry_after)
            }
            State::AwaitsBundle(download) => self.receive_bundle(download, response, now.into()),
            State::AwaitsDecision(_) | State::Finished => Err(ended()),
        }
    }

    /// Takes what kept an answer to the last request from coming. A download is tried again.
    ///
    /// # Errors
    /// `error` itself, where the request is not repeated: it was the first one, or its attempts are used up.
    pub fn fail(&mut self, error: Error) -> Result<Step, Error> {
        self.sent();
        match std::mem::replace(&mut self.state, State::Finished) {
            State::AwaitsBundle(download) if is_transport_failure(&error) => self.retry(download, error, None),
            State::AwaitsBundle(_) | State::AwaitsLink => Err(error),
            State::AwaitsDecision(_) | State::Finished => Err(ended()),
        }
    }

    /// Takes the answers to [`Step::Decide`]. A key for which nothing could be verified is not rejected.
    ///
    /// # Errors
    /// As of [`Exchange::receive`]; [`Error::InvalidArgument`] where nothing was asked.
    pub fn decided(&mut self, answered: &[Pair]) -> Result<Step, Error> {
        match std::mem::replace(&mut self.state, State::Finished) {
            State::AwaitsDecision(arrived) => self.check(arrived, answered),
            State::AwaitsLink | State::AwaitsBundle(_) | State::Finished => Err(ended()),
        }
    }

    fn receive_link(&mut self, response: &Response) -> Result<Request, Error> {
        let host = self.endpoint.host();
        if (400..500).contains(&response.status) {
            self.issuance = Issuance::No;
        }
        only_success(host, response)?;
        let answer = read_answer(host, response)?;
        self.issuance = Issuance::Yes;
        let url = self.allowed_link(answer.uri.expose())?;
        Ok(self.download(url, answer.password))
    }

    fn download(&mut self, url: HttpsUrl, password: Password) -> Request {
        let request = Request {
            method: Method::Get,
            url: url.clone(),
        };
        self.state = State::AwaitsBundle(Download {
            url,
            password,
            attempt: 1,
        });
        request
    }

    fn receive_bundle(&mut self, download: Download, response: Response, now: Now) -> Result<Step, Error> {
        let host = download.url.host();
        only_success(host, &response)?;
        let p12 = response.body;
        let opened = match check::open(host, &p12, &download.password) {
            Ok(opened) => opened,
            Err(error) => return Err(self.reject(p12, error)),
        };
        let undecided = opened.undecided();
        let arrived = Arrived { p12, opened, now };
        if undecided.is_empty() {
            return self.check(arrived, &[]);
        }
        self.state = State::AwaitsDecision(arrived);
        Ok(Step::Decide(undecided))
    }

    fn check(&mut self, arrived: Arrived, answered: &[Pair]) -> Result<Step, Error> {
        let Arrived { p12, opened, now } = arrived;
        match opened.check(answered, &self.expect, &self.settings.issuers, now) {
            Ok(checked) => Ok(Step::Finished(Box::new(Bundle {
                p12,
                password: checked.password,
                certificate: checked.certificate,
                key_matches: checked.key_matches,
                same_key: checked.same_key,
                weak_key: checked.weak_key,
            }))),
            Err(error) => Err(self.reject(p12, error)),
        }
    }

    fn reject(&mut self, p12: SecretBytes, error: Error) -> Error {
        self.rejected = Some(p12);
        error
    }

    /// Waits 1, 2, 4 … seconds, or as long as the server asks for.
    fn retry(&mut self, download: Download, error: Error, retry_after: Option<u32>) -> Result<Step, Error> {
        let Download { url, password, attempt } = download;
        if attempt >= self.settings.attempts {
            return Err(error);
        }
        let back_off = 1_u32.checked_shl(attempt - 1).unwrap_or(LONGEST_WAIT);
        let request = Request {
            method: Method::Get,
            url: url.clone(),
        };
        let attempt = attempt + 1;
        self.state = State::AwaitsBundle(Download { url, password, attempt });
        Ok(Step::Retry {
            seconds: retry_after.unwrap_or(0).max(back_off).min(LONGEST_WAIT),
            attempt,
            request,
        })
    }

    fn allowed_link(&self, uri: &str) -> Result<HttpsUrl, Error> {
        let host = self.endpoint.host();
        let refused = |reason| Error::LinkRefused {
            host: host.to_owned(),
            reason,
        };
        let url = HttpsUrl::parse(uri).map_err(refused)?;
        let allowed = url.host() == host || self.settings.link_hosts.iter().any(|allowed| allowed == url.host());
        if !allowed {
            return Err(refused(LinkRefusal::OtherHost));
        }
        Ok(url)
    }
}

fn ended() -> Error {
    Error::InvalidArgument {
        argument: "exchange".to_owned(),
    }
}

/// Statuses after which the same request may succeed (RFC 9110 §15.6, RFC 6585 §4).
fn is_busy(status: u16) -> bool {
    matches!(status, 429 | 500 | 502 | 503 | 504)
}

struct Answer {
    uri: SecretText,
    password: Password,
}

fn read_answer(host: &str, response: &Response) -> Result<Answer, Error> {
    let mut answer = Object::read(response.body.expose()).ok_or_else(|| Error::NotJson { host: host.to_owned() })?;
    let mut text = |name| answer.take_text(name).filter(|text| !text.is_empty());
    match (text("uri"), text("pass")) {
        (Some(uri), Some(pass)) => Ok(Answer {
            uri: SecretText::from(uri),
            password: Password::from(pass),
        }),
        (uri, pass) => Err(Error::MissingFields {
            host: host.to_owned(),
            fields: [("uri", uri.is_none()), ("pass", pass.is_none())]
                .into_iter()
                .filter(|(_, missing)| *missing)
                .map(|(name, _)| name.to_owned())
                .collect(),
        }),
    }
}

/// glclient2 accepts 200 only; monsiaj also reads the body of a 302, which no browser shows to a page.
fn only_success(host: &str, response: &Response) -> Result<(), Error> {
    if response.status == 200 {
        return Ok(());
    }
    Err(refusal(host, response))
}

/// A refusal as the server explains it: JSON with `code` and `message`, or nginx's own page for a missing certificate.
pub(crate) fn refusal(host: &str, response: &Response) -> Error {
    const NGINX_NO_CERTIFICATE: &str = "No required SSL certificate was sent";
    let (host, status, body) = (host.to_owned(), response.status, response.body.expose());
    if (300..400).contains(&status) {
        return Error::Redirected { host };
    }
    let mut explanation = Object::read(body).unwrap_or_default();
    let (code, message) = (explanation.take_text("code"), explanation.take_text("message"));
    let text = String::from_utf8_lossy(body);
    if code
        .as_ref()
        .is_some_and(|code| code.as_str() == "certificate-required")
        || text.contains(NGINX_NO_CERTIFICATE)
    {
        return Error::NoCertificate { host };
    }
    Error::Refused {
        host,
        status,
        server_code: code.filter(|code| is_code(code)).as_deref().cloned(),
        server_message: message.as_deref().map(|message| printable(message)),
        retry_after: response.retry_after,
    }
}

/// Whether it is a code and no words: those of a server that says what it likes are not shown as if they were ours.
fn is_code(text: &str) -> bool {
    (1..=MOST_CODE_CHARACTERS).contains(&text.len())
        && text
            .bytes()
            .all(|octet| octet.is_ascii_alphanumeric() || b"._-".contains(&octet))
}

fn printable(text: &str) -> String {
    let shortened: String = text.chars().take(MOST_MESSAGE_CHARACTERS).collect();
    text::printable(&shortened)
}

/// Whether an answer only did not come through, so that asking again may help.
fn is_transport_failure(error: &Error) -> bool {
    matches!(
        error,
        Error::Offline { .. }
            | Error::Unreachable { .. }
            | Error::Blocked { .. }
            | Error::Interrupted { .. }
            | Error::TimedOut { .. }
    )
}
