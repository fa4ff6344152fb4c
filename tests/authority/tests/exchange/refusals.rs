//! Every refusal, by curl: readable JSON, never a broken handshake.

use crate::support::{World, origin};
use renewal_authority::{CertificateAuthority, Policy};
use std::path::Path;
use time::OffsetDateTime;

async fn refused(world: &World, policy: Policy, identity: Option<&Path>) -> (u16, String) {
    let server = world.serve(policy).await;
    let curl = identity
        .into_iter()
        .fold(world.curl(), |curl, identity| curl.certificate(identity));
    let answer = curl.post(&format!("{}/api/cert", origin(&server)), "{}");
    server.shutdown().await;
    answer.refusal()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_without_a_certificate_is_refused() {
    let refusal = refused(&World::new(), Policy::default(), None).await;
    assert_eq!(refusal, (403, "certificate-required".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_certificate_is_refused() {
    let world = World::new();
    let identity = world.client("client0004", -1000, -10);
    let refusal = refused(&world, Policy::default(), Some(&identity)).await;
    assert_eq!(refusal, (403, "certificate-expired".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_is_not_yet_valid_is_refused() {
    let world = World::new();
    let identity = world.client("client0001", 2, 100);
    let refusal = refused(&world, Policy::default(), Some(&identity)).await;
    assert_eq!(refusal, (403, "certificate-refused".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_of_another_authority_is_refused() {
    let world = World::new();
    let other = CertificateAuthority::create(OffsetDateTime::now_utc()).unwrap();
    let identity = world.client_of(&other, "client0001", -1, 45);
    let refusal = refused(&world, Policy::default(), Some(&identity)).await;
    assert_eq!(refusal, (403, "certificate-refused".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_certificate_is_refused_as_a_client_certificate() {
    let world = World::new();
    let server = world
        .certificate_authority
        .server_certificate(&["client0001"], OffsetDateTime::now_utc())
        .unwrap();
    let identity = world.identity(&server);
    let refusal = refused(&world, Policy::default(), Some(&identity)).await;
    assert_eq!(refusal, (403, "certificate-refused".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn api_and_backup_certificates_are_not_renewable() {
    for common_name in ["api0005", "backup0006"] {
        let world = World::new();
        let identity = world.client(common_name, -1, 45);
        let refusal = refused(&world, Policy::default(), Some(&identity)).await;
        assert_eq!(refusal, (403, "not-renewable".to_owned()), "{common_name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_with_more_days_left_than_allowed_is_too_early() {
    let world = World::new();
    let identity = world.client("client0003", -95, 1000);
    let refusal = refused(
        &world,
        Policy {
            days_before_expiry: 90,
            ..Policy::default()
        },
        Some(&identity),
    )
    .await;
    assert_eq!(refusal, (403, "too-early".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn links_are_refused_to_whom_they_do_not_belong() {
    let world = World::new();
    let server = world.serve(Policy::default()).await;
    let endpoint = format!("{}/api/cert", origin(&server));
    let owner = world.client("client0001", -1, 45);
    // The same name, but another certificate.
    let other = world.client("client0001", -1, 45);
    let expired = world.client("client0001", -100, -1);
    let (link, _) = world.curl().certificate(&owner).post(&endpoint, "{}").renewal();

    assert_eq!(
        world.curl().certificate(&other).get(&link).refusal(),
        (403, "other-certificate".to_owned())
    );
    assert_eq!(
        world.curl().get(&link).refusal(),
        (403, "certificate-required".to_owned())
    );
    assert_eq!(
        world.curl().certificate(&expired).get(&link).refusal(),
        (403, "certificate-expired".to_owned())
    );
    let unknown = world
        .curl()
        .certificate(&owner)
        .get(&format!("{endpoint}/0123456789abcdef"));
    assert_eq!(unknown.refusal(), (404, "unknown-link".to_owned()));
    assert_eq!(
        world.curl().certificate(&owner).get(&link).status,
        200,
        "no refusal used the link up"
    );
    server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_method_is_refused_and_the_right_one_is_named() {
    let world = World::new();
    let server = world.serve(Policy::default()).await;
    let identity = world.client("client0001", -1, 45);
    for (method, path, allowed) in [
        ("GET", "/api/cert", "POST"),
        ("PUT", "/api/cert", "POST"),
        ("DELETE", "/api/cert/0123", "GET"),
        ("DELETE", "/client-cert", "GET, HEAD"),
        ("DELETE", "/index.html", "GET, HEAD"),
    ] {
        let curl = world.curl().certificate(&identity).option("--request", method);
        let answer = curl.get(&format!("{}{path}", origin(&server)));
        assert_eq!(
            answer.refusal(),
            (405, "method-not-allowed".to_owned()),
            "{method} {path}"
        );
        assert_eq!(answer.header("allow"), Some(allowed), "{method} {path}");
    }
    server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_not_a_json_object_is_refused() {
    let world = World::new();
    let server = world.serve(Policy::default()).await;
    let identity = world.client("client0001", -1, 45);
    let huge = format!("{{\"filler\":\"{}\"}}", "x".repeat(70_000));
    let huge = world.write("huge.json", huge);
    let huge = format!("@{}", huge.display());
    for body in ["", "{", "[]", "null", "uri=1", &huge] {
        let answer = world
            .curl()
            .certificate(&identity)
            .post(&format!("{}/api/cert", origin(&server)), body);
        assert_eq!(answer.refusal(), (400, "bad-request".to_owned()), "{body}");
    }
    server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_a_foreign_page_could_send_unasked_is_refused() {
    let world = World::new();
    let server = world.serve(Policy::default()).await;
    let identity = world.client("client0001", -1, 45);
    let post = |header: &str| {
        let curl = world.curl().certificate(&identity).option("--header", header);
        curl.option("--data-binary", "{}")
            .send(&format!("{}/api/cert", origin(&server)))
    };
    for safelisted in [
        "Content-Type: text/plain",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Type: multipart/form-data; boundary=application/json",
        "Content-Type:",
    ] {
        let refusal = post(safelisted).refusal();
        assert_eq!(refusal, (415, "unsupported-media-type".to_owned()), "{safelisted}");
    }
    post("Content-Type: Application/JSON; charset=utf-8").renewal();
}

#[tokio::test(flavor = "multi_thread")]
async fn headers_of_a_proxy_are_not_believed_over_tls() {
    let world = World::new();
    let server = world.serve(Policy::default()).await;
    let curl = world
        .curl()
        .option("--header", "X-Client-Verify: SUCCESS")
        .option("--header", "X-Client-Cert: anything");
    let answer = curl.post(&format!("{}/api/cert", origin(&server)), "{}");
    assert_eq!(answer.refusal(), (403, "certificate-required".to_owned()));
    server.shutdown().await;
}
