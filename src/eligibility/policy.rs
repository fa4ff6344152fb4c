//! When renewal opens, and what each native client is set to.

use super::Window;
use crate::{
    calendar::TimeZone,
    clients::{Calendar, ClientId, Month, Unit, WindowRule},
    error::Error,
    limits::LIMITS,
};

/// The web client urges renewal from here on, in calendar months, as monsiaj and glclient2.
const REMINDER_MONTHS: u16 = 2;
/// The web client renews from here on, in calendar months, as レセ電ビューア.
const RENEWAL_MONTHS: u16 = 3;

/// Months and days before expiry. What is left out takes its default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(
    target_arch = "wasm32",
    derive(tsify::Tsify),
    serde(rename_all = "camelCase", default)
)]
pub struct Policy {
    /// The web client urges renewal within this many calendar months of expiry. Default 2, as monsiaj and glclient2.
    pub reminder_months: Option<u16>,
    /// The web client renews within this many calendar months of expiry. Default 3, レセ電ビューア's window; never below the
    /// months of the reminder.
    pub renewal_months: Option<u16>,
    /// The windows of clients.
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    pub clients: ClientWindows,
    /// The time zone of a terminal whose client (monsiaj) counts on the terminal's own calendar: `Asia/Tokyo`, `UTC`, an offset (`+09:00`), or, where there is
    /// `Intl`, the name of any other zone (IANA). Default `Asia/Tokyo`; by that the other clients and the web client count always.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub time_zone: Option<TimeZone>,
}

impl Policy {
    /// Refuses numbers beyond a hundred years.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`], which names the number.
    pub fn validate(&self) -> Result<(), Error> {
        let months = [
            ("reminderMonths", self.reminder_months),
            ("renewalMonths", self.renewal_months),
        ];
        let own = months.into_iter().map(|(option, months)| (option.to_owned(), months));
        let mut all = own.chain(
            self.clients
                .months()
                .map(|(id, months)| (id.policy_option(Unit::Months), months)),
        );
        let too_many = all
            .find(|(_, months)| months.is_some_and(|months| months > LIMITS.policy_months))
            .map(|(option, _)| option)
            .or_else(|| {
                let mut days = self.clients.days();
                let (id, _) = days.find(|(_, days)| days.is_some_and(|days| days > LIMITS.policy_days))?;
                Some(id.policy_option(Unit::Days))
            });
        match too_many {
            None => Ok(()),
            Some(option) => Err(Error::InvalidArgument {
                argument: ["policy.", &option].concat(),
            }),
        }
    }

    /// The window in which the web client urges renewal.
    pub(super) fn reminder(&self) -> Window {
        Window::CalendarMonths(self.reminder_calendar_months())
    }

    /// The window in which the web client renews.
    pub(super) fn renewal(&self) -> Window {
        let months = self.renewal_months.unwrap_or(RENEWAL_MONTHS);
        Window::CalendarMonths(months.max(self.reminder_calendar_months()))
    }

    fn reminder_calendar_months(&self) -> u16 {
        self.reminder_months.unwrap_or(REMINDER_MONTHS)
    }

    /// The window of a client that renews by itself.
    pub(super) fn window(&self, id: ClientId, rule: WindowRule) -> Window {
        let own = self.clients.of(id);
        if let (Unit::Days, Some(days)) = (rule.setting, own.days) {
            return Window::Days(days);
        }
        let months = own.months.unwrap_or(rule.months).max(rule.least_months);
        match rule.month {
            Month::Calendar => Window::CalendarMonths(months),
            Month::ThirtyDays => Window::Days(u32::from(months) * 30),
        }
    }

    /// The time zone on whose calendar a client counts.
    pub(super) fn zone(&self, calendar: Calendar) -> &TimeZone {
        match (calendar, &self.time_zone) {
            (Calendar::Terminal, Some(zone)) => zone,
            (Calendar::Terminal, None) | (Calendar::Japan, _) => &TimeZone::JAPAN,
        }
    }
}

/// The windows of clients, where they are not the usual ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClientWindows(Vec<(ClientId, ClientPolicy)>);

/// The window of one client.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct ClientPolicy {
    months: Option<u16>,
    days: Option<u32>,
}

impl ClientWindows {
    /// With the months of a client; `None`: the usual ones.
    #[must_use]
    pub fn with_months(self, id: ClientId, months: Option<u16>) -> Self {
        let days = self.of(id).days;
        self.with(id, ClientPolicy { months, days })
    }

    /// With the days of a client, which take the place of its months where its own setting is in days; `None`: the months count.
    #[must_use]
    pub fn with_days(self, id: ClientId, days: Option<u32>) -> Self {
        let months = self.of(id).months;
        self.with(id, ClientPolicy { months, days })
    }

    fn with(mut self, id: ClientId, policy: ClientPolicy) -> Self {
        self.0.retain(|(known, _)| *known != id);
        self.0.push((id, policy));
        self
    }

    fn of(&self, id: ClientId) -> ClientPolicy {
        let own = self.0.iter().find(|(known, _)| *known == id);
        own.map(|(_, policy)| *policy).unwrap_or_default()
    }

    fn months(&self) -> impl Iterator<Item = (ClientId, Option<u16>)> {
        self.0.iter().map(|(id, policy)| (*id, policy.months))
    }

    fn days(&self) -> impl Iterator<Item = (ClientId, Option<u32>)> {
        self.0.iter().map(|(id, policy)| (*id, policy.days))
    }
}
