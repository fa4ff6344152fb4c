//! What a file holds, and the judgement of it.

use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use super::objects::tell;
use crate::web::{
    arguments::{credentials, take_bytes},
    clock,
    options::{self, Fields, Options},
    web_crypto, wipe,
};
use crate::{
    calendar::Timestamp,
    eligibility::Policy,
    error::Error,
    input::{Attempts, Credentials, Derivations, Format},
    inspection::{self, Inspection},
    secret::SecretBytes,
};

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
