//! Every fault as curl sees it.

use crate::support::{Answer, Curl, Failure, World, origin, until};
use renewal_authority::{
    Authority, Options, Policy, Server,
    fault::{Content, Explanation, Fault, Field, Framing, Link, On, Reply, Times},
};
use std::{path::PathBuf, time::Duration};

/// Nothing, or less than the whole: the server has closed the connection.
const CUT: [i32; 3] = [18, 52, 56];
/// curl's own patience is over.
const TIMED_OUT: i32 = 28;

/// An authority and somebody who may renew.
struct Exchange {
    world: World,
    authority: Authority,
    server: Server,
    identity: PathBuf,
}

impl Exchange {
    async fn start() -> Self {
        let world = World::new();
        let authority = world.authority(Policy::default());
        let server = Server::tls(authority.clone(), Options::default()).await.unwrap();
        let identity = world.client("client0001", -1000, 45);
        Self {
            world,
            authority,
            server,
            identity,
        }
    }

    fn once(&self, on: On, fault: Fault) {
        self.authority.misbehave(on, fault, Times::First(1));
    }

    fn curl(&self) -> Curl {
        self.world.curl().certificate(&self.identity)
    }

    fn url(&self, on: On, link: &str) -> String {
        match on {
            On::ClientCertificate => format!("{}/client-cert", origin(&self.server)),
            On::Renewal => format!("{}/api/cert", origin(&self.server)),
            On::Download => link.to_owned(),
        }
    }

    fn link(&self) -> String {
        self.curl().post(&self.url(On::Renewal, ""), "{}").renewal().0
    }

    fn ask(&self, on: On, link: &str) -> Result<Answer, Failure> {
        self.ask_by(self.curl(), on, link)
    }

    fn ask_by(&self, curl: Curl, on: On, link: &str) -> Result<Answer, Failure> {
        let curl = match on {
            On::Renewal => curl.option("--json", "{}"),
            On::ClientCertificate | On::Download => curl,
        };
        curl.try_send(&self.url(on, link))
    }
}

