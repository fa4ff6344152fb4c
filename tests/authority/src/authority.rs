//! The authority: certificate authority, policy, clock and links together.

use crate::{
    CertificateAuthority, Error, Policy, Presented, Refusal, bundle,
    fault::{Bundle, BundleSource, Fault, Faults, On, Times},
    random,
    record::{Issued, Number, Received, Record},
    renewal::{self, Kept, Links},
};
use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use time::{Duration, OffsetDateTime};
use zeroize::Zeroizing;

/// Tells the instant. Given at the start, so that tests can choose the day.
pub type Clock = Arc<dyn Fn() -> OffsetDateTime + Send + Sync>;

/// Renews certificates. Clones share policy, clock, links, faults and the record of requests.
#[derive(Clone)]
pub struct Authority(Arc<Parts>);

struct Parts {
    certificate_authority: CertificateAuthority,
    policy: Policy,
    clock: Clock,
    links: Mutex<Links>,
    faults: Mutex<Faults>,
    date_offset: Mutex<Duration>,
    record: Mutex<Record>,
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
            faults: Mutex::default(),
            date_offset: Mutex::new(Duration::ZERO),
            record: Mutex::default(),
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
            locked(&self.0.record).issued(identity.certificate(), holder.certificate);
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
        let kept = Kept {
            bundle: bundle.into(),
            password: renewal.password.clone(),
        };
        let owner = holder.certificate.clone();
        locked(&self.0.links).keep(renewal.token.clone(), owner, kept, &self.0.policy, now);
        Ok(renewal)
    }

    /// The PKCS#12 of a link, for the holder of the certificate that asked for it.
    ///
    /// # Errors
    /// The refusals of the exchange's second request.
    pub fn fetch(&self, token: &str, presented: &Presented) -> Result<Arc<[u8]>, Refusal> {
        self.fetch_altered(token, presented, None)
    }

    /// The same, made another by a fault.
    pub(crate) fn fetch_altered(
        &self,
        token: &str,
        presented: &Presented,
        fault: Option<&Bundle>,
    ) -> Result<Arc<[u8]>, Refusal> {
        let now = self.now();
        let holder = renewal::holder(presented, now)?;
        let kept = locked(&self.0.links).fetch(token, holder.certificate, now)?;
        let Some(fault) = fault else { return Ok(kept.bundle) };
        let altered = fault.make(&BundleSource {
            authority: self.certificate_authority(),
            predecessor: holder.certificate,
            bundle: &kept.bundle,
            password: &kept.password,
            encryption: self.0.policy.encryption,
            now,
        })?;
        Ok(altered.into())
    }

    /// Asks for a fault: the requests `on` go wrong so many `times`. Faults of one kind of request take turns in the order in
    /// which they were asked for.
    ///
    /// # Panics
    /// When the fault cannot happen to such a request ([`Fault::can_happen`]): the test would prove nothing.
    pub fn misbehave(&self, on: On, fault: Fault, times: Times) {
        assert!(fault.can_happen(on), "{fault:?} cannot happen to {on:?}");
        locked(&self.0.faults).add(on, fault, times);
    }

    /// Forgets all faults.
    pub fn behave(&self) {
        locked(&self.0.faults).clear();
    }

    /// Lets the `Date` header of every answer be off by so much; nothing else changes.
    pub fn shift_date(&self, by: Duration) {
        *locked(&self.0.date_offset) = by;
    }

    /// The requests that arrived, in that order: the exchange, `/client-cert`, `/reachable` and preflights, no static files.
    #[must_use]
    pub fn requests(&self) -> Vec<Received> {
        locked(&self.0.record).requests()
    }

    /// [`requests`](Self::requests), each as the line `POST /api/cert 200`.
    #[must_use]
    pub fn transcript(&self) -> Vec<String> {
        self.requests().iter().map(Received::to_string).collect()
    }

    /// The certificates that were issued, in that order.
    #[must_use]
    pub fn issued(&self) -> Vec<Issued> {
        locked(&self.0.record).all_issued()
    }

    /// Begins the record of requests and certificates anew.
    pub fn forget(&self) {
        locked(&self.0.record).clear();
    }

    pub(crate) fn next_fault(&self, on: On) -> Option<Fault> {
        locked(&self.0.faults).next(on)
    }

    pub(crate) fn date(&self) -> OffsetDateTime {
        self.now() + *locked(&self.0.date_offset)
    }

    pub(crate) fn arrived(&self, request: Received) -> Number {
        locked(&self.0.record).arrived(request)
    }

    pub(crate) fn complete(&self, number: Number, complete: impl FnOnce(&mut Received)) {
        locked(&self.0.record).complete(number, complete);
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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
