//! The policy, as JavaScript gives it.

use super::time_zone;
use crate::web::options::{OptionFields, Options};
use crate::{
    clients::{CLIENTS, Renewal, Unit},
    eligibility::{ClientWindows, Policy},
    error::Error,
};

impl Options for Policy {
    fn from_fields(fields: &OptionFields) -> Result<Self, Error> {
        let mut clients = ClientWindows::default();
        for client in CLIENTS {
            let Renewal::Client { window, .. } = client.renewal else {
                continue;
            };
            clients = clients.with_months(client.id, fields.whole_number(&client.id.policy_option(Unit::Months))?);
            if window.setting == Unit::Days {
                clients = clients.with_days(client.id, fields.whole_number(&client.id.policy_option(Unit::Days))?);
            }
        }
        Ok(Self {
            reminder_months: fields.whole_number("reminderMonths")?,
            renewal_months: fields.whole_number("renewalMonths")?,
            clients,
            time_zone: fields.given("timeZone", |zone| time_zone::named(&zone.as_string()?))?,
        })
    }
}
