//! The reminder, as JavaScript calls it.

use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use super::utc_offset;
use crate::web::{
    arguments::invalid_argument,
    clock,
    options::{self, OptionFields, Options},
};
use crate::{calendar::Timestamp, error::Error, language::Language, report::reminder::Reminder};

/// Which certificate somebody wants to be reminded of. The facts of a certificate fit as they are:
/// `reminder({ ...certificate, opensOn: eligibility.opensOn, language: "ja" })`.
#[derive(Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ReminderOptions {
    /// The CN of its subject; none where it has none.
    #[tsify(type = "string | null", optional)]
    pub common_name: Option<String>,
    /// Its SHA-256 fingerprint, hexadecimal without colons. It makes the events the same ones whenever they are written.
    pub fingerprint_sha256: String,
    /// The last second of its validity, ISO 8601 with a time zone.
    #[tsify(type = "string")]
    pub not_after: Timestamp,
    /// The first second at which it can be renewed, ISO 8601 with a time zone: `opensOn` of its eligibility.
    #[tsify(type = "string")]
    pub opens_on: Timestamp,
    /// The language of the words. Default: "ja".
    #[tsify(type = "\"ja\" | \"en\"", optional)]
    pub language: Option<String>,
    /// How many minutes ahead of UTC the clocks of the reader are: 540 in Japan. Days are counted there. Default: this computer's time
    /// zone, at each instant.
    #[tsify(optional)]
    pub utc_offset_minutes: Option<i32>,
    /// When it is written, ISO 8601 with a time zone, or a `Date`. Default: the clock.
    #[tsify(type = "string | Date", optional)]
    pub now: JsValue,
}

impl Options for ReminderOptions {
    fn from_fields(fields: &OptionFields) -> Result<Self, Error> {
        Ok(Self {
            common_name: fields.text("commonName")?,
            fingerprint_sha256: fields.required("fingerprintSha256", OptionFields::text)?,
            not_after: fields.required("notAfter", OptionFields::instant)?,
            opens_on: fields.required("opensOn", OptionFields::instant)?,
            language: fields.text("language")?,
            utc_offset_minutes: fields.given("utcOffsetMinutes", minutes_of_a_day)?,
            now: fields.value("now")?,
        })
    }
}

/// A calendar file (.ics, RFC 5545) with three events that take a day: it can be renewed; it expires in a month; it expires in a week.
/// Each rings at nine in the morning. For certificates that can be renewed at all. Makes no network request.
#[wasm_bindgen(unchecked_return_type = "string")]
pub fn reminder(options: Ts<ReminderOptions>) -> Result<String, JsValue> {
    let ReminderOptions {
        common_name,
        fingerprint_sha256,
        not_after,
        opens_on,
        language,
        utc_offset_minutes,
        now,
    } = options::read(&options)?;
    let reminder = Reminder {
        common_name,
        fingerprint_sha256,
        not_after,
        opens_on,
    };
    let language = language.as_deref().map_or(Some(Language::default()), Language::parse);
    let language = language.ok_or_else(|| invalid_argument("language"))?;
    let minutes_ahead = |instant| utc_offset_minutes.unwrap_or_else(|| utc_offset::minutes_ahead(instant));
    Ok(reminder.calendar(language, minutes_ahead, clock::now(&now, None)?)?)
}

/// A whole number of minutes that is less than a day, forwards or backwards.
fn minutes_of_a_day(value: JsValue) -> Option<i32> {
    let number = value.as_f64()?;
    #[expect(clippy::cast_possible_truncation, reason = "compared afterwards")]
    let whole = number as i32;
    (f64::from(whole) == number && whole.abs() < 24 * 60).then_some(whole)
}
