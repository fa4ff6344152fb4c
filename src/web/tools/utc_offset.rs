//! This computer's time zone.

use crate::calendar::Timestamp;

/// How far this computer's local time is ahead of UTC at an instant, in minutes.
pub(super) fn minutes_ahead(instant: Timestamp) -> i32 {
    #[expect(clippy::cast_precision_loss, reason = "below 2^53")]
    let milliseconds = instant.unix_seconds() as f64 * 1000.0;
    let offset = js_sys::Date::new(&milliseconds.into()).get_timezone_offset();
    #[expect(clippy::cast_possible_truncation, reason = "some hundred minutes")]
    let minutes = -offset as i32;
    minutes
}
