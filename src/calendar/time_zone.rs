//! The time zone of a terminal. The core has no table of zones: the caller provides how far a zone is ahead of UTC at an instant.

use time::{OffsetDateTime, UtcOffset};

use crate::calendar::{DAY, Timestamp, seconds_ahead};

/// How many seconds the local time of a zone is ahead of UTC at an instant; `None` for a zone that is not known.
pub type SecondsAhead = fn(zone: &str, at: Timestamp) -> Option<i32>;

/// Where a terminal stands.
#[derive(Debug, Clone)]
pub enum TimeZone {
    /// The same number of seconds ahead of UTC all the year round.
    Fixed(i32),
    /// A zone with daylight saving time, by its name.
    Named {
        /// Its name (IANA).
        name: String,
        /// Who knows it.
        seconds_ahead: SecondsAhead,
    },
}

impl PartialEq for TimeZone {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Fixed(one), Self::Fixed(other)) => one == other,
            (Self::Named { name: one, .. }, Self::Named { name: other, .. }) => one == other,
            (Self::Fixed(_), Self::Named { .. }) | (Self::Named { .. }, Self::Fixed(_)) => false,
        }
    }
}

impl Eq for TimeZone {}

impl TimeZone {
    /// Japan has one zone without daylight saving time.
    pub const JAPAN: Self = Self::Fixed(9 * 3600);

    /// `Asia/Tokyo`, `UTC`, or an offset: `+09:00`. `None` for the name of any other zone.
    pub fn fixed(text: &str) -> Option<Self> {
        match text {
            "Asia/Tokyo" => return Some(Self::JAPAN),
            "UTC" => return Some(Self::Fixed(0)),
            _ => {}
        }
        seconds_ahead(text.as_bytes(), b":").map(Self::Fixed)
    }

    /// The local date and time at an instant.
    pub(crate) fn local(&self, instant: Timestamp) -> OffsetDateTime {
        let offset = UtcOffset::from_whole_seconds(self.ahead(instant.unix_seconds()));
        instant.at(offset.unwrap_or(UtcOffset::UTC))
    }

    /// The second since 1970 at which the local time is this date and time, whatever its offset. What it shows twice is meant the
    /// second time, and what it never shows is that much later, as in Java's `Calendar`.
    pub(crate) fn second_of(&self, shown: OffsetDateTime) -> i64 {
        let local = shown.unix_timestamp() + i64::from(shown.offset().whole_seconds());
        let before = self.ahead(local - DAY);
        let after = self.ahead(local + DAY);
        let second = |ahead: i32| local - i64::from(ahead);
        let is_shown = |ahead: i32| self.ahead(second(ahead)) == ahead;
        if after != before && is_shown(after) {
            second(after)
        } else {
            second(before)
        }
    }

    /// Of a zone that is not known, none.
    fn ahead(&self, second: i64) -> i32 {
        match self {
            Self::Fixed(seconds) => *seconds,
            Self::Named { name, seconds_ahead } => Timestamp::from_unix_seconds(second)
                .and_then(|instant| seconds_ahead(name, instant))
                .unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TimeZone;

    #[test]
    fn zones_without_daylight_saving_time_are_read_without_a_table() {
        for (text, seconds) in [
            ("Asia/Tokyo", Some(32_400)),
            ("UTC", Some(0)),
            ("+09:00", Some(32_400)),
            ("-03:30", Some(-12_600)),
            ("+23:59", Some(86_340)),
            ("+24:00", None),
            ("+09:60", None),
            ("+9:00", None),
            ("+0900", None),
            ("09:00", None),
            ("+0a:00", None),
            ("Europe/Berlin", None),
            ("", None),
        ] {
            assert_eq!(TimeZone::fixed(text), seconds.map(TimeZone::Fixed), "{text}");
        }
    }
}