const ALL: [On; 3] = [On::ClientCertificate, On::Renewal, On::Download];

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_is_hung_up_gives_not_one_byte() {
    let exchange = Exchange::start().await;
    let link = exchange.link();
    for on in ALL {
        for fault in [Fault::Before(Reply::HangUp), Fault::After(Reply::HangUp)] {
            exchange.once(on, fault.clone());
            let failure = exchange.ask(on, &link).unwrap_err();
            assert!(CUT.contains(&failure.exit_code), "{on:?} {fault:?} {failure:?}");
            assert_eq!(
                (failure.headers.as_str(), failure.body.len()),
                ("", 0),
                "{on:?} {fault:?}"
            );
            assert_eq!(exchange.ask(on, &link).unwrap().status, 200, "{on:?}: only once");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_wrong_before_issues_nothing_and_what_goes_wrong_after_has_issued() {
    let exchange = Exchange::start().await;
    for reply in [Reply::HangUp, Reply::status(502), Reply::Content(Content::Empty)] {
        exchange.authority.forget();
        for (fault, issued) in [(Fault::Before(reply.clone()), 0), (Fault::After(reply), 1)] {
            exchange.once(On::Renewal, fault.clone());
            let _ = exchange.ask(On::Renewal, "");
            assert_eq!(exchange.authority.issued().len(), issued, "{fault:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_comes_before_or_after_a_certificate_is_issued() {
    let exchange = Exchange::start().await;
    let endpoint = exchange.url(On::Renewal, "");
    exchange.once(On::Renewal, Fault::Before(Reply::Silence));
    exchange.once(On::Renewal, Fault::After(Reply::Silence));
    // Two clients that wait for ever: only the second has been issued something.
    let clients: Vec<_> = (0..2)
        .map(|count| {
            let client = exchange.curl().option("--json", "{}").start(&endpoint);
            until(|| exchange.authority.requests().len() > count);
            client
        })
        .collect();
    until(|| !exchange.authority.issued().is_empty());
    drop(clients);
    assert_eq!(exchange.authority.issued().len(), 1);
    assert_eq!(
        exchange.authority.transcript(),
        ["POST /api/cert -", "POST /api/cert -"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_keeps_the_connection_open_until_the_client_leaves() {
    let exchange = Exchange::start().await;
    let link = exchange.link();
    for on in ALL {
        exchange.once(on, Fault::Before(Reply::Silence));
        let curl = exchange.curl().option("--max-time", "1");
        let failure = exchange.ask_by(curl, on, &link).unwrap_err();
        assert_eq!((failure.exit_code, failure.headers.as_str()), (TIMED_OUT, ""), "{on:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_answer_is_the_honest_one() {
    let exchange = Exchange::start().await;
    let link = exchange.link();
    for on in ALL {
        exchange.once(on, Fault::Late(Duration::from_secs(3)));
        let impatient = exchange.curl().option("--max-time", "1");
        assert_eq!(exchange.ask_by(impatient, on, &link).unwrap_err().exit_code, TIMED_OUT);
        exchange.once(on, Fault::Late(Duration::from_secs(2)));
        assert_eq!(exchange.ask(on, &link).unwrap().status, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_status_comes_with_every_kind_of_explanation() {
    let exchange = Exchange::start().await;
    let link = exchange.link();
    for status in [302, 400, 401, 403, 404, 409, 410, 413, 429, 500, 502, 503, 504] {
        for on in ALL {
            exchange.once(on, Fault::Before(Reply::status(status)));
            assert_eq!(exchange.ask(on, &link).unwrap().refusal().0, status);
            exchange.once(on, Fault::Before(Reply::explained(status, Explanation::Html)));
            let page = exchange.ask(on, &link).unwrap();
            assert_eq!((page.status, page.header("content-type")), (status, Some("text/html")));
            assert!(page.text().contains("<html"), "{}", page.text());
            exchange.once(on, Fault::Before(Reply::explained(status, Explanation::Nothing)));
            let empty = exchange.ask(on, &link).unwrap();
            assert_eq!((empty.status, empty.body.len()), (status, 0));
            let location = empty.header("location").map(str::to_owned);
            let expected = (status == 302).then(|| format!("{}/elsewhere", origin(&exchange.server)));
            assert_eq!(location, expected, "{status}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_requests_says_when_to_come_again() {
    let exchange = Exchange::start().await;
    let link = exchange.link();
    exchange.authority.misbehave(
        On::Download,
        Fault::Before(Reply::too_many_requests(3)),
        Times::First(2),
    );
    for _ in 0..2 {
        let busy = exchange.ask(On::Download, &link).unwrap();
        assert_eq!((busy.status, busy.header("retry-after")), (429, Some("3")));
    }
    assert_eq!(exchange.ask(On::Download, &link).unwrap().status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_without_an_end_last_until_the_authority_behaves() {
    let exchange = Exchange::start().await;
    let fault = Fault::Before(Reply::status(503));
    exchange.authority.misbehave(On::Renewal, fault, Times::Always);
    for _ in 0..3 {
        assert_eq!(exchange.ask(On::Renewal, "").unwrap().status, 503);
    }
    exchange.authority.behave();
    assert_eq!(exchange.ask(On::Renewal, "").unwrap().status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_truncated_answer_is_the_first_half_of_the_honest_one() {
    let exchange = Exchange::start().await;
    let link = exchange.link();
    for on in [On::ClientCertificate, On::Download] {
        let whole = exchange.ask(on, &link).unwrap().body;
        for framing in [Framing::ContentLength, Framing::Chunked] {
            exchange.once(on, Fault::Truncated(framing));
            let failure = exchange.ask(on, &link).unwrap_err();
            assert!(CUT.contains(&failure.exit_code), "{failure:?}");
            assert_eq!(failure.body, whole[..whole.len() / 2], "{on:?} {framing:?}");
            let headers = failure.headers.to_lowercase();
            assert!(headers.starts_with("http/1.1 200"), "{headers}");
            let length = format!("content-length: {}", whole.len());
            assert_eq!(
                headers.contains(&length),
                framing == Framing::ContentLength,
                "{headers}"
            );
            assert_eq!(
                headers.contains("transfer-encoding: chunked"),
                framing == Framing::Chunked
            );
        }
    }
    exchange.once(On::Renewal, Fault::Truncated(Framing::ContentLength));
    let failure = exchange.ask(On::Renewal, "").unwrap_err();
    assert!(failure.body.starts_with(b"{\""), "{failure:?}");
    assert!(!failure.body.ends_with(b"}"), "{failure:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_huge_answer_is_whole_and_more_than_a_mebibyte() {
    let exchange = Exchange::start().await;
    let link = exchange.link();
    for on in ALL {
        for (framing, length) in [(Framing::ContentLength, Some("2097152")), (Framing::Chunked, None)] {
            exchange.once(on, Fault::After(Reply::Content(Content::Huge(framing))));
            let answer = exchange.ask(on, &link).unwrap();
            assert_eq!((answer.status, answer.body.len()), (200, 2 << 20));
            assert_eq!(answer.header("content-length"), length);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_can_be_anything_but_the_expected() {
    let exchange = Exchange::start().await;
    let link = exchange.link();
    let answer = |on: On, content: Content| {
        exchange.once(on, Fault::Before(Reply::Content(content)));
        let answer = exchange.ask(on, &link).unwrap();
        assert_eq!(answer.status, 200);
        answer
    };
    for on in ALL {
        assert_eq!(answer(on, Content::Empty).body, b"");
        assert!(answer(on, Content::Html).text().contains("<html"));
        let invalid = answer(on, Content::InvalidJson);
        assert_eq!(invalid.header("content-type"), Some("application/json"));
        serde_json::from_slice::<serde_json::Value>(&invalid.body).unwrap_err();
        assert_eq!(answer(on, Content::Json("[]".to_owned())).text(), "[]");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_can_be_missing_or_a_number() {
    let exchange = Exchange::start().await;
    for (field, name, other) in [(Field::Uri, "uri", "pass"), (Field::Pass, "pass", "uri")] {
        exchange.once(On::Renewal, Fault::Missing(field));
        let json = exchange.ask(On::Renewal, "").unwrap().json();
        assert!(json.get(name).is_none() && json[other].is_string(), "{name}");
        exchange.once(On::Renewal, Fault::WrongType(field));
        let json = exchange.ask(On::Renewal, "").unwrap().json();
        assert!(json[name].is_number() && json[other].is_string(), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_can_lead_astray() {
    let exchange = Exchange::start().await;
    let port = exchange.server.local_address().port();
    for (link, beginning) in [
        (
            Link::OnHost("evil.localhost:1".to_owned()),
            "https://evil.localhost:1/api/cert/".to_owned(),
        ),
        (Link::PlainHttp, format!("http://localhost:{port}/api/cert/")),
        (
            Link::UserInformation,
            format!("https://user:secret@localhost:{port}/api/cert/"),
        ),
        (
            Link::JavaScript,
            format!("javascript:location='https://localhost:{port}/api/cert/"),
        ),
        (Link::Relative, "/api/cert/".to_owned()),
    ] {
        exchange.once(On::Renewal, Fault::Link(link));
        let (uri, password) = exchange.ask(On::Renewal, "").unwrap().renewal();
        assert!(uri.starts_with(&beginning), "{uri}");
        assert!(uri.len() >= beginning.len() + 64, "the token is there: {uri}");
        assert_ne!(password, "");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_stays_a_refusal_when_something_is_to_go_wrong_afterwards() {
    let exchange = Exchange::start().await;
    let endpoint = exchange.url(On::Renewal, "");
    for fault in [
        Fault::After(Reply::HangUp),
        Fault::Truncated(Framing::Chunked),
        Fault::Missing(Field::Uri),
    ] {
        exchange.once(On::Renewal, fault);
        let refusal = exchange.world.curl().post(&endpoint, "{}").refusal();
        assert_eq!(refusal, (403, "certificate-required".to_owned()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_download_can_be_asked_for_again_unless_the_link_is_for_one_use() {
    for (link_uses, second) in [(None, 200), (Some(1), 410)] {
        let world = World::new();
        let authority = world.authority(Policy {
            link_uses,
            ..Policy::default()
        });
        let server = Server::tls(authority.clone(), Options::default()).await.unwrap();
        let identity = world.client("client0001", -1, 45);
        let curl = || world.curl().certificate(&identity);
        let (link, _) = curl().post(&format!("{}/api/cert", origin(&server)), "{}").renewal();
        authority.misbehave(On::Download, Fault::Before(Reply::HangUp), Times::First(1));
        curl().try_send(&link).unwrap_err();
        authority.misbehave(On::Download, Fault::Truncated(Framing::ContentLength), Times::First(1));
        curl().try_send(&link).unwrap_err();
        assert_eq!(curl().get(&link).status, second, "{link_uses:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
#[should_panic(expected = "cannot happen")]
async fn a_fault_that_cannot_happen_is_not_asked_for_in_vain() {
    let world = World::new();
    let fault = Fault::Missing(Field::Uri);
    world
        .authority(Policy::default())
        .misbehave(On::Download, fault, Times::Always);
}
