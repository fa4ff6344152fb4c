//! What JavaScript calls.

use js_sys::{JsString, Uint8Array};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use super::{
    arguments::{absolute, credentials, take_bytes, unusable},
    clock, fetch,
    objects::tell,
    options::{self, Fields, Options},
    results::to_ts,
    web_crypto, wipe,
};
use crate::{
    calendar::Timestamp,
    certificate::Certificate,
    eligibility::Policy,
    error::Error,
    input::{Attempts, Credentials, Derivations, Format},
    inspection::{self, Inspection},
    limits::{LIMITS, Limits},
    renewal::link::HttpsUrl,
    renewal::presented::{self, Presented},
    renewal::services::{SERVICES, Service},
    renewal::{self, Method, Request},
    secret::SecretBytes,
};

/// How long the question which certificate is presented may take, in seconds, unless the caller says otherwise.
const PRESENTED_SECONDS: u32 = 30;

/// How a file is inspected. Everything may be left out.
#[derive(Default, Tsify)]
#[serde(rename_all = "camelCase", default)]
pub struct InspectOptions {
    /// The password of a PKCS#12 file, or of the private key of a pair. Without one, an empty one is tried.
    pub password: Option<String>,
    /// A second one, where MAC and encryption, or two private keys, have passwords of their own (`second-password-required`). The order does
    /// not matter.
    pub second_password: Option<String>,
    /// The name of the file. It decides nothing: the format is told from the bytes.
    #[expect(dead_code, reason = "checked to be text; it decides nothing")]
    pub file_name: Option<String>,
    /// The instant of the judgement, ISO 8601 with a time zone, or a `Date`. Default: the clock.
    #[tsify(type = "string | Date")]
    pub now: JsValue,
    /// Months and days before expiry.
    pub policy: Option<Policy>,
}

impl Options for InspectOptions {
    fn from_fields(fields: &Fields) -> Result<Self, Error> {
        Ok(Self {
            password: fields.text("password")?,
            second_password: fields.text("secondPassword")?,
            file_name: fields.text("fileName")?,
            now: fields.value("now")?,
            policy: fields.object("policy")?,
        })
    }
}

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
    fn from_fields(fields: &Fields) -> Result<Self, Error> {
        Ok(Self {
            url: fields.required("url", Fields::text)?,
            now: fields.value("now")?,
            policy: fields.object("policy")?,
            signal: fields.value("signal")?,
            timeout_seconds: fields.whole_number("timeoutSeconds")?,
        })
    }
}

/// Reads a certificate file and judges it. Makes no network request.
#[wasm_bindgen]
pub fn inspect(
    #[wasm_bindgen(unchecked_param_type = "Uint8Array")] bytes: JsValue,
    options: Option<Ts<InspectOptions>>,
) -> Result<Ts<Inspection>, JsValue> {
    let bytes = take_bytes("bytes", &bytes)?;
    let (credentials, policy, now) = judged_with(options)?;
    let mut derivations = Derivations::default();
    let read = || inspection::inspect_with(bytes.expose(), None, &credentials, &policy, now, &mut derivations);
    // A file that is nothing but certificates in DER has no private key.
    let secretless = |result: &Result<Inspection, Error>| matches!(result, Ok(one) if one.format == Format::Der);
    let has_password = credentials.password.is_some();
    let inspection = wipe::afterwards_unless(|result| !has_password && secretless(result), read)?;
    tell(&inspection)
}

/// Reads a certificate file and a private key of another file; `keyMatches` tells whether they belong together.
#[wasm_bindgen(js_name = inspectPair)]
pub fn inspect_pair(
    #[wasm_bindgen(unchecked_param_type = "Uint8Array")] certificate: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Uint8Array")] key: JsValue,
    options: Option<Ts<InspectOptions>>,
) -> Result<Ts<Inspection>, JsValue> {
    let (certificate, key) = (take_bytes("certificate", &certificate)?, take_bytes("key", &key)?);
    let (credentials, policy, now) = judged_with(options)?;
    let (bytes, key, mut derivations) = (certificate.expose(), Some(key.expose()), Derivations::default());
    let read = || inspection::inspect_with(bytes, key, &credentials, &policy, now, &mut derivations);
    let inspection = wipe::afterwards(read)?;
    tell(&inspection)
}

/// [`inspect`], with the browser's own Web Cryptography API for PBKDF2: quicker where a file asks for many iterations, and the page
/// stays responsive. It also tells whether a private key that does not show its public half belongs to a certificate. Makes no network
/// request.
#[wasm_bindgen(js_name = inspectAsync)]
pub async fn inspect_async(
    #[wasm_bindgen(unchecked_param_type = "Uint8Array")] bytes: JsValue,
    options: Option<Ts<InspectOptions>>,
) -> Result<Ts<Inspection>, JsValue> {
    let bytes = take_bytes("bytes", &bytes)?;
    inspect_by_api(bytes, None, options).await
}

