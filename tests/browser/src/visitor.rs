//! Who visits the page.

use crate::demo_certificate;
use browser_profile::Certificate;
use std::path::Path;

/// Dates on the page are in the visitor's time zone, and the visitor is in Japan: this is set where a browser starts.
pub(crate) const TIME_ZONE: (&str, &str) = ("TZ", "Asia/Tokyo");

/// A person with a browser: the certificates in it, and the languages the person reads.
#[derive(Clone)]
pub struct Visitor<'a> {
    /// The client certificates in the browser.
    pub certificates: Vec<Certificate<'a>>,
    /// The CN of the one to present, when there are several.
    pub common_name: Option<&'a str>,
    /// The languages the visitor reads.
    pub languages: &'a str,
}

impl<'a> Visitor<'a> {
    /// Somebody without a certificate who reads Japanese.
    #[must_use]
    pub fn without_certificate() -> Self {
        Self {
            certificates: Vec::new(),
            common_name: None,
            languages: "ja,en",
        }
    }

    /// Somebody with a certificate who reads Japanese.
    #[must_use]
    pub fn with(p12: &'a Path, password: &'a str) -> Self {
        Self {
            certificates: vec![Certificate { p12, password }],
            ..Self::without_certificate()
        }
    }

    /// Somebody with a demo certificate who reads Japanese.
    #[must_use]
    pub fn holding(name: &str) -> Self {
        let certificate = demo_certificate(name);
        Self::with(&certificate.pkcs12, &certificate.password)
    }

    /// Somebody with several demo certificates, of which the browser presents `chosen`.
    #[must_use]
    pub fn choosing(chosen: &'a str, names: &[&str]) -> Self {
        let certificates = names.iter().map(|name| demo_certificate(name));
        Self {
            certificates: certificates
                .map(|one| Certificate {
                    p12: &one.pkcs12,
                    password: &one.password,
                })
                .collect(),
            common_name: Some(chosen),
            ..Self::without_certificate()
        }
    }

    /// The same person, reading English.
    #[must_use]
    pub fn reading_english(self) -> Self {
        Self {
            languages: "en,ja",
            ..self
        }
    }
}
