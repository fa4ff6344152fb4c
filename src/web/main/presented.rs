//! Which certificate the browser presents.

use js_sys::Promise;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use super::{address::absolute, fetch, objects::to_object};
use crate::web::{
    arguments::invalid_argument,
    clock,
    options::{self, OptionFields, Options},
    promise::promise,
};
use crate::{
    eligibility::Policy,
    error::Error,
    renewal::link::HttpsUrl,
    renewal::presented::{self, Presented},
    renewal::{Method, Request},
};

/// How long the question which certificate is presented may take, in seconds, unless the caller says otherwise.
const PRESENTED_SECONDS: u32 = 30;

/// Where a browser asks which certificate it presents.
#[derive(Tsify)]
#[serde(rename_all = "camelCase")]
pub struct PresentedOptions {
    /// An https URL, absolute or relative to the page, that answers `"$ssl_client_verify $ssl_client_escaped_cert"` of nginx.
    pub url: String,
    /// The instant of the judgement, ISO 8601 with a time zone, or a `Date`. Default: the server's clock, or else this computer's.
    #[tsify(type = "string | Date", optional)]
    pub now: JsValue,
    /// Months and days before expiry.
    #[tsify(optional)]
    pub policy: Option<Policy>,
    /// Cancels the request.
    #[tsify(type = "AbortSignal", optional)]
    pub signal: JsValue,
    /// How long the request may take, in seconds. Default: 30.
    #[tsify(optional)]
    pub timeout_seconds: Option<u32>,
}

impl Options for PresentedOptions {
    fn from_fields(fields: &OptionFields) -> Result<Self, Error> {
        Ok(Self {
            url: fields.required("url", OptionFields::text)?,
            now: fields.value("now")?,
            policy: fields.object("policy")?,
            signal: fields.value("signal")?,
            timeout_seconds: fields.whole_number("timeoutSeconds")?,
        })
    }
}

/// The certificate that this browser presents to a server, inspected; `null` where it presents none.
#[wasm_bindgen(unchecked_return_type = "Promise<Presented | null>")]
pub fn presented(options: Ts<PresentedOptions>) -> Promise {
    promise(ask(options))
}

async fn ask(options: Ts<PresentedOptions>) -> Result<JsValue, JsValue> {
    let options = options::read(&options)?;
    let request = Request {
        method: Method::Get,
        url: HttpsUrl::parse(&absolute(options.url)).map_err(|_| invalid_argument("url"))?,
    };
    let seconds = options.timeout_seconds.unwrap_or(PRESENTED_SECONDS);
    let response = fetch::send(&request, options.signal.dyn_ref(), seconds).await?;
    let policy = options.policy.unwrap_or_default();
    let now = clock::now(&options.now, response.date)?;
    let presented: Option<Presented> = presented::read(request.url.host(), &response, &policy, now)?;
    presented.map_or(Ok(JsValue::NULL), |presented| Ok(to_object(&presented)?.js_value()))
}
