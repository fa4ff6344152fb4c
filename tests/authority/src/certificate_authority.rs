//! The demo certificate authority: makes keys and certificates.

use crate::{Error, Identity, identity::pem, key_stock, random, subject};
use rcgen::{
    BasicConstraints, Certificate, CertificateParams, DistinguishedName, ExtendedKeyUsagePurpose, IsCa, Issuer,
    KeyPair, KeyUsagePurpose, PKCS_ECDSA_P256_SHA256, PublicKeyData, SerialNumber,
};
use rustls::pki_types::CertificateDer;
use std::{
    collections::BTreeMap,
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};
use time::{Duration, OffsetDateTime};
use zeroize::Zeroizing;

/// A certificate authority for demonstrations and tests. Clones share the one key. `Debug` does not show it.
#[derive(Clone)]
pub struct CertificateAuthority(Arc<Material>);

/// Private keys (PKCS#8) by their `SubjectPublicKeyInfo`.
type Keys = BTreeMap<Vec<u8>, Zeroizing<Vec<u8>>>;

struct Material {
    certificate: CertificateDer<'static>,
    issuer: Issuer<'static, KeyPair>,
    /// Those of every client certificate made here.
    keys: Mutex<Keys>,
    /// The next number of the stock, where keys are taken from that.
    stock: OnceLock<AtomicUsize>,
}

impl CertificateAuthority {
    /// A new authority with a fresh RSA-2048 key, valid for ten years from `now`.
    ///
    /// Its name ends in random digits: a browser that still holds certificates of an earlier demo authority
    /// can then distinguish the two and offers only those of this one.
    ///
    /// # Errors
    /// When the cryptographic library or the operating system gives no key.
    pub fn create(now: OffsetDateTime) -> Result<Self, Error> {
        let name = format!("orcamo-cert demo CA {}", random::hexadecimal(&random::bytes::<3>()?));
        Self::create_named(subject::demo(&name), now)
    }

    /// Another authority of the same name, with a key of its own.
    pub(crate) fn namesake(&self, now: OffsetDateTime) -> Result<Self, Error> {
        let (_, own) = x509_parser::parse_x509_certificate(self.certificate()).map_err(|_| Error::Subject {
            reason: "a certificate that cannot be read",
        })?;
        Self::create_named(subject::carried_over(own.subject())?, now)
    }

    fn create_named(subject: DistinguishedName, now: OffsetDateTime) -> Result<Self, Error> {
        let key = key_stock::new_key()?;
        let mut parameters = parameters(subject, now - Duration::days(1), now + Duration::days(3650))?;
        parameters.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        parameters.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let certificate = parameters.self_signed(&key)?.der().clone();
        Self::from_der(certificate, key)
    }

    /// The authority that [`certificate_pem`](Self::certificate_pem) and [`private_key_pem`](Self::private_key_pem) wrote.
    ///
    /// # Errors
    /// When one of the two cannot be read, or the key does not belong to the certificate.
    pub fn from_pem(certificate: &str, private_key: &str) -> Result<Self, Error> {
        let unusable = |reason: &str| Error::CertificateAuthority {
            reason: reason.to_owned(),
        };
        let certificate = pem::parse(certificate).map_err(|_| unusable("the certificate is not PEM"))?;
        // What the libraries say about a broken key is not passed on: it might quote it.
        let key = KeyPair::from_pem(private_key).map_err(|_| unusable("the private key cannot be read"))?;
        Self::from_der(certificate.into_contents().into(), key)
    }

    fn from_der(certificate: CertificateDer<'static>, key: KeyPair) -> Result<Self, Error> {
        let unusable = |reason: &str| Error::CertificateAuthority {
            reason: reason.to_owned(),
        };
        let (_, parsed) = x509_parser::parse_x509_certificate(&certificate)
            .map_err(|_| unusable("the certificate cannot be read"))?;
        if !parsed.is_ca() {
            return Err(unusable("the certificate is not one of a certificate authority"));
        }
        if parsed.public_key().raw != PublicKeyData::subject_public_key_info(&key) {
            return Err(unusable("the private key does not belong to the certificate"));
        }
        let issuer = Issuer::from_ca_cert_der(&certificate, key)?;
        Ok(Self(Arc::new(Material {
            certificate,
            issuer,
            keys: Mutex::default(),
            stock: OnceLock::new(),
        })))
    }

    /// From here on, client certificates get their keys in turn from a small stock that the authorities of this process share: a new RSA
    /// key takes longer than the rest of a renewal. For tests only. A successor never has its predecessor's key.
    pub fn share_keys(&self) {
        self.0.stock.get_or_init(AtomicUsize::default);
    }

