//! The time before expiry in which a renewal is asked for, computed as the native clients do.

use time::{Date, Time};

use crate::calendar::{DAY, TimeZone, Timestamp, month_of, plus_months};

/// Clocks are put forward and back by one hour or two.
const MOST_SHIFT: i64 = 3 * 3600;
/// At a multiple of these seconds.
const QUARTER: u16 = 900;

/// How long before expiry renewal opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// Open when `now` plus this many calendar months is after notAfter (monsiaj, レセ電ビューア). A day that the
    /// later month lacks becomes its last day, as in Java's `Calendar.add`.
    CalendarMonths(u16),
    /// Open when fewer whole days than this are left (glclient2 counts a month as 30 days).
    Days(u32),
}

impl Window {
    /// Whether it is open at `now`, by the calendar of Japan.
    pub fn is_open(self, not_after: Timestamp, now: Timestamp) -> bool {
        self.is_open_in(&TimeZone::JAPAN, not_after, now)
    }

    /// The first second at which it is open, by the calendar of Japan.
    pub fn opens_on(self, not_after: Timestamp) -> Timestamp {
        self.opens_on_in(&TimeZone::JAPAN, not_after)
    }

    /// Whether it is open at `now` on a terminal in this zone: the clients count calendar months on the terminal's own calendar.
    pub fn is_open_in(self, zone: &TimeZone, not_after: Timestamp, now: Timestamp) -> bool {
        match self {
            Self::CalendarMonths(months) => sum(zone, now, months).is_none_or(|later| later > not_after.unix_seconds()),
            Self::Days(days) => (not_after.unix_seconds() - now.unix_seconds()).div_euclid(DAY) < i64::from(days),
        }
    }

    /// The first second at which it is open on a terminal in this zone.
    pub fn opens_on_in(self, zone: &TimeZone, not_after: Timestamp) -> Timestamp {
        match self {
            Self::CalendarMonths(months) => first_second_whose_sum_is_after(zone, not_after, months),
            Self::Days(days) => not_after.plus_seconds(1 - i64::from(days) * DAY),
        }
    }
}

/// The second that is so many calendar months later; `None` past the last year of the calendar.
fn sum(zone: &TimeZone, from: Timestamp, months: u16) -> Option<i64> {
    let local = zone.local(from);
    let later = local.replace_date(plus_months(local.date(), i32::from(months))?);
    Some(zone.second_of(later))
}

/// The earliest instant of which the sum reaches one second after notAfter. The same day of the earlier month gives it; where
/// that month lacks the day, all its days fall short, and the first second of the next month is the earliest.
fn first_second_whose_sum_is_after(zone: &TimeZone, not_after: Timestamp, months: u16) -> Timestamp {
    let target = zone.local(not_after.plus_seconds(1));
    let first = || {
        let (year, month) = month_of(target.year(), target.month(), -i32::from(months))?;
        let first = if target.day() <= month.length(year) {
            target.replace_date(Date::from_calendar_date(year, month, target.day()).ok()?)
        } else {
            let (year, month) = month_of(year, month, 1)?;
            target
                .replace_date(Date::from_calendar_date(year, month, 1).ok()?)
                .replace_time(Time::MIDNIGHT)
        };
        Timestamp::from_unix_seconds(zone.second_of(first))
    };
    let first = first().unwrap_or(not_after);
    match zone {
        TimeZone::Fixed(_) => first,
        TimeZone::Named { .. } => first_near(first, zone, not_after, months).unwrap_or(first),
    }
}

