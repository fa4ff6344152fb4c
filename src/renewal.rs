//! The exchange with the renewal server, without any input or output: it gives requests and takes responses.
//!
//! 1. `POST` the endpoint with the body `{}`; the answer is JSON with `uri` and `pass`.
//! 2. `GET` that `uri`; the answer is the new PKCS#12 file.
//! 3. Check it.
//!
//! Both requests present the client certificate that is being renewed. No redirect is followed: no native client does.

use zeroize::Zeroizing;

use crate::{
    bundle::{self, Bundle},
    error::{Error, LinkRefusal},
    expectation::Expectation,
    json::Object,
    link::HttpsUrl,
    secret::{Password, SecretBytes},
    timestamp::Timestamp,
};

/// The longest answer that is read, in bytes: 1 MiB. Real ones have some kilobytes.
pub const MOST_RESPONSE_BYTES: usize = 1 << 20;
/// The longest text of a server's refusal that is passed on, in characters.
const MOST_MESSAGE_CHARACTERS: usize = 300;

/// What the exchange is started with.
#[derive(Debug)]
pub struct Settings {
    /// Where the renewal is asked for, `https://<auth-host>/api/cert`.
    pub endpoint: String,
    /// Further hosts (with port where it is not 443) that the link may name; the endpoint's host is always allowed.
    pub link_hosts: Vec<String>,
    /// What the new certificate is compared with.
    pub expect: Expectation,
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
    /// The body, at most [`MOST_RESPONSE_BYTES`].
    pub body: SecretBytes,
}

/// Where an exchange stands.
#[derive(Debug)]
pub enum Step {
    /// This request is to be sent; its answer goes to [`Exchange::receive`].
    Send(Request),
    /// The new certificate is here and good.
    Finished(Box<Bundle>),
}

/// A renewal under way.
#[derive(Debug)]
pub struct Exchange {
    endpoint: HttpsUrl,
    link_hosts: Vec<String>,
    expect: Expectation,
    state: State,
}

#[derive(Debug)]
enum State {
    AwaitsLink,
    AwaitsBundle { host: String, password: Password },
    Finished,
}

impl Exchange {
    /// Starts an exchange and gives its first request.
    pub fn start(settings: Settings) -> Result<(Self, Request), Error> {
        let endpoint = HttpsUrl::parse(&settings.endpoint).map_err(|_| Error::InvalidArgument {
            argument: "endpoint".to_owned(),
        })?;
        let request = Request {
            method: Method::Post,
            url: endpoint.clone(),
        };
        let exchange = Self {
            endpoint,
            link_hosts: settings.link_hosts,
            expect: settings.expect,
            state: State::AwaitsLink,
        };
        Ok((exchange, request))
    }

    /// Takes the answer to the last request. After an error or [`Step::Finished`] the exchange has ended.
    pub fn receive(&mut self, response: Response, now: Timestamp) -> Result<Step, Error> {
        match std::mem::replace(&mut self.state, State::Finished) {
            State::AwaitsLink => {
                let answer = read_answer(self.endpoint.host(), &response)?;
                let url = self.allowed_link(&answer.uri)?;
                self.state = State::AwaitsBundle {
                    host: url.host().to_owned(),
                    password: answer.password,
                };
                Ok(Step::Send(Request {
                    method: Method::Get,
                    url,
                }))
            }
            State::AwaitsBundle { host, password } => {
                only_success(&host, &response)?;
                bundle::check(&host, response.body, password, &self.expect, now)
                    .map(|bundle| Step::Finished(Box::new(bundle)))
            }
            State::Finished => Err(Error::InvalidArgument {
                argument: "exchange".to_owned(),
            }),
        }
    }

    fn allowed_link(&self, uri: &str) -> Result<HttpsUrl, Error> {
        let host = self.endpoint.host();
        let refused = |reason| Error::LinkRefused {
            host: host.to_owned(),
            reason,
        };
        let url = HttpsUrl::parse(uri).map_err(refused)?;
        let allowed = url.host() == host || self.link_hosts.iter().any(|allowed| allowed == url.host());
        if !allowed {
            return Err(refused(LinkRefusal::OtherHost));
        }
        Ok(url)
    }
}

struct Answer {
    uri: Zeroizing<String>,
    password: Password,
}

fn read_answer(host: &str, response: &Response) -> Result<Answer, Error> {
    only_success(host, response)?;
    let mut answer = Object::read(response.body.expose()).map_err(|_| Error::NotJson { host: host.to_owned() })?;
    let mut text = |name| answer.take_text(name).filter(|text| !text.is_empty());
    match (text("uri"), text("pass")) {
        (Some(uri), Some(pass)) => Ok(Answer {
            uri,
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
    Err(refusal(host, response.status, response.body.expose()))
}

/// A refusal as the server explains it: JSON with `code` and `message`, or nginx's own page for a missing certificate.
pub(crate) fn refusal(host: &str, status: u16, body: &[u8]) -> Error {
    const NGINX_NO_CERTIFICATE: &str = "No required SSL certificate was sent";
    let host = host.to_owned();
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
        server_code: code.as_deref().map(|code| printable(code)),
        server_message: message.as_deref().map(|message| printable(message)),
    }
}

fn printable(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_control())
        .take(MOST_MESSAGE_CHARACTERS)
        .collect()
}
