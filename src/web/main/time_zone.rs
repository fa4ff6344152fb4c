//! The platform's table of time zones.

use wasm_bindgen::prelude::*;

use crate::web::clock;
use crate::{calendar::TimeZone, calendar::Timestamp};

#[wasm_bindgen(module = "/src/web/main/time-zone.js")]
extern "C" {
    #[wasm_bindgen(js_name = secondsAhead)]
    fn seconds_ahead_in_milliseconds(zone: &str, milliseconds: f64) -> Option<i32>;
}

/// A zone by its name or offset; `None` where the platform does not know it.
pub(super) fn named(text: &str) -> Option<TimeZone> {
    let of_platform = || {
        let now = clock::from_milliseconds(js_sys::Date::now())?;
        seconds_ahead(text, now)?;
        Some(TimeZone::Named {
            name: text.to_owned(),
            seconds_ahead,
        })
    };
    TimeZone::fixed(text).or_else(of_platform)
}

fn seconds_ahead(zone: &str, at: Timestamp) -> Option<i32> {
    #[expect(clippy::cast_precision_loss, reason = "below 2^53")]
    let milliseconds = at.unix_seconds() as f64 * 1000.0;
    seconds_ahead_in_milliseconds(zone, milliseconds)
}
