//! What a new certificate must have in common with the old one, and what must be better.

use crate::{calendar::Timestamp, certificate::Certificate, certificate::public_key::PublicKey, error::Error};

/// How much later than the server's clock a new certificate may begin, in seconds: 5 minutes. Hosts of one service differ by less.
const TOLERANCE: i64 = 5 * 60;
/// The same where this computer's clock is all there is, in seconds: a day. It may be off by hours, and a good certificate must not be
/// refused for that.
const TOLERANCE_OF_A_LOCAL_CLOCK: i64 = 24 * 60 * 60;

/// The instant of the checks, and how far it is trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    instant: Timestamp,
    tolerance: i64,
}

impl Now {
    /// By this computer's clock alone.
    pub fn local(instant: Timestamp) -> Self {
        Self {
            instant,
            tolerance: TOLERANCE_OF_A_LOCAL_CLOCK,
        }
    }

    pub(crate) fn instant(self) -> Timestamp {
        self.instant
    }
}

/// By the server's clock, or as the caller says.
impl From<Timestamp> for Now {
    fn from(instant: Timestamp) -> Self {
        Self {
            instant,
            tolerance: TOLERANCE,
        }
    }
}

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
    /// Kind and size of the old key: a weak one is accepted where this is no stronger, and refused where it is not known.
    #[cfg_attr(
        target_arch = "wasm32",
        tsify(type = "{ algorithm?: string | null; bits?: number | null } | null", optional)
    )]
    pub public_key: Option<OldKey>,
    /// The `publicKeySha256` of the old certificate: a new one with the same key is reported as `sameKey`.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null", optional))]
    pub public_key_sha256: Option<String>,
}

/// What matters of the old key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize))]
pub struct OldKey {
    /// Its kind, as in `publicKey`.
    pub algorithm: Option<String>,
    /// Its size in bits.
    pub bits: Option<u32>,
}

impl OldKey {
    fn is_stronger_than(&self, new: &PublicKey) -> bool {
        let comparable = self.algorithm.as_ref() == Some(&new.algorithm);
        !comparable || self.bits.is_none() || self.bits > new.bits
    }
}

impl Expectation {
    pub(crate) fn accepts(&self, new: &Certificate, issuers: &[String], now: Now) -> Result<(), Error> {
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
        let Now { instant, tolerance } = now;
        let must_exceed = self.not_after.map_or(instant, |old| old.max(instant));
        if new.not_after <= must_exceed {
            return Err(Error::NotNewer {
                expected: must_exceed.to_string(),
                found: new.not_after.to_string(),
            });
        }
        if new.not_before > instant.plus_seconds(tolerance) {
            return Err(Error::NotYetValid {
                not_before: new.not_before.to_string(),
                now: instant.to_string(),
            });
        }
        self.accepts_use(new)
    }

    /// Whether a server takes it from a client.
    fn accepts_use(&self, new: &Certificate) -> Result<(), Error> {
        if new.is_ca {
            return Err(Error::IsCa);
        }
        if !new.client_auth {
            return Err(Error::NoClientAuth);
        }
        // Where the old key is no stronger, everything here has worked with such a one: refusing it would leave the clinic without any.
        let refuses_weak = self
            .public_key
            .as_ref()
            .is_none_or(|old| old.is_stronger_than(&new.public_key));
        if new.public_key.is_weak() && refuses_weak {
            return Err(Error::WeakKey {
                algorithm: new.public_key.algorithm.clone(),
                bits: new.public_key.bits.unwrap_or_default(),
            });
        }
        Ok(())
    }
}
