//! The judgement by facts alone, as JavaScript calls it.

use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use super::objects::to_object;
use crate::web::{
    clock,
    options::{self, OptionFields, Options},
};
use crate::{
    calendar::Timestamp,
    eligibility::{self, CertificateFacts, Eligibility, Policy},
    error::Error,
};

/// What a certificate is judged by. The facts of a certificate fit as they are: `judge({ ...certificate, now, policy })`.
#[derive(Tsify)]
#[serde(rename_all = "camelCase")]
pub struct JudgeOptions {
    /// The last CN of its subject, which decides the kind; none where it has none.
    #[tsify(type = "string | null", optional)]
    pub common_name: Option<String>,
    /// The first second of its validity, ISO 8601 with a time zone.
    #[tsify(type = "string")]
    pub not_before: Timestamp,
    /// The last second of its validity, ISO 8601 with a time zone.
    #[tsify(type = "string")]
    pub not_after: Timestamp,
    /// The instant of the judgement, ISO 8601 with a time zone, or a `Date`. Default: the clock.
    #[tsify(type = "string | Date", optional)]
    pub now: JsValue,
    /// Months and days before expiry.
    #[tsify(optional)]
    pub policy: Option<Policy>,
}

impl Options for JudgeOptions {
    fn from_fields(fields: &OptionFields) -> Result<Self, Error> {
        Ok(Self {
            common_name: fields.text("commonName")?,
            not_before: fields.required("notBefore", OptionFields::instant)?,
            not_after: fields.required("notAfter", OptionFields::instant)?,
            now: fields.value("now")?,
            policy: fields.object("policy")?,
        })
    }
}

/// Judges a certificate again that was read before: at another instant, or by another policy. Needs neither its file nor a password,
/// and makes no network request.
#[wasm_bindgen]
pub fn judge(options: Ts<JudgeOptions>) -> Result<Ts<Eligibility>, JsValue> {
    let options = options::read(&options)?;
    let policy = options.policy.unwrap_or_default();
    policy.validate()?;
    let facts = CertificateFacts {
        common_name: options.common_name.as_deref(),
        not_before: options.not_before,
        not_after: options.not_after,
    };
    to_object(&eligibility::judge(facts, &policy, clock::now(&options.now, None)?))
}
