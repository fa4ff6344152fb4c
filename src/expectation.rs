//! What a new certificate must have in common with the old one, and what must be better.

use crate::{certificate::Certificate, error::Error, timestamp::Timestamp};

/// What the new certificate is compared with: facts of the certificate that is renewed. What is left out is not compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(
    target_arch = "wasm32",
    derive(tsify::Tsify, serde::Serialize),
    serde(rename_all = "camelCase", default)
)]
pub struct Expectation {
    /// The common name that the new certificate must have too.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null", optional))]
    pub common_name: Option<String>,
    /// The subject that the new certificate must have too, RFC 4514.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null", optional))]
    pub subject: Option<String>,
    /// The issuer that the new certificate must have too, RFC 4514, unless further ones are allowed.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null", optional))]
    pub issuer: Option<String>,
    /// The serial number that the new certificate must not have, in lower-case hexadecimal.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null", optional))]
    pub serial_number: Option<String>,
    /// The expiry that the new certificate must exceed, ISO 8601.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null", optional))]
    pub not_after: Option<Timestamp>,
}

impl Expectation {
    pub(crate) fn accepts(&self, new: &Certificate, issuers: &[String], now: Timestamp) -> Result<(), Error> {
        if self.common_name.is_some() && self.common_name != new.common_name {
            return Err(Error::OtherCommonName {
                expected: self.common_name.clone(),
                found: new.common_name.clone(),
            });
        }
        if let Some(expected) = &self.subject
            && *expected != new.subject
        {
            return Err(Error::OtherSubject {
                expected: expected.clone(),
                found: new.subject.clone(),
            });
        }
        if let Some(expected) = &self.issuer
            && *expected != new.issuer
            && !issuers.contains(&new.issuer)
        {
            return Err(Error::UnknownIssuer {
                expected: expected.clone(),
                found: new.issuer.clone(),
            });
        }
        // With another issuer, the same number is another certificate (RFC 5280 §4.1.2.2).
        let same_issuer = self.issuer.as_ref().is_none_or(|issuer| *issuer == new.issuer);
        if same_issuer && self.serial_number.as_ref() == Some(&new.serial_number) {
            return Err(Error::SameSerialNumber {
                found: new.serial_number.clone(),
            });
        }
        let must_exceed = self.not_after.map_or(now, |old| old.max(now));
        if new.not_after <= must_exceed {
            return Err(Error::NotNewer {
                expected: must_exceed.to_string(),
                found: new.not_after.to_string(),
            });
        }
        Ok(())
    }
}
