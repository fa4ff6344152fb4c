//! TLS with client certificates: asked for, never demanded, never refused in the handshake.
//!
//! A page learns nothing about a refused handshake. So the handshake only checks that the client holds the
//! private key; whether the certificate is any good is judged per request, and said in a readable answer.

use crate::{CertificateAuthority, Error, Identity};
use rustls::{
    DigitallySignedStruct, DistinguishedName, RootCertStore, ServerConfig, SignatureScheme,
    client::danger::HandshakeSignatureValid,
    crypto::{CryptoProvider, aws_lc_rs},
    pki_types::{CertificateDer, UnixTime},
    server::{
        WebPkiClientVerifier,
        danger::{ClientCertVerified, ClientCertVerifier},
    },
};
use std::{sync::Arc, time::Duration};
use time::OffsetDateTime;

/// The strict verifier of client certificates: chain to the authority, validity, `clientAuth`.
#[derive(Debug, Clone)]
pub(crate) struct ClientVerifier {
    strict: Arc<dyn ClientCertVerifier>,
    authority: CertificateDer<'static>,
}

impl ClientVerifier {
    pub(crate) fn new(authority: &CertificateAuthority) -> Result<Self, Error> {
        let mut roots = RootCertStore::empty();
        roots.add(authority.certificate().clone()).map_err(reported)?;
        let strict = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider())
            .build()
            .map_err(reported)?;
        Ok(Self {
            strict,
            authority: authority.certificate().clone(),
        })
    }

    /// Whether the certificate is good at the instant `now`.
    pub(crate) fn verify(
        &self,
        leaf: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        now: OffsetDateTime,
    ) -> Result<(), rustls::Error> {
        let seconds = u64::try_from(now.unix_timestamp()).unwrap_or(0);
        let now = UnixTime::since_unix_epoch(Duration::from_secs(seconds));
        self.strict.verify_client_cert(leaf, intermediates, now).map(|_| ())
    }

    /// The certificate of the authority it trusts.
    pub(crate) fn authority(&self) -> &CertificateDer<'static> {
        &self.authority
    }
}

/// The server's configuration. HTTP/1.1 is all it speaks, as the certificate request belongs to the handshake.
pub(crate) fn server_config(identity: &Identity, verifier: &ClientVerifier) -> Result<ServerConfig, Error> {
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(reported)?
        .with_client_cert_verifier(Arc::new(NeverRefusing(Arc::clone(&verifier.strict))))
        .with_single_cert(vec![identity.certificate().clone()], identity.tls_private_key())
        .map_err(reported)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}

fn reported(error: impl std::fmt::Display) -> Error {
    Error::Tls(error.to_string())
}

/// Checks the handshake's signature as the strict verifier does, and lets every certificate pass.
#[derive(Debug)]
struct NeverRefusing(Arc<dyn ClientCertVerifier>);

impl ClientCertVerifier for NeverRefusing {
    fn client_auth_mandatory(&self) -> bool {
        false
    }

    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        self.0.root_hint_subjects()
    }

    fn verify_client_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _now: UnixTime,
    ) -> Result<ClientCertVerified, rustls::Error> {
        Ok(ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.0.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.0.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_verify_schemes()
    }
}
