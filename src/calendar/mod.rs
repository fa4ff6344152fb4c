//! Time: instants, local dates and times of a zone, and months.

mod local_date_time;
mod months;
mod offset;
mod time_zone;
mod timestamp;

pub(crate) use local_date_time::LocalDateTime;
pub(crate) use months::{month_of, plus_months};
pub(crate) use offset::seconds_ahead;
pub use time_zone::{SecondsAhead, TimeZone};
pub(crate) use timestamp::without_fraction;
pub use timestamp::{DAY, Timestamp};
