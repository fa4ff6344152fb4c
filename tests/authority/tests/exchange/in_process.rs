//! The exchange without a network, which must be the same exchange.

use crate::support::{World, origin};
use renewal_authority::{
    Authority, Options, Policy, Presented, Server,
    fault::{Fault, Framing, On, Reply, Times, Unanswered},
    in_process::{Answer, ask},
};
use serde_json::Value;
use std::time::Duration;
use time::OffsetDateTime;

const ORIGIN: &str = "https://auth.example";

fn start() -> (Authority, Presented) {
    let world = World::new();
    let now = OffsetDateTime::now_utc();
    let identity = world
        .certificate_authority
        .client_certificate("client0001", now, now + time::Duration::days(45))
        .unwrap();
    let presented = Presented::Accepted(identity.certificate().clone());
    (world.authority(Policy::default()), presented)
}

fn link(answer: &Answer) -> String {
    let json: Value = serde_json::from_slice(&answer.body).unwrap();
    json["uri"].as_str().unwrap().to_owned()
}

#[test]
fn an_exchange_gives_the_bundle() {
    let (authority, presented) = start();
    let answer = ask(&authority, ORIGIN, &presented, "POST", "/api/cert").unwrap();
    let link = link(&answer);
    let path = link.strip_prefix(ORIGIN).unwrap();
    let bundle = ask(&authority, ORIGIN, &presented, "GET", path).unwrap();
    assert_eq!((bundle.status, bundle.truncated), (200, false));
    assert!(bundle.body.len() > 2000);
    assert_eq!(authority.transcript(), ["POST /api/cert 200", "GET /api/cert/… 200"]);
    assert!(!format!("{answer:?}").contains(&link));
}

#[test]
fn faults_happen_without_a_network_too() {
    let (authority, presented) = start();
    let renewal = |fault: Fault| {
        authority.misbehave(On::Renewal, fault, Times::First(1));
        ask(&authority, ORIGIN, &presented, "POST", "/api/cert")
    };
    assert_eq!(renewal(Fault::After(Reply::HangUp)), Err(Unanswered::HungUp));
    assert_eq!(renewal(Fault::After(Reply::Silence)), Err(Unanswered::Silent));
    assert_eq!(authority.issued().len(), 2);
    assert_eq!(renewal(Fault::Before(Reply::status(503))).unwrap().status, 503);
    let late = renewal(Fault::Late(Duration::from_secs(3600))).unwrap();
    assert_eq!((late.status, late.truncated), (200, false));
    let cut = renewal(Fault::Truncated(Framing::Chunked)).unwrap();
    assert_eq!(
        (cut.status, cut.truncated, cut.body.len()),
        (200, true, late.body.len() / 2)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_over_the_network_is_the_same_but_for_its_framing() {
    let world = World::new();
    let authority = world.authority(Policy::default());
    let server = Server::tls(authority.clone(), Options::default()).await.unwrap();
    let direct = tokio::task::spawn_blocking(move || ask(&authority, ORIGIN, &Presented::None, "POST", "/api/cert"));
    let direct = direct.await.unwrap().unwrap();
    let answer = world.curl().post(&format!("{}/api/cert", origin(&server)), "{}");
    assert_eq!((direct.status, &direct.body), (answer.status, &answer.body));
    for (name, value) in direct.headers.iter().filter(|(name, _)| name != "date") {
        assert_eq!(answer.header(name), Some(value.as_str()), "{name}");
    }
}
