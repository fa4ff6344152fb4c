//! Time: instants, what the wall clocks of a zone show, and months.

mod months;
mod offset;
mod time_zone;
mod timestamp;
mod wall_clock;

pub(crate) use months::{month_of, plus_months};
pub(crate) use offset::seconds_ahead;
pub use time_zone::{SecondsAhead, TimeZone};
pub(crate) use timestamp::without_fraction;
pub use timestamp::{DAY, Timestamp};
pub(crate) use wall_clock::WallClock;
