//! The browser's clock.

use crate::{error::Error, timestamp::Timestamp};

/// The instant that the caller gave, or else now.
pub(super) fn now(given: Option<Timestamp>) -> Result<Timestamp, Error> {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit by far")]
    let seconds = || (js_sys::Date::now() / 1000.0).floor() as i64;
    given
        .or_else(|| Timestamp::from_unix_seconds(seconds()))
        .ok_or_else(|| Error::InvalidArgument {
            argument: "now".to_owned(),
        })
}
