//! What a new certificate must have in common with the old one, and what must be better.

use crate::{certificate::Certificate, error::Error, timestamp::Timestamp};

/// What the new certificate is compared with: facts of the certificate that is renewed. What is left out is not compared.
#[derive(Debug, Clone, Default)]
#[cfg_attr(
    target_arch = "wasm32",
    derive(tsify::Tsify),
    serde(rename_all = "camelCase", default)
)]
pub struct Expectation {
    /// The common name that the new certificate must have too.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null", optional))]
    pub common_name: Option<String>,
    /// The expiry that the new certificate must exceed, ISO 8601.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string", optional))]
    pub not_after: Option<Timestamp>,
}

impl Expectation {
    pub(crate) fn accepts(&self, new: &Certificate, now: Timestamp) -> Result<(), Error> {
        if self.common_name.is_some() && self.common_name != new.common_name {
            return Err(Error::OtherCommonName {
                expected: self.common_name.clone(),
                found: new.common_name.clone(),
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
