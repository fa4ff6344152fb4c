//! What a file holds, and the judgement of it.

use js_sys::{Promise, Reflect, Uint8Array};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use super::objects;
use crate::web::{
    arguments::{credentials, take_bytes},
    clock,
    options::{self, OptionFields, Options},
    promise::promise,
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

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r"
export interface Certificate {
    /** The certificate itself, in DER: where it was asked for with `certificateBytes`. */
    bytes?: Uint8Array;
}
";

/// How a file is inspected. Everything may be left out.
#[derive(Default, Tsify)]
#[serde(rename_all = "camelCase", default)]
pub struct InspectOptions {
    /// The password of a PKCS#12 file, or of the private key of a pair. Without one, an empty one is tried.
    pub password: Option<String>,
    /// A second one, where MAC and encryption, or two private keys, have passwords of their own (`second-password-required`). The order does
    /// not matter.
    pub second_password: Option<String>,
    /// The name of the file. It decides nothing: the format is recognized from the bytes.
    #[expect(dead_code, reason = "checked to be text; it decides nothing")]
    pub file_name: Option<String>,
    /// The instant of the judgement, ISO 8601 with a time zone, or a `Date`. Default: the clock.
    #[tsify(type = "string | Date")]
    pub now: JsValue,
    /// Months and days before expiry.
    pub policy: Option<Policy>,
    /// `true`: each certificate of the result has its own DER in `bytes`, as `describe` of `orcamo-cert/tools` takes it.
    pub certificate_bytes: Option<bool>,
}

impl Options for InspectOptions {
    fn from_fields(fields: &OptionFields) -> Result<Self, Error> {
        Ok(Self {
            password: fields.text("password")?,
            second_password: fields.text("secondPassword")?,
            file_name: fields.text("fileName")?,
            now: fields.value("now")?,
            policy: fields.object("policy")?,
            certificate_bytes: fields.given("certificateBytes", |value| value.as_bool())?,
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
    let judged = Judged::read(options)?;
    let read = || judged.inspect(bytes.expose(), None);
    // A file that is nothing but certificates in DER has no private key.
    let secretless = |result: &Result<Inspection, Error>| matches!(result, Ok(one) if one.format == Format::Der);
    let has_password = judged.credentials.password.is_some();
    let inspection = wipe::afterwards_unless(|result| !has_password && secretless(result), read)?;
    to_object(&inspection, judged.with_bytes)
}

/// Reads a certificate file and a private key of another file; `keyMatches` says whether they belong together.
#[wasm_bindgen(js_name = inspectPair)]
pub fn inspect_pair(
    #[wasm_bindgen(unchecked_param_type = "Uint8Array")] certificate: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Uint8Array")] key: JsValue,
    options: Option<Ts<InspectOptions>>,
) -> Result<Ts<Inspection>, JsValue> {
    let (certificate, key) = (take_bytes("certificate", &certificate)?, take_bytes("key", &key)?);
    let judged = Judged::read(options)?;
    let inspection = wipe::afterwards(|| judged.inspect(certificate.expose(), Some(key.expose())))?;
    to_object(&inspection, judged.with_bytes)
}

/// [`inspect`], with the browser's own Web Cryptography API for PBKDF2: quicker where a file asks for many iterations, and the page
/// stays responsive. It also finds out whether a private key that does not show its public half belongs to a certificate. Makes no network
/// request.
#[wasm_bindgen(js_name = inspectAsync, unchecked_return_type = "Promise<Inspection>")]
pub fn inspect_async(
    #[wasm_bindgen(unchecked_param_type = "Uint8Array")] bytes: JsValue,
    options: Option<Ts<InspectOptions>>,
) -> Promise {
    promise(inspect_by_api("bytes", bytes, None, options))
}

/// [`inspect_pair`], with the browser's own Web Cryptography API, as in [`inspect_async`].
#[wasm_bindgen(js_name = inspectPairAsync, unchecked_return_type = "Promise<Inspection>")]
pub fn inspect_pair_async(
    #[wasm_bindgen(unchecked_param_type = "Uint8Array")] certificate: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Uint8Array")] key: JsValue,
    options: Option<Ts<InspectOptions>>,
) -> Promise {
    promise(inspect_by_api("certificate", certificate, Some(key), options))
}

async fn inspect_by_api(
    name: &str,
    certificate: JsValue,
    key: Option<JsValue>,
    options: Option<Ts<InspectOptions>>,
) -> Result<JsValue, JsValue> {
    let certificate = take_bytes(name, &certificate)?;
    let key = key.map(|key| take_bytes("key", &key)).transpose()?;
    let Judged {
        credentials,
        policy,
        now,
        with_bytes,
    } = Judged::read(options)?;
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
            let inspection = wipe::afterwards(|| opened.describe(&pairs, &policy, now));
            return Ok(to_object(&inspection, with_bytes)?.js_value());
        }
        derivations.next_guess();
    }
    Err(attempts.failure(&credentials).into())
}

/// How a file is inspected, as the core takes it.
struct Judged {
    credentials: Credentials,
    policy: Policy,
    now: Timestamp,
    with_bytes: bool,
}

impl Judged {
    fn read(options: Option<Ts<InspectOptions>>) -> Result<Self, Error> {
        let options = match options {
            Some(options) => options::read(&options)?,
            None => InspectOptions::default(),
        };
        Ok(Self {
            now: clock::now(&options.now, None)?,
            credentials: credentials(options.password, options.second_password),
            policy: options.policy.unwrap_or_default(),
            with_bytes: options.certificate_bytes.unwrap_or(false),
        })
    }

    fn inspect(&self, bytes: &[u8], key: Option<&[u8]>) -> Result<Inspection, Error> {
        let derivations = &mut Derivations::default();
        inspection::inspect_with(bytes, key, &self.credentials, &self.policy, self.now, derivations)
    }
}

/// The object of JavaScript, with the certificates themselves where they are asked for.
fn to_object(inspection: &Inspection, with_bytes: bool) -> Result<Ts<Inspection>, JsValue> {
    let object = objects::to_object(inspection)?;
    if with_bytes {
        let certificates = Reflect::get(&object.js_value(), &"certificates".into())?;
        for (place, certificate) in (0..).zip(&inspection.certificates) {
            let bytes = Uint8Array::from(certificate.der.as_slice());
            Reflect::set(&Reflect::get_u32(&certificates, place)?, &"bytes".into(), &bytes)?;
        }
    }
    Ok(object)
}
