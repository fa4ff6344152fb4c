//! The authority: certificate authority, policy, clock and links together.

use crate::{
    CertificateAuthority, Error, Policy, Presented, Refusal, bundle, random,
    renewal::{self, Links},
};
use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};
use time::OffsetDateTime;
use zeroize::Zeroizing;

/// Tells the instant. Given at the start, so that tests can choose the day.
pub type Clock = Arc<dyn Fn() -> OffsetDateTime + Send + Sync>;

/// Renews certificates. Clones share policy, clock and links.
#[derive(Clone)]
pub struct Authority(Arc<Parts>);

struct Parts {
    certificate_authority: CertificateAuthority,
    policy: Policy,
    clock: Clock,
    links: Mutex<Links>,
}

/// What [`Authority::renew`] gives. `Debug` does not show the password.
pub struct Renewal {
    /// The last part of the link under which [`Authority::fetch`] gives the new PKCS#12.
    pub token: String,
    /// The password of the new PKCS#12.
    pub password: Zeroizing<String>,
}

impl Authority {
    /// An authority that goes by the system's clock.
    #[must_use]
    pub fn new(certificate_authority: CertificateAuthority, policy: Policy) -> Self {
        Self::with_clock(certificate_authority, policy, Arc::new(OffsetDateTime::now_utc))
    }

    /// An authority that goes by the given clock, also when it judges client certificates (not for its own TLS certificate).
    #[must_use]
    pub fn with_clock(certificate_authority: CertificateAuthority, policy: Policy, clock: Clock) -> Self {
        Self(Arc::new(Parts {
            certificate_authority,
            policy,
            clock,
            links: Mutex::default(),
        }))
    }

    /// The certificate authority behind it.
    #[must_use]
    pub fn certificate_authority(&self) -> &CertificateAuthority {
        &self.0.certificate_authority
    }

    /// The instant by its clock.
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        (self.0.clock)()
    }

    /// Whether the presented certificate is good now, whatever it asks for.
    pub(crate) fn identify(&self, presented: &Presented) -> Result<(), Refusal> {
        renewal::holder(presented, self.now()).map(|_| ())
    }

    /// Makes a new certificate for the holder of the presented one: same subject, new key, valid for three years from now.
    /// Takes tenths of a second of computing.
    ///
    /// # Errors
    /// The refusals of the exchange's first request.
    pub fn renew(&self, presented: &Presented) -> Result<Renewal, Refusal> {
        let now = self.now();
        let holder = renewal::holder(presented, now)?;
        let common_name = renewal::renewable(&holder, &self.0.policy, now)?;
        let issue = || -> Result<(Vec<u8>, Renewal), Error> {
            let not_before = now.replace_nanosecond(0).unwrap_or(now);
            let identity = self.certificate_authority().successor(
                holder.certificate,
                not_before,
                renewal::three_years_after(not_before),
            )?;
            let password = random::password()?;
            let bundle = bundle::pkcs12(
                &identity,
                self.certificate_authority(),
                common_name,
                &password,
                self.0.policy.encryption,
            )?;
            Ok((
                bundle,
                Renewal {
                    token: random::token()?,
                    password,
                },
            ))
        };
        let (bundle, renewal) = issue()?;
        let mut links = self.0.links.lock().unwrap_or_else(PoisonError::into_inner);
        links.keep(
            renewal.token.clone(),
            holder.certificate.clone(),
            bundle,
            &self.0.policy,
            now,
        );
        Ok(renewal)
    }

    /// The PKCS#12 of a link, for the holder of the certificate that asked for it.
    ///
    /// # Errors
    /// The refusals of the exchange's second request.
    pub fn fetch(&self, token: &str, presented: &Presented) -> Result<Arc<[u8]>, Refusal> {
        let now = self.now();
        let holder = renewal::holder(presented, now)?;
        self.0
            .links
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .fetch(token, holder.certificate, now)
    }
}

impl fmt::Debug for Authority {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Authority")
            .field("policy", &self.0.policy)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Renewal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Renewal").finish_non_exhaustive()
    }
}
