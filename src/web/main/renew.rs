//! Renewing: drives an exchange with fetch, the clock and the caller's listeners.

use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

use super::{
    abort::{is_aborted, sleep},
    address::absolute,
    bundle::Bundle,
    fetch,
};
use crate::web::{
    arguments::invalid_argument,
    clock, options,
    options::{OptionFields, Options},
    promise::promise,
    results::to_ts,
    web_crypto, wipe,
};
use crate::{
    calendar::Timestamp,
    error::Error,
    renewal::expectation::{Expectation, Now, OldKey},
    renewal::{self, Exchange, Issuance, Method, Request, Settings, Step, USUAL_ATTEMPTS},
    secret::{Password, SecretText},
};

/// How long one request may take, in seconds, unless the caller says otherwise. nginx waits 30 for the renewal authority.
const USUAL_SECONDS: u32 = 60;

impl Options for Expectation {
    fn from_fields(fields: &OptionFields) -> Result<Self, Error> {
        Ok(Self {
            common_name: fields.text("commonName")?,
            subject: fields.text("subject")?,
            issuer: fields.text("issuer")?,
            serial_number: fields.text("serialNumber")?,
            not_after: fields.instant("notAfter")?,
            public_key: fields.object("publicKey")?,
            public_key_sha256: fields.text("publicKeySha256")?,
        })
    }
}

impl Options for OldKey {
    fn from_fields(fields: &OptionFields) -> Result<Self, Error> {
        Ok(Self {
            algorithm: fields.text("algorithm")?,
            bits: fields.whole_number("bits")?,
        })
    }
}

/// How an exchange is done. Everything may be left out.
#[derive(Default, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ExchangeOptions {
    /// Further hosts (with port where it is not 443) that the link to the new certificate may name.
    #[tsify(optional)]
    pub link_hosts: Option<Vec<String>>,
    /// Further issuers (RFC 4514) that the new certificate may have.
    #[tsify(optional)]
    pub issuers: Option<Vec<String>>,
    /// The instant of the checks, ISO 8601 with a time zone, or a `Date`. Default: the server's clock, or else this computer's.
    #[tsify(type = "string | Date", optional)]
    pub now: JsValue,
    /// Cancels. What the server has issued by then stays issued.
    #[tsify(type = "AbortSignal", optional)]
    pub signal: JsValue,
    /// How long one request may take, in seconds. Default: 60.
    #[tsify(optional)]
    pub timeout_seconds: Option<u32>,
    /// How often the download is tried. Default: 4.
    #[tsify(optional)]
    pub attempts: Option<u32>,
    /// Called as each step begins; `attempt` counts downloads from 1, `seconds` is how long is waited for the next one.
    #[tsify(
        type = "(progress: { step: \"request\" | \"download\" | \"wait\" | \"check\"; attempt: number; seconds?: number }) => void",
        optional
    )]
    pub on_progress: JsValue,
}

impl Options for ExchangeOptions {
    fn from_fields(fields: &OptionFields) -> Result<Self, Error> {
        Ok(Self {
            link_hosts: fields.given("linkHosts", |list| texts(&list))?,
            issuers: fields.given("issuers", |list| texts(&list))?,
            now: fields.value("now")?,
            signal: fields.value("signal")?,
            timeout_seconds: fields.whole_number("timeoutSeconds")?,
            attempts: fields.whole_number("attempts")?,
            on_progress: fields.value("onProgress")?,
        })
    }
}

/// How a certificate is renewed.
#[derive(Tsify)]
#[serde(rename_all = "camelCase")]
pub struct RenewOptions {
    /// The https URL of the renewal request, `https://<auth-host>/api/cert`; it may be relative to the page.
    pub endpoint: String,
    /// Facts of the certificate that is renewed, from `presented` or `inspect`: the new one must agree. What is left out is not
    /// compared.
    #[tsify(optional)]
    pub expect: Option<Expectation>,
    /// Called once the server has issued a certificate, and awaited before the download begins: what it is given is all that
    /// `resume` needs, and a secret. Failing, it does not stop the renewal.
    #[tsify(type = "(issued: Issued) => void | Promise<void>", optional)]
    pub on_issued: JsValue,
    #[serde(flatten)]
    pub exchange: ExchangeOptions,
}

