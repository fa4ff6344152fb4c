//! The days on which somebody wants to be reminded of a renewal, as a calendar.

use super::{
    icalendar::{Calendar, Event},
    words::{EventFacts, Occasion, description, summary},
};
use crate::{
    calendar::LocalDateTime,
    calendar::{DAY, Timestamp},
    error::Error,
    language::Language,
};

const PRODUCT: &str = "-//orcamo-cert//Renewal reminder//EN";

/// The certificate to be reminded of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// The CN of its subject; `None` where it has none.
    pub common_name: Option<String>,
    /// The SHA-256 fingerprint, hexadecimal without colons. It makes the events the same ones whenever they are written, so that a
    /// calendar that reads them again holds them once.
    pub fingerprint_sha256: String,
    /// The last second of its validity.
    pub not_after: Timestamp,
    /// The first second at which it can be renewed.
    pub opens_on: Timestamp,
}

impl Reminder {
    /// The iCalendar text (RFC 5545) of three events, written at `stamp`. Days are those of the local time where `minutes_ahead` gives how many
    /// minutes ahead of UTC the clocks are at an instant.
    ///
    /// # Errors
    /// A fingerprint that is none: the events of two certificates could be taken for the same.
    pub fn calendar(
        &self,
        language: Language,
        minutes_ahead: impl Fn(Timestamp) -> i32,
        stamp: Timestamp,
    ) -> Result<String, Error> {
        let fingerprint = self.fingerprint_sha256.to_ascii_lowercase();
        if fingerprint.len() != 64 || !fingerprint.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(Error::InvalidArgument {
                argument: "fingerprintSha256".to_owned(),
            });
        }
        let local = |instant| LocalDateTime::new(instant, minutes_ahead(instant));
        // A window without a length opens a second too late.
        let opens_on = local(self.opens_on.min(self.not_after));
        let not_after = local(self.not_after);
        let mut calendar = Calendar::new(PRODUCT, stamp);
        for occasion in [Occasion::Opening, Occasion::MonthBefore, Occasion::WeekBefore] {
            let (code, day) = match occasion {
                Occasion::Opening => ("opening", opens_on.day()),
                Occasion::MonthBefore => ("month-before", not_after.month_before()),
                Occasion::WeekBefore => ("week-before", not_after.day().plus_seconds(-7 * DAY)),
            };
            let facts = EventFacts {
                common_name: self.common_name.as_deref(),
                opens_on,
                not_after,
                day,
            };
            calendar.add(&Event {
                uid: format!("{fingerprint}-{code}@orcamo-cert"),
                day,
                summary: summary(occasion, &facts, language),
                description: description(&facts, language),
            });
        }
        Ok(calendar.finish())
    }
}