/// The same where clocks are put forward or back between the two months: within a quarter of an hour nothing happens but time going by.
/// What is skipped or repeated makes a sum later, never earlier: the first second is no later than `place`.
fn first_near(place: Timestamp, zone: &TimeZone, not_after: Timestamp, months: u16) -> Option<Timestamp> {
    let quarter = i64::from(QUARTER);
    let last = place.unix_seconds().div_euclid(quarter) * quarter;
    let mut earlier = (0..=MOST_SHIFT).rev().step_by(usize::from(QUARTER));
    earlier.find_map(|seconds| {
        let start = Timestamp::from_unix_seconds(last - seconds)?;
        let lacks = not_after.unix_seconds() + 1 - sum(zone, start, months)?;
        (lacks < quarter).then(|| start.plus_seconds(lacks.max(0)))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::Window;
    use crate::calendar::Timestamp;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    /// Local times are Japanese: that is where the terminals stand.
    #[test]
    fn calendar_months_open_on_the_same_day_of_the_earlier_month() {
        for (not_after, months, opens) in [
            ("2026-12-15T10:00:00+09:00", 2, "2026-10-15T10:00:01+09:00"),
            ("2027-01-10T23:59:58+09:00", 3, "2026-10-10T23:59:59+09:00"),
            // The last second of a day: the next day's first second.
            ("2026-12-15T23:59:59+09:00", 2, "2026-10-16T00:00:00+09:00"),
            ("2026-11-30T23:59:59+09:00", 2, "2026-10-01T00:00:00+09:00"),
            // The earlier month lacks the day: its last day plus the months falls short.
            ("2027-04-30T12:00:00+09:00", 2, "2027-03-01T00:00:00+09:00"),
            ("2027-05-31T12:00:00+09:00", 3, "2027-03-01T00:00:00+09:00"),
            // A leap year has the 29th.
            ("2028-04-29T12:00:00+09:00", 2, "2028-02-29T12:00:01+09:00"),
            ("2027-04-29T12:00:00+09:00", 2, "2027-03-01T00:00:00+09:00"),
            // notAfter on the last day of February: 28 December plus 2 months reaches it, 29 to 31 December too.
            ("2027-02-28T12:00:00+09:00", 2, "2026-12-28T12:00:01+09:00"),
            ("2028-02-29T12:00:00+09:00", 2, "2027-12-29T12:00:01+09:00"),
            ("2027-02-28T23:59:59+09:00", 2, "2027-01-01T00:00:00+09:00"),
            // The day in Japan counts, not the day in UTC.
            ("2027-02-28T20:00:00Z", 2, "2026-12-31T20:00:01Z"),
        ] {
            let window = Window::CalendarMonths(months);
            assert_eq!(
                window.opens_on(at(not_after)),
                at(opens),
                "{not_after} - {months} months"
            );
            assert!(window.is_open(at(not_after), at(opens)));
            assert!(!window.is_open(at(not_after), at(opens).plus_seconds(-1)));
        }
    }

    #[test]
    fn clamped_month_ends_close_again_for_some_hours_as_in_java() {
        let window = Window::CalendarMonths(2);
        let not_after = at("2027-02-28T12:00:00+09:00");
        assert!(window.is_open(not_after, at("2026-12-28T12:00:01+09:00")));
        assert!(!window.is_open(not_after, at("2026-12-29T00:00:00+09:00")));
        assert!(window.is_open(not_after, at("2026-12-29T12:00:01+09:00")));
        assert!(window.is_open(not_after, at("2027-01-01T00:00:00+09:00")));
    }

    #[test]
    fn thirty_day_months_open_when_fewer_whole_days_are_left() {
        let window = Window::Days(60);
        let not_after = at("2027-03-01T00:00:00Z");
        assert_eq!(window.opens_on(not_after), at("2026-12-31T00:00:01Z"));
        assert!(!window.is_open(not_after, at("2026-12-31T00:00:00Z")));
        assert!(window.is_open(not_after, at("2026-12-31T00:00:01Z")));
        assert!(window.is_open(not_after, at("2027-03-02T00:00:00Z")));
    }

    /// The closed formula against trying the hours before it.
    #[test]
    fn nothing_earlier_than_the_opening_second_is_open() {
        for day in 0..500 {
            let not_after = at("2026-11-01T14:59:59Z").plus_seconds(day * 86_400 + (day % 24) * 3_600);
            for months in [2, 3, 12, 40] {
                let window = Window::CalendarMonths(months);
                let opens = window.opens_on(not_after);
                assert!(window.is_open(not_after, opens), "{not_after} {months}");
                for hours in (0..24 * 70).step_by(7) {
                    let earlier = opens.plus_seconds(-1 - hours * 3_600);
                    assert!(!window.is_open(not_after, earlier), "{not_after} {months} {earlier}");
                }
            }
        }
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_fail() {
        let last = at("9999-12-31T23:59:59Z");
        let first = at("0000-01-01T00:00:00Z");
        for window in [Window::CalendarMonths(1200), Window::Days(36_500)] {
            assert!(!window.is_open(last, first));
            assert!(window.is_open(first, last));
            assert!(window.opens_on(last) < last);
            assert!(window.opens_on(first) <= last);
        }
    }
}
