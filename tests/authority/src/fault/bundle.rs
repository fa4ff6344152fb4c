//! PKCS#12 files that must not pass for the renewed certificate, and unusual ones that must.

use super::ber;
use crate::{
    CertificateAuthority, Encryption, Error, Identity,
    bundle::{open, pkcs12},
    subject,
};
use rcgen::{DistinguishedName, DnType};
use rustls::pki_types::CertificateDer;
use time::{Duration, OffsetDateTime};
use x509_parser::certificate::X509Certificate;

/// How the PKCS#12 is another than it should be. Those without a note hold a certificate made for this one answer, which is
/// not among [`Authority::issued`](crate::Authority::issued).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bundle {
    /// The first half of the issued one, and no more is promised.
    CutOff,
    /// The issued one under another password.
    WrongPassword,
    /// The issued certificate with the key of another.
    KeyMismatch,
    /// The issued one in BER: indefinite lengths and pieces of octet strings.
    Ber,
    /// The issued one in this encryption.
    Encrypted(Encryption),
    /// Of somebody else with this CN.
    OtherCommonName(String),
    /// The same CN, another organization.
    OtherOrganization,
    /// Expired yesterday.
    Expired,
    /// Expires at the same second as the old one.
    SameExpiry,
    /// Expires a day before the old one.
    EarlierExpiry,
    /// The serial number of the old one.
    SameSerialNumber,
    /// From an authority of another name.
    ForeignIssuer,
    /// From an authority of the same name with another key.
    NamesakeIssuer,
}

/// What a fault works on.
pub(crate) struct Source<'a> {
    pub(crate) authority: &'a CertificateAuthority,
    /// The certificate that was presented.
    pub(crate) predecessor: &'a CertificateDer<'static>,
    pub(crate) bundle: &'a [u8],
    pub(crate) password: &'a str,
    pub(crate) encryption: Encryption,
    pub(crate) now: OffsetDateTime,
}

/// What a new certificate has.
struct Plan {
    subject: DistinguishedName,
    not_before: OffsetDateTime,
    not_after: OffsetDateTime,
    serial_number: Option<Vec<u8>>,
}

impl Bundle {
    pub(crate) fn make(&self, honest: &Source<'_>) -> Result<Vec<u8>, Error> {
        let (_, old) = x509_parser::parse_x509_certificate(honest.predecessor).map_err(|_| Error::Subject {
            reason: "a certificate that cannot be read",
        })?;
        let name = old.subject().iter_common_name().last();
        let name = name.and_then(|name| name.as_str().ok()).unwrap_or_default();
        let pack = |identity: &Identity, authority: &CertificateAuthority, password: &str, encryption| {
            pkcs12(identity, authority, name, password, encryption)
        };
        let repack = |identity: &Identity| pack(identity, honest.authority, honest.password, honest.encryption);
        let issue = |authority: &CertificateAuthority, plan: Plan| {
            authority.issue(plan.subject, plan.not_before, plan.not_after, plan.serial_number)
        };
        let ends = |not_after| -> Result<Vec<u8>, Error> {
            let mut plan = Plan::honest(&old, honest.now)?;
            plan.not_after = not_after;
            plan.not_before = plan.not_before.min(not_after - Duration::DAY);
            repack(&issue(honest.authority, plan)?)
        };
        let by_other = |other: &CertificateAuthority| {
            let identity = issue(other, Plan::honest(&old, honest.now)?)?;
            pack(&identity, other, honest.password, honest.encryption)
        };
        match self {
            Self::CutOff => {
                let half = honest.bundle.len() / 2;
                Ok(honest.bundle.iter().take(half).copied().collect())
            }
            Self::Ber => Ok(ber::pfx(honest.bundle).unwrap_or_default()),
            Self::WrongPassword => {
                let other = format!("not {}", honest.password);
                pack(&issued(honest)?, honest.authority, &other, honest.encryption)
            }
            Self::Encrypted(encryption) => pack(&issued(honest)?, honest.authority, honest.password, *encryption),
            Self::KeyMismatch => {
                let other = issue(honest.authority, Plan::honest(&old, honest.now)?)?;
                let key = zeroize::Zeroizing::new(other.private_key().to_vec());
                repack(&Identity::new(issued(honest)?.certificate().clone(), key))
            }
            Self::OtherCommonName(other) => {
                let mut plan = Plan::honest(&old, honest.now)?;
                plan.subject.push(DnType::CommonName, other.as_str());
                repack(&issue(honest.authority, plan)?)
            }
            Self::OtherOrganization => {
                let mut plan = Plan::honest(&old, honest.now)?;
                plan.subject.push(DnType::OrganizationName, "another organization");
                repack(&issue(honest.authority, plan)?)
            }
            Self::Expired => ends(honest.now - Duration::DAY),
            Self::SameExpiry => ends(old.validity().not_after.to_datetime()),
            Self::EarlierExpiry => ends(old.validity().not_after.to_datetime() - Duration::DAY),
            Self::SameSerialNumber => {
                let mut plan = Plan::honest(&old, honest.now)?;
                plan.serial_number = Some(old.raw_serial().to_vec());
                repack(&issue(honest.authority, plan)?)
            }
            Self::ForeignIssuer => by_other(&CertificateAuthority::create(honest.now)?),
            Self::NamesakeIssuer => by_other(&honest.authority.namesake(honest.now)?),
        }
    }
}

impl Plan {
    /// As the authority issues it.
    fn honest(old: &X509Certificate<'_>, now: OffsetDateTime) -> Result<Self, Error> {
        let not_before = now.replace_nanosecond(0).unwrap_or(now);
        Ok(Self {
            subject: subject::carried_over(old.subject())?,
            not_before,
            not_after: crate::renewal::three_years_after(not_before),
            serial_number: None,
        })
    }
}

/// The certificate and key that were issued.
fn issued(honest: &Source<'_>) -> Result<Identity, Error> {
    let (certificate, key) = open(honest.bundle, honest.password).ok_or(Error::Subject {
        reason: "a bundle that cannot be opened",
    })?;
    Ok(Identity::new(certificate, key))
}
