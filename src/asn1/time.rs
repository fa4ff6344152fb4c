//! The times of a certificate (RFC 5280 §4.1.2.5), in the forms that programs have written, not only in those that the RFC allows.

use crate::{
    asn1::ber::{Element, Tag, corrupt},
    calendar::{Timestamp, seconds_ahead, without_fraction},
    error::Error,
    text::two_digits,
};

/// Reads a UTCTime (X.680 §47) or a GeneralizedTime (X.680 §46); fractions of a second are cut off.
pub(crate) fn read(time: &Element<'_>) -> Result<Timestamp, Error> {
    let octets = time.octets()?;
    // Some programs end it with a zero octet.
    let text = octets.strip_suffix(&[0]).unwrap_or(&octets);
    let instant = match time.tag {
        Tag::UTC_TIME => utc_time(text),
        Tag::GENERALIZED_TIME => generalized_time(text),
        _ => None,
    };
    instant.ok_or(corrupt(time.offset()))
}

/// `YYMMDDhhmm[ss]` and a zone. One with seconds and without a zone, or with another octet in its place, is in UTC.
fn utc_time(text: &[u8]) -> Option<Timestamp> {
    /// RFC 5280 §4.1.2.5.1
    const FIRST_OF_1900: u8 = 50;
    let (year, rest) = two_digits(text)?;
    let century = if year >= FIRST_OF_1900 { 1900 } else { 2000 };
    let (minute, rest) = up_to_minutes(century + u16::from(year), rest)?;
    match two_digits(rest) {
        Some((second, [] | [_])) => minute.at(second),
        Some((second, zone)) => in_zone(minute.at(second)?, zone),
        None => in_zone(minute.at(0)?, rest),
    }
}

/// `YYYYMMDDhhmm[ss[.fff]]` and a zone. One with seconds and without a zone is in UTC.
fn generalized_time(text: &[u8]) -> Option<Timestamp> {
    let (hundreds, rest) = two_digits(text)?;
    let (years, rest) = two_digits(rest)?;
    let (minute, rest) = up_to_minutes(u16::from(hundreds) * 100 + u16::from(years), rest)?;
    let Some((second, rest)) = two_digits(rest) else {
        return in_zone(minute.at(0)?, rest);
    };
    let zone = match rest {
        [b'.' | b',', fraction @ ..] => without_fraction(fraction)?,
        _ => rest,
    };
    let instant = minute.at(second)?;
    if zone.is_empty() {
        Some(instant)
    } else {
        in_zone(instant, zone)
    }
}

/// Year, month, day, hour and minute.
struct Minute(u16, [u8; 4]);

impl Minute {
    fn at(&self, second: u8) -> Option<Timestamp> {
        let Self(year, [month, day, hour, minute]) = *self;
        Timestamp::of(year, [month, day, hour, minute, second])
    }
}

fn up_to_minutes(year: u16, mut rest: &[u8]) -> Option<(Minute, &[u8])> {
    let mut numbers = [0; 4];
    for number in &mut numbers {
        (*number, rest) = two_digits(rest)?;
    }
    Some((Minute(year, numbers), rest))
}

/// The instant at which a clock of the zone shows what one in UTC shows at `instant`: `Z`, or how far it is ahead, `±hhmm`.
fn in_zone(instant: Timestamp, zone: &[u8]) -> Option<Timestamp> {
    if zone == b"Z" {
        return Some(instant);
    }
    let ahead = seconds_ahead(zone, b"")?;
    Timestamp::from_unix_seconds(instant.unix_seconds() - i64::from(ahead))
}

#[cfg(test)]
mod tests {
    use super::{generalized_time, utc_time};

    fn utc(text: &str) -> Option<String> {
        utc_time(text.as_bytes()).map(|instant| instant.to_string())
    }

    fn generalized(text: &str) -> Option<String> {
        generalized_time(text.as_bytes()).map(|instant| instant.to_string())
    }

    #[test]
    fn a_utc_time_is_read_in_every_form_that_programs_have_written() {
        for (text, instant) in [
            ("261129010203Z", "2026-11-29T01:02:03Z"),
            ("491231235959Z", "2049-12-31T23:59:59Z"),
            ("500101000000Z", "1950-01-01T00:00:00Z"),
            ("000229000000Z", "2000-02-29T00:00:00Z"),
            // without seconds (X.680 §47.3)
            ("2611290102Z", "2026-11-29T01:02:00Z"),
            // ahead of UTC and behind it
            ("261129010203+0900", "2026-11-28T16:02:03Z"),
            ("261129010203-0130", "2026-11-29T02:32:03Z"),
            ("261129010203-0030", "2026-11-29T01:32:03Z"),
            ("2611290102+0900", "2026-11-28T16:02:00Z"),
            // without a zone, or with something else in its place
            ("261129010203", "2026-11-29T01:02:03Z"),
            ("261129010203z", "2026-11-29T01:02:03Z"),
        ] {
            assert_eq!(utc(text).as_deref(), Some(instant), "{text}");
        }
    }

    #[test]
    fn a_generalized_time_has_four_digits_of_the_year_and_may_have_fractions() {
        for (text, instant) in [
            ("20500101000000Z", "2050-01-01T00:00:00Z"),
            ("99991231235959Z", "9999-12-31T23:59:59Z"),
            ("00000101000000Z", "0000-01-01T00:00:00Z"),
            ("202611290102Z", "2026-11-29T01:02:00Z"),
            ("20261129010203", "2026-11-29T01:02:03Z"),
            ("20261129010203.5Z", "2026-11-29T01:02:03Z"),
            ("20261129010203,999999Z", "2026-11-29T01:02:03Z"),
            ("20261129010203.999", "2026-11-29T01:02:03Z"),
            ("20261129010203.5+0900", "2026-11-28T16:02:03Z"),
        ] {
            assert_eq!(generalized(text).as_deref(), Some(instant), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_not_read() {
        for text in [
            "",
            "26",
            "2611290102",
            "261329010203Z",
            "260001010203Z",
            "261100010203Z",
            "260229010203Z",
            "261129240203Z",
            "261129016003Z",
            "261129010260Z",
            "2611290102x",
            "261129010203ZZ",
            "261129010203+09",
            "261129010203+2400",
            "261129010203+0060",
            "261129010203+09000",
            "26112901020xZ",
        ] {
            assert_eq!(utc(text), None, "{text}");
        }
        for text in [
            "",
            "202611290102",
            "20261129010203x",
            "20261129010203.",
            "20261129010203.Z",
            "20261329010203Z",
            "20230229010203Z",
            // before the year 0 and behind 9999
            "00000101000000+0001",
            "99991231235959-0001",
        ] {
            assert_eq!(generalized(text), None, "{text}");
        }
    }
}
