//! How far a clock is ahead of UTC.

use crate::text::two_digits;

/// The seconds of `±hhmm`, with this between hours and minutes.
pub(crate) fn seconds_ahead(offset: &[u8], between: &[u8]) -> Option<i32> {
    let (sign, digits) = match offset {
        [b'+', digits @ ..] => (1, digits),
        [b'-', digits @ ..] => (-1, digits),
        _ => return None,
    };
    let (hours @ ..24, rest) = two_digits(digits)? else {
        return None;
    };
    let (minutes @ ..60, []) = two_digits(rest.strip_prefix(between)?)? else {
        return None;
    };
    Some(sign * (i32::from(hours) * 60 + i32::from(minutes)) * 60)
}
