//! The clients' rules once more, on a calendar computed from first principles, to judge the ones that use a crate.

const DAY: i64 = 86_400;
const JAPAN: i64 = 9 * 3_600;

/// Year, month (from 1), day (from 1) and second of the day.
pub fn civil(seconds: i64) -> (i64, i64, i64, i64) {
    let (days, second) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    // Howard Hinnant's civil_from_days: years that begin in March, eras of 400 years.
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day, second)
}

/// Days from 1970-01-01 to the first of a month.
fn days_to_month(year: i64, month: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Java's `Calendar.add(MONTH, n)` on a clock in Japan.
pub fn plus_months(seconds: i64, months: i64) -> i64 {
    let (year, month, day, second) = civil(seconds + JAPAN);
    let index = year * 12 + month - 1 + months;
    let (year, month) = (index.div_euclid(12), index.rem_euclid(12) + 1);
    let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    let first = days_to_month(year, month);
    let length = days_to_month(next_year, next_month) - first;
    (first + day.min(length) - 1) * DAY + second - JAPAN
}

/// monsiaj and レセ電ビューア: now plus so many months is after notAfter.
pub fn open_by_months(not_after: i64, now: i64, months: i64) -> bool {
    plus_months(now, months) > not_after
}

/// glclient2 and レセ電ビューア with days: fewer whole days than this are left.
pub fn open_by_days(not_after: i64, now: i64, days: i64) -> bool {
    (not_after - now).div_euclid(DAY) < days
}
