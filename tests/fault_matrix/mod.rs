//! The fault matrix: what a server may do wrong, and what a client must make of it. One table, for the state machine without a
//! network (`tests/core/faults.rs`) and for the page in browsers (`tests/browser`).
#![allow(dead_code, unreachable_pub, reason = "two test programs, and each uses its part")]

use std::time::Duration;

use renewal_authority::{
    Encryption,
    fault::{Bundle, Content, Explanation, Fault, Field, Framing, Link, On, Reply, Times},
};

/// One cell: a fault, and what must come of it.
pub struct Cell {
    pub name: String,
    pub on: On,
    pub fault: Fault,
    pub times: Times,
    /// The code of the error; `None` where the renewal succeeds.
    pub code: Option<&'static str>,
    /// What the client may say of the server then: whether it has issued a certificate.
    pub issued: &'static str,
    /// The requests, as the authority's transcript has them.
    pub requests: Vec<String>,
    /// What must be reported of a new certificate that is accepted, before it is called done.
    pub reported: Option<&'static str>,
}

impl Cell {
    /// The same behind nginx, which answers 502 where the authority hangs up.
    pub fn behind_nginx(self) -> Self {
        let hung_up = matches!(self.fault, Fault::Before(Reply::HangUp) | Fault::After(Reply::HangUp));
        Self {
            code: self.code.map(|code| if hung_up { "refused" } else { code }),
            ..self
        }
    }

    /// Whether the link and the password had arrived, so that the download can be asked for again.
    pub fn has_link(&self) -> bool {
        self.requests.len() > 1
    }

    /// Whether a whole bundle came and was rejected, which can be saved as evidence.
    pub fn has_evidence(&self) -> bool {
        let unchecked = [
            "interrupted",
            "redirected",
            "refused",
            "response-too-large",
            "timed-out",
        ];
        self.has_link() && self.code.is_some_and(|code| !unchecked.contains(&code))
    }
}

const POST: &str = "POST /api/cert";
const GET: &str = "GET /api/cert/…";
/// The statuses that a server or a proxy before it refuses with.
const REFUSALS: [u16; 7] = [400, 401, 403, 404, 409, 410, 413];
/// Those after which the same request may succeed.
const BUSY: [u16; 5] = [429, 500, 502, 503, 504];
/// How often a client tries the download.
pub const ATTEMPTS: usize = 4;

/// Every cell.
pub fn cells() -> Vec<Cell> {
    let mut cells = vec![good(
        "nothing",
        On::Renewal,
        Fault::Late(Duration::ZERO),
        Times::First(0),
    )];
    cells.extend(of_the_request());
    cells.extend(of_the_download());
    cells.extend(of_the_bundle());
    cells
}

