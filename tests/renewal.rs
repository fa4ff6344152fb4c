//! The exchange as transcripts: what is sent, what comes back, and what the user is told.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod common;

use common::{as_pkcs12, minted, now};
use orcamo_cert::{
    Error,
    bundle::Bundle,
    error::{LinkRefusal, PasswordSource},
    expectation::Expectation,
    renewal::{Exchange, Method, Response, Settings, Step},
    secret::SecretBytes,
    timestamp::Timestamp,
};
use renewal_authority::Encryption;

const ENDPOINT: &str = "https://auth.example/api/cert";
const HOST: &str = "auth.example";
const LINK: &str = "https://auth.example/api/cert/abc";
const PASSWORD: &str = "aB3dE6gH";

fn start(expect: Expectation) -> Exchange {
    let settings = Settings {
        endpoint: ENDPOINT.to_owned(),
        link_hosts: vec!["files.example:8444".to_owned()],
        expect,
    };
    let (exchange, request) = Exchange::start(settings).unwrap();
    assert_eq!((request.method, request.url.as_str()), (Method::Post, ENDPOINT));
    exchange
}

fn response(status: u16, body: impl Into<Vec<u8>>) -> Response {
    Response {
        status,
        body: SecretBytes::new(body.into()),
    }
}

fn link_answer(uri: &str, pass: &str) -> Response {
    response(200, serde_json::json!({ "uri": uri, "pass": pass }).to_string())
}

fn client0001() -> Expectation {
    Expectation {
        common_name: Some("client0001".to_owned()),
        not_after: Timestamp::parse("2027-01-07T00:00:00Z"),
    }
}

fn after_the_link(expect: Expectation) -> Exchange {
    let mut exchange = start(expect);
    match exchange.receive(link_answer(LINK, PASSWORD), now()).unwrap() {
        Step::Send(request) => assert_eq!((request.method, request.url.as_str()), (Method::Get, LINK)),
        Step::Finished(_) => panic!("no certificate has come yet"),
    }
    exchange
}

fn downloaded(p12: Vec<u8>) -> Result<Box<Bundle>, Error> {
    match after_the_link(client0001()).receive(response(200, p12), now())? {
        Step::Finished(bundle) => Ok(bundle),
        Step::Send(_) => panic!("nothing more is to be sent"),
    }
}

#[test]
fn a_good_exchange_ends_with_the_checked_bundle() {
    for encryption in [Encryption::Modern, Encryption::Legacy] {
        let identity = minted("client0001", 3 * 365);
        let p12 = as_pkcs12(&identity, PASSWORD, encryption);
        let bundle = downloaded(p12.clone()).unwrap();
        assert_eq!(bundle.p12.expose(), p12);
        assert_eq!(bundle.password.expose(), PASSWORD);
        assert_eq!(bundle.certificate.der, identity.certificate().as_ref());
    }
}

#[test]
fn a_refusal_carries_the_servers_status_code_and_words() {
    let json = r#"{"code":"too-early","message":"まだ更新できません\u0007"}"#;
    for status in [400, 401, 403, 404, 409, 410, 413, 429, 500, 502, 503, 504] {
        assert_eq!(
            start(client0001()).receive(response(status, json), now()).unwrap_err(),
            Error::Refused {
                host: HOST.to_owned(),
                status,
                server_code: Some("too-early".to_owned()),
                server_message: Some("まだ更新できません".to_owned()),
            }
        );
        assert_eq!(
            after_the_link(client0001())
                .receive(response(status, "<html>"), now())
                .unwrap_err(),
            Error::Refused {
                host: HOST.to_owned(),
                status,
                server_code: None,
                server_message: None,
            }
        );
    }
}

