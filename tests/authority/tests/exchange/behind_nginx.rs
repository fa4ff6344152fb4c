//! The authority as a deployment has it: nginx ends TLS and tells the certificate facts in headers.

use crate::support::{Answer, Nginx, World, free_port};
use renewal_authority::{CertificateAuthority, Error, Options, Policy, Server};
use std::{fs, path::Path};
use time::OffsetDateTime;

async fn start(world: &World) -> (Server, Nginx) {
    let port = free_port();
    let options = Options {
        public_origin: Some(format!("https://localhost:{port}")),
        ..Options::default()
    };
    let server = Server::behind_proxy(world.authority(Policy::default()), options)
        .await
        .unwrap();
    // A named location keeps the method and the body of a request whose certificate was refused.
    let lines = format!(
        "error_page 495 = @authority;
         location / {{ error_page 418 = @authority; return 418; }}
         location @authority {{
           proxy_pass http://{};
           proxy_set_header X-Client-Verify $ssl_client_verify;
           proxy_set_header X-Client-Cert $ssl_client_escaped_cert;
         }}",
        server.local_address()
    );
    let nginx = Nginx::start(world, port, &lines);
    (server, nginx)
}

fn post(world: &World, nginx: &Nginx, identity: &Path) -> Answer {
    world
        .curl()
        .certificate(identity)
        .post(&format!("{}/api/cert", nginx.origin()), "{}")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_exchange_works_behind_nginx_and_its_link_leads_through_nginx() {
    let world = World::new();
    let (server, nginx) = start(&world).await;
    let identity = world.client("client0001", -1, 45);
    let (link, password) = post(&world, &nginx, &identity).renewal();
    assert!(link.starts_with(&format!("{}/api/cert/", nginx.origin())), "{link}");
    let bundle = world.curl().certificate(&identity).get(&link);
    assert_eq!(bundle.status, 200);
    let bundle = world.write("renewed.p12", bundle.body);
    let renewed = world
        .curl()
        .option("--cert-type", "P12")
        .option("--cert", format!("{}:{password}", bundle.display()));
    assert!(
        renewed
            .get(&format!("{}/client-cert", nginx.origin()))
            .text()
            .starts_with("SUCCESS ")
    );
    let log = fs::read_to_string(world.path("nginx-access.log")).unwrap();
    assert!(log.contains("POST /api/cert"), "{log}");
    assert!(!log.contains(&password));
    server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_refusals_behind_nginx_are_those_of_the_authority_alone() {
    let world = World::new();
    let (server, nginx) = start(&world).await;
    let other = CertificateAuthority::create(OffsetDateTime::now_utc()).unwrap();
    for (identity, code) in [
        (world.client("client0004", -100, -10), "certificate-expired"),
        (world.client("client0001", 10, 100), "certificate-refused"),
        (world.client_of(&other, "client0001", -1, 45), "certificate-refused"),
        (world.client("api0005", -1, 45), "not-renewable"),
    ] {
        assert_eq!(post(&world, &nginx, &identity).refusal(), (403, code.to_owned()));
    }
    let none = world.curl().post(&format!("{}/api/cert", nginx.origin()), "{}");
    assert_eq!(none.refusal(), (403, "certificate-required".to_owned()));
    let forged = world.curl().option("--header", "X-Client-Verify: SUCCESS");
    let forged = forged.post(&format!("{}/api/cert", nginx.origin()), "{}");
    assert_eq!(forged.refusal(), (403, "certificate-required".to_owned()));
    server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_sets_no_headers_is_told_so() {
    let world = World::new();
    let (server, _nginx) = start(&world).await;
    let answer = world
        .curl()
        .post(&format!("http://{}/api/cert", server.local_address()), "{}");
    assert_eq!(answer.refusal(), (502, "proxy-headers".to_owned()));
    server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_a_proxy_only_this_machine_may_connect() {
    let world = World::new();
    let options = Options {
        address: ([0, 0, 0, 0], 0).into(),
        public_origin: Some("https://localhost".into()),
        ..Options::default()
    };
    let error = Server::behind_proxy(world.authority(Policy::default()), options)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::NotLoopback { .. }), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_a_proxy_the_public_origin_must_be_told() {
    let world = World::new();
    let error = Server::behind_proxy(world.authority(Policy::default()), Options::default())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::PublicOrigin { .. }), "{error}");
}
