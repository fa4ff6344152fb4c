//! Which certificate the browser presents, as a server reports it.
//!
//! The form is nginx's `"$ssl_client_verify $ssl_client_escaped_cert"`: the verdict (`SUCCESS`, `NONE` or `FAILED:reason`), a space, and
//! the certificate as percent-encoded PEM (nothing with `NONE`).

use serde::Serialize;

use crate::{
    calendar::Timestamp,
    eligibility::Policy,
    error::Error,
    input::percent_decoded,
    inspection::{Inspection, inspect},
    renewal::{Response, refusal},
};

/// The certificate that the browser presents, and the server's verdict on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(
    target_arch = "wasm32",
    derive(tsify::Tsify),
    tsify(missing_as_null, hashmap_as_object)
)]
#[serde(rename_all = "camelCase")]
pub struct Presented {
    /// `SUCCESS`, or `FAILED:` and the reason in OpenSSL's words.
    pub verdict: String,
    /// The server's clock, from its `Date`; `null` where the page may not read that.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub server_time: Option<Timestamp>,
    /// The certificate, inspected.
    #[serde(flatten)]
    pub inspection: Inspection,
}

/// Reads the answer; `None` where no certificate was presented.
///
/// # Errors
/// [`Error::Refused`] or [`Error::NoCertificate`] of another status than 200; [`Error::UnexpectedAnswer`] where it has not that form; what
/// keeps the certificate from being read.
pub fn read(host: &str, response: &Response, policy: &Policy, now: Timestamp) -> Result<Option<Presented>, Error> {
    let body = response.body.expose();
    if response.status != 200 {
        return Err(refusal(host, response));
    }
    let unexpected = || Error::UnexpectedAnswer { host: host.to_owned() };
    let text = std::str::from_utf8(body).map_err(|_| unexpected())?;
    let (verdict, certificate) = text
        .trim_end_matches(['\r', '\n'])
        .rsplit_once(' ')
        .ok_or_else(unexpected)?;
    if verdict == "NONE" && certificate.is_empty() {
        return Ok(None);
    }
    if verdict != "SUCCESS" && !verdict.starts_with("FAILED:") {
        return Err(unexpected());
    }
    let pem = percent_decoded(certificate).ok_or_else(unexpected)?;
    let inspection = inspect(&pem, None, policy, now)?;
    Ok(Some(Presented {
        verdict: verdict.to_owned(),
        server_time: response.date,
        inspection,
    }))
}
