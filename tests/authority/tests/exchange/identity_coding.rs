//! `Transfer-Encoding: identity`, as glclient2 4.0.0 sends it with its POST.

use crate::support::{Curl, Deployment, World, origin};
use renewal_authority::{Authority, Options, Policy, Server};

/// As libcurl sends it for that client: with `Content-Length`.
fn glclient2(curl: Curl) -> Curl {
    curl.option("--header", "Transfer-Encoding: identity")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_with_the_identity_coding_is_renewed_by_the_authority() {
    let world = World::new();
    let server = world.serve(Policy::default()).await;
    let identity = world.client("client0001", -1, 45);
    let curl = || world.curl().certificate(&identity);
    let answer = glclient2(curl()).post(&format!("{}/api/cert", origin(&server)), "{}");
    assert_eq!(answer.header("connection"), Some("close"));
    let (link, _) = answer.renewal();
    assert_eq!(curl().get(&link).status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn any_other_coding_beside_a_length_is_refused_and_renews_nothing() {
    let world = World::new();
    let authority: Authority = world.authority(Policy::default());
    let server = Server::tls(authority.clone(), Options::default()).await.unwrap();
    let identity = world.client("client0001", -1, 45);
    for coding in ["identity, gzip", "Identity", "identity;q=1", "gzip"] {
        let answer = world
            .curl()
            .certificate(&identity)
            .option("--header", format!("Transfer-Encoding: {coding}"))
            .post(&format!("{}/api/cert", origin(&server)), "{}");
        assert_eq!(answer.status, 400, "{coding}");
    }
    assert!(authority.requests().is_empty());
}

/// Since 1.17.9, and before it looks into its configuration. Where this fails, the README has to name another version.
#[tokio::test(flavor = "multi_thread")]
async fn nginx_refuses_the_identity_coding_as_the_readme_says_and_nothing_is_renewed() {
    let world = World::new();
    let site = Deployment::SameOrigin.start(&world, Policy::default()).await;
    let identity = world.client("client0001", -1, 45);
    let answer = glclient2(world.curl().certificate(&identity)).post(&format!("{}/api/cert", site.auth), "{}");
    assert_eq!(answer.status, 501);
    assert!(site.authority.requests().is_empty());
}
