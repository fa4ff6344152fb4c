//! The exchange with a server that answers anything. Four bytes choose, then come the sections: endpoint, allowed host, expected
//! common name, link, password, and the second body. Where the first body is not built from link and password, it is the link.
#![no_main]

use fuzz::{MARKER, check_error, check_link, now, password, section};
use libfuzzer_sys::fuzz_target;
use orcamo_cert::{
    Error,
    calendar::Timestamp,
    eligibility::Policy,
    input::Format,
    inspection::inspect,
    renewal::expectation::Expectation,
    renewal::link::HttpsUrl,
    renewal::{Exchange, Issuance, Method, Response, Settings, Step},
    secret::SecretBytes,
};

fn status(choice: u8) -> u16 {
    match choice {
        0..=0xdf => 200,
        other => u16::from(other - 0xe0) * 25 + 10,
    }
}

fn response(status: u16, body: &[u8]) -> Response {
    Response {
        status,
        body: SecretBytes::new(body.to_vec()),
        retry_after: Some(u32::from(status)),
        date: None,
    }
}

fn text(section: &[u8]) -> String {
    String::from_utf8_lossy(section).into_owned()
}

fuzz_target!(|input: &[u8]| {
    let Some(([first_status, second_status, form, expected], mut rest)) = input.split_first_chunk::<4>() else {
        return;
    };
    let endpoint = text(section(&mut rest));
    let link_host = text(section(&mut rest));
    let common_name = text(section(&mut rest));
    let link = section(&mut rest);
    let pass = text(section(&mut rest));
    let second_body = rest;

    let expect = Expectation {
        common_name: (expected & 1 == 1).then_some(common_name),
        not_after: (expected & 2 == 2).then(|| now().plus_seconds(i64::from(expected >> 2) * 86_400 * 30)),
        ..Expectation::default()
    };
    let settings = || Settings {
        link_hosts: vec![link_host.clone()],
        attempts: u32::from(form >> 1 & 3),
        ..Settings::default()
    };
    let (mut exchange, request) = match Exchange::start(&endpoint, expect.clone(), settings()) {
        Ok(started) => started,
        Err(error) => {
            assert!(HttpsUrl::parse(&endpoint).is_err());
            return check_error(&error, None, input);
        }
    };
    assert_eq!(
        (request.method, request.url.as_str()),
        (Method::Post, endpoint.as_str())
    );
    check_link(&request.url);

    let first_body = match form & 1 {
        0 => serde_json::json!({ "uri": text(link), "pass": pass })
            .to_string()
            .into_bytes(),
        _ => link.to_vec(),
    };
    let step = exchange.receive(response(status(*first_status), &first_body), now());
    let next = match step {
        Ok(Step::Send(next)) => next,
        Ok(Step::Retry { .. }) => panic!("the request is repeated"),
        Ok(Step::Decide(_)) => panic!("a key without a download"),
        Ok(Step::Finished(_)) => panic!("finished without a download"),
        Err(error) => {
            check_error(&error, None, input);
            assert!(exchange.issued().is_none());
            return has_ended(&mut exchange, second_body);
        }
    };
    assert_eq!((status(*first_status), next.method), (200, Method::Get));
    check_link(&next.url);
    assert!(next.url.host() == request.url.host() || next.url.host() == link_host);

    assert_eq!(exchange.issuance(), Issuance::Yes);
    let issued = exchange.issued().unwrap();
    // Taken up again, it asks for the same.
    let (mut exchange, again) = Exchange::resume(issued, settings()).unwrap();
    assert_eq!(again, next);
    let mut attempts = 1;
    let answered = loop {
        match exchange.receive(response(status(*second_status), second_body), now()) {
            Ok(Step::Retry {
                request,
                attempt,
                seconds,
            }) => {
                attempts += 1;
                assert_eq!((&request, attempt), (&next, attempts));
                assert!((1..=60).contains(&seconds) && attempts <= settings().attempts);
            }
            answered => break answered,
        }
    };
    // A key that does not show its public half could be anybody's.
    let answered = match answered {
        Ok(Step::Decide(pairs)) => {
            assert!(!pairs.is_empty());
            exchange.decided(&pairs)
        }
        answered => answered,
    };
    match answered {
        Ok(Step::Finished(bundle)) => {
            assert_eq!((status(*second_status), bundle.p12.expose()), (200, second_body));
            check_new(&bundle.certificate, &expect);
            let inspection = inspect(
                second_body,
                password(Some(bundle.password.expose())).as_ref(),
                &Policy::default(),
                now(),
            );
            let inspection = inspection.unwrap();
            assert_eq!(
                (inspection.format, inspection.key_matches),
                (Format::Pkcs12, bundle.key_matches)
            );
            assert!(bundle.key_matches != Some(false) && inspection.has_private_key);
            assert_eq!(inspection.certificates[inspection.leaf.unwrap()], bundle.certificate);
        }
        Ok(Step::Send(_) | Step::Retry { .. }) => panic!("a third request"),
        Ok(Step::Decide(_)) => panic!("asked twice"),
        // What the caller itself expected may be shown, even where it holds the same text.
        Err(error) if expect.common_name.as_deref().is_some_and(|name| name.contains(MARKER)) => {
            check_error(&error, None, second_body);
        }
        Err(error) => check_error(&error, (pass == MARKER).then_some(MARKER), second_body),
    }
    has_ended(&mut exchange, second_body);
});

fn check_new(certificate: &orcamo_cert::certificate::Certificate, expect: &Expectation) {
    let exceeds = |instant: Timestamp| certificate.not_after > instant;
    assert!(exceeds(now()) && expect.not_after.is_none_or(exceeds));
    assert!(certificate.not_before <= now().plus_seconds(300));
    assert!(!certificate.is_ca && certificate.client_auth);
    assert!(expect.common_name.is_none() || expect.common_name == certificate.common_name);
}

fn has_ended(exchange: &mut Exchange, body: &[u8]) {
    let error = exchange.receive(response(200, body), now()).unwrap_err();
    assert!(matches!(error, Error::InvalidArgument { .. }), "{error:?}");
}
