//! The whole exchange, by curl; the result judged by OpenSSL.

use crate::support::{Program, World, origin, succeeds};
use renewal_authority::{Encryption, Policy};
use std::{fs, path::Path};
use time::Duration;

/// Standard output of an openssl run that must succeed.
fn openssl(arguments: &[&str]) -> String {
    succeeds(&Program::OPENSSL.run(arguments))
}

fn certificate_facts(file: &Path, facts: &[&str]) -> String {
    let file = file.to_str().unwrap();
    openssl(
        &[
            &[
                "x509", "-in", file, "-noout", "-nameopt", "RFC2253", "-dateopt", "iso_8601",
            ],
            facts,
        ]
        .concat(),
    )
}

fn assert_renewed(world: &World, old: &Path, bundle: &[u8], password: &str) {
    let bundle = world.write("renewed.p12", bundle);
    let new = world.path("renewed.pem");
    let password = format!("pass:{password}");
    openssl(&[
        "pkcs12",
        "-in",
        bundle.to_str().unwrap(),
        "-passin",
        &password,
        "-nodes",
        "-out",
        new.to_str().unwrap(),
    ]);

    let authority = world.path("ca.pem");
    let verified = openssl(&[
        "verify",
        "-purpose",
        "sslclient",
        "-CAfile",
        authority.to_str().unwrap(),
        new.to_str().unwrap(),
    ]);
    assert!(verified.contains(": OK"), "{verified}");

    let key = openssl(&["pkey", "-in", new.to_str().unwrap(), "-pubout"]);
    assert_eq!(
        key,
        certificate_facts(&new, &["-pubkey"]),
        "the key belongs to the certificate"
    );
    assert_ne!(key, certificate_facts(old, &["-pubkey"]), "the key is new");
    assert_eq!(
        certificate_facts(old, &["-subject"]),
        certificate_facts(&new, &["-subject"])
    );
    assert_ne!(
        certificate_facts(old, &["-serial"]),
        certificate_facts(&new, &["-serial"])
    );
    assert!(certificate_facts(&new, &["-text"]).contains("Public-Key: (2048 bit)"));

    let start = certificate_facts(&new, &["-startdate"]).replace("notBefore=", "");
    let end = certificate_facts(&new, &["-enddate"]).replace("notAfter=", "");
    let (year, rest) = start.split_once('-').unwrap();
    let three_years_later = format!(
        "{}-{}",
        year.parse::<u32>().unwrap() + 3,
        rest.replace("02-29", "02-28")
    );
    assert_eq!(end, three_years_later);
}

