//! Which client certificate came with a request, and whether it is good, in nginx's terms.

use crate::{identity::pem, tls::ClientVerifier};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use rustls::{CertificateError, pki_types::CertificateDer};
use time::OffsetDateTime;
use x509_parser::{certificate::X509Certificate, extensions::ParsedExtension};

/// OpenSSL's words, as nginx repeats them after `FAILED:`.
pub(crate) const EXPIRED: &str = "certificate has expired";
const NOT_YET_VALID: &str = "certificate is not yet valid";

/// What nginx leaves unescaped in `$ssl_client_escaped_cert`: RFC 3986's unreserved characters.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The client certificate of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presented {
    /// None was sent.
    None,
    /// It verifies: issued by the authority, for clients, valid now.
    Accepted(CertificateDer<'static>),
    /// It does not verify.
    Failed {
        /// Why, in OpenSSL's words (`certificate has expired`).
        reason: String,
        /// The certificate all the same.
        certificate: CertificateDer<'static>,
    },
}

impl Presented {
    /// Judges the certificates of a TLS handshake (leaf first) at the instant `now`.
    pub(crate) fn judge(chain: Option<&[CertificateDer<'_>]>, verifier: &ClientVerifier, now: OffsetDateTime) -> Self {
        let Some((leaf, intermediates)) = chain.and_then(<[_]>::split_first) else {
            return Self::None;
        };
        let certificate = leaf.clone().into_owned();
        match verifier.verify(leaf, intermediates, now) {
            Ok(()) => Self::Accepted(certificate),
            Err(error) => {
                let reason = reason(&error, leaf, intermediates, verifier.authority()).to_owned();
                Self::Failed { reason, certificate }
            }
        }
    }

    /// nginx's `$ssl_client_verify`: `SUCCESS`, `NONE` or `FAILED:reason`.
    #[must_use]
    pub fn verdict(&self) -> String {
        match self {
            Self::None => "NONE".to_owned(),
            Self::Accepted(_) => "SUCCESS".to_owned(),
            Self::Failed { reason, .. } => format!("FAILED:{reason}"),
        }
    }

    /// nginx's `"$ssl_client_verify $ssl_client_escaped_cert"`: the verdict, a space, the URL-escaped PEM (empty if none).
    #[must_use]
    pub fn verdict_and_certificate(&self) -> String {
        let certificate = match self {
            Self::None => String::new(),
            Self::Accepted(certificate) | Self::Failed { certificate, .. } => pem("CERTIFICATE", certificate.to_vec()),
        };
        format!("{} {}", self.verdict(), utf8_percent_encode(&certificate, ESCAPED))
    }
}

/// Translates the verifier's error into what OpenSSL would have said of the same chain.
/// OpenSSL goes on after an error and reports the last one; the dates are what it looks at last.
fn reason(
    error: &rustls::Error,
    leaf: &CertificateDer<'_>,
    intermediates: &[CertificateDer<'_>],
    authority: &CertificateDer<'_>,
) -> &'static str {
    use CertificateError as Certificate;
    let rustls::Error::InvalidCertificate(error) = error else {
        return "unspecified certificate verification error";
    };
    let unknown_issuer = matches!(error, Certificate::UnknownIssuer | Certificate::BadSignature);
    if matches!(error, Certificate::Expired | Certificate::ExpiredContext { .. }) {
        EXPIRED
    } else if matches!(error, Certificate::NotValidYet | Certificate::NotValidYetContext { .. }) {
        NOT_YET_VALID
    } else if is_self_signed(leaf) {
        "self-signed certificate"
    } else if matches!(
        error,
        Certificate::InvalidPurpose | Certificate::InvalidPurposeContext { .. }
    ) {
        "unsuitable certificate purpose"
    } else if *error == Certificate::BadSignature && names_as_issuer(leaf, authority) {
        "certificate signature failure"
    } else if unknown_issuer && intermediates.iter().any(is_self_signed) {
        "self-signed certificate in certificate chain"
    } else if unknown_issuer && !intermediates.is_empty() {
        "unable to get local issuer certificate"
    } else if unknown_issuer {
        "unable to verify the first certificate"
    } else {
        "unspecified certificate verification error"
    }
}

fn parsed<Answer: Default>(certificate: &CertificateDer<'_>, ask: impl Fn(&X509Certificate<'_>) -> Answer) -> Answer {
    x509_parser::parse_x509_certificate(certificate)
        .map(|(_, certificate)| ask(&certificate))
        .unwrap_or_default()
}

fn is_self_signed(certificate: &CertificateDer<'_>) -> bool {
    parsed(certificate, |certificate| certificate.subject() == certificate.issuer())
}

/// Whether OpenSSL takes the authority for the issuer before it looks at the signature: the name is right (or the
/// verifier would not have come to the signature), and the key identifier, if there is one.
fn names_as_issuer(certificate: &CertificateDer<'_>, authority: &CertificateDer<'_>) -> bool {
    let named = parsed(certificate, |certificate| {
        certificate.extensions().iter().find_map(|extension| {
            let ParsedExtension::AuthorityKeyIdentifier(identifier) = extension.parsed_extension() else {
                return None;
            };
            Some(identifier.key_identifier.as_ref()?.0.to_vec())
        })
    });
    let own = parsed(authority, |authority| {
        authority.extensions().iter().find_map(|extension| {
            let ParsedExtension::SubjectKeyIdentifier(identifier) = extension.parsed_extension() else {
                return None;
            };
            Some(identifier.0.to_vec())
        })
    });
    named.is_none() || named == own
}
