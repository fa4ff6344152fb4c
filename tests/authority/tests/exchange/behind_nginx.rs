//! The authority as a deployment has it: nginx ends TLS and passes on the facts of the certificate in headers.

use crate::support::{Answer, Nginx, World, free_port};
use renewal_authority::{CertificateAuthority, Error, Options, Policy, Server};
use std::{
    fs,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::Path,
    process::Command,
};
use time::OffsetDateTime;

async fn start(world: &World) -> (Server, Nginx) {
    let port = free_port();
    let options = Options {
        public_origin: Some(format!("https://localhost:{port}")),
        ..Options::default()
    };
    let socket = world.path("authority.sock");
    let server = Server::behind_proxy(world.authority(Policy::default()), &socket, options).unwrap();
    // A named location keeps the method and the body of a request whose certificate was refused.
    let lines = format!(
        "error_page 495 = @authority;
         location / {{ error_page 418 = @authority; return 418; }}
         location @authority {{
           proxy_pass http://unix:{};
           proxy_set_header X-Client-Verify $ssl_client_verify;
           proxy_set_header X-Client-Cert $ssl_client_escaped_cert;
         }}",
        socket.display()
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
    let log = fs::read_to_string(world.path("nginx-http.log")).unwrap();
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
async fn a_proxy_that_sets_no_headers_is_reported() {
    let world = World::new();
    let (server, _nginx) = start(&world).await;
    let answer = world
        .curl()
        .option("--unix-socket", world.path("authority.sock"))
        .post("http://localhost/api/cert", "{}");
    assert_eq!(answer.refusal(), (502, "proxy-headers".to_owned()));
    server.shutdown().await;
}

/// Whoever connects is believed; so no other user of the machine may.
#[tokio::test(flavor = "multi_thread")]
async fn behind_a_proxy_only_owner_and_group_of_the_socket_may_connect() {
    let world = World::new();
    let (server, _nginx) = start(&world).await;
    let socket = world.path("authority.sock");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&socket), 0o660);
    assert_eq!(server.local_address().port(), 0, "there is no port");

    // Only root can be somebody else.
    if fs::metadata("/proc/self").unwrap().uid() == 0 {
        fs::set_permissions(world.folder(), fs::Permissions::from_mode(0o755)).unwrap();
        let mut command = Command::new("setpriv");
        command.args([
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "curl",
            "--silent",
            "--unix-socket",
        ]);
        command.arg(&socket).arg("http://localhost/client-cert");
        let output = command.args(["--header", "X-Client-Verify: SUCCESS"]).output().unwrap();
        // Couldn't connect (man curl).
        assert_eq!(output.status.code(), Some(7), "{output:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_that_was_left_is_taken_over_and_one_in_use_or_a_file_is_not() {
    let world = World::new();
    let socket = world.path("authority.sock");
    let start = || {
        let options = Options {
            public_origin: Some("https://localhost".into()),
            ..Options::default()
        };
        Server::behind_proxy(world.authority(Policy::default()), &socket, options)
    };
    // As a program leaves it that is killed.
    drop(std::os::unix::net::UnixListener::bind(&socket).unwrap());
    let server = start().unwrap();
    let error = start().unwrap_err();
    assert!(matches!(error, Error::Socket { .. }), "{error}");
    server.shutdown().await;
    assert!(!socket.exists());
    fs::write(&socket, "somebody's").unwrap();
    assert!(matches!(start().unwrap_err(), Error::Socket { .. }));
    assert_eq!(fs::read(&socket).unwrap(), b"somebody's");
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_a_proxy_the_public_origin_must_be_given() {
    let world = World::new();
    let socket = world.path("authority.sock");
    let error = Server::behind_proxy(world.authority(Policy::default()), &socket, Options::default()).unwrap_err();
    assert!(matches!(error, Error::PublicOrigin { .. }), "{error}");
}
