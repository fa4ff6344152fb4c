//! The policy, as JavaScript gives it.

use super::time_zone;
use crate::web::options::{Fields, Options};
use crate::{eligibility::Policy, error::Error};

impl Options for Policy {
    fn from_fields(fields: &Fields) -> Result<Self, Error> {
        Ok(Self {
            reminder_months: fields.whole_number("reminderMonths")?,
            renewal_months: fields.whole_number("renewalMonths")?,
            monsiaj_months: fields.whole_number("monsiajMonths")?,
            glclient2_months: fields.whole_number("glclient2Months")?,
            receview_months: fields.whole_number("receviewMonths")?,
            receview_days: fields.whole_number("receviewDays")?,
            time_zone: fields.given("timeZone", |zone| time_zone::named(&zone.as_string()?))?,
        })
    }
}
