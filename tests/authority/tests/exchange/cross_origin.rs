//! Pages elsewhere, with the authority itself as the auth host.

use crate::support::{Answer, Curl, World, origin};
use renewal_authority::{
    Options, Policy, Server,
    fault::{Fault, On, Reply, Times},
};

const PAGE: &str = "https://page.localhost:8443";
const EVIL: &str = "https://page.localhost:8443.evil.localhost";

async fn start(world: &World) -> Server {
    let options = Options {
        allowed_origins: vec![PAGE.to_owned()],
        ..Options::default()
    };
    Server::tls(world.authority(Policy::default()), options).await.unwrap()
}

fn from(world: &World, origin: &str) -> Curl {
    world.curl().option("--header", format!("Origin: {origin}"))
}

fn preflight(world: &World, origin: &str, url: &str) -> Answer {
    from(world, origin)
        .option("--request", "OPTIONS")
        .option("--header", "Access-Control-Request-Method: POST")
        .get(url)
}

fn cross_origin_headers(answer: &Answer) -> Vec<&str> {
    let mut headers = answer.headers_beginning("access-control-");
    headers.sort_unstable();
    headers
}

#[tokio::test(flavor = "multi_thread")]
async fn an_allowed_page_may_read_answers_and_refusals() {
    let world = World::new();
    let server = start(&world).await;
    let identity = world.client("client0001", -1, 45);
    let endpoint = format!("{}/api/cert", origin(&server));
    let from = || from(&world, PAGE);
    let renewed = from().certificate(&identity).post(&endpoint, "{}");
    let (link, _) = renewed.renewal();
    for answer in [
        renewed,
        from().certificate(&identity).get(&link),
        from().post(&endpoint, "{}"),
        from().get(&link),
        from().get(&format!("{}/client-cert", origin(&server))),
        from().get(&format!("{}/missing", origin(&server))),
    ] {
        assert_eq!(
            cross_origin_headers(&answer),
            [
                "access-control-allow-credentials: true",
                "access-control-allow-origin: https://page.localhost:8443",
                "access-control-expose-headers: Date, Retry-After",
            ],
            "{answer:?}"
        );
        assert_eq!(answer.header("vary"), Some("Origin"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preflight_needs_no_certificate_and_takes_up_no_fault() {
    let world = World::new();
    let options = Options {
        allowed_origins: vec![PAGE.to_owned()],
        ..Options::default()
    };
    let authority = world.authority(Policy::default());
    let server = Server::tls(authority.clone(), options).await.unwrap();
    authority.misbehave(On::Renewal, Fault::Before(Reply::status(503)), Times::First(1));
    let endpoint = format!("{}/api/cert", origin(&server));
    let answer = preflight(&world, PAGE, &endpoint);
    assert_eq!((answer.status, answer.body.len()), (204, 0));
    assert_eq!(
        cross_origin_headers(&answer),
        [
            "access-control-allow-credentials: true",
            "access-control-allow-headers: Content-Type",
            "access-control-allow-methods: GET, POST",
            "access-control-allow-origin: https://page.localhost:8443",
            "access-control-max-age: 600",
        ]
    );
    let fault = from(&world, PAGE).post(&endpoint, "{}");
    assert_eq!(fault.status, 503);
    assert_eq!(cross_origin_headers(&fault).len(), 3, "{fault:?}");
    assert_eq!(authority.transcript(), ["OPTIONS /api/cert 204", "POST /api/cert 503"]);
    assert_eq!(authority.requests()[0].origin.as_deref(), Some(PAGE));
}

#[tokio::test(flavor = "multi_thread")]
async fn other_pages_may_read_nothing() {
    let world = World::new();
    let server = start(&world).await;
    let identity = world.client("client0001", -1, 45);
    let endpoint = format!("{}/api/cert", origin(&server));
    for evil in [EVIL, "null", "https://page.localhost", "http://page.localhost:8443"] {
        for answer in [
            preflight(&world, evil, &endpoint),
            from(&world, evil).certificate(&identity).post(&endpoint, "{}"),
            from(&world, evil).post(&endpoint, "{}"),
        ] {
            assert!(cross_origin_headers(&answer).is_empty(), "{evil}: {answer:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_for_its_own_page_answers_no_preflight() {
    let world = World::new();
    let server = world.serve(Policy::default()).await;
    let answer = preflight(&world, PAGE, &format!("{}/api/cert", origin(&server)));
    assert_eq!(answer.refusal(), (405, "method-not-allowed".to_owned()));
    assert!(cross_origin_headers(&answer).is_empty(), "{answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_may_ask_whether_the_authority_can_be_reached() {
    let world = World::new();
    for server in [start(&world).await, world.serve(Policy::default()).await] {
        let answer = from(&world, EVIL).get(&format!("{}/reachable", origin(&server)));
        assert_eq!((answer.status, answer.body.len()), (204, 0));
        assert_eq!(
            cross_origin_headers(&answer),
            [
                "access-control-allow-origin: *",
                "access-control-expose-headers: Date, Retry-After"
            ]
        );
    }
}
