//! What the fuzz targets share: passwords, sections of an input, and what must hold of every answer.

pub mod calendar;

use orcamo_cert::{
    Error, calendar::Timestamp, certificate::Certificate, inspection::Inspection, renewal::link::HttpsUrl,
    secret::Password,
};

/// A password that stands nowhere by chance.
pub const MARKER: &str = "marker-5Zq8-vT3x";

/// The passwords that the last byte of an input chooses from; the seeds and the public test files use them.
pub const PASSWORDS: [Option<&str>; 8] = [
    None,
    Some(""),
    Some("password"),
    Some("secret123"),
    Some("1234"),
    Some("storepwd"),
    Some("パスワード"),
    Some(MARKER),
];

/// What separates the parts of an input that has several.
pub const SEPARATOR: &[u8] = b"<|>";

/// The password that the last byte chooses. That byte stays part of the file: what follows behind a certificate is left alone, so
/// that every certificate file is an input as it is.
pub fn chosen_password(input: &[u8]) -> Option<&'static str> {
    let last = input.last().copied().unwrap_or_default();
    PASSWORDS[usize::from(last) % PASSWORDS.len()]
}

/// As the entries take it.
pub fn password(text: Option<&str>) -> Option<Password> {
    text.map(|text| Password::new(text.to_owned()))
}

/// Everything up to the next separator, which is taken away.
pub fn section<'a>(rest: &mut &'a [u8]) -> &'a [u8] {
    let at = rest.windows(SEPARATOR.len()).position(|window| window == SEPARATOR);
    let (section, after) = match at {
        Some(at) => (&rest[..at], &rest[at + SEPARATOR.len()..]),
        None => (*rest, &[][..]),
    };
    *rest = after;
    section
}

/// The instant of every judgement that does not choose one.
pub fn now() -> Timestamp {
    Timestamp::parse("2026-11-23T03:00:00Z").unwrap()
}

/// What holds of every error: its code is a documented one, and neither its words nor its facts hold the password.
pub fn check_error(error: &Error, password: Option<&str>, input: &[u8]) {
    assert!(Error::CODES.contains(&error.code()), "{error:?}");
    let facts = serde_json::to_string(error).unwrap();
    assert!(facts.contains(&format!("\"code\":\"{}\"", error.code())), "{facts}");
    let words = error.to_string();
    assert!(!words.is_empty());
    // Another one may stand in a message by chance, and this one too where the file itself holds it, between octets of no character.
    let readable: Vec<u8> = input.iter().copied().filter(u8::is_ascii_graphic).collect();
    if password != Some(MARKER) || contains(&readable, MARKER.as_bytes()) {
        return;
    }
    for text in [words, facts, format!("{error:?}")] {
        assert!(!text.contains(MARKER), "the password stands in {text:?}");
    }
}

/// What holds of every inspection.
pub fn check_inspection(inspection: &Inspection) {
    let count = inspection.certificates.len();
    assert_eq!(inspection.leaf.is_some(), count > 0);
    assert!(inspection.leaf.is_none_or(|leaf| leaf < count));
    assert_eq!(inspection.eligibility.is_some(), count > 0);
    assert!(inspection.key_matches.is_none() || (inspection.has_private_key && count > 0));
    for certificate in &inspection.certificates {
        check_certificate(certificate);
    }
    let facts = serde_json::to_value(inspection).unwrap();
    assert!(facts["certificates"].as_array().is_some_and(|all| all.len() == count));
}

fn check_certificate(certificate: &Certificate) {
    let again = Certificate::from_der(&certificate.der).unwrap();
    // What stands beside it in a PKCS#12 file.
    let beside = Certificate {
        local_key_id: certificate.local_key_id.clone(),
        friendly_name: certificate.friendly_name.clone(),
        ..again
    };
    assert_eq!(*certificate, beside);
    assert_eq!(certificate.common_name, certificate.common_names.last().cloned());
    let is_hex = |text: &str| text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    assert!(is_hex(&certificate.fingerprint_sha256) && certificate.fingerprint_sha256.len() == 64);
    assert!(is_hex(&certificate.serial_number));
    for time in [certificate.not_before, certificate.not_after] {
        assert_eq!(Timestamp::parse(&time.to_string()), Some(time));
    }
}

/// What holds of every URL that is fetched: WHATWG's parser, where it reads it at all, reads https, no user information and the same
/// host. (What it does not read is not fetched.)
pub fn check_link(link: &HttpsUrl) {
    let Ok(url) = url::Url::parse(link.as_str()) else {
        return;
    };
    assert_eq!(url.scheme(), "https", "{link:?}");
    assert_eq!((url.username(), url.password()), ("", None), "{link:?}");
    // An IPv6 address has several spellings; ours keeps the one it was given.
    let address = link.host().strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let ours = match address {
        Some((address, port)) => {
            let address: std::net::Ipv6Addr = address.parse().unwrap();
            let whatwg = url::Host::<&str>::Ipv6(address);
            format!("{whatwg}{port}")
        }
        None => link.host().to_owned(),
    };
    let theirs = match (url.host_str().unwrap(), url.port()) {
        (host, Some(port)) => format!("{host}:{port}"),
        (host, None) => host.to_owned(),
    };
    assert_eq!(ours, theirs, "{link:?}");
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}