/// The POST is never repeated, whatever comes of it.
fn of_the_request() -> Vec<Cell> {
    let cell = |name: &str, fault: Fault, status: &str, code, issued| Cell {
        name: format!("POST: {name}"),
        on: On::Renewal,
        fault,
        times: Times::Always,
        code: Some(code),
        issued,
        requests: vec![format!("{POST} {status}")],
        reported: None,
    };
    let mut cells = vec![
        cell(
            "hung up before issuing",
            Fault::Before(Reply::HangUp),
            "-",
            "interrupted",
            "maybe",
        ),
        cell(
            "hung up after issuing",
            Fault::After(Reply::HangUp),
            "-",
            "interrupted",
            "maybe",
        ),
        cell("silence", Fault::Before(Reply::Silence), "-", "timed-out", "maybe"),
        cell(
            "silence after issuing",
            Fault::After(Reply::Silence),
            "-",
            "timed-out",
            "maybe",
        ),
        cell("302", Fault::Before(Reply::status(302)), "302", "redirected", "maybe"),
        cell("empty", content(Content::Empty), "200", "not-json", "maybe"),
        cell("HTML", content(Content::Html), "200", "not-json", "maybe"),
        cell(
            "invalid JSON",
            content(Content::InvalidJson),
            "200",
            "not-json",
            "maybe",
        ),
        cell(
            "over 1 MiB",
            content(Content::Huge(Framing::ContentLength)),
            "200",
            "response-too-large",
            "maybe",
        ),
        cell(
            "over 1 MiB, chunked",
            content(Content::Huge(Framing::Chunked)),
            "200",
            "response-too-large",
            "maybe",
        ),
        cell(
            "truncated",
            Fault::Truncated(Framing::ContentLength),
            "200",
            "interrupted",
            "maybe",
        ),
        cell(
            "truncated, chunked",
            Fault::Truncated(Framing::Chunked),
            "200",
            "interrupted",
            "maybe",
        ),
        cell("no uri", Fault::Missing(Field::Uri), "200", "missing-fields", "maybe"),
        cell("no pass", Fault::Missing(Field::Pass), "200", "missing-fields", "maybe"),
        cell(
            "uri of another type",
            Fault::WrongType(Field::Uri),
            "200",
            "missing-fields",
            "maybe",
        ),
        cell(
            "pass of another type",
            Fault::WrongType(Field::Pass),
            "200",
            "missing-fields",
            "maybe",
        ),
        cell(
            "link on another host",
            Fault::Link(Link::OnHost("evil.localhost:1".to_owned())),
            "200",
            "link-refused",
            "yes",
        ),
        cell(
            "link over http",
            Fault::Link(Link::PlainHttp),
            "200",
            "link-refused",
            "yes",
        ),
        cell(
            "link with user information",
            Fault::Link(Link::UserInformation),
            "200",
            "link-refused",
            "yes",
        ),
        cell(
            "link with javascript:",
            Fault::Link(Link::JavaScript),
            "200",
            "link-refused",
            "yes",
        ),
        cell(
            "relative link",
            Fault::Link(Link::Relative),
            "200",
            "link-refused",
            "yes",
        ),
    ];
    for status in REFUSALS {
        let reply = Fault::Before(Reply::status(status));
        cells.push(cell(&status.to_string(), reply, &status.to_string(), "refused", "no"));
    }
    for status in BUSY {
        // 429 says that nothing was done; what a 5xx has done nobody knows.
        let issued = if status == 429 { "no" } else { "maybe" };
        let reply = if status == 429 {
            Reply::too_many_requests(1)
        } else {
            Reply::status(status)
        };
        cells.push(cell(
            &status.to_string(),
            Fault::Before(reply),
            &status.to_string(),
            "refused",
            issued,
        ));
    }
    for explanation in [Explanation::Html, Explanation::Nothing] {
        let name = format!("502, {explanation:?}");
        let reply = Fault::After(Reply::explained(502, explanation));
        cells.push(cell(&name, reply, "502", "refused", "maybe"));
    }
    cells
}

fn of_the_download() -> Vec<Cell> {
    let cell = |name: &str, fault: Fault, status: &str, code, tries: usize| Cell {
        name: format!("GET: {name}"),
        on: On::Download,
        fault,
        times: Times::Always,
        code: Some(code),
        issued: "yes",
        requests: requests(&vec![status; tries]),
        reported: None,
    };
    let mut cells = vec![
        cell("hung up", Fault::Before(Reply::HangUp), "-", "interrupted", ATTEMPTS),
        cell("silence", Fault::Before(Reply::Silence), "-", "timed-out", ATTEMPTS),
        cell(
            "truncated",
            Fault::Truncated(Framing::ContentLength),
            "200",
            "interrupted",
            ATTEMPTS,
        ),
        cell(
            "truncated, chunked",
            Fault::Truncated(Framing::Chunked),
            "200",
            "interrupted",
            ATTEMPTS,
        ),
        cell("302", Fault::Before(Reply::status(302)), "302", "redirected", 1),
        cell("empty", content(Content::Empty), "200", "not-pkcs12", 1),
        cell("HTML", content(Content::Html), "200", "not-pkcs12", 1),
        cell("JSON", content(Content::Json("{}".to_owned())), "200", "not-pkcs12", 1),
        cell(
            "over 1 MiB",
            content(Content::Huge(Framing::ContentLength)),
            "200",
            "response-too-large",
            1,
        ),
    ];
    for status in REFUSALS {
        let reply = Fault::Before(Reply::status(status));
        cells.push(cell(&status.to_string(), reply, &status.to_string(), "refused", 1));
    }
    for status in BUSY {
        let reply = Fault::Before(Reply::status(status));
        cells.push(cell(
            &format!("{status}, for good"),
            reply.clone(),
            &status.to_string(),
            "refused",
            ATTEMPTS,
        ));
        let status = status.to_string();
        cells.push(Cell {
            requests: requests(&[&status, &status, "200"]),
            ..good(&format!("{status}, twice"), On::Download, reply, Times::First(2))
        });
    }
    for (name, fault, status) in [
        ("hung up, once", Fault::Before(Reply::HangUp), "-"),
        ("truncated, once", Fault::Truncated(Framing::Chunked), "200"),
        ("Retry-After, once", Fault::Before(Reply::too_many_requests(2)), "429"),
    ] {
        cells.push(Cell {
            requests: requests(&[status, "200"]),
            ..good(name, On::Download, fault, Times::First(1))
        });
    }
    cells
}

