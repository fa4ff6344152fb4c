//! The rules of renewal and the links given out. No clock, no randomness, no network: they are arguments.

use crate::{Encryption, Presented, Refusal, presented::EXPIRED};
use rustls::pki_types::CertificateDer;
use std::{collections::HashMap, sync::Arc};
use time::{Date, Duration, Month, OffsetDateTime};
use zeroize::Zeroizing;

/// What the authority allows and how it issues.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Renewal is allowed when this many days or fewer are left. Default 1200, as the vendor's demo server: always.
    pub days_before_expiry: u32,
    /// How the new PKCS#12 is encrypted. Default modern.
    pub encryption: Encryption,
    /// How often a link can be fetched. Default: as often as wanted, so that a lost answer can be asked for again.
    pub link_uses: Option<u32>,
    /// How long a link is kept. Default 24 hours.
    pub link_lifetime: Duration,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            days_before_expiry: 1200,
            encryption: Encryption::default(),
            link_uses: None,
            link_lifetime: Duration::hours(24),
        }
    }
}

/// The accepted certificate of a request, read.
#[derive(Debug)]
pub(crate) struct Holder<'a> {
    pub(crate) certificate: &'a CertificateDer<'static>,
    common_names: Vec<String>,
    not_after: OffsetDateTime,
}

/// Who asks: the presented certificate, if it is good at `now`. RFC 5280 4.1.2.5: both ends of the validity belong to it.
pub(crate) fn holder(presented: &Presented, now: OffsetDateTime) -> Result<Holder<'_>, Refusal> {
    let refused = |reason: &str| Refusal::CertificateRefused {
        reason: reason.to_owned(),
    };
    let certificate = match presented {
        Presented::None => return Err(Refusal::CertificateRequired),
        Presented::Failed { reason, .. } if reason == EXPIRED => return Err(Refusal::CertificateExpired),
        Presented::Failed { reason, .. } => return Err(refused(reason)),
        Presented::Accepted(certificate) => certificate,
    };
    let (_, parsed) =
        x509_parser::parse_x509_certificate(certificate).map_err(|_| refused("the certificate cannot be read"))?;
    let (not_before, not_after) = (
        parsed.validity().not_before.to_datetime(),
        parsed.validity().not_after.to_datetime(),
    );
    if now > not_after {
        return Err(Refusal::CertificateExpired);
    }
    if now < not_before {
        return Err(refused("certificate is not yet valid"));
    }
    let common_names = parsed
        .subject()
        .iter_common_name()
        .filter_map(|name| name.as_str().ok())
        .map(str::to_owned)
        .collect();
    Ok(Holder {
        certificate,
        common_names,
        not_after,
    })
}

/// Whether the holder's certificate may be renewed at `now`: first its kind, then the window.
/// A kind that is neither renewable nor refused by the protocol is renewed.
pub(crate) fn renewable<'a>(holder: &'a Holder<'_>, policy: &Policy, now: OffsetDateTime) -> Result<&'a str, Refusal> {
    let refused = |name: &&String| is_numbered(name, "api") || is_numbered(name, "backup");
    if let Some(name) = holder.common_names.iter().find(refused) {
        return Err(Refusal::NotRenewable {
            common_name: name.clone(),
        });
    }
    let Some(common_name) = holder.common_names.last() else {
        return Err(Refusal::CertificateRefused {
            reason: "it has no common name".to_owned(),
        });
    };
    let left = holder.not_after - now;
    if left > Duration::days(i64::from(policy.days_before_expiry)) {
        return Err(Refusal::TooEarly {
            days_left: left.whole_days(),
            limit: policy.days_before_expiry,
        });
    }
    Ok(common_name)
}

fn is_numbered(name: &str, prefix: &str) -> bool {
    name.strip_prefix(prefix)
        .is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
}

/// The same instant three calendar years later; 29 February becomes 28 February.
pub(crate) fn three_years_after(instant: OffsetDateTime) -> OffsetDateTime {
    let year = instant.year().saturating_add(3);
    let date = Date::from_calendar_date(year, instant.month(), instant.day())
        .or_else(|_| Date::from_calendar_date(year, Month::February, 28));
    date.map_or(instant, |date| instant.replace_date(date))
}

/// The links given out, each to the holder of one certificate.
#[derive(Debug, Default)]
pub(crate) struct Links(HashMap<String, Link>);

/// What a link leads to.
#[derive(Clone)]
pub(crate) struct Kept {
    pub(crate) bundle: Arc<[u8]>,
    /// Faults need it to make another bundle.
    pub(crate) password: Zeroizing<String>,
}

struct Link {
    owner: CertificateDer<'static>,
    /// `None` once it is used up: what is not needed any more is not kept; the token stays, so that it is distinguished from an unknown one.
    kept: Option<Kept>,
    uses_left: Option<u32>,
    ends: OffsetDateTime,
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Kept").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Link {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Link")
            .field("uses_left", &self.uses_left)
            .field("ends", &self.ends)
            .finish_non_exhaustive()
    }
}

impl Links {
    /// Keeps a bundle under a token, for the holder of `owner`.
    pub(crate) fn keep(
        &mut self,
        token: String,
        owner: CertificateDer<'static>,
        kept: Kept,
        policy: &Policy,
        now: OffsetDateTime,
    ) {
        self.0.retain(|_, link| now < link.ends);
        let ends = now + policy.link_lifetime;
        self.0.insert(
            token,
            Link {
                owner,
                kept: Some(kept),
                uses_left: policy.link_uses,
                ends,
            },
        );
    }

    /// The bundle of a token, which counts as one use. A refused fetch counts for nothing.
    pub(crate) fn fetch(
        &mut self,
        token: &str,
        owner: &CertificateDer<'_>,
        now: OffsetDateTime,
    ) -> Result<Kept, Refusal> {
        let link = self
            .0
            .get_mut(token)
            .filter(|link| now < link.ends)
            .ok_or(Refusal::UnknownLink)?;
        if link.owner != *owner {
            return Err(Refusal::OtherCertificate);
        }
        let Some(uses_left) = &mut link.uses_left else {
            return link.kept.clone().ok_or(Refusal::UsedLink);
        };
        *uses_left = uses_left.checked_sub(1).ok_or(Refusal::UsedLink)?;
        let last = *uses_left == 0;
        let kept = if last { link.kept.take() } else { link.kept.clone() };
        kept.ok_or(Refusal::UsedLink)
    }
}

#[cfg(test)]
mod tests;
