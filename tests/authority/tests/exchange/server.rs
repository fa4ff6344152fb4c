//! Starting and stopping.

use crate::support::{Program, World, origin, succeeds};
use renewal_authority::{Authority, Error, Options, Policy, Server};
use std::{net::TcpListener, sync::Arc};
use time::{Duration, OffsetDateTime};
use tokio::net::TcpStream;

#[tokio::test(flavor = "multi_thread")]
async fn an_occupied_port_is_an_error_that_names_it() {
    let world = World::new();
    let occupied = TcpListener::bind("127.0.0.1:0").unwrap();
    let options = Options {
        address: occupied.local_addr().unwrap(),
        ..Options::default()
    };
    let error = Server::tls(world.authority(Policy::default()), options.clone())
        .await
        .unwrap_err();
    assert!(
        matches!(error, Error::AddressInUse { address } if address == options.address),
        "{error}"
    );
    assert!(
        error.to_string().contains(&options.address.port().to_string()),
        "{error}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_public_origin_that_is_not_an_https_origin_is_an_error() {
    let world = World::new();
    let options = Options {
        public_origin: Some("http://localhost:8443".to_owned()),
        ..Options::default()
    };
    let error = Server::tls(world.authority(Policy::default()), options)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::PublicOrigin { .. }), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_certificate_is_good_for_all_local_names_and_the_public_origin() {
    let world = World::new();
    let options = Options {
        public_origin: Some("https://clinic.example:8443".to_owned()),
        ..Options::default()
    };
    let server = Server::tls(world.authority(Policy::default()), options).await.unwrap();
    let port = server.local_address().port();
    for host in [
        "localhost",
        "auth.localhost",
        "page.localhost",
        "127.0.0.1",
        "[::1]",
        "clinic.example",
    ] {
        // Whatever the name, the connection goes to the server's address.
        let curl = world.curl().option("--connect-to", format!("::127.0.0.1:{port}"));
        let answer = curl.get(&format!("https://{host}:{port}/client-cert"));
        assert_eq!(answer.text(), "NONE ", "{host}");
    }
    server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_server_gives_its_port_back_even_with_connections_open() {
    let world = World::new();
    let server = world.serve(Policy::default()).await;
    let address = server.local_address();
    // One that never begins its handshake.
    let _silent = TcpStream::connect(address).await.unwrap();
    server.shutdown().await;
    let again = Server::tls(
        world.authority(Policy::default()),
        Options {
            address,
            ..Options::default()
        },
    )
    .await
    .unwrap();
    again.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_authority_goes_by_its_own_clock() {
    let world = World::new();
    let in_two_months = Arc::new(|| OffsetDateTime::now_utc() + Duration::days(60));
    let authority = Authority::with_clock(world.certificate_authority.clone(), Policy::default(), in_two_months);
    let server = Server::tls(authority, Options::default()).await.unwrap();
    let endpoint = format!("{}/api/cert", origin(&server));
    let due_in_45_days = world.client("client0001", -1, 45);
    let refusal = world
        .curl()
        .certificate(&due_in_45_days)
        .post(&endpoint, "{}")
        .refusal();
    assert_eq!(refusal, (403, "certificate-expired".to_owned()));
    server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_handshake_names_the_authority_so_that_browsers_offer_the_right_certificate() {
    let world = World::new();
    let server = world.serve(Policy::default()).await;
    let mut openssl = Program::OPENSSL.command();
    openssl
        .args(["s_client", "-connect", &server.local_address().to_string()])
        .stdin(std::process::Stdio::null());
    let reported = succeeds(
        &openssl
            .output()
            .unwrap_or_else(|error| panic!("{}", Program::OPENSSL.missing(&error))),
    );
    let (_, names) = reported
        .split_once("Acceptable client certificate CA names")
        .expect("a certificate is asked for");
    assert!(names.lines().nth(1).unwrap().contains("orcamo-cert demo CA"), "{names}");
    server.shutdown().await;
}