    /// The authority's own certificate in DER.
    #[must_use]
    pub fn certificate(&self) -> &CertificateDer<'static> {
        &self.0.certificate
    }

    /// The authority's own certificate in PEM.
    #[must_use]
    pub fn certificate_pem(&self) -> String {
        pem("CERTIFICATE", self.0.certificate.to_vec())
    }

    /// The authority's private key in PEM (PKCS#8, not encrypted).
    #[must_use]
    pub fn private_key_pem(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.issuer.key().serialize_pem())
    }

    /// A client certificate (RSA-2048, `clientAuth`) for a demo subject with this common name.
    ///
    /// # Errors
    /// When the cryptographic library refuses.
    pub fn client_certificate(
        &self,
        common_name: &str,
        not_before: OffsetDateTime,
        not_after: OffsetDateTime,
    ) -> Result<Identity, Error> {
        let parameters = client_parameters(subject::demo(common_name), not_before, not_after)?;
        self.issue(&parameters, &[])
    }

    /// A client certificate with a new key and the very subject of `predecessor`.
    ///
    /// # Errors
    /// When the subject has a form that cannot be carried over byte for byte.
    pub fn successor(
        &self,
        predecessor: &CertificateDer<'_>,
        not_before: OffsetDateTime,
        not_after: OffsetDateTime,
    ) -> Result<Identity, Error> {
        let unreadable = |_| Error::Subject {
            reason: "a certificate that cannot be read",
        };
        let (_, old) = x509_parser::parse_x509_certificate(predecessor).map_err(unreadable)?;
        let parameters = client_parameters(subject::carried_over(old.subject())?, not_before, not_after)?;
        let identity = self.issue(&parameters, old.public_key().raw)?;
        let (_, new) = x509_parser::parse_x509_certificate(identity.certificate()).map_err(unreadable)?;
        if new.subject().as_raw() != old.subject().as_raw() {
            return Err(Error::Subject {
                reason: "an encoding that is not DER",
            });
        }
        Ok(identity)
    }

    /// A server certificate (ECDSA P-256, `serverAuth`) for DNS names and IP addresses, valid for 90 days from `now`.
    ///
    /// # Errors
    /// When a name is not an ASCII DNS name.
    pub fn server_certificate(&self, names: &[&str], now: OffsetDateTime) -> Result<Identity, Error> {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
        let common_name = names.first().copied().unwrap_or("server");
        let mut parameters = parameters(
            subject::demo(common_name),
            now - Duration::days(1),
            now + Duration::days(90),
        )?;
        parameters.subject_alt_names =
            CertificateParams::new(names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())?.subject_alt_names;
        parameters.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        parameters.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        self.sign(&parameters, &key)
    }

    /// A client certificate with another key than that of its predecessor (`SubjectPublicKeyInfo`).
    pub(crate) fn issue(&self, parameters: &CertificateParams, predecessor: &[u8]) -> Result<Identity, Error> {
        let key = loop {
            let key = self.client_key()?;
            if key.subject_public_key_info() != predecessor {
                break key;
            }
        };
        let identity = self.sign(parameters, &key)?;
        self.remember(&identity)?;
        Ok(identity)
    }

    fn client_key(&self) -> Result<Arc<KeyPair>, Error> {
        match self.0.stock.get() {
            Some(next) => key_stock::key(next.fetch_add(1, Ordering::Relaxed)),
            None => Ok(Arc::new(key_stock::new_key()?)),
        }
    }

    pub(crate) fn sign(&self, parameters: &CertificateParams, key: &KeyPair) -> Result<Identity, Error> {
        self.certify(parameters, key, Zeroizing::new(key.serialize_der()))
    }

    /// A certificate for a public key, with its private key (PKCS#8).
    pub(crate) fn certify(
        &self,
        parameters: &CertificateParams,
        public_key: &impl PublicKeyData,
        private_key: Zeroizing<Vec<u8>>,
    ) -> Result<Identity, Error> {
        let certificate: Certificate = parameters.signed_by(public_key, &self.0.issuer)?;
        Ok(Identity::new(certificate.into(), private_key))
    }

    /// Remembers the private key of an identity, for the fault that uses it again.
    pub(crate) fn remember(&self, identity: &Identity) -> Result<(), Error> {
        let key = Zeroizing::new(identity.private_key().to_vec());
        let public_key = public_key_info(identity.certificate())?;
        self.keys().insert(public_key, key);
        Ok(())
    }

    /// The private key (PKCS#8) of a certificate that was made here.
    pub(crate) fn private_key_of(&self, certificate: &CertificateDer<'_>) -> Option<Zeroizing<Vec<u8>>> {
        self.keys().get(&public_key_info(certificate).ok()?).cloned()
    }

    fn keys(&self) -> MutexGuard<'_, Keys> {
        self.0.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn public_key_info(certificate: &CertificateDer<'_>) -> Result<Vec<u8>, Error> {
    let (_, certificate) = x509_parser::parse_x509_certificate(certificate).map_err(|_| Error::Subject {
        reason: "a certificate that cannot be read",
    })?;
    Ok(certificate.public_key().raw.to_vec())
}

impl fmt::Debug for CertificateAuthority {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("CertificateAuthority").finish_non_exhaustive()
    }
}

/// What all client certificates have in common.
pub(crate) fn client_parameters(
    subject: DistinguishedName,
    not_before: OffsetDateTime,
    not_after: OffsetDateTime,
) -> Result<CertificateParams, Error> {
    let mut parameters = parameters(subject, not_before, not_after)?;
    parameters.key_usages = vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::KeyEncipherment];
    parameters.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    Ok(parameters)
}

/// What all certificates have in common.
fn parameters(
    subject: DistinguishedName,
    not_before: OffsetDateTime,
    not_after: OffsetDateTime,
) -> Result<CertificateParams, Error> {
    let mut serial = random::bytes::<16>()?;
    if let Some(first) = serial.first_mut() {
        // RFC 5280 4.1.2.2: positive; and of equal length always.
        *first = (*first & 0x7f) | 0x40;
    }
    let mut parameters = CertificateParams::default();
    parameters.distinguished_name = subject;
    parameters.not_before = not_before;
    parameters.not_after = not_after;
    parameters.serial_number = Some(SerialNumber::from_slice(&serial));
    parameters.is_ca = IsCa::ExplicitNoCa;
    parameters.use_authority_key_identifier_extension = true;
    Ok(parameters)
}
