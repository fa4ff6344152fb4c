//! Instants in whole seconds, the resolution of a certificate's validity (RFC 5280 §4.1.2.5).

use std::fmt;

use serde::{Serialize, Serializer};
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, UtcOffset};

use crate::{calendar::seconds_ahead, text::two_digits};

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

    /// From ISO 8601 with a time zone (RFC 3339), or a date alone, which begins in UTC (as in JavaScript); fractions of a second are cut
    /// off. A second 60 is taken for the one before, where a leap second may be: at the end of a month in UTC.
    pub fn parse(text: &str) -> Option<Self> {
        let (hundreds, rest) = two_digits(text.as_bytes())?;
        let (years, rest) = two_digits(rest)?;
        let year = u16::from(hundreds) * 100 + u16::from(years);
        let (month, rest) = two_digits(rest.strip_prefix(b"-")?)?;
        let (day, rest) = two_digits(rest.strip_prefix(b"-")?)?;
        let rest = match rest {
            [] => return Self::of(year, [month, day, 0, 0, 0]),
            [b'T' | b't' | b' ', rest @ ..] => rest,
            _ => return None,
        };
        let (hour, rest) = two_digits(rest)?;
        let (minute, rest) = two_digits(rest.strip_prefix(b":")?)?;
        let (second, rest) = two_digits(rest.strip_prefix(b":")?)?;
        let zone = match rest {
            [b'.', fraction @ ..] => without_fraction(fraction)?,
            _ => rest,
        };
        let ahead = match zone {
            b"Z" | b"z" => 0,
            _ => seconds_ahead(zone, b":")?,
        };
        let is_leap = second == 60;
        let shown = Self::of(year, [month, day, hour, minute, second - u8::from(is_leap)])?;
        let instant = Self::from_unix_seconds(shown.0 - i64::from(ahead))?;
        (!is_leap || instant.ends_a_month()).then_some(instant)
    }

    /// Whether it is the last second of a month in UTC.
    fn ends_a_month(self) -> bool {
        let [hundreds, years, month, day, time @ ..] = self.numbers();
        let year = u16::from(hundreds) * 100 + u16::from(years);
        time == [23, 59, 59] && Self::of(year, [month, day + 1, 0, 0, 0]).is_none()
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

    /// Date and time at `offset` from UTC; the last hours of the year 9999, which no calendar here can shift, become
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

/// What stands behind the digits of a fraction of a second, of which there is one at least.
pub(crate) fn without_fraction(fraction: &[u8]) -> Option<&[u8]> {
    let digits = fraction.iter().take_while(|octet| octet.is_ascii_digit()).count();
    fraction.get(digits..).filter(|_| digits > 0)
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
    #![allow(clippy::indexing_slicing, reason = "a test may panic")]

    use super::Timestamp;

    #[test]
    fn instants_are_read_with_any_zone_and_written_in_utc() {
        for (text, expected) in [
            ("2026-11-23T12:00:00+09:00", "2026-11-23T03:00:00Z"),
            ("2026-11-23T03:00:00.999Z", "2026-11-23T03:00:00Z"),
            ("2026-11-23", "2026-11-23T00:00:00Z"),
            ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(
                Timestamp::parse(text).map(|instant| instant.to_string()).as_deref(),
                Some(expected)
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

    /// As the crate `time` reads RFC 3339.
    fn judged(text: &str) -> Option<Timestamp> {
        use time::{OffsetDateTime, format_description::well_known::Rfc3339};

        let midnight = format!("{text}T00:00:00Z");
        let text = if text.contains(['T', 't', ' ']) {
            text
        } else {
            &midnight
        };
        let instant = OffsetDateTime::parse(text, &Rfc3339).ok()?;
        Timestamp::from_unix_seconds(instant.unix_timestamp())
    }

    #[test]
    fn what_is_an_instant_and_which_one_is_as_the_crate_time_has_it() {
        let mut state = 1_u64;
        let mut below = |most: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap_or_default() % most
        };
        let mut read = 0;
        for _ in 0..400_000 {
            let years = [
                "0000", "0001", "1582", "1899", "1900", "1970", "2000", "2024", "2026", "2100", "9999", "999",
            ];
            let months = ["01", "02", "03", "04", "06", "09", "11", "12", "12", "00", "13", "1"];
            let days = ["01", "15", "28", "29", "30", "31", "31", "00", "32", "1"];
            let separators = ["T", "T", "T", "t", " ", "", "x", "\u{3000}"];
            let hours = ["00", "01", "08", "12", "22", "23", "24", "7"];
            let sixtieths = ["00", "01", "29", "30", "59", "59", "60", "61", "5"];
            let fractions = ["", "", "", ".0", ".5", ".999999999", ".9999999999999", ".", ",5"];
            let zones = [
                "Z", "Z", "z", "+00:00", "-00:00", "+09:00", "-03:30", "+23:59", "-23:59", "+24:00", "+00:60",
            ];
            let others = ["", "+0900", "09:00", "+9:00", "Z ", "+09:00Z"];
            let date = format!(
                "{}-{}-{}",
                years[below(years.len())],
                months[below(months.len())],
                days[below(days.len())]
            );
            let time = format!(
                "{}:{}:{}",
                hours[below(hours.len())],
                sixtieths[below(sixtieths.len())],
                sixtieths[below(sixtieths.len())]
            );
            let zone = if below(8) == 0 {
                others[below(others.len())]
            } else {
                zones[below(zones.len())]
            };
            let mut text = match below(12) {
                0 => date,
                _ => [
                    &date,
                    separators[below(separators.len())],
                    &time,
                    fractions[below(fractions.len())],
                    zone,
                ]
                .concat(),
            };
            // A character lost, doubled or replaced.
            if below(4) == 0 && !text.is_empty() {
                let characters: Vec<char> = text.chars().collect();
                let place = below(characters.len());
                let others = ['0', '9', ':', '-', '+', '.', 'T', 'Z', ' ', 'é', '\0'];
                let kind = below(3);
                text = characters
                    .iter()
                    .enumerate()
                    .flat_map(|(index, character)| match kind {
                        _ if index != place => vec![*character],
                        0 => vec![],
                        1 => vec![*character; 2],
                        _ => vec![others[below(others.len())]],
                    })
                    .collect();
            }
            let instant = Timestamp::parse(&text);
            assert_eq!(instant, judged(&text), "{text}");
            read += usize::from(instant.is_some());
        }
        assert!(read > 20_000, "{read}");
    }

    #[test]
    fn a_leap_second_is_at_the_end_of_a_month_in_utc() {
        for (text, expected) in [
            ("2016-12-31T23:59:60Z", Some("2016-12-31T23:59:59Z")),
            ("2017-01-01T08:59:60.5+09:00", Some("2016-12-31T23:59:59Z")),
            ("2024-02-29T23:59:60Z", Some("2024-02-29T23:59:59Z")),
            ("9999-12-31T23:59:60Z", Some("9999-12-31T23:59:59Z")),
            ("2024-02-28T23:59:60Z", None),
            ("2016-12-31T23:59:60+09:00", None),
            ("2016-12-31T23:59:61Z", None),
            ("2016-12-31T23:58:60Z", None),
        ] {
            let instant = Timestamp::parse(text).map(|instant| instant.to_string());
            assert_eq!(instant.as_deref(), expected, "{text}");
            assert_eq!(Timestamp::parse(text), judged(text), "{text}");
        }
    }
}
