//! The client certificate as a proxy reports it:
//!
//! ```nginx
//! proxy_set_header X-Client-Verify $ssl_client_verify;
//! proxy_set_header X-Client-Cert   $ssl_client_escaped_cert;
//! ```

use crate::{Presented, Refusal};
use hyper::HeaderMap;
use percent_encoding::percent_decode_str;
use rustls::pki_types::CertificateDer;

const VERIFY: &str = "x-client-verify";
const CERTIFICATE: &str = "x-client-cert";

/// Reads the two headers. Each must be there once: a second one could only have come from the client.
pub(crate) fn presented(headers: &HeaderMap) -> Result<Presented, Refusal> {
    let verdict = only(headers, VERIFY)?.ok_or(Refusal::ProxyHeaders)?;
    if verdict == "NONE" {
        return Ok(Presented::None);
    }
    let certificate = certificate(only(headers, CERTIFICATE)?.ok_or(Refusal::ProxyHeaders)?)?;
    match verdict.strip_prefix("FAILED:") {
        Some(reason) => Ok(Presented::Failed {
            reason: reason.to_owned(),
            certificate,
        }),
        None if verdict == "SUCCESS" => Ok(Presented::Accepted(certificate)),
        None => Err(Refusal::ProxyHeaders),
    }
}

fn only<'a>(headers: &'a HeaderMap, name: &str) -> Result<Option<&'a str>, Refusal> {
    let mut values = headers.get_all(name).iter();
    let (value, None) = (values.next(), values.next()) else {
        return Err(Refusal::ProxyHeaders);
    };
    value
        .map(|value| value.to_str().map_err(|_| Refusal::ProxyHeaders))
        .transpose()
}

fn certificate(escaped: &str) -> Result<CertificateDer<'static>, Refusal> {
    let text = percent_decode_str(escaped)
        .decode_utf8()
        .map_err(|_| Refusal::ProxyHeaders)?;
    let block = pem::parse(text.as_bytes()).map_err(|_| Refusal::ProxyHeaders)?;
    if block.tag() != "CERTIFICATE" {
        return Err(Refusal::ProxyHeaders);
    }
    Ok(block.into_contents().into())
}

#[cfg(test)]
mod tests {
    use super::{CERTIFICATE, VERIFY, presented};
    use crate::{Presented, Refusal};
    use hyper::{HeaderMap, header::HeaderValue};

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn no_certificate_is_reported_by_none() {
        assert_eq!(
            presented(&headers(&[(VERIFY, "NONE"), (CERTIFICATE, "")])),
            Ok(Presented::None)
        );
    }

    #[test]
    fn a_proxy_that_says_nothing_is_a_fault_of_the_proxy() {
        assert_eq!(presented(&headers(&[])), Err(Refusal::ProxyHeaders));
    }

    #[test]
    fn success_without_a_certificate_is_not_believed() {
        assert_eq!(
            presented(&headers(&[(VERIFY, "SUCCESS"), (CERTIFICATE, "")])),
            Err(Refusal::ProxyHeaders)
        );
        assert_eq!(presented(&headers(&[(VERIFY, "SUCCESS")])), Err(Refusal::ProxyHeaders));
    }

    #[test]
    fn a_second_verdict_is_not_believed() {
        assert_eq!(
            presented(&headers(&[(VERIFY, "NONE"), (VERIFY, "SUCCESS")])),
            Err(Refusal::ProxyHeaders)
        );
    }
}