impl Options for RenewOptions {
    fn from_fields(fields: &OptionFields) -> Result<Self, Error> {
        Ok(Self {
            endpoint: fields.required("endpoint", OptionFields::text)?,
            expect: fields.object("expect")?,
            on_issued: fields.value("onIssued")?,
            exchange: ExchangeOptions::from_fields(fields)?,
        })
    }
}

/// How a renewal is taken up again.
#[derive(Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ResumeOptions {
    /// What `onIssued` was given.
    pub issued: Issued,
    #[serde(flatten)]
    pub exchange: ExchangeOptions,
}

impl Options for ResumeOptions {
    fn from_fields(fields: &OptionFields) -> Result<Self, Error> {
        Ok(Self {
            issued: fields.required("issued", OptionFields::object)?,
            exchange: ExchangeOptions::from_fields(fields)?,
        })
    }
}

/// What the server has issued: all that is needed to go on with the download, also after a crash. A secret.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Issued {
    /// Where the renewal was asked for.
    pub endpoint: String,
    /// The link to the new certificate.
    pub link: String,
    /// Its password.
    pub password: String,
    /// What the new certificate is compared with.
    pub expect: Expectation,
}

impl Options for Issued {
    fn from_fields(fields: &OptionFields) -> Result<Self, Error> {
        Ok(Self {
            endpoint: fields.required("endpoint", OptionFields::text)?,
            link: fields.required("link", OptionFields::text)?,
            password: fields.required("password", OptionFields::text)?,
            expect: fields.object("expect")?.unwrap_or_default(),
        })
    }
}

/// Renews the certificate that the browser presents to the endpoint, and checks the new one. The request is sent once; the download
/// is repeated where no answer comes or the server is busy. The `issued` of an error says what has happened on the server.
#[wasm_bindgen(unchecked_return_type = "Promise<Bundle>")]
pub fn renew(options: Ts<RenewOptions>) -> Promise {
    promise(async move {
        let options: RenewOptions = options::read(&options).map_err(before)?;
        let how = options.exchange;
        let expect = options.expect.unwrap_or_default();
        let started = Exchange::start(&absolute(options.endpoint), expect, how.settings()).map_err(before)?;
        drive(started, options.on_issued, how).await
    })
}

/// Goes on with the download of what was issued before, and checks it. Nothing new is asked for.
#[wasm_bindgen(unchecked_return_type = "Promise<Bundle>")]
pub fn resume(options: Ts<ResumeOptions>) -> Promise {
    promise(async move {
        let ResumeOptions { issued, exchange: how } = options::read(&options).map_err(before)?;
        let issued = renewal::Issued {
            endpoint: issued.endpoint,
            link: SecretText::new(issued.link),
            password: Password::new(issued.password),
            expect: issued.expect,
        };
        let resumed = Exchange::resume(issued, how.settings()).map_err(|error| thrown(error, Issuance::Yes))?;
        drive(resumed, JsValue::UNDEFINED, how).await
    })
}

async fn drive(
    (mut exchange, first): (Exchange, Request),
    on_issued: JsValue,
    how: ExchangeOptions,
) -> Result<JsValue, JsValue> {
    match run(&mut exchange, first, &on_issued, &how).await {
        Ok(bundle) => Ok(Bundle(*bundle).into()),
        Err(error) => {
            let thrown = thrown(error, exchange.issuance());
            if let Some(p12) = exchange.take_rejected() {
                let _ = Reflect::set(&thrown, &"p12".into(), &Uint8Array::from(p12.expose()));
            }
            Err(thrown)
        }
    }
}

