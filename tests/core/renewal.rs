//! The exchange as transcripts: what is sent, what comes back, and what the user reads.

use crate::common::{as_pkcs12, minted, now, openssl, response};
use orcamo_cert::{
    Error,
    calendar::Timestamp,
    error::{LinkRefusal, Source},
    renewal::Bundle,
    renewal::expectation::Expectation,
    renewal::{Exchange, Issuance, Issued, Method, Response, Settings, Step},
    secret::SecretText,
};
use renewal_authority::Encryption;

const ENDPOINT: &str = "https://auth.example/api/cert";
const HOST: &str = "auth.example";
const LINK: &str = "https://auth.example/api/cert/abc";
const PASSWORD: &str = "aB3dE6gH";

/// One try, so that each answer ends in what it means.
fn settings() -> Settings {
    Settings {
        link_hosts: vec!["files.example:8444".to_owned()],
        issuers: vec!["CN=Other CA".to_owned()],
        attempts: 1,
    }
}

fn start(expect: Expectation) -> Exchange {
    let (exchange, request) = Exchange::start(ENDPOINT, expect, settings()).unwrap();
    assert_eq!((request.method, request.url.as_str()), (Method::Post, ENDPOINT));
    exchange
}

fn link_answer(uri: &str, pass: &str) -> Response {
    response(200, serde_json::json!({ "uri": uri, "pass": pass }).to_string())
}

fn client0001() -> Expectation {
    Expectation {
        common_name: Some("client0001".to_owned()),
        not_after: Timestamp::parse("2027-01-07T00:00:00Z"),
        ..Expectation::default()
    }
}

fn after_the_link(expect: Expectation) -> Exchange {
    let mut exchange = start(expect);
    match exchange.receive(link_answer(LINK, PASSWORD), now()).unwrap() {
        Step::Send(request) => assert_eq!((request.method, request.url.as_str()), (Method::Get, LINK)),
        step => panic!("not the download: {step:?}"),
    }
    exchange
}

fn downloaded(p12: Vec<u8>) -> Result<Box<Bundle>, Error> {
    match after_the_link(client0001()).receive(response(200, p12), now())? {
        Step::Finished(bundle) => Ok(bundle),
        step => panic!("nothing more is to be sent: {step:?}"),
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
                server_message: Some("まだ更新できません⟨U+0007⟩".to_owned()),
                retry_after: None,
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
                retry_after: None,
            }
        );
    }
}

