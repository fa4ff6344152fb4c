//! The files of `deploy/nginx`, run by a real nginx and judged by curl.

use crate::support::{Answer, Curl, Deployment, Site, World};
use renewal_authority::{
    CertificateAuthority, Policy,
    fault::{Fault, Framing, On, Reply, Times},
};
use std::path::{Path, PathBuf};
use time::{Duration, OffsetDateTime};

const EVIL: &str = "https://evil.localhost";

/// The client certificates that the README distinguishes: none, good, expired, foreign; each with its verdict and refusal.
fn presented(world: &World) -> [(Option<PathBuf>, &'static str, Option<&'static str>); 4] {
    let other = CertificateAuthority::create(OffsetDateTime::now_utc()).unwrap();
    [
        (None, "NONE ", Some("certificate-required")),
        (Some(world.client("client0001", -1, 45)), "SUCCESS -----BEGIN%20", None),
        (
            Some(world.client("client0004", -100, -10)),
            "FAILED:certificate has expired -----BEGIN%20",
            Some("certificate-expired"),
        ),
        (
            Some(world.client_of(&other, "client0001", -1, 45)),
            "FAILED:unable to verify the first certificate -----BEGIN%20",
            Some("certificate-refused"),
        ),
    ]
}

/// From a page of this origin.
fn from(world: &World, origin: &str, identity: Option<&Path>) -> Curl {
    let curl = world.curl().presenting(identity);
    curl.option("--header", format!("Origin: {origin}"))
}

fn assert_readable(answer: &Answer, origin: &str, what: &str) {
    assert_eq!(answer.header("access-control-allow-origin"), Some(origin), "{what}");
    assert_eq!(
        answer.header("access-control-allow-credentials"),
        Some("true"),
        "{what}"
    );
    assert_eq!(
        answer.header("access-control-expose-headers"),
        Some("Date, Retry-After"),
        "{what}"
    );
    assert_eq!(answer.header("vary"), Some("Origin"), "{what}");
}