#[test]
fn a_missing_certificate_is_told_from_other_refusals() {
    let no_certificate = Error::NoCertificate { host: HOST.to_owned() };
    for (status, body) in [
        (403, r#"{"code":"certificate-required","message":"…"}"#),
        (
            400,
            "<html><head><title>400 No required SSL certificate was sent</title></head>",
        ),
    ] {
        let error = start(client0001()).receive(response(status, body), now()).unwrap_err();
        assert_eq!(error, no_certificate);
    }
}

#[test]
fn a_redirect_is_not_followed() {
    for status in [301, 302, 303, 307, 308] {
        let error = start(client0001()).receive(response(status, ""), now()).unwrap_err();
        assert_eq!(error, Error::Redirected { host: HOST.to_owned() });
    }
}

#[test]
fn an_answer_that_is_not_the_expected_json_is_refused() {
    let host = HOST.to_owned();
    let missing = |fields: &[&str]| Error::MissingFields {
        host: host.clone(),
        fields: fields.iter().map(|field| (*field).to_owned()).collect(),
    };
    for (body, expected) in [
        ("", Error::NotJson { host: host.clone() }),
        ("<html>", Error::NotJson { host: host.clone() }),
        (
            r#"{"uri":"https://auth.example/"#,
            Error::NotJson { host: host.clone() },
        ),
        ("{}", missing(&["uri", "pass"])),
        ("[]", missing(&["uri", "pass"])),
        (r#"{"uri":"https://auth.example/x"}"#, missing(&["pass"])),
        (r#"{"pass":"x"}"#, missing(&["uri"])),
        (r#"{"uri":1,"pass":"x"}"#, missing(&["uri"])),
        (r#"{"uri":"https://auth.example/x","pass":null}"#, missing(&["pass"])),
        (r#"{"uri":"https://auth.example/x","pass":""}"#, missing(&["pass"])),
    ] {
        let error = start(client0001()).receive(response(200, body), now()).unwrap_err();
        assert_eq!(error, expected, "{body}");
    }
}

#[test]
fn a_link_must_be_https_on_the_endpoints_host_or_one_that_was_allowed() {
    for (link, reason) in [
        ("http://auth.example/x", LinkRefusal::NotHttps),
        ("javascript:alert(1)", LinkRefusal::NotHttps),
        ("https://auth.example:8443/x", LinkRefusal::OtherHost),
        ("https://evil.example/x", LinkRefusal::OtherHost),
        ("https://auth.example.evil.example/x", LinkRefusal::OtherHost),
        ("https://auth.example@evil.example/x", LinkRefusal::UserInformation),
        ("/api/cert/x", LinkRefusal::NotAUrl),
    ] {
        let error = start(client0001())
            .receive(link_answer(link, PASSWORD), now())
            .unwrap_err();
        let host = HOST.to_owned();
        assert_eq!(error, Error::LinkRefused { host, reason }, "{link}");
    }
    for link in ["https://AUTH.example:443/x", "https://files.example:8444/x"] {
        let step = start(client0001()).receive(link_answer(link, PASSWORD), now());
        assert!(matches!(step, Ok(Step::Send(_))), "{link}");
    }
}

#[test]
fn a_download_that_is_no_pkcs12_is_refused() {
    let identity = minted("client0001", 3 * 365);
    let p12 = as_pkcs12(&identity, PASSWORD, Encryption::Modern);
    for body in [
        Vec::new(),
        b"<html>".to_vec(),
        p12[..p12.len() - 5].to_vec(),
        identity.certificate_pem().into_bytes(),
    ] {
        assert_eq!(
            downloaded(body).unwrap_err(),
            Error::NotPkcs12 { host: HOST.to_owned() }
        );
    }
}

#[test]
fn a_bundle_that_its_password_does_not_open_is_refused() {
    let p12 = as_pkcs12(&minted("client0001", 3 * 365), "other", Encryption::Modern);
    let source = PasswordSource::Bundle;
    assert_eq!(downloaded(p12).unwrap_err(), Error::WrongPassword { source });
}

#[test]
fn another_common_name_is_refused() {
    let p12 = as_pkcs12(&minted("client0002", 3 * 365), PASSWORD, Encryption::Modern);
    assert_eq!(
        downloaded(p12).unwrap_err(),
        Error::OtherCommonName {
            expected: Some("client0001".to_owned()),
            found: Some("client0002".to_owned()),
        }
    );
}

#[test]
fn a_certificate_that_does_not_expire_later_is_refused() {
    for days in [-1, 0, 44] {
        let p12 = as_pkcs12(&minted("client0001", days), PASSWORD, Encryption::Modern);
        assert_eq!(downloaded(p12).unwrap_err().code(), "not-newer", "{days}");
    }
}

#[test]
fn an_expired_certificate_is_refused_even_when_nothing_is_expected() {
    let p12 = as_pkcs12(&minted("client0001", 0), PASSWORD, Encryption::Modern);
    let error = after_the_link(Expectation::default())
        .receive(response(200, p12), now())
        .unwrap_err();
    assert_eq!(error.code(), "not-newer");
}

#[test]
fn a_key_of_another_certificate_is_refused() {
    let certificate = minted("client0001", 3 * 365);
    let other = minted("client0001", 3 * 365);
    let p12 = p12_with_foreign_key(&certificate, &other);
    assert_eq!(downloaded(p12).unwrap_err(), Error::KeyMismatch);
}

fn p12_with_foreign_key(certificate: &renewal_authority::Identity, other: &renewal_authority::Identity) -> Vec<u8> {
    use p12_keystore::{Certificate, KeyStore, KeyStoreEntry, PrivateKey, PrivateKeyChain};
    let mut store = KeyStore::new();
    let chain = PrivateKeyChain::new(
        [1_u8].as_slice(),
        PrivateKey::from_der(other.private_key()).unwrap(),
        [Certificate::from_der(certificate.certificate()).unwrap()],
    );
    store.add_entry("client0001", KeyStoreEntry::PrivateKeyChain(chain));
    store.writer(PASSWORD).write().unwrap()
}

#[test]
fn no_error_of_the_exchange_shows_the_password() {
    let p12 = as_pkcs12(&minted("client0002", 3 * 365), PASSWORD, Encryption::Modern);
    let error = downloaded(p12).unwrap_err();
    assert!(!format!("{error} {error:?}").contains(PASSWORD));
    let exchange = after_the_link(client0001());
    assert!(!format!("{exchange:?}").contains(PASSWORD));
}

#[test]
fn an_endpoint_that_is_not_https_is_refused() {
    for endpoint in ["http://auth.example/api/cert", "/api/cert", ""] {
        let settings = Settings {
            endpoint: endpoint.to_owned(),
            link_hosts: Vec::new(),
            expect: Expectation::default(),
        };
        assert_eq!(Exchange::start(settings).unwrap_err().code(), "invalid-argument");
    }
}
