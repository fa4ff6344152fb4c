//! The https URLs of an exchange, read so strictly that no two programs could read them differently.

use crate::error::LinkRefusal;

/// An absolute https URL and its host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpsUrl {
    text: String,
    host: String,
}

impl HttpsUrl {
    /// Reads a URL.
    ///
    /// Accepts printable ASCII without a backslash, the scheme https, no user information, and a host of letters, digits, `-`
    /// and `.` (or an IPv6 address) with an optional port. WHATWG's parser reads every such URL in the same way.
    ///
    /// # Errors
    /// Which of these it is not.
    ///
    /// # Examples
    /// ```
    /// use orcamo_cert::{error::LinkRefusal, renewal::link::HttpsUrl};
    ///
    /// let url = HttpsUrl::parse("https://Auth.example:8443/api/cert?id=1").expect("a URL");
    /// assert_eq!(url.host(), "auth.example:8443");
    /// assert_eq!(HttpsUrl::parse("http://auth.example/").unwrap_err(), LinkRefusal::NotHttps);
    /// assert_eq!(HttpsUrl::parse("https://auth.example@evil.example/").unwrap_err(), LinkRefusal::UserInformation);
    /// ```
    pub fn parse(text: &str) -> Result<Self, LinkRefusal> {
        if !text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\') {
            return Err(LinkRefusal::NotAUrl);
        }
        let (scheme, rest) = text.split_once(':').ok_or(LinkRefusal::NotAUrl)?;
        if !scheme.eq_ignore_ascii_case("https") {
            return Err(LinkRefusal::NotHttps);
        }
        let rest = rest.strip_prefix("//").ok_or(LinkRefusal::NotAUrl)?;
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if authority.contains('@') {
            return Err(LinkRefusal::UserInformation);
        }
        Ok(Self {
            text: text.to_owned(),
            host: host(authority).ok_or(LinkRefusal::NotAUrl)?,
        })
    }

    /// The whole URL, as it was given.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The host in lower case, with the port where it is not 443 (WHATWG URL's `host`).
    pub fn host(&self) -> &str {
        &self.host
    }
}

fn host(authority: &str) -> Option<String> {
    let (name, port) = match authority.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (authority, None),
    };
    let good_name = match name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
        Some(address) => is_ipv6_address(address),
        None => is_host_name(name),
    };
    let port = port.map(|port| match port.bytes().all(|byte| byte.is_ascii_digit()) {
        true => port.parse::<u16>().ok(),
        false => None,
    });
    let name = name.to_ascii_lowercase();
    match (good_name, port) {
        (false, _) | (_, Some(None)) => None,
        (true, None | Some(Some(443))) => Some(name),
        (true, Some(Some(port))) => Some(format!("{name}:{port}")),
    }
}

/// Labels of letters, digits and hyphens; a last label of digits only would be read as an IPv4 address, which then must be one.
fn is_host_name(name: &str) -> bool {
    let good_label =
        |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let looks_numeric = name
        .rsplit('.')
        .next()
        .is_some_and(|last| last.starts_with(|first: char| first.is_ascii_digit()));
    match looks_numeric {
        true => is_ipv4_address(name),
        false => name.split('.').all(good_label),
    }
}

/// Four decimal numbers without leading zeros, which some programs read as octal.
fn is_ipv4_address(name: &str) -> bool {
    let good_number = |number: &str| {
        let canonical = number == "0" || !number.starts_with('0');
        // A sign is a number to the parser, and nobody's address.
        canonical && number.bytes().all(|byte| byte.is_ascii_digit()) && number.parse::<u8>().is_ok()
    };
    name.split('.').count() == 4 && name.split('.').all(good_number)
}

/// Digits and colons only: what is no address is refused by fetch, and only the same text is the same host.
fn is_ipv6_address(text: &str) -> bool {
    let good = |octet: u8| octet.is_ascii_hexdigit() || octet == b':';
    text.contains(':') && text.bytes().all(good)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::HttpsUrl;
    use crate::error::LinkRefusal;

    #[test]
    fn the_host_is_lower_case_and_keeps_an_unusual_port() {
        for (text, host) in [
            ("https://auth.cmo.orcamo.jp/api/cert/abc?x=1#y", "auth.cmo.orcamo.jp"),
            ("HTTPS://AUTH.example:443", "auth.example"),
            ("https://localhost:8443/a:b@c", "localhost:8443"),
            ("https://127.0.0.1:1/", "127.0.0.1:1"),
            ("https://[::1]:8443/", "[::1]:8443"),
            ("https://[::1]/", "[::1]"),
            ("https://auth.example?@evil.example/", "auth.example"),
        ] {
            let url = HttpsUrl::parse(text).unwrap();
            assert_eq!((url.as_str(), url.host()), (text, host));
        }
    }

    #[test]
    fn everything_that_could_be_read_in_two_ways_is_refused() {
        for (text, reason) in [
            ("", LinkRefusal::NotAUrl),
            ("/api/cert/abc", LinkRefusal::NotAUrl),
            ("https:auth.example", LinkRefusal::NotAUrl),
            ("https:///auth.example", LinkRefusal::NotAUrl),
            ("https://", LinkRefusal::NotAUrl),
            ("https://:443/", LinkRefusal::NotAUrl),
            ("https://auth.example:x/", LinkRefusal::NotAUrl),
            ("https://auth.example:/", LinkRefusal::NotAUrl),
            ("https://auth.example:65536/", LinkRefusal::NotAUrl),
            ("https://auth.example:+44/", LinkRefusal::NotAUrl),
            ("https://auth%2eexample/", LinkRefusal::NotAUrl),
            ("https://auth..example/", LinkRefusal::NotAUrl),
            ("https://認証.example/", LinkRefusal::NotAUrl),
            ("https://auth.example\\@evil.example/", LinkRefusal::NotAUrl),
            ("https://auth.example/\n", LinkRefusal::NotAUrl),
            (" https://auth.example/", LinkRefusal::NotAUrl),
            ("https://0x7f000001/", LinkRefusal::NotAUrl),
            ("https://127.1/", LinkRefusal::NotAUrl),
            ("https://127.0.0.01/", LinkRefusal::NotAUrl),
            ("https://127.0.0.256/", LinkRefusal::NotAUrl),
            ("https://127.0.0.0.1/", LinkRefusal::NotAUrl),
            ("https://+127.0.0.1/", LinkRefusal::NotAUrl),
            ("https://127.+0.0.1/", LinkRefusal::NotAUrl),
            ("https://[localhost]/", LinkRefusal::NotAUrl),
            ("https://[::1%25eth0]/", LinkRefusal::NotAUrl),
            ("https://[::1/", LinkRefusal::NotAUrl),
            ("https://user@auth.example/", LinkRefusal::UserInformation),
            ("https://user:pass@auth.example/", LinkRefusal::UserInformation),
            ("http://auth.example/", LinkRefusal::NotHttps),
            ("javascript://auth.example/%0aalert(1)", LinkRefusal::NotHttps),
            ("data:text/html,x", LinkRefusal::NotHttps),
        ] {
            assert_eq!(HttpsUrl::parse(text), Err(reason), "{text}");
        }
    }
}