/// The checks of the new certificate, and the forms in which a good one may come.
fn of_the_bundle() -> Vec<Cell> {
    let refused = [
        ("cut off", Bundle::CutOff, "not-pkcs12"),
        ("wrong password", Bundle::WrongPassword, "wrong-password"),
        ("key of another", Bundle::KeyMismatch, "key-mismatch"),
        (
            "other common name",
            Bundle::OtherCommonName("client0999".to_owned()),
            "other-common-name",
        ),
        ("other organization", Bundle::OtherOrganization, "other-subject"),
        ("expired", Bundle::Expired, "not-newer"),
        ("same expiry", Bundle::SameExpiry, "not-newer"),
        ("earlier expiry", Bundle::EarlierExpiry, "not-newer"),
        ("same serial number", Bundle::SameSerialNumber, "same-serial-number"),
        ("foreign issuer", Bundle::ForeignIssuer, "unknown-issuer"),
        ("without a key", Bundle::WithoutKey, "incomplete-file"),
        ("Ed25519, key of another", Bundle::Ed25519KeyMismatch, "key-mismatch"),
        (
            "begins in 6 minutes",
            Bundle::BeginsIn(time::Duration::minutes(6)),
            "not-yet-valid",
        ),
        (
            "begins in a year",
            Bundle::BeginsIn(time::Duration::days(365)),
            "not-yet-valid",
        ),
        ("of an authority", Bundle::OfAnAuthority, "is-ca"),
        ("for servers", Bundle::ForServers, "no-client-auth"),
        ("RSA 1024", Bundle::WeakKey, "weak-key"),
    ];
    let accepted = [
        ("BER", Bundle::Ber, None),
        ("AES-256", Bundle::Encrypted(Encryption::Modern), None),
        ("triple DES", Bundle::Encrypted(Encryption::Legacy), None),
        ("RC2", Bundle::Encrypted(Encryption::Rc2), None),
        // The server's clock may be a little behind.
        (
            "begins in 4 minutes",
            Bundle::BeginsIn(time::Duration::minutes(4)),
            None,
        ),
        // Their private keys do not show whose they are.
        ("Ed25519", Bundle::Ed25519, None),
        ("EC as Java writes it", Bundle::EcWithoutPublicHalf, None),
        ("the old key", Bundle::SameKey, Some("same-key")),
    ];
    let refused = refused.into_iter().map(|(name, bundle, code)| Cell {
        code: Some(code),
        ..good(name, On::Download, Fault::Bundle(bundle), Times::Always)
    });
    let accepted = accepted.into_iter().map(|(name, bundle, reported)| Cell {
        reported,
        ..good(name, On::Download, Fault::Bundle(bundle), Times::Always)
    });
    refused
        .chain(accepted)
        .map(|cell| Cell {
            name: cell.name.replace("GET: ", "bundle: "),
            ..cell
        })
        .collect()
}

fn good(name: &str, on: On, fault: Fault, times: Times) -> Cell {
    Cell {
        name: format!("GET: {name}"),
        on,
        fault,
        times,
        code: None,
        issued: "yes",
        requests: requests(&["200"]),
        reported: None,
    }
}

fn content(content: Content) -> Fault {
    Fault::Before(Reply::Content(content))
}

/// A good POST, then downloads that were answered with these.
fn requests(downloads: &[&str]) -> Vec<String> {
    let mut requests = vec![format!("{POST} 200")];
    requests.extend(downloads.iter().map(|status| format!("{GET} {status}")));
    requests
}
