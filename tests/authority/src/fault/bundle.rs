//! PKCS#12 files that must not pass for the renewed certificate, and unusual ones that must.

use super::ber;
use super::keys::{self, PublicKey};
use crate::{
    CertificateAuthority, Encryption, Error, Identity,
    bundle::{certificates_only, open, pkcs12},
    certificate_authority::client_parameters,
    subject,
};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose, PKCS_ECDSA_P256_SHA256, PKCS_ED25519, SerialNumber,
};
use rustls::pki_types::CertificateDer;
use time::{Duration, OffsetDateTime};
use x509_parser::certificate::X509Certificate;
use zeroize::Zeroizing;

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
    /// The issued certificate without its key.
    WithoutKey,
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
    /// Begins so much later than now.
    BeginsIn(Duration),
    /// The certificate of an authority.
    OfAnAuthority,
    /// For servers (extKeyUsage), not for clients.
    ForServers,
    /// An RSA key of 1024 bits.
    WeakKey,
    /// The key of the old one.
    SameKey,
    /// An Ed25519 key, which does not show its public half.
    Ed25519,
    /// The same, with the key of another.
    Ed25519KeyMismatch,
    /// A P-256 key without its public half, as Java writes it.
    EcWithoutPublicHalf,
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
        let issue =
            |authority: &CertificateAuthority, plan: Plan| authority.issue(&plan.parameters()?, old.public_key().raw);
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
        let changed = |change: &dyn Fn(&mut CertificateParams)| -> Result<Vec<u8>, Error> {
            let mut parameters = Plan::honest(&old, honest.now)?.parameters()?;
            change(&mut parameters);
            let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
            repack(&honest.authority.sign(&parameters, &key)?)
        };
        let certified = |public_key: &PublicKey, private_key| {
            let parameters = Plan::honest(&old, honest.now)?.parameters()?;
            repack(&honest.authority.certify(&parameters, public_key, private_key)?)
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
                let key = Zeroizing::new(other.private_key().to_vec());
                repack(&Identity::new(issued(honest)?.certificate().clone(), key))
            }
            Self::WithoutKey => certificates_only(&issued(honest)?, honest.password),
            Self::BeginsIn(later) => {
                let mut plan = Plan::honest(&old, honest.now)?;
                plan.not_before += *later;
                plan.not_after += *later;
                repack(&issue(honest.authority, plan)?)
            }
            Self::OfAnAuthority => changed(&|parameters| {
                parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
                parameters.key_usages.push(KeyUsagePurpose::KeyCertSign);
            }),
            Self::ForServers => changed(&|parameters| {
                parameters.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
            }),
            Self::WeakKey => {
                let (public_key, private_key) = keys::weak()?;
                certified(&public_key, private_key)
            }
            Self::SameKey => {
                let key = honest.authority.private_key_of(honest.predecessor);
                let key = key.ok_or(Error::Subject {
                    reason: "a key that is not known here",
                })?;
                certified(&PublicKey::of(&old), key)
            }
            Self::Ed25519 | Self::Ed25519KeyMismatch => {
                let (key, other) = (
                    KeyPair::generate_for(&PKCS_ED25519)?,
                    KeyPair::generate_for(&PKCS_ED25519)?,
                );
                let parameters = Plan::honest(&old, honest.now)?.parameters()?;
                let private_key = if *self == Self::Ed25519 { &key } else { &other };
                let private_key = keys::without_public_half(private_key)?;
                repack(&honest.authority.certify(&parameters, &key, private_key)?)
            }
            Self::EcWithoutPublicHalf => {
                let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
                let parameters = Plan::honest(&old, honest.now)?.parameters()?;
                let private_key = keys::without_public_half(&key)?;
                repack(&honest.authority.certify(&parameters, &key, private_key)?)
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
    fn parameters(self) -> Result<CertificateParams, Error> {
        let mut parameters = client_parameters(self.subject, self.not_before, self.not_after)?;
        if let Some(octets) = self.serial_number {
            parameters.serial_number = Some(SerialNumber::from_slice(&octets));
        }
        Ok(parameters)
    }

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
