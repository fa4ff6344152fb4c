//! The fault matrix against the state machine, without a network: code, requests, and what is said of the server.

use crate::common::openssl;
use crate::fault_matrix::{Cell, cells};
use orcamo_cert::{
    Error,
    calendar::Timestamp,
    certificate::Certificate,
    inspection::Pair,
    limits::LIMITS,
    renewal::Bundle,
    renewal::expectation::{Expectation, OldKey},
    renewal::{Exchange, Method, Request, Response, Settings, Step},
    secret::SecretBytes,
};
use renewal_authority::{
    Authority, CertificateAuthority, Identity, Policy, Presented,
    fault::{self, Fault, Unanswered},
    in_process::{Answer, ask},
};
use time::{Duration, OffsetDateTime};

const ORIGIN: &str = "https://auth.example";
const HOST: &str = "auth.example";

struct World {
    authority: Authority,
    identity: Identity,
}

impl World {
    fn new() -> Self {
        let now = OffsetDateTime::now_utc();
        let ca = CertificateAuthority::create(now).unwrap();
        ca.share_keys();
        let identity = ca
            .client_certificate("client0001", now - Duration::days(1000), now + Duration::days(45))
            .unwrap();
        Self {
            authority: Authority::new(ca, Policy::default()),
            identity,
        }
    }

    /// The server's clock.
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_seconds(self.authority.now().unix_timestamp()).unwrap()
    }

    fn send(&self, request: &Request) -> Result<Answer, Unanswered> {
        let method = match request.method {
            Method::Post => "POST",
            Method::Get => "GET",
        };
        let path = request.url.as_str().strip_prefix(ORIGIN).unwrap();
        let presented = Presented::Accepted(self.identity.certificate().clone());
        ask(&self.authority, ORIGIN, &presented, method, path)
    }

    /// A whole renewal; waits take no time.
    fn renew(&self, exchange: &mut Exchange, first: Request) -> Result<Box<Bundle>, Error> {
        let mut request = first;
        loop {
            let mut step = match self.send(&request) {
                Ok(answer) if answer.truncated => exchange.fail(Error::Interrupted { host: HOST.to_owned() })?,
                Ok(answer) if answer.body.len() > LIMITS.response_bytes => {
                    let limit = LIMITS.response_bytes;
                    exchange.fail(Error::ResponseTooLarge {
                        host: HOST.to_owned(),
                        limit,
                    })?
                }
                Ok(answer) => exchange.receive(response(answer), self.now())?,
                Err(Unanswered::HungUp) => exchange.fail(Error::Interrupted { host: HOST.to_owned() })?,
                Err(Unanswered::Silent) => exchange.fail(Error::TimedOut {
                    host: HOST.to_owned(),
                    seconds: 60,
                })?,
            };
            if let Step::Decide(mut pairs) = step {
                pairs.iter_mut().for_each(decide);
                step = exchange.decided(&pairs)?;
            }
            match step {
                Step::Decide(_) => panic!("it is decided"),
                Step::Send(next) | Step::Retry { request: next, .. } => request = next,
                Step::Finished(bundle) => return Ok(bundle),
            }
        }
    }

    fn expectation(&self) -> Expectation {
        let old = Certificate::from_der(self.identity.certificate()).unwrap();
        Expectation {
            common_name: old.common_name,
            subject: Some(old.subject),
            issuer: Some(old.issuer),
            serial_number: Some(old.serial_number),
            not_after: Some(old.not_after),
            public_key: Some(OldKey {
                algorithm: Some(old.public_key.algorithm),
                bits: old.public_key.bits,
            }),
            public_key_sha256: Some(old.public_key_sha256),
        }
    }
}

/// Has openssl say what the public half of a private key is.
fn decide(pair: &mut Pair) {
    let arguments = ["pkey", "-inform", "DER", "-pubout", "-outform", "DER"];
    let public_key = openssl(&arguments, pair.private_key.expose());
    pair.belong_together = Some(public_key == pair.public_key);
}

fn response(answer: Answer) -> Response {
    let header = |name: &str| answer.headers.iter().find(|(other, _)| other == name);
    Response {
        status: answer.status,
        retry_after: header("retry-after").and_then(|(_, seconds)| seconds.parse().ok()),
        date: None,
        body: SecretBytes::new(answer.body),
    }
}