async fn run(
    exchange: &mut Exchange,
    first: Request,
    on_issued: &JsValue,
    how: &ExchangeOptions,
) -> Result<Box<renewal::Bundle>, Error> {
    let signal: Option<&AbortSignal> = how.signal.dyn_ref();
    // An instant that cannot be read is an error before anything is sent.
    clock::now(&how.now, None)?;
    let (mut request, mut attempt) = (first, 1);
    loop {
        if is_aborted(signal) {
            return Err(Error::Cancelled);
        }
        let is_download = request.method == Method::Get;
        how.report(if is_download { "download" } else { "request" }, attempt, None);
        let step = match fetch::send(&request, signal, how.timeout_seconds.unwrap_or(USUAL_SECONDS)).await {
            Ok(response) => {
                if is_download && response.status == 200 {
                    how.report("check", attempt, None);
                }
                let now = how.instant(response.date)?;
                wipe::afterwards(|| exchange.receive(response, now))?
            }
            Err(error) => exchange.fail(error)?,
        };
        match decide(exchange, step).await? {
            Step::Send(next) => {
                request = next;
                if let Some(issued) = exchange.issued() {
                    notify(on_issued, issued).await;
                }
            }
            Step::Retry {
                seconds,
                attempt: next_attempt,
                request: next,
            } => {
                how.report("wait", next_attempt, Some(seconds));
                sleep(seconds, signal).await?;
                (request, attempt) = (next, next_attempt);
            }
            // What was decided is decided for good.
            Step::Decide(_) => return Err(invalid_argument("exchange")),
            Step::Finished(bundle) => return Ok(bundle),
        }
    }
}

/// Has the browser find out whether keys and certificates belong together, where the exchange asks that.
async fn decide(exchange: &mut Exchange, step: Step) -> Result<Step, Error> {
    let Step::Decide(mut pairs) = step else { return Ok(step) };
    web_crypto::decide(&mut pairs).await;
    wipe::afterwards(|| exchange.decided(&pairs))
}

/// A listener that fails does not stop a renewal: the certificate is issued, and trying to fetch it loses nothing.
async fn notify(listener: &JsValue, issued: renewal::Issued) {
    let Some(listener) = listener.dyn_ref::<Function>() else {
        return;
    };
    let issued = Issued {
        endpoint: issued.endpoint,
        link: issued.link.expose().to_owned(),
        password: issued.password.expose().to_owned(),
        expect: issued.expect,
    };
    if let Ok(issued) = to_ts(issued)
        && let Ok(result) = listener.call1(&JsValue::UNDEFINED, &issued.js_value())
    {
        let _ = JsFuture::from(Promise::resolve(&result)).await;
    }
}

impl ExchangeOptions {
    fn settings(&self) -> Settings {
        Settings {
            link_hosts: self.link_hosts.clone().unwrap_or_default(),
            issuers: self.issuers.clone().unwrap_or_default(),
            attempts: self.attempts.unwrap_or(USUAL_ATTEMPTS),
        }
    }

    /// The instant of the checks: what the caller says, or the server's clock, or else this computer's.
    fn instant(&self, server: Option<Timestamp>) -> Result<Now, Error> {
        let instant = clock::now(&self.now, server)?;
        let is_known = server.is_some() || !(self.now.is_undefined() || self.now.is_null());
        Ok(if is_known { instant.into() } else { Now::local(instant) })
    }

    /// A listener that throws does not stop a renewal.
    fn report(&self, step: &str, attempt: u32, seconds: Option<u32>) {
        let Some(listener) = self.on_progress.dyn_ref::<Function>() else {
            return;
        };
        let progress = Object::new();
        let set = |name: &str, value: JsValue| Reflect::set(&progress, &name.into(), &value);
        let _ = set("step", step.into());
        let _ = set("attempt", attempt.into());
        if let Some(seconds) = seconds {
            let _ = set("seconds", seconds.into());
        }
        let _ = listener.call1(&JsValue::UNDEFINED, &progress);
    }
}

/// The texts of an array, or of whatever else can be iterated.
fn texts(list: &JsValue) -> Option<Vec<String>> {
    let mut items = js_sys::try_iter(list).ok()??;
    items.try_fold(Vec::new(), |mut texts, item| {
        texts.push(item.ok()?.as_string()?);
        Some(texts)
    })
}

/// An error before anything was sent.
fn before(error: Error) -> JsValue {
    thrown(error, Issuance::No)
}

fn thrown(error: Error, issuance: Issuance) -> JsValue {
    let thrown = JsValue::from(error);
    let _ = Reflect::set(&thrown, &"issued".into(), &issuance.name().into());
    thrown
}
