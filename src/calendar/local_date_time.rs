//! Date and time in a time zone.

use time::{Date, OffsetDateTime, Time};

use crate::{
    calendar::plus_months,
    calendar::{DAY, Timestamp},
};

/// What a clock shows that is so many minutes ahead of UTC. Hours in which it would show no year of four digits are shown as in UTC.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LocalDateTime {
    /// The instant at which a clock in UTC shows the same.
    pub(crate) shown: Timestamp,
    minutes_ahead: i32,
}

impl LocalDateTime {
    pub(crate) fn new(instant: Timestamp, minutes_ahead: i32) -> Self {
        Self {
            shown: instant.plus_seconds(i64::from(minutes_ahead) * 60),
            minutes_ahead,
        }
    }

    /// The first second of its day.
    pub(crate) fn day(self) -> Timestamp {
        self.shown.plus_seconds(-self.shown.unix_seconds().rem_euclid(DAY))
    }

    /// The day of the month before, or that month's last one where it is too short.
    pub(crate) fn month_before(self) -> Timestamp {
        let date = OffsetDateTime::from_unix_timestamp(self.shown.unix_seconds()).map(OffsetDateTime::date);
        date.ok()
            .and_then(|date: Date| plus_months(date, -1))
            .and_then(|date| Timestamp::from_unix_seconds(date.with_time(Time::MIDNIGHT).assume_utc().unix_timestamp()))
            .unwrap_or(self.day())
    }

    /// "UTC+09:00"
    pub(crate) fn offset(self) -> String {
        let sign = if self.minutes_ahead < 0 { '-' } else { '+' };
        let minutes = self.minutes_ahead.unsigned_abs();
        format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}
