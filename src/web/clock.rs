//! The browser's clock.

use wasm_bindgen::prelude::*;

use crate::{error::Error, timestamp::Timestamp};

/// The instant that the caller gave, as ISO 8601 text or as a `Date`, or else now.
pub(super) fn now(given: &JsValue) -> Result<Timestamp, Error> {
    let instant = if given.is_undefined() || given.is_null() {
        from_milliseconds(js_sys::Date::now())
    } else if let Some(date) = given.dyn_ref::<js_sys::Date>() {
        from_milliseconds(date.get_time())
    } else {
        given.as_string().and_then(|text| Timestamp::parse(&text))
    };
    instant.ok_or_else(|| Error::InvalidArgument {
        argument: "now".to_owned(),
    })
}

/// `None` for the time of an invalid `Date`, which is not a number.
fn from_milliseconds(milliseconds: f64) -> Option<Timestamp> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a Date holds at most 8.64e15 milliseconds"
    )]
    let seconds = (milliseconds / 1000.0).floor() as i64;
    milliseconds
        .is_finite()
        .then(|| Timestamp::from_unix_seconds(seconds))?
}
