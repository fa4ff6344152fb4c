//! Whether a certificate can be renewed now, and why. Pure: certificate, policy and instant in, judgement out.
//!
//! The order of decision: kind by common name, then not yet valid, then expired, then the window.

mod kind;
mod policy;
mod window;

use serde::Serialize;

pub use kind::Kind;
pub use policy::{ClientWindows, Policy};
pub use window::Window;

use crate::{
    calendar::{DAY, TimeZone, Timestamp},
    certificate::Certificate,
    clients::{CLIENTS, ClientId, Renewal},
};

/// The judgement over one certificate at one instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Eligibility {
    /// What can be done now.
    pub decision: Decision,
    /// Why.
    pub reason: Reason,
    /// The kind of certificate, by its common name.
    pub kind: Kind,
    /// The first second at which the web client renews it, ISO 8601 in UTC.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub opens_on: Timestamp,
    /// The first second at which the web client urges its renewal, ISO 8601 in UTC.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub remind_from: Timestamp,
    /// The last second at which it can be renewed: its notAfter, ISO 8601 in UTC.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub renew_by: Timestamp,
    /// Whole days until notAfter, rounded down; negative once it has passed.
    pub days_left: i64,
    /// When each other client renews.
    pub clients: Vec<ClientWindow>,
}

/// What can be done with the certificate now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// It can be renewed now.
    Renewable,
    /// Its window has not opened.
    TooEarly,
    /// Its validity has not begun.
    NotYetValid,
    /// It has expired: it cannot renew itself any more.
    Expired,
    /// Certificates of its kind are not renewed.
    NotRenewable,
    /// Its common name has the form of no kind; the server decides.
    UnknownKind,
}

/// Why the decision is as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// It expires within the months of the reminder.
    ReminderWindow,
    /// It expires within the months in which renewal is allowed.
    RenewalWindow,
    /// It expires later than that.
    BeforeWindow,
    /// notBefore lies ahead.
    BeforeValidity,
    /// notAfter has passed.
    AfterValidity,
    /// The common name begins with `api`.
    ApiCertificate,
    /// The common name begins with `backup`.
    BackupCertificate,
    /// The subject has no common name.
    NoCommonName,
    /// The common name has none of the known forms.
    UnrecognizedCommonName,
}

/// When one client renews.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct ClientWindow {
    /// Which client.
    pub client: ClientId,
    /// The first second at which it renews, ISO 8601 in UTC; `null` where only the server decides.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub opens_on: Option<Timestamp>,
    /// Whether it would renew now: its window is open, the certificate is valid, and its kind is not one that is never renewed.
    pub open: bool,
}

/// What a certificate is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CertificateFacts<'a> {
    /// The last common name of its subject; `None` where there is none.
    pub common_name: Option<&'a str>,
    /// The first second of its validity.
    pub not_before: Timestamp,
    /// The last second of its validity.
    pub not_after: Timestamp,
}

/// Judges `certificate` at `now`.
pub fn eligibility(certificate: &Certificate, policy: &Policy, now: Timestamp) -> Eligibility {
    let facts = CertificateFacts {
        common_name: certificate.common_name.as_deref(),
        not_before: certificate.not_before,
        not_after: certificate.not_after,
    };
    judge(facts, policy, now)
}

/// Judges by the facts alone.
///
/// # Examples
/// ```
/// use orcamo_cert::{calendar::Timestamp, clients::ClientId, eligibility::{CertificateFacts, Decision, Policy, judge}};
///
/// let at = |text| Timestamp::parse(text).expect("RFC 3339");
/// let facts = CertificateFacts {
///     common_name: Some("client0001"),
///     not_before: at("2026-12-15T00:00:00Z"),
///     not_after: at("2029-12-15T03:00:00Z"),
/// };
/// let early = judge(facts, &Policy::default(), at("2029-09-01T00:00:00Z"));
/// assert_eq!(early.decision, Decision::TooEarly);
/// // The last three months, counted in Japan: noon of 15 September there still is three months before.
/// assert_eq!(early.opens_on, at("2029-09-15T03:00:01Z"));
///
/// let due = judge(facts, &Policy::default(), early.opens_on);
/// assert_eq!((due.decision, due.days_left), (Decision::Renewable, 90));
/// // ORCAMOクライアント asks a month later.
/// assert!(due.clients.iter().any(|window| window.client == ClientId::Monsiaj && !window.open));
/// ```
pub fn judge(certificate: CertificateFacts<'_>, policy: &Policy, now: Timestamp) -> Eligibility {
    let renew_by = certificate.not_after;
    let kind = Kind::of(certificate.common_name);
    let (decision, reason) = decide(certificate, kind, policy, now);
    // Each of these is a decision within the validity.
    let usable = matches!(
        decision,
        Decision::Renewable | Decision::TooEarly | Decision::UnknownKind
    );
    let open = |window: Option<(Window, &TimeZone)>| {
        usable && window.is_none_or(|(window, zone)| window.is_open_in(zone, renew_by, now))
    };
    let clients = CLIENTS.into_iter().filter_map(|client| {
        let window = match client.renewal {
            Renewal::Client { window, .. } => Some((policy.window(client.id, window), policy.zone(window.calendar))),
            Renewal::Server => None,
            // Its window is that of the decision.
            Renewal::Page => return None,
        };
        Some(ClientWindow {
            client: client.id,
            opens_on: window.map(|(window, zone)| window.opens_on_in(zone, renew_by)),
            open: open(window),
        })
    });
    Eligibility {
        decision,
        reason,
        kind,
        opens_on: policy.renewal().opens_on(renew_by),
        remind_from: policy.reminder().opens_on(renew_by),
        renew_by,
        days_left: (renew_by.unix_seconds() - now.unix_seconds()).div_euclid(DAY),
        clients: clients.collect(),
    }
}

fn decide(certificate: CertificateFacts<'_>, kind: Kind, policy: &Policy, now: Timestamp) -> (Decision, Reason) {
    let renew_by = certificate.not_after;
    match kind {
        Kind::Api => return (Decision::NotRenewable, Reason::ApiCertificate),
        Kind::Backup => return (Decision::NotRenewable, Reason::BackupCertificate),
        Kind::Client | Kind::Db | Kind::Unknown => {}
    }
    // Both ends are part of the validity (RFC 5280 §4.1.2.5).
    if now < certificate.not_before {
        return (Decision::NotYetValid, Reason::BeforeValidity);
    }
    if now > renew_by {
        return (Decision::Expired, Reason::AfterValidity);
    }
    if kind == Kind::Unknown {
        let reason = match certificate.common_name {
            None => Reason::NoCommonName,
            Some(_) => Reason::UnrecognizedCommonName,
        };
        return (Decision::UnknownKind, reason);
    }
    // Once open, the web client's own windows stay open: no month end closes them again.
    if now >= policy.reminder().opens_on(renew_by) {
        (Decision::Renewable, Reason::ReminderWindow)
    } else if now >= policy.renewal().opens_on(renew_by) {
        (Decision::Renewable, Reason::RenewalWindow)
    } else {
        (Decision::TooEarly, Reason::BeforeWindow)
    }
}
