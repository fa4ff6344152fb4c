//! When a client renews by itself.

use serde::Serialize;

/// The window of renewal of a client: it opens so many months before notAfter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct WindowRule {
    /// The months, unless a policy says otherwise.
    pub months: u16,
    /// Fewer than these are taken for these.
    pub least_months: u16,
    /// What a month is.
    pub month: Month,
    /// Whose calendar is counted on.
    pub calendar: Calendar,
    /// The unit of the client's own setting for testers.
    pub setting: Unit,
}

/// What a client counts as a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Month {
    /// A month of the calendar.
    Calendar,
    /// 30 days.
    ThirtyDays,
}

/// Whose calendar a client counts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Calendar {
    /// The terminal's, in the time zone of the policy.
    Terminal,
    /// Japan's.
    Japan,
}

/// The unit of a number before notAfter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Months: the option `<id>Months` of a policy.
    Months,
    /// Days: the option `<id>Days` of a policy; it takes the place of the months.
    Days,
}
