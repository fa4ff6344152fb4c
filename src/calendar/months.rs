//! Calendar months, as Java's `Calendar.add` counts them.

use time::{Date, Month};

/// The same day of another month, or its last day where it lacks that one; `None` beyond the years of the calendar.
pub(crate) fn plus_months(day: Date, months: i32) -> Option<Date> {
    let (year, month) = month_of(day.year(), day.month(), months)?;
    Date::from_calendar_date(year, month, day.day().min(month.length(year))).ok()
}

/// The month that is so many months later, with its year.
pub(crate) fn month_of(year: i32, month: Month, later: i32) -> Option<(i32, Month)> {
    let index = year * 12 + i32::from(u8::from(month)) - 1 + later;
    let month = u8::try_from(index.rem_euclid(12) + 1).ok()?;
    Some((index.div_euclid(12), Month::try_from(month).ok()?))
}
