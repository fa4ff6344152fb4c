//! The local time at which files are made: their names, and their dates in an archive.

use time::UtcOffset;

use crate::calendar::Timestamp;

/// The local time at which files are made: the native clients name their files so, `yyyyMMddHHmmss`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalTime {
    text: String,
    /// How far the local time is ahead of UTC.
    pub(super) minutes_ahead: i32,
    /// As ZIP has it: time and date (APPNOTE 4.4.6).
    dos: (u16, u16),
}

impl LocalTime {
    /// An instant where the local time is so many minutes ahead of UTC.
    pub fn new(now: Timestamp, minutes_ahead: i32) -> Self {
        let local = now.at(offset(minutes_ahead));
        let numbers = [
            local.month().into(),
            local.day(),
            local.hour(),
            local.minute(),
            local.second(),
        ];
        let [month, day, hour, minute, second] = numbers;
        let years = u16::try_from((local.year() - 1980).clamp(0, 127)).unwrap_or_default();
        let pack = |numbers: [u16; 3], bits: [u16; 2]| numbers[0] << bits[0] | numbers[1] << bits[1] | numbers[2];
        Self {
            text: format!("{:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}", local.year()),
            minutes_ahead,
            dos: (
                pack([hour.into(), minute.into(), u16::from(second / 2)], [11, 5]),
                pack([years, month.into(), day.into()], [9, 5]),
            ),
        }
    }

    /// `yyyyMMddHHmmss`: the stem of the names of files.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// `yyyymmdd`.
    pub(super) fn date(&self) -> &str {
        self.text.get(..8).unwrap_or_default()
    }

    pub(super) fn dos(&self) -> (u16, u16) {
        self.dos
    }
}

/// What is no offset of any zone is taken for UTC.
pub(super) fn offset(minutes_ahead: i32) -> UtcOffset {
    UtcOffset::from_whole_seconds(minutes_ahead.saturating_mul(60)).unwrap_or(UtcOffset::UTC)
}
