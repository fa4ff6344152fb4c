//! When renewal opens, and what each native client is set to.

use crate::{
    limits::LIMITS,
    {calendar::TimeZone, eligibility::Window, error::Error},
};

/// Months below this are not accepted by monsiaj's and glclient2's own settings.
const NATIVE_MINIMUM: u16 = 2;

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
    /// monsiaj's `monsia.cert_expire_check_monthes`, calendar months. Default 2, never below 2.
    pub monsiaj_months: Option<u16>,
    /// glclient2's `GLCLIENT_CERT_EXPIRE_CHECK_MONTHES`, months of 30 days. Default 2, never below 2.
    pub glclient2_months: Option<u16>,
    /// レセ電ビューア's window in calendar months. Default 3.
    pub receview_months: Option<u16>,
    /// レセ電ビューア's 証明書自動更新時の確認日, days; takes the place of its months.
    pub receview_days: Option<u32>,
    /// Where monsiaj's terminal stands, which counts on its own calendar: `Asia/Tokyo`, `UTC`, an offset (`+09:00`), or, where there is
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
            ("policy.reminderMonths", self.reminder_months),
            ("policy.renewalMonths", self.renewal_months),
            ("policy.monsiajMonths", self.monsiaj_months),
            ("policy.glclient2Months", self.glclient2_months),
            ("policy.receviewMonths", self.receview_months),
        ];
        let too_many = months
            .into_iter()
            .find(|(_, months)| months.is_some_and(|months| months > LIMITS.policy_months))
            .map(|(argument, _)| argument)
            .or_else(|| (self.receview_days? > LIMITS.policy_days).then_some("policy.receviewDays"));
        match too_many {
            None => Ok(()),
            Some(argument) => Err(Error::InvalidArgument {
                argument: argument.to_owned(),
            }),
        }
    }

    fn reminder_calendar_months(&self) -> u16 {
        self.reminder_months.unwrap_or(2)
    }

    pub(super) fn reminder(&self) -> Window {
        Window::CalendarMonths(self.reminder_calendar_months())
    }

    pub(super) fn renewal(&self) -> Window {
        let months = self.renewal_months.unwrap_or(3);
        Window::CalendarMonths(months.max(self.reminder_calendar_months()))
    }

    pub(super) fn monsiaj(&self) -> Window {
        Window::CalendarMonths(self.monsiaj_months.unwrap_or(NATIVE_MINIMUM).max(NATIVE_MINIMUM))
    }

    pub(super) fn zone_of_monsiaj(&self) -> &TimeZone {
        self.time_zone.as_ref().unwrap_or(&TimeZone::JAPAN)
    }

    pub(super) fn glclient2(&self) -> Window {
        let months = self.glclient2_months.unwrap_or(NATIVE_MINIMUM).max(NATIVE_MINIMUM);
        Window::Days(u32::from(months) * 30)
    }

    pub(super) fn receview(&self) -> Window {
        match self.receview_days {
            Some(days) => Window::Days(days),
            None => Window::CalendarMonths(self.receview_months.unwrap_or(3)),
        }
    }
}
