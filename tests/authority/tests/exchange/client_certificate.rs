//! `/client-cert`, held against a real nginx: the same bytes for the same certificate.

use crate::support::{Nginx, Program, World, free_port, origin, succeeds};
use renewal_authority::{CertificateAuthority, Policy, Server};
use std::{
    fs,
    path::{Path, PathBuf},
};
use time::OffsetDateTime;

/// nginx gives the verdict of a refused certificate only where its error page leads.
const NGINX_ITSELF: &str = r#"
    error_page 495 = $uri;
    location = /client-cert { default_type text/plain; return 200 "$ssl_client_verify $ssl_client_escaped_cert"; }"#;

async fn start(world: &World) -> (Server, Nginx) {
    (
        world.serve(Policy::default()).await,
        Nginx::start(world, free_port(), NGINX_ITSELF),
    )
}

/// Asks both; they must agree. Returns the verdict.
fn verdict(world: &World, servers: &(Server, Nginx), identity: Option<&Path>) -> String {
    let ask = |origin: String| {
        let curl = identity
            .into_iter()
            .fold(world.curl(), |curl, identity| curl.certificate(identity));
        let answer = curl.get(&format!("{origin}/client-cert"));
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), Some("text/plain"));
        answer.text()
    };
    let (ours, of_nginx) = (ask(origin(&servers.0)), ask(servers.1.origin()));
    assert_eq!(ours, of_nginx);
    ours.rsplit_once(' ').unwrap().0.to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_usual_verdicts_are_those_of_nginx() {
    let world = World::new();
    let servers = start(&world).await;
    assert_eq!(verdict(&world, &servers, None), "NONE");
    assert_eq!(
        verdict(&world, &servers, Some(&world.client("client0001", -1, 45))),
        "SUCCESS"
    );
    let expired = world.client("client0004", -100, -10);
    assert_eq!(
        verdict(&world, &servers, Some(&expired)),
        "FAILED:certificate has expired"
    );
    let future = world.client("client0001", 10, 100);
    assert_eq!(
        verdict(&world, &servers, Some(&future)),
        "FAILED:certificate is not yet valid"
    );
    let server = world
        .certificate_authority
        .server_certificate(&["client0001"], OffsetDateTime::now_utc())
        .unwrap();
    let for_servers = world.identity(&server);
    assert_eq!(
        verdict(&world, &servers, Some(&for_servers)),
        "FAILED:unsuitable certificate purpose"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_verdicts_on_foreign_certificates_are_those_of_nginx() {
    let world = World::new();
    let servers = start(&world).await;
    let other = CertificateAuthority::create(OffsetDateTime::now_utc()).unwrap();
    let foreign = world.client_of(&other, "client0001", -1, 45);
    assert_eq!(
        verdict(&world, &servers, Some(&foreign)),
        "FAILED:unable to verify the first certificate"
    );
    let with_chain = format!("{}{}", fs::read_to_string(&foreign).unwrap(), other.certificate_pem());
    let with_chain = world.write("with-chain.pem", with_chain);
    assert_eq!(
        verdict(&world, &servers, Some(&with_chain)),
        "FAILED:self-signed certificate in certificate chain"
    );
    let expired = world.client_of(&other, "client0004", -100, -10);
    assert_eq!(
        verdict(&world, &servers, Some(&expired)),
        "FAILED:certificate has expired"
    );
    let own = self_signed(&world, "/CN=client0001", "own");
    assert_eq!(verdict(&world, &servers, Some(&own)), "FAILED:self-signed certificate");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_of_the_same_name_with_another_key_is_another_authority() {
    let world = World::new();
    let servers = start(&world).await;
    let subject = succeeds(&Program::OPENSSL.run([
        "x509".as_ref(),
        "-in".as_ref(),
        world.path("ca.pem").as_os_str(),
        "-noout".as_ref(),
        "-subject".as_ref(),
    ]));
    // `subject=O = orcamo-cert demo, CN = …` as `-subj` wants it.
    let subject = subject
        .trim()
        .replace("subject=", "/")
        .replace(" = ", "=")
        .replace(", ", "/");
    let namesake = self_signed(&world, &subject, "namesake");
    let with_key_identifier = issued_by(&world, &namesake, "authorityKeyIdentifier=keyid:always");
    assert_eq!(
        verdict(&world, &servers, Some(&with_key_identifier)),
        "FAILED:unable to verify the first certificate"
    );
    let without = issued_by(&world, &namesake, "authorityKeyIdentifier=none");
    assert_eq!(
        verdict(&world, &servers, Some(&without)),
        "FAILED:certificate signature failure"
    );

    // The authority's own certificate, key identifier included, signed again with another key.
    let (key, certificate) = (world.path("namesake.key"), world.path("double.pem"));
    succeeds(&Program::OPENSSL.run([
        "x509".as_ref(),
        "-in".as_ref(),
        world.path("ca.pem").as_os_str(),
        "-days".as_ref(),
        "30".as_ref(),
        "-signkey".as_ref(),
        key.as_os_str(),
        "-out".as_ref(),
        certificate.as_os_str(),
    ]));
    let double = issued_by(
        &world,
        &joined(&world, &certificate, &key),
        "authorityKeyIdentifier=keyid:always",
    );
    assert_eq!(
        verdict(&world, &servers, Some(&double)),
        "FAILED:certificate signature failure"
    );
}

fn self_signed(world: &World, subject: &str, name: &str) -> PathBuf {
    let (key, certificate) = (world.path(&format!("{name}.key")), world.path(&format!("{name}.pem")));
    succeeds(&Program::OPENSSL.run([
        "req".as_ref(),
        "-x509".as_ref(),
        "-newkey".as_ref(),
        "rsa:2048".as_ref(),
        "-nodes".as_ref(),
        "-subj".as_ref(),
        subject.as_ref(),
        "-keyout".as_ref(),
        key.as_os_str(),
        "-out".as_ref(),
        certificate.as_os_str(),
    ]));
    joined(world, &certificate, &key)
}

/// A client certificate issued by an authority outside of our code, with these extensions.
fn issued_by(world: &World, issuer: &Path, extensions: &str) -> PathBuf {
    let (key, request, certificate) = (world.path("leaf.key"), world.path("leaf.csr"), world.path("leaf.pem"));
    let extensions = world.write("leaf.ext", extensions);
    succeeds(&Program::OPENSSL.run([
        "req".as_ref(),
        "-new".as_ref(),
        "-newkey".as_ref(),
        "rsa:2048".as_ref(),
        "-nodes".as_ref(),
        "-subj".as_ref(),
        "/CN=client0001".as_ref(),
        "-keyout".as_ref(),
        key.as_os_str(),
        "-out".as_ref(),
        request.as_os_str(),
    ]));
    succeeds(&Program::OPENSSL.run([
        "x509".as_ref(),
        "-req".as_ref(),
        "-in".as_ref(),
        request.as_os_str(),
        "-CA".as_ref(),
        issuer.as_os_str(),
        "-CAkey".as_ref(),
        issuer.as_os_str(),
        "-extfile".as_ref(),
        extensions.as_os_str(),
        "-out".as_ref(),
        certificate.as_os_str(),
    ]));
    joined(world, &certificate, &key)
}

fn joined(world: &World, certificate: &Path, key: &Path) -> PathBuf {
    let text = format!(
        "{}{}",
        fs::read_to_string(certificate).unwrap(),
        fs::read_to_string(key).unwrap()
    );
    world.write(
        &format!("{}-joined.pem", certificate.file_stem().unwrap().to_str().unwrap()),
        text,
    )
}