#[test]
fn every_fault_of_the_matrix_ends_with_its_code_and_requests() {
    let mut complaints = Vec::new();
    let world = World::new();
    for cell in cells() {
        world.authority.behave();
        world.authority.forget();
        world.authority.misbehave(cell.on, cell.fault.clone(), cell.times);
        let endpoint = format!("{ORIGIN}/api/cert");
        let (mut exchange, first) = Exchange::start(&endpoint, world.expectation(), Settings::default()).unwrap();
        let outcome = world.renew(&mut exchange, first);
        let code = outcome.as_ref().err().map(Error::code);
        if code != cell.code {
            complaints.push(format!("{}: {code:?}, not {:?}", cell.name, cell.code));
        }
        if exchange.issuance().name() != cell.issued {
            complaints.push(format!(
                "{}: issued {}, not {}",
                cell.name,
                exchange.issuance().name(),
                cell.issued
            ));
        }
        if world.authority.transcript() != cell.requests {
            complaints.push(format!(
                "{}: {:?}, not {:?}",
                cell.name,
                world.authority.transcript(),
                cell.requests
            ));
        }
        complaints.extend(reported(&cell, &world, &outcome));
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// "No" must be true, and so must a success.
fn reported(cell: &Cell, world: &World, outcome: &Result<Box<Bundle>, Error>) -> Option<String> {
    let issued = world.authority.issued();
    match outcome {
        _ if cell.issued == "no" && !issued.is_empty() => Some(format!("{}: something was issued", cell.name)),
        Ok(bundle) if bundle.key_matches != Some(true) => Some(format!("{}: {:?}", cell.name, bundle.key_matches)),
        Ok(bundle) if bundle.same_key != (cell.reported == Some("same-key")) || bundle.weak_key => Some(format!(
            "{}: the same key: {}, a weak one: {}",
            cell.name, bundle.same_key, bundle.weak_key
        )),
        // Made for this one answer.
        Ok(_) if is_made_for_one_answer(&cell.fault) => None,
        Ok(bundle) => {
            let found = bundle.certificate.serial_number.as_str();
            let is_issued = issued.iter().any(|one| one.certificate.serial_number == found);
            (!is_issued).then(|| format!("{}: {found} was never issued", cell.name))
        }
        Err(_) => None,
    }
}

/// Whether the certificate is another than the one that was issued.
fn is_made_for_one_answer(fault: &Fault) -> bool {
    use fault::Bundle::{BeginsIn, EcWithoutPublicHalf, Ed25519, SameKey};
    matches!(
        fault,
        Fault::Bundle(BeginsIn(_) | Ed25519 | EcWithoutPublicHalf | SameKey)
    )
}

#[test]
fn after_every_lost_download_the_renewal_can_be_resumed() {
    let world = World::new();
    for cell in cells().into_iter().filter(|cell| cell.requests.len() > 1) {
        world.authority.behave();
        world.authority.forget();
        world.authority.misbehave(cell.on, cell.fault.clone(), cell.times);
        let endpoint = format!("{ORIGIN}/api/cert");
        let (mut exchange, first) = Exchange::start(&endpoint, world.expectation(), Settings::default()).unwrap();
        let answer = world.send(&first).unwrap();
        let download = match exchange.receive(response(answer), world.now()).unwrap() {
            Step::Send(download) => download,
            Step::Retry { .. } | Step::Decide(_) | Step::Finished(_) => panic!("{}: no download", cell.name),
        };
        let issued = exchange.issued().unwrap();
        let _ = world.renew(&mut exchange, download);
        // The server has come to its senses.
        world.authority.behave();
        let (mut resumed, first) = Exchange::resume(issued, Settings::default()).unwrap();
        let bundle = world.renew(&mut resumed, first);
        assert!(bundle.is_ok(), "{}: {bundle:?}", cell.name);
        let posts = world
            .authority
            .transcript()
            .iter()
            .filter(|line| line.starts_with("POST"))
            .count();
        assert_eq!(posts, 1, "{}", cell.name);
    }
}