fn assert_not_readable(answer: &Answer, what: &str) {
    let headers = answer.headers_beginning("access-control-");
    assert!(headers.is_empty(), "{what}: {headers:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_certificate_is_answered_as_the_readme_says() {
    for deployment in Deployment::BOTH {
        let world = World::new();
        let site = deployment.start(&world, Policy::default()).await;
        for (identity, verdict, refusal) in presented(&world) {
            let curl = || from(&world, &site.page, identity.as_deref());
            let what = format!("{deployment:?} {verdict}");

            let found = curl().get(&format!("{}/client-cert", site.auth));
            assert_eq!(found.status, 200, "{what}");
            assert!(found.text().starts_with(verdict), "{what}: {}", found.text());
            assert_eq!(found.header("cache-control"), Some("no-store"), "{what}");

            let renewal = curl().post(&format!("{}/api/cert", site.auth), "{}");
            let download = curl().get(&format!("{}/api/cert/unknown", site.auth));
            match refusal {
                Some(code) => {
                    assert_eq!(renewal.refusal(), (403, code.to_owned()), "{what}");
                    assert_eq!(download.refusal(), (403, code.to_owned()), "{what}");
                }
                None => {
                    let (link, _) = renewal.renewal();
                    assert!(link.starts_with(&site.auth), "{link}");
                    let bundle = curl().get(&link);
                    assert_eq!(bundle.status, 200, "{what}");
                    assert_eq!(bundle.header("content-type"), Some("application/x-pkcs12"));
                    assert_eq!(download.refusal(), (404, "unknown-link".to_owned()), "{what}");
                }
            }
            assert_eq!(curl().get(&format!("{}/", site.page)).status, 200, "{what}");
            assert_eq!(curl().get(&format!("{}/reachable", site.auth)).status, 204, "{what}");
            for answer in [&found, &renewal, &download] {
                assert!(answer.header("date").is_some(), "{what}");
                match deployment {
                    Deployment::CrossOrigin => assert_readable(answer, &site.page, &what),
                    Deployment::SameOrigin => assert_not_readable(answer, &what),
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preflight_of_the_page_is_allowed_whatever_certificate_comes_with_it() {
    let world = World::new();
    let site = Deployment::CrossOrigin.start(&world, Policy::default()).await;
    for (identity, verdict, _) in presented(&world) {
        for path in ["/api/cert", "/api/cert/unknown", "/client-cert"] {
            let answer = preflight(&world, &site, &site.page, identity.as_deref(), path);
            assert_eq!((answer.status, answer.body.len()), (204, 0), "{verdict}{path}");
            assert_eq!(
                answer.header("access-control-allow-origin"),
                Some(site.page.as_str()),
                "{verdict}{path}"
            );
            for (name, value) in [
                ("access-control-allow-credentials", "true"),
                ("access-control-allow-methods", "GET, POST"),
                ("access-control-allow-headers", "Content-Type"),
                ("access-control-max-age", "600"),
                ("vary", "Origin"),
            ] {
                assert_eq!(answer.header(name), Some(value), "{verdict}{path}");
            }
        }
    }
    assert_eq!(
        site.authority.transcript(),
        Vec::<String>::new(),
        "nginx answers preflights"
    );
}

fn preflight(world: &World, site: &Site, origin: &str, identity: Option<&Path>, path: &str) -> Answer {
    from(world, origin, identity)
        .option("--request", "OPTIONS")
        .option("--header", "Access-Control-Request-Method: POST")
        .option("--header", "Access-Control-Request-Headers: content-type")
        .get(&format!("{}{path}", site.auth))
}

#[tokio::test(flavor = "multi_thread")]
async fn other_origins_get_no_cross_origin_headers() {
    let world = World::new();
    let site = Deployment::CrossOrigin.start(&world, Policy::default()).await;
    let identity = world.client("client0001", -1, 45);
    let page = &site.page;
    for origin in [
        EVIL.to_owned(),
        "null".to_owned(),
        page.replace("https:", "http:"),
        format!("{page}0"),
        format!("{page}.evil.localhost"),
        page.replace("page", "apage"),
        page.replace("page", "PAGE") + "x",
        site.auth.clone(),
    ] {
        let asked = preflight(&world, &site, &origin, None, "/api/cert");
        assert_not_readable(&asked, &origin);
        for path in ["/client-cert", "/api/cert/unknown", "/missing"] {
            let answer = from(&world, &origin, Some(&identity)).get(&format!("{}{path}", site.auth));
            assert_not_readable(&answer, &origin);
        }
    }
    let without = world.curl().get(&format!("{}/client-cert", site.auth));
    assert_not_readable(&without, "no origin");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_may_ask_whether_the_auth_host_can_be_reached() {
    let world = World::new();
    let site = Deployment::CrossOrigin.start(&world, Policy::default()).await;
    for origin in [site.page.as_str(), EVIL] {
        let answer = from(&world, origin, None).get(&format!("{}/reachable", site.auth));
        assert_eq!(answer.status, 204);
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
        assert_eq!(answer.header("access-control-allow-credentials"), None);
        assert_eq!(
            answer.header("access-control-expose-headers"),
            Some("Date, Retry-After")
        );
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_reach_the_page_with_their_status_and_body() {
    for deployment in Deployment::BOTH {
        let world = World::new();
        let mut site = deployment.start(&world, Policy::default()).await;
        let identity = world.client("client0001", -1, 45);
        let endpoint = format!("{}/api/cert", site.auth);
        let curl = || from(&world, &site.page, Some(&identity));
        let readable = |answer: &Answer, what: &str| {
            if deployment == Deployment::CrossOrigin {
                assert_readable(answer, &site.page, what);
            }
        };
        for status in [302, 400, 401, 403, 404, 409, 410, 413, 429, 500, 502, 503, 504] {
            let fault = Fault::Before(Reply::status(status));
            site.authority.misbehave(On::Renewal, fault, Times::First(1));
            let answer = curl().post(&endpoint, "{}");
            assert_eq!(answer.refusal().0, status, "{deployment:?}");
            readable(&answer, &status.to_string());
        }
        site.authority
            .misbehave(On::Renewal, Fault::Before(Reply::too_many_requests(7)), Times::First(1));
        assert_eq!(curl().post(&endpoint, "{}").header("retry-after"), Some("7"));

        for on in [On::Renewal, On::Download] {
            site.authority
                .misbehave(on, Fault::Before(Reply::HangUp), Times::First(1));
        }
        for answer in [curl().post(&endpoint, "{}"), curl().get(&format!("{endpoint}/x"))] {
            assert_eq!(
                answer.refusal(),
                (502, "authority-unavailable".to_owned()),
                "{deployment:?}"
            );
            readable(&answer, "hung up");
        }

        // What only nginx sees.
        let large = curl().post(&endpoint, &format!("{{\"filler\":\"{}\"}}", "x".repeat(5000)));
        assert_eq!(large.status, 413);
        readable(&large, "too large");
        let missing = curl().get(&format!("{}/missing", site.auth));
        assert_eq!(missing.status, 404);
        readable(&missing, "missing");

        site.stop_authority().await;
        let down = from(&world, &site.page, Some(&identity)).post(&endpoint, "{}");
        assert_eq!(
            down.refusal(),
            (502, "authority-unavailable".to_owned()),
            "{deployment:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_failed_behind_nginx_is_not_sent_again() {
    let world = World::new();
    let site = Deployment::SameOrigin.start(&world, Policy::default()).await;
    let identity = world.client("client0001", -1, 45);
    for on in [On::Renewal, On::Download] {
        site.authority.misbehave(on, Fault::After(Reply::HangUp), Times::Always);
    }
    let endpoint = format!("{}/api/cert", site.auth);
    assert_eq!(world.curl().certificate(&identity).post(&endpoint, "{}").status, 502);
    assert_eq!(site.authority.transcript(), ["POST /api/cert -"]);
    assert_eq!(site.authority.issued().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_foreign_page_could_send_unasked_renews_nothing() {
    for deployment in Deployment::BOTH {
        let world = World::new();
        let site = deployment.start(&world, Policy::default()).await;
        let identity = world.client("client0001", -1, 45);
        let post = |curl: Curl, content_type: &str| {
            curl.option("--header", format!("Content-Type:{content_type}"))
                .option("--data-binary", "{}")
                .send(&format!("{}/api/cert", site.auth))
        };
        let ours = || from(&world, &site.page, Some(&identity));
        for content_type in [
            " text/plain",
            " application/x-www-form-urlencoded",
            " multipart/form-data; boundary=application/json",
            " application/jsonp",
            "",
        ] {
            // Old browsers do not send the page's origin.
            for curl in [world.curl().certificate(&identity), ours()] {
                let refusal = post(curl, content_type).refusal();
                assert_eq!(refusal, (415, "unsupported-media-type".to_owned()), "{content_type}");
            }
            let refusal = post(from(&world, EVIL, Some(&identity)), content_type).refusal();
            assert_eq!(refusal, (403, "foreign-origin".to_owned()), "{content_type}");
        }
        assert!(site.authority.requests().is_empty(), "nginx refuses it");
        post(ours(), " Application/JSON; charset=utf-8").renewal();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_truncated_answer_arrives_truncated_through_nginx() {
    let world = World::new();
    let site = Deployment::CrossOrigin.start(&world, Policy::default()).await;
    let identity = world.client("client0001", -1, 45);
    let endpoint = format!("{}/api/cert", site.auth);
    let curl = || from(&world, &site.page, Some(&identity));
    let (link, _) = curl().post(&endpoint, "{}").renewal();
    let whole = curl().get(&link).body;
    for framing in [Framing::ContentLength, Framing::Chunked] {
        site.authority
            .misbehave(On::Download, Fault::Truncated(framing), Times::First(1));
        let failure = curl().try_send(&link).unwrap_err();
        assert_eq!(failure.exit_code, 18, "{framing:?} {failure:?}");
        assert_eq!(failure.body, whole[..whole.len() / 2], "{framing:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_date_is_that_of_the_authority_on_its_answers_and_that_of_nginx_elsewhere() {
    let world = World::new();
    let site = Deployment::SameOrigin.start(&world, Policy::default()).await;
    let identity = world.client("client0001", -1, 45);
    site.authority.shift_date(Duration::days(-3));
    let date = |path: &str| {
        let answer = world.curl().certificate(&identity).get(&format!("{}{path}", site.auth));
        httpdate::parse_http_date(answer.header("date").unwrap())
            .unwrap()
            .into()
    };
    let now = OffsetDateTime::now_utc();
    let near = |one: OffsetDateTime, other: OffsetDateTime| (one - other).abs() < Duration::hours(1);
    assert!(near(date("/api/cert/unknown"), now - Duration::days(3)));
    for path in ["/client-cert", "/reachable", "/"] {
        assert!(near(date(path), now), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_has_all_headers_and_may_connect_to_the_auth_host_only() {
    for (deployment, connect_src) in [
        (Deployment::SameOrigin, "'self'".to_owned()),
        (Deployment::CrossOrigin, "'self' https://auth.localhost:".to_owned()),
    ] {
        let world = World::new();
        let site = deployment.start(&world, Policy::default()).await;
        let connect_src = match deployment {
            Deployment::SameOrigin => connect_src,
            Deployment::CrossOrigin => format!("{connect_src}{}", site.port()),
        };
        for path in ["/", "/missing"] {
            let answer = world.curl().get(&format!("{}{path}", site.page));
            let policy = answer.header("content-security-policy").unwrap();
            assert!(
                policy
                    .split("; ")
                    .any(|directive| directive == format!("connect-src {connect_src}")),
                "{policy}"
            );
            assert!(policy.starts_with("default-src 'none'; "), "{policy}");
            for name in [
                "x-content-type-options",
                "referrer-policy",
                "cross-origin-opener-policy",
                "strict-transport-security",
            ] {
                assert!(answer.header(name).is_some(), "{deployment:?} {path} {name}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_host_of_the_cross_origin_deployment_has_no_renewal() {
    let world = World::new();
    let site = Deployment::CrossOrigin.start(&world, Policy::default()).await;
    let identity = world.client("client0001", -1, 45);
    for path in ["/client-cert", "/api/cert/unknown", "/reachable"] {
        let answer = world.curl().certificate(&identity).get(&format!("{}{path}", site.page));
        assert_eq!(answer.status, 404, "{path}");
    }
    // A connection made for the page's name, without a certificate request, is no way to the auth host.
    let auth_host = site.auth.strip_prefix("https://").unwrap();
    let smuggled = world
        .curl()
        .certificate(&identity)
        .option("--header", format!("Host: {auth_host}"))
        .get(&format!("{}/client-cert", site.page));
    assert_eq!(smuggled.status, 421);
}
