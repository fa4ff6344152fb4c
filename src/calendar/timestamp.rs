//! Instants in whole seconds, the resolution of a certificate's validity (RFC 5280 §4.1.2.5).

use std::fmt;

use serde::{Serialize, Serializer};
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, UtcOffset, format_description::well_known::Rfc3339};

/// Seconds in a day, as both native clients count days.
pub const DAY: i64 = 86_400;

/// An instant in whole seconds since 1970-01-01T00:00:00Z; years 0 to 9999.
///
/// Its text form is ISO 8601 in UTC: `2029-11-22T14:59:59Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From seconds since 1970; `None` outside of the years 0 to 9999.
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        /// 0000-01-01T00:00:00Z and 9999-12-31T23:59:59Z.
        const YEARS: std::ops::RangeInclusive<i64> = -62_167_219_200..=253_402_300_799;
        YEARS.contains(&seconds).then_some(Self(seconds))
    }

    /// From month, day, hour, minute and second of a year, in UTC; `None` where there is no such day or time.
    pub(crate) fn of(year: u16, [month, day, hour, minute, second]: [u8; 5]) -> Option<Self> {
        let month = Month::try_from(month).ok()?;
        let date = Date::from_calendar_date(year.into(), month, day).ok()?;
        let instant = date.with_hms(hour, minute, second).ok()?.assume_utc();
        Self::from_unix_seconds(instant.unix_timestamp())
    }

    /// From ISO 8601 with a time zone, or a date alone, which begins in UTC (as in JavaScript); fractions of a second are cut off.
    pub fn parse(text: &str) -> Option<Self> {
        let midnight = format!("{text}T00:00:00Z");
        let text = if text.contains(['T', 't', ' ']) {
            text
        } else {
            &midnight
        };
        let instant = OffsetDateTime::parse(text, &Rfc3339).ok()?;
        Self::from_unix_seconds(instant.unix_timestamp())
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub const fn unix_seconds(self) -> i64 {
        self.0
    }

    /// This many seconds later; stays within the years 0 to 9999.
    pub fn plus_seconds(self, seconds: i64) -> Self {
        self.0
            .checked_add(seconds)
            .and_then(Self::from_unix_seconds)
            .unwrap_or(self)
    }

    /// Date and time on the wall at `offset` from UTC; the last hours of the year 9999, which no calendar here can shift, become
    /// its last second.
    pub(crate) fn at(self, offset: UtcOffset) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(self.0)
            .ok()
            .and_then(|utc| utc.checked_to_offset(offset))
            .unwrap_or(PrimitiveDateTime::MAX.assume_offset(offset))
    }
}

impl Timestamp {
    /// Century, year of the century, month, day, hour, minute and second in UTC.
    pub(crate) fn numbers(self) -> [u8; 7] {
        let utc = OffsetDateTime::from_unix_timestamp(self.0).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        let [century, year] =
            [utc.year() / 100, utc.year() % 100].map(|number| u8::try_from(number).unwrap_or_default());
        let (hour, minute, second) = utc.to_hms();
        [century, year, utc.month().into(), utc.day(), hour, minute, second]
    }

    /// Its text form, in ASCII.
    fn text(self) -> [u8; 20] {
        let mut text = *b"0000-00-00T00:00:00Z";
        for (place, number) in [0, 2, 5, 8, 11, 14, 17].into_iter().zip(self.numbers()) {
            if let Some([tens, ones]) = text.get_mut(place..place + 2) {
                (*tens, *ones) = (b'0' + number / 10, b'0' + number % 10);
            }
        }
        text
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(std::str::from_utf8(&self.text()).unwrap_or_default())
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(std::str::from_utf8(&self.text()).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    #[test]
    fn instants_are_read_with_any_zone_and_told_in_utc() {
        for (text, told) in [
            ("2026-11-23T12:00:00+09:00", "2026-11-23T03:00:00Z"),
            ("2026-11-23T03:00:00.999Z", "2026-11-23T03:00:00Z"),
            ("2026-11-23", "2026-11-23T00:00:00Z"),
            ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(
                Timestamp::parse(text).map(|instant| instant.to_string()).as_deref(),
                Some(told)
            );
        }
    }

    #[test]
    fn instants_outside_of_the_years_that_have_four_digits_are_none() {
        for (text, beyond) in [("0000-01-01T00:00:00Z", -1), ("9999-12-31T23:59:59Z", 1)] {
            let seconds = Timestamp::parse(text).map(Timestamp::unix_seconds);
            assert!(seconds.is_some(), "{text}");
            assert_eq!(
                seconds.and_then(|seconds| Timestamp::from_unix_seconds(seconds + beyond)),
                None,
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_instant_is_not_read() {
        for text in [
            "",
            "now",
            "2026-11-23T03:00:00",
            "2026-13-01",
            "2026-02-29T00:00:00Z",
            "20261123T000000Z",
        ] {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
    }
}
