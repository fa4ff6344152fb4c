//! Every answer other than success, with its HTTP status, code and text.

/// Why a request is not fulfilled. `Display` is the `message` of the JSON answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// No certificate was presented.
    #[error("no client certificate was presented; choose the certificate that is to be renewed")]
    CertificateRequired,
    /// The certificate does not verify: another authority issued it, it is not yet valid, it is not for clients, ….
    #[error("the client certificate is not accepted: {reason}")]
    CertificateRefused {
        /// The reason in OpenSSL's words, as in nginx's `$ssl_client_verify`.
        reason: String,
    },
    /// The certificate has expired.
    #[error("the client certificate has expired and cannot renew itself any more; a new one must be installed by hand")]
    CertificateExpired,
    /// An `api…` or `backup…` certificate.
    #[error("certificates named {common_name} are not renewed; use a certificate named client… instead")]
    NotRenewable {
        /// The common name.
        common_name: String,
    },
    /// More days are left than the policy allows.
    #[error("the client certificate has {days_left} days left; it can be renewed from {limit} days before it expires")]
    TooEarly {
        /// Whole days left.
        days_left: i64,
        /// Days before expiry from which renewal is allowed.
        limit: u32,
    },
    /// A link that was never given out, or whose lifetime is over.
    #[error("this link is not known, or its time is over; ask for a new one")]
    UnknownLink,
    /// A link that was used as often as the policy allows.
    #[error("this link was already used; ask for a new one")]
    UsedLink,
    /// A link that was given to the holder of another certificate.
    #[error("this link was given out to another client certificate")]
    OtherCertificate,
    /// The path exists, but not for this method.
    #[error("this address answers {allowed} only")]
    MethodNotAllowed {
        /// The methods it has, as in the `Allow` header.
        allowed: &'static str,
    },
    /// The request does not say that its body is JSON.
    #[error("the request must have the Content-Type application/json")]
    UnsupportedMediaType,
    /// The request's body is not what the exchange wants.
    #[error("the request is not understood: {reason}")]
    BadRequest {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// No such page or file.
    #[error("there is nothing at this address")]
    NotFound,
    /// The proxy in front does not say which certificate was presented.
    #[error("the proxy in front of the authority sets no usable X-Client-Verify and X-Client-Cert headers")]
    ProxyHeaders,
    /// The authority itself failed.
    #[error("the authority could not make the certificate: {reason}")]
    Internal {
        /// The [`Error`](crate::Error) in words; it never contains a secret.
        reason: String,
    },
}

impl Refusal {
    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::BadRequest { .. } => 400,
            Self::CertificateRequired
            | Self::CertificateRefused { .. }
            | Self::CertificateExpired
            | Self::NotRenewable { .. }
            | Self::TooEarly { .. }
            | Self::OtherCertificate => 403,
            Self::UnknownLink | Self::NotFound => 404,
            Self::MethodNotAllowed { .. } => 405,
            Self::UsedLink => 410,
            Self::UnsupportedMediaType => 415,
            Self::Internal { .. } => 500,
            Self::ProxyHeaders => 502,
        }
    }

    /// The `code` of the JSON answer.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::CertificateRequired => "certificate-required",
            Self::CertificateRefused { .. } => "certificate-refused",
            Self::CertificateExpired => "certificate-expired",
            Self::NotRenewable { .. } => "not-renewable",
            Self::TooEarly { .. } => "too-early",
            Self::UnknownLink => "unknown-link",
            Self::UsedLink => "used-link",
            Self::OtherCertificate => "other-certificate",
            Self::MethodNotAllowed { .. } => "method-not-allowed",
            Self::UnsupportedMediaType => "unsupported-media-type",
            Self::BadRequest { .. } => "bad-request",
            Self::NotFound => "not-found",
            Self::ProxyHeaders => "proxy-headers",
            Self::Internal { .. } => "internal-error",
        }
    }
}

impl From<crate::Error> for Refusal {
    fn from(error: crate::Error) -> Self {
        Self::Internal {
            reason: error.to_string(),
        }
    }
}
