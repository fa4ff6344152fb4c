//! Time: instants, what the wall clocks of a zone show, and months.

mod months;
mod time_zone;
mod timestamp;
mod wall_clock;

pub(crate) use months::{month_of, plus_months};
pub use time_zone::{SecondsAhead, TimeZone};
pub use timestamp::{DAY, Timestamp};
pub(crate) use wall_clock::WallClock;
