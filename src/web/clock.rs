//! The browser's clock.

use wasm_bindgen::prelude::*;

use crate::{calendar::Timestamp, error::Error};

/// The instant that the caller gave, as ISO 8601 text or as a `Date`, or else the server's clock where it is known, or else now.
pub(super) fn now(given: &JsValue, server: Option<Timestamp>) -> Result<Timestamp, Error> {
    let instant = if given.is_undefined() || given.is_null() {
        server.or_else(|| from_milliseconds(js_sys::Date::now()))
    } else if let Some(date) = given.dyn_ref::<js_sys::Date>() {
        from_milliseconds(date.get_time())
    } else {
        given.as_string().and_then(|text| Timestamp::parse(&text))
    };
    instant.ok_or_else(|| Error::InvalidArgument {
        argument: "now".to_owned(),
    })
}

/// From the time of a `Date`; `None` for that of an invalid `Date`, which is not a number.
pub(super) fn from_milliseconds(milliseconds: f64) -> Option<Timestamp> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a Date holds at most 8.64e15 milliseconds"
    )]
    let seconds = (milliseconds / 1000.0).floor() as i64;
    milliseconds
        .is_finite()
        .then(|| Timestamp::from_unix_seconds(seconds))?
}