#[test]
fn a_malformed_code_of_the_server_is_not_shown() {
    let longest = "a".repeat(64);
    let too_long = "a".repeat(65);
    for (code, shown) in [
        ("too-early", true),
        ("E_1.2-b", true),
        (longest.as_str(), true),
        (too_long.as_str(), false),
        ("", false),
        ("Call 03-1234-5678 now", false),
        ("更新できません", false),
        ("a\\u202eb", false),
        ("a\\nissued=yes", false),
        ("<b>", false),
        ("a=b", false),
    ] {
        let json = format!(r#"{{"code":"{code}"}}"#);
        let error = start(client0001()).receive(response(403, json), now()).unwrap_err();
        let Error::Refused { server_code, .. } = &error else {
            panic!("{error:?}")
        };
        assert_eq!(server_code.as_deref(), shown.then_some(code), "{code}");
        assert_eq!(error.to_string().contains(&format!("({code})")), shown, "{code}");
    }
}

#[test]
fn a_missing_client_certificate_is_distinguished_from_other_refusals() {
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
    let base64 = openssl(&["base64"], &p12);
    let armoured = [b"-----BEGIN PKCS12-----\n", &base64[..], b"-----END PKCS12-----\n"].concat();
    // What opens here although no client would open it.
    let latin1: String = p12.iter().map(|octet| char::from(*octet)).collect();
    for body in [
        [b"\r\n", &p12[..]].concat(),
        latin1.into_bytes(),
        [b"{\"p12\": \"", &base64[..], b"\"}"].concat(),
        base64,
        armoured,
        Vec::new(),
        b"<html>".to_vec(),
        p12[..p12.len() - 5].to_vec(),
        identity.certificate_pem().into_bytes(),
        identity.certificate().to_vec(),
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
    let source = Source::Bundle;
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
    assert_eq!(
        downloaded(p12).unwrap_err(),
        Error::KeyMismatch { source: Source::Bundle }
    );
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
fn neither_an_error_nor_the_exchange_shows_the_password_or_the_link() {
    let p12 = as_pkcs12(&minted("client0002", 3 * 365), PASSWORD, Encryption::Modern);
    let error = downloaded(p12).unwrap_err();
    assert!(!format!("{error} {error:?}").contains(PASSWORD));
    let exchange = after_the_link(client0001());
    let shown = format!("{exchange:?} {:?}", exchange.issued());
    assert!(!shown.contains(PASSWORD) && !shown.contains(LINK), "{shown}");
}

#[test]
fn an_endpoint_that_is_not_https_is_refused() {
    for endpoint in ["http://auth.example/api/cert", "/api/cert", ""] {
        let error = Exchange::start(endpoint, Expectation::default(), settings()).unwrap_err();
        assert_eq!(error.code(), "invalid-argument");
    }
}

fn good() -> Vec<u8> {
    as_pkcs12(&minted("client0001", 3 * 365), PASSWORD, Encryption::Modern)
}

fn unreachable() -> Error {
    Error::Unreachable { host: HOST.to_owned() }
}

#[test]
fn the_request_is_never_repeated() {
    for status in [429, 500, 502, 503, 504] {
        let (mut exchange, _) = Exchange::start(ENDPOINT, client0001(), Settings::default()).unwrap();
        assert_eq!(
            exchange.receive(response(status, ""), now()).unwrap_err().code(),
            "refused"
        );
    }
    let (mut exchange, _) = Exchange::start(ENDPOINT, client0001(), Settings::default()).unwrap();
    assert_eq!(exchange.fail(unreachable()).unwrap_err(), unreachable());
}

#[test]
fn the_download_is_repeated_with_longer_and_longer_waits() {
    let (mut exchange, _) = Exchange::start(ENDPOINT, client0001(), Settings::default()).unwrap();
    exchange.receive(link_answer(LINK, PASSWORD), now()).unwrap();
    let failures = [
        Err(unreachable()),
        Ok(503),
        Err(Error::TimedOut {
            host: HOST.to_owned(),
            seconds: 60,
        }),
    ];
    let mut waits = Vec::new();
    for failure in failures {
        let step = match failure {
            Ok(status) => exchange.receive(response(status, ""), now()),
            Err(error) => exchange.fail(error),
        };
        match step.unwrap() {
            Step::Retry {
                seconds,
                attempt,
                request,
            } => {
                assert_eq!((request.method, request.url.as_str()), (Method::Get, LINK));
                waits.push((attempt, seconds));
            }
            step => panic!("no retry: {step:?}"),
        }
    }
    assert_eq!(waits, [(2, 1), (3, 2), (4, 4)]);
    assert!(matches!(
        exchange.receive(response(200, good()), now()),
        Ok(Step::Finished(_))
    ));
}

#[test]
fn the_last_failure_of_the_download_is_reported() {
    let mut exchange = after_the_link(client0001());
    assert_eq!(exchange.fail(unreachable()).unwrap_err(), unreachable());
    assert_eq!(exchange.issuance(), Issuance::Yes);
}

#[test]
fn the_server_says_how_long_to_wait_up_to_a_minute() {
    for (retry_after, seconds) in [(0, 1), (7, 7), (60, 60), (86_400, 60)] {
        let (mut exchange, _) = Exchange::start(ENDPOINT, client0001(), Settings::default()).unwrap();
        exchange.receive(link_answer(LINK, PASSWORD), now()).unwrap();
        let busy = Response {
            retry_after: Some(retry_after),
            ..response(429, "")
        };
        let step = exchange.receive(busy, now()).unwrap();
        assert!(
            matches!(step, Step::Retry { seconds: found, .. } if found == seconds),
            "{step:?}"
        );
    }
}

#[test]
fn a_failure_that_repeating_cannot_mend_is_not_repeated() {
    for status in [302, 400, 401, 403, 404, 409, 410, 413] {
        let (mut exchange, _) = Exchange::start(ENDPOINT, client0001(), Settings::default()).unwrap();
        exchange.receive(link_answer(LINK, PASSWORD), now()).unwrap();
        assert!(exchange.receive(response(status, ""), now()).is_err(), "{status}");
    }
    for error in [
        Error::Cancelled,
        Error::ResponseTooLarge {
            host: HOST.to_owned(),
            limit: 1,
        },
    ] {
        let (mut exchange, _) = Exchange::start(ENDPOINT, client0001(), Settings::default()).unwrap();
        exchange.receive(link_answer(LINK, PASSWORD), now()).unwrap();
        assert_eq!(exchange.fail(error.clone()).unwrap_err(), error);
    }
}

#[test]
fn every_step_knows_whether_a_certificate_may_have_been_issued() {
    let mut exchange = start(client0001());
    assert_eq!(exchange.issuance(), Issuance::No);
    exchange.sent();
    assert_eq!(exchange.issuance(), Issuance::Maybe);
    for (status, body, issuance) in [
        (403, "", Issuance::No),
        (429, "", Issuance::No),
        (302, "", Issuance::Maybe),
        (500, "", Issuance::Maybe),
        (200, "<html>", Issuance::Maybe),
        (200, r#"{"uri":"https://auth.example/x"}"#, Issuance::Maybe),
        (200, r#"{"uri":"https://evil.example/x","pass":"x"}"#, Issuance::Yes),
        (200, r#"{"uri":"https://auth.example/x","pass":"x"}"#, Issuance::Yes),
    ] {
        let mut exchange = start(client0001());
        let _ = exchange.receive(response(status, body), now());
        assert_eq!(exchange.issuance(), issuance, "{status} {body}");
    }
}

#[test]
fn a_pending_renewal_is_resumed_from_its_link_and_password() {
    let exchange = after_the_link(client0001());
    let issued = exchange.issued().unwrap();
    assert_eq!((issued.link.expose(), issued.password.expose()), (LINK, PASSWORD));
    drop(exchange);
    let (mut resumed, request) = Exchange::resume(issued, settings()).unwrap();
    assert_eq!((request.method, request.url.as_str()), (Method::Get, LINK));
    assert_eq!(resumed.issuance(), Issuance::Yes);
    match resumed.receive(response(200, good()), now()).unwrap() {
        Step::Finished(bundle) => assert_eq!(bundle.password.expose(), PASSWORD),
        step => panic!("not finished: {step:?}"),
    }
    assert!(start(client0001()).issued().is_none());
}

#[test]
fn a_kept_link_is_checked_like_a_new_one() {
    for link in ["http://auth.example/x", "https://evil.example/x"] {
        let issued = Issued {
            endpoint: ENDPOINT.to_owned(),
            link: SecretText::new(link.to_owned()),
            password: SecretText::new(PASSWORD.to_owned()),
            expect: client0001(),
        };
        assert_eq!(
            Exchange::resume(issued, settings()).unwrap_err().code(),
            "link-refused",
            "{link}"
        );
    }
}

#[test]
fn a_refused_bundle_is_kept_as_evidence() {
    let p12 = as_pkcs12(&minted("client0002", 3 * 365), PASSWORD, Encryption::Modern);
    let mut exchange = after_the_link(client0001());
    assert_eq!(
        exchange.receive(response(200, p12.clone()), now()).unwrap_err().code(),
        "other-common-name"
    );
    assert_eq!(exchange.take_rejected().unwrap().expose(), p12);
    assert!(exchange.take_rejected().is_none());
}

#[test]
fn subject_issuer_and_serial_number_are_compared() {
    let p12 = good();
    let facts = match after_the_link(client0001())
        .receive(response(200, p12.clone()), now())
        .unwrap()
    {
        Step::Finished(bundle) => bundle.certificate,
        step => panic!("not finished: {step:?}"),
    };
    let same = Expectation {
        subject: Some(facts.subject.clone()),
        issuer: Some(facts.issuer.clone()),
        serial_number: Some("01".to_owned()),
        ..client0001()
    };
    let judge = |expect: Expectation, issuers: Vec<String>| {
        let settings = Settings { issuers, ..settings() };
        let (mut exchange, _) = Exchange::start(ENDPOINT, expect, settings).unwrap();
        exchange.receive(link_answer(LINK, PASSWORD), now()).unwrap();
        exchange
            .receive(response(200, p12.clone()), now())
            .map_err(|error| error.code())
    };
    assert!(judge(same.clone(), Vec::new()).is_ok());
    let other = |text: &str| Some(text.to_owned());
    for (expect, code) in [
        (
            Expectation {
                subject: other("CN=client0001,O=x"),
                ..same.clone()
            },
            "other-subject",
        ),
        (
            Expectation {
                issuer: other("CN=Other CA"),
                ..same.clone()
            },
            "unknown-issuer",
        ),
        (
            Expectation {
                serial_number: Some(facts.serial_number.clone()),
                ..same.clone()
            },
            "same-serial-number",
        ),
    ] {
        assert_eq!(judge(expect, Vec::new()).unwrap_err(), code);
    }
    let moved = Expectation {
        issuer: other("CN=Other CA"),
        serial_number: Some(facts.serial_number),
        ..same
    };
    assert!(
        judge(moved, vec![facts.issuer]).is_ok(),
        "an issuer that was allowed, whose numbers are its own"
    );
}
