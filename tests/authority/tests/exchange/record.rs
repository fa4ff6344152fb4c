//! What the authority remembers for a test.

use crate::support::{Curl, Program, World, origin, succeeds};
use renewal_authority::{
    Options, Policy, Server,
    fault::{Fault, On, Reply, Times},
};
use std::path::Path;
use time::{Duration, OffsetDateTime};

/// The serial number as OpenSSL prints it.
fn serial_number(certificate: &Path) -> String {
    let arguments = ["x509", "-noout", "-serial", "-in", certificate.to_str().unwrap()];
    let reported = succeeds(&Program::OPENSSL.run(arguments));
    reported.trim().replace("serial=", "").to_lowercase()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_request_is_remembered_with_its_certificate_and_outcome() {
    let world = World::new();
    let authority = world.authority(Policy::default());
    let server = Server::tls(authority.clone(), Options::default()).await.unwrap();
    let (good, expired) = (
        world.client("client0001", -1, 45),
        world.client("client0004", -100, -10),
    );
    let before = OffsetDateTime::now_utc();
    let endpoint = format!("{}/api/cert", origin(&server));
    let as_good = || -> Curl { world.curl().certificate(&good) };

    as_good().get(&format!("{}/client-cert", origin(&server)));
    let (link, _) = as_good().post(&endpoint, "{}").renewal();
    authority.misbehave(On::Download, Fault::After(Reply::HangUp), Times::First(1));
    as_good().try_send(&link).unwrap_err();
    as_good().get(&link);
    world.curl().certificate(&expired).post(&endpoint, "{}");
    world.curl().get(&format!("{}/reachable", origin(&server)));
    world.curl().get(&format!("{}/index.html", origin(&server)));

    assert_eq!(
        authority.transcript(),
        [
            "GET /client-cert 200",
            "POST /api/cert 200",
            "GET /api/cert/… -",
            "GET /api/cert/… 200",
            "POST /api/cert 403",
            "GET /reachable 204",
        ]
    );
    let requests = authority.requests();
    let verdicts: Vec<_> = requests.iter().map(|request| request.verdict.as_str()).collect();
    let expired_verdict = "FAILED:certificate has expired";
    assert_eq!(
        verdicts,
        ["SUCCESS", "SUCCESS", "SUCCESS", "SUCCESS", expired_verdict, "NONE"]
    );
    let certificate = requests[1].certificate.as_ref().unwrap();
    assert_eq!(certificate.common_name, "client0001");
    assert_eq!(certificate.serial_number, serial_number(&good));
    assert_eq!(
        requests[4].certificate.as_ref().unwrap().serial_number,
        serial_number(&expired)
    );
    assert_eq!(requests[5].certificate, None);
    assert!(link.ends_with(&requests[2].path));
    assert_eq!(requests[2].fault, Some(Fault::After(Reply::HangUp)));
    assert!(requests.is_sorted_by_key(|request| request.at));
    assert!(before <= requests[0].at && requests[5].at <= OffsetDateTime::now_utc());

    let token = link.rsplit('/').next().unwrap();
    assert!(!format!("{requests:?}{}", requests[2]).contains(token), "{requests:?}");
    authority.forget();
    assert!(authority.requests().is_empty() && authority.issued().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_issued_certificate_is_remembered_with_the_one_it_follows() {
    let world = World::new();
    let authority = world.authority(Policy::default());
    let server = Server::tls(authority.clone(), Options::default()).await.unwrap();
    let identity = world.client("client0001", -1, 45);
    let curl = || world.curl().certificate(&identity);
    let endpoint = format!("{}/api/cert", origin(&server));
    let (link, password) = curl().post(&endpoint, "{}").renewal();
    curl().post(&endpoint, "{}").renewal();
    let bundle = world.write("new.p12", curl().get(&link).body);
    let new = world.path("new.pem");
    let password = format!("pass:{password}");
    let (bundle, new_path) = (bundle.to_str().unwrap(), new.to_str().unwrap());
    succeeds(&Program::OPENSSL.run([
        "pkcs12", "-in", bundle, "-passin", &password, "-clcerts", "-nokeys", "-out", new_path,
    ]));

    let issued = authority.issued();
    assert_eq!(issued.len(), 2);
    assert_eq!(issued[0].certificate.serial_number, serial_number(&new));
    assert_ne!(issued[0].certificate.serial_number, issued[1].certificate.serial_number);
    for issued in &issued {
        assert_eq!(issued.predecessor.serial_number, serial_number(&identity));
        assert_eq!(issued.certificate.common_name, "client0001");
        assert!(issued.certificate.not_after > issued.predecessor.not_after);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_date_is_right_until_it_is_asked_to_be_off() {
    let world = World::new();
    let authority = world.authority(Policy::default());
    let server = Server::tls(authority.clone(), Options::default()).await.unwrap();
    for by in [Duration::ZERO, Duration::seconds(86_401), Duration::days(-400)] {
        authority.shift_date(by);
        for path in ["/client-cert", "/api/cert", "/reachable", "/missing"] {
            let answer = world.curl().get(&format!("{}{path}", origin(&server)));
            let date = httpdate::parse_http_date(answer.header("date").unwrap()).unwrap();
            let off = OffsetDateTime::from(date) - OffsetDateTime::now_utc() - by;
            assert!(off.abs() < Duration::hours(1), "{path} {by}: {off}");
        }
    }
}
