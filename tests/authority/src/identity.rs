//! A certificate with its private key.

use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use std::fmt;
use zeroize::Zeroizing;

/// A certificate and the private key that belongs to it. `Debug` shows neither.
pub struct Identity {
    certificate: CertificateDer<'static>,
    private_key: Zeroizing<Vec<u8>>,
}

impl Identity {
    /// From DER: the certificate, and the key as PKCS#8.
    pub(crate) fn new(certificate: CertificateDer<'static>, private_key: Zeroizing<Vec<u8>>) -> Self {
        Self {
            certificate,
            private_key,
        }
    }

    /// The certificate in DER.
    #[must_use]
    pub fn certificate(&self) -> &CertificateDer<'static> {
        &self.certificate
    }

    /// The certificate in PEM.
    #[must_use]
    pub fn certificate_pem(&self) -> String {
        pem("CERTIFICATE", self.certificate.to_vec())
    }

    /// The private key in DER (PKCS#8, not encrypted).
    #[must_use]
    pub fn private_key(&self) -> &[u8] {
        &self.private_key
    }

    /// The private key in PEM (PKCS#8, not encrypted).
    #[must_use]
    pub fn private_key_pem(&self) -> Zeroizing<String> {
        Zeroizing::new(pem("PRIVATE KEY", self.private_key.to_vec()))
    }

    /// The private key as the TLS library takes it.
    pub(crate) fn tls_private_key(&self) -> PrivateKeyDer<'static> {
        PrivatePkcs8KeyDer::from(self.private_key.to_vec()).into()
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Identity").finish_non_exhaustive()
    }
}

/// PEM as OpenSSL writes it: 64 columns, line feeds, one at the end.
pub(crate) fn pem(label: &str, der: Vec<u8>) -> String {
    pem::encode_config(
        &pem::Pem::new(label, der),
        pem::EncodeConfig::new().set_line_ending(pem::LineEnding::LF),
    )
}