/// [`inspect_pair`], with the browser's own Web Cryptography API, as in [`inspect_async`].
#[wasm_bindgen(js_name = inspectPairAsync)]
pub async fn inspect_pair_async(
    #[wasm_bindgen(unchecked_param_type = "Uint8Array")] certificate: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Uint8Array")] key: JsValue,
    options: Option<Ts<InspectOptions>>,
) -> Result<Ts<Inspection>, JsValue> {
    let (certificate, key) = (take_bytes("certificate", &certificate)?, take_bytes("key", &key)?);
    inspect_by_api(certificate, Some(key), options).await
}

async fn inspect_by_api(
    certificate: SecretBytes,
    key: Option<SecretBytes>,
    options: Option<Ts<InspectOptions>>,
) -> Result<Ts<Inspection>, JsValue> {
    let (credentials, policy, now) = judged_with(options)?;
    policy.validate()?;
    let key = key.as_ref().map(SecretBytes::expose);
    let mut derivations = Derivations::default();
    let mut attempts = Attempts::default();
    let mut guesses = credentials.guesses();
    while let Some(guess) = wipe::afterwards(|| guesses.next()) {
        let open = |derivations: &mut Derivations| inspection::open(certificate.expose(), key, &guess, derivations);
        let result = web_crypto::read(&mut derivations, open).await;
        if let Some(opened) = attempts.take(&guess, result) {
            let opened = opened?;
            let mut pairs = wipe::afterwards(|| opened.undecided());
            web_crypto::decide(&mut pairs).await;
            return tell(&wipe::afterwards(|| opened.describe(&pairs, &policy, now)));
        }
        derivations.next_guess();
    }
    Err(attempts.failure(&credentials).into())
}

/// The certificate that this browser presents to a server, inspected; `null` where it presents none.
#[wasm_bindgen(unchecked_return_type = "Presented | null")]
pub async fn presented(options: Ts<PresentedOptions>) -> Result<JsValue, JsValue> {
    let options = options::read(&options)?;
    let request = Request {
        method: Method::Get,
        url: HttpsUrl::parse(&absolute(options.url)).map_err(|_| unusable("url"))?,
    };
    let seconds = options.timeout_seconds.unwrap_or(PRESENTED_SECONDS);
    let response = fetch::send(&request, options.signal.dyn_ref(), seconds).await?;
    let policy = options.policy.unwrap_or_default();
    let now = clock::now(&options.now, response.date)?;
    let presented: Option<Presented> = presented::read(request.url.host(), &response, &policy, now)?;
    presented.map_or(Ok(JsValue::NULL), |presented| Ok(tell(&presented)?.js_value()))
}

/// The services whose hosts are known.
#[wasm_bindgen(unchecked_return_type = "Service[]")]
pub fn services() -> Result<Vec<Ts<Service>>, JsValue> {
    SERVICES.iter().copied().map(to_ts).collect()
}

/// How much is read, and how much work a file may ask for.
#[wasm_bindgen]
pub fn limits() -> Result<Ts<Limits>, JsValue> {
    to_ts(LIMITS)
}

/// A renewed certificate that passed every check. `free()` wipes it from the module's memory.
#[wasm_bindgen]
pub struct Bundle(pub(super) renewal::Bundle);

#[wasm_bindgen]
impl Bundle {
    /// The PKCS#12 file, as the server issued it.
    #[wasm_bindgen(getter)]
    pub fn p12(&self) -> Uint8Array {
        Uint8Array::from(self.0.p12.expose())
    }

    /// Its password.
    #[wasm_bindgen(getter, unchecked_return_type = "string")]
    pub fn password(&self) -> JsString {
        JsString::from(self.0.password.expose())
    }

    /// The facts of the new certificate.
    #[wasm_bindgen(getter)]
    pub fn certificate(&self) -> Result<Ts<Certificate>, JsValue> {
        tell(&self.0.certificate)
    }

    /// Whether the private key belongs to it: `true`, or `null` where the key does not show that and this browser cannot find out. A key
    /// that does not belong to it is refused as `key-mismatch`.
    #[wasm_bindgen(getter, js_name = keyMatches, unchecked_return_type = "true | null")]
    pub fn key_matches(&self) -> JsValue {
        self.0.key_matches.map_or(JsValue::NULL, JsValue::from)
    }

    /// Whether its key is that of the old certificate (`expect.publicKeySha256`): it works, but whoever has the old key has the new one.
    #[wasm_bindgen(getter, js_name = sameKey)]
    pub fn same_key(&self) -> bool {
        self.0.same_key
    }

    /// Whether its key is weaker than RSA with 2048 bits or P-256, and accepted only because the old one (`expect.publicKey`) is no stronger.
    #[wasm_bindgen(getter, js_name = weakKey)]
    pub fn weak_key(&self) -> bool {
        self.0.weak_key
    }
}

/// Passwords, policy and instant of an inspection.
fn judged_with(options: Option<Ts<InspectOptions>>) -> Result<(Credentials, Policy, Timestamp), Error> {
    let options = match options {
        Some(options) => options::read(&options)?,
        None => InspectOptions::default(),
    };
    let now = clock::now(&options.now, None)?;
    Ok((
        credentials(options.password, options.second_password),
        options.policy.unwrap_or_default(),
        now,
    ))
}