#[tokio::test(flavor = "multi_thread")]
async fn curl_renews_a_certificate_and_openssl_accepts_the_result() {
    for encryption in [Encryption::Modern, Encryption::Legacy] {
        let world = World::new();
        let server = world
            .serve(Policy {
                encryption,
                ..Policy::default()
            })
            .await;
        let identity = world.client("client0001", -1000, 45);

        let answer = world
            .curl()
            .certificate(&identity)
            .post(&format!("{}/api/cert", origin(&server)), "{}");
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert!(answer.header("date").is_some());
        let (link, password) = answer.renewal();
        assert!(link.starts_with(&format!("{}/api/cert/", origin(&server))), "{link}");

        let bundle = world.curl().certificate(&identity).get(&link);
        assert_eq!(bundle.status, 200);
        assert_eq!(bundle.header("content-type"), Some("application/x-pkcs12"));
        assert_eq!(bundle.header("cache-control"), Some("no-store"));
        assert_renewed(&world, &identity, &bundle.body, &password);
        server.shutdown().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_renewed_certificate_renews_itself() {
    let world = World::new();
    let server = world.serve(Policy::default()).await;
    let endpoint = format!("{}/api/cert", origin(&server));
    let identity = world.client("db0002", -1000, 80);
    let (link, password) = world.curl().certificate(&identity).post(&endpoint, "{}").renewal();
    let bundle = world.write("renewed.p12", world.curl().certificate(&identity).get(&link).body);

    let renewed = |password: &str| {
        let identity = format!("{}:{password}", bundle.display());
        world
            .curl()
            .option("--cert-type", "P12")
            .option("--cert", identity)
            .post(&endpoint, "{}")
    };
    renewed(&password).renewal();
    server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_exchange_works_over_tls_1_2_and_speaks_http_1_1() {
    let world = World::new();
    let server = world.serve(Policy::default()).await;
    let identity = world.client("client0001", -1, 45);
    let curl = world.curl().certificate(&identity).option("--tls-max", "1.2");
    let answer = curl.post(&format!("{}/api/cert", origin(&server)), r#"{"anything": ["goes"]}"#);
    answer.renewal();
    assert!(
        answer.status_line().starts_with("HTTP/1.1 "),
        "{}",
        answer.status_line()
    );
    server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_renewal_has_its_own_link_and_password() {
    let world = World::new();
    let server = world.serve(Policy::default()).await;
    let identity = world.client("client0001", -1, 45);
    let renew = || {
        world
            .curl()
            .certificate(&identity)
            .post(&format!("{}/api/cert", origin(&server)), "{}")
            .renewal()
    };
    let (one, other) = (renew(), renew());
    assert_ne!(one.0, other.0);
    assert_ne!(one.1, other.1);
    server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_used_up_after_as_many_fetches_as_allowed() {
    for link_uses in [1, 2] {
        let world = World::new();
        let server = world
            .serve(Policy {
                link_uses: Some(link_uses),
                ..Policy::default()
            })
            .await;
        let identity = world.client("client0001", -1, 45);
        let fetch = |link: &str| world.curl().certificate(&identity).get(link);
        let (link, _) = world
            .curl()
            .certificate(&identity)
            .post(&format!("{}/api/cert", origin(&server)), "{}")
            .renewal();
        for _ in 0..link_uses {
            assert_eq!(fetch(&link).status, 200);
        }
        assert_eq!(fetch(&link).refusal(), (410, "used-link".to_owned()));
        server.shutdown().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_whose_time_is_over_is_unknown() {
    let world = World::new();
    let server = world
        .serve(Policy {
            link_lifetime: Duration::ZERO,
            ..Policy::default()
        })
        .await;
    let identity = world.client("client0001", -1, 45);
    let (link, _) = world
        .curl()
        .certificate(&identity)
        .post(&format!("{}/api/cert", origin(&server)), "{}")
        .renewal();
    assert_eq!(
        world.curl().certificate(&identity).get(&link).refusal(),
        (404, "unknown-link".to_owned())
    );
    server.shutdown().await;
}

#[test]
fn the_subject_is_carried_over_byte_for_byte_from_certificates_of_other_makers() {
    let world = World::new();
    let (key, request, old) = (world.path("old.key"), world.path("old.csr"), world.path("old.pem"));
    let authority_key = world.write("ca.key.pem", world.certificate_authority.private_key_pem().as_bytes());
    let authority = world.path("ca.pem");
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    openssl(&[
        "req",
        "-new",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-utf8",
        "-keyout",
        &text(&key),
        "-out",
        &text(&request),
        "-subj",
        "/C=JP/ST=東京都/O=架空医院/OU=受付/CN=client0001",
    ]);
    openssl(&[
        "x509",
        "-req",
        "-in",
        &text(&request),
        "-CA",
        &text(&authority),
        "-CAkey",
        &text(&authority_key),
        "-out",
        &text(&old),
    ]);
    let der = pem::parse(fs::read(&old).unwrap()).unwrap().into_contents();
    let now = time::OffsetDateTime::now_utc();
    let new = world
        .certificate_authority
        .successor(&der.into(), now, now + Duration::DAY)
        .unwrap();
    let new = world.write("new.pem", new.certificate_pem());
    // `-nameopt show_type` prints the string types too.
    let subject = |file: &Path| certificate_facts(file, &["-subject", "-nameopt", "RFC2253,show_type"]);
    assert_eq!(subject(&old), subject(&new));
}
