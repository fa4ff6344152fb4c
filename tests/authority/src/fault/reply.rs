//! Faults as answers.

use super::{Content, Explanation, Fault, Framing, Link, Reply};
use crate::{
    body::AnswerBody,
    http::{Answer, answer, fresh, header},
};
use hyper::{
    StatusCode,
    header::{LOCATION, RETRY_AFTER},
};
use serde_json::{Value, json};

/// More than the mebibyte a client reads.
const HUGE: usize = 2 << 20;
const PAGE: &str = "<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Error</h1></body></html>";

/// There is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unanswered {
    /// The connection is closed without a byte.
    #[error("hung up, as a test asked for")]
    HungUp,
    /// Nothing ever comes.
    #[error("silent, as a test asked for")]
    Silent,
}

/// What comes in place of the honest answer.
pub(crate) fn reply(reply: &Reply, public_origin: &str) -> Result<Answer, Unanswered> {
    match reply {
        Reply::HangUp => Err(Unanswered::HungUp),
        Reply::Silence => Err(Unanswered::Silent),
        Reply::Status {
            status,
            explanation,
            retry_after,
        } => {
            let mut answer = explained(*status, *explanation);
            *answer.status_mut() = StatusCode::from_u16(*status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            if *status == 302 {
                header(&mut answer, LOCATION, &format!("{public_origin}/elsewhere"));
            }
            if let Some(seconds) = retry_after {
                header(&mut answer, RETRY_AFTER, &seconds.to_string());
            }
            Ok(answer)
        }
        Reply::Content(content) => Ok(match content {
            Content::Empty => fresh("application/json", Vec::new()),
            Content::Html => fresh("text/html", PAGE.into()),
            Content::InvalidJson => fresh("application/json", br#"{"uri":"https://"#.to_vec()),
            Content::Json(text) => fresh("application/json", text.clone().into_bytes()),
            Content::Huge(framing) => answer(
                StatusCode::OK,
                "application/json",
                "no-store",
                AnswerBody::framed(vec![b' '; HUGE], *framing),
            ),
        }),
    }
}

fn explained(status: u16, explanation: Explanation) -> Answer {
    match explanation {
        Explanation::Json => {
            let json = json!({ "code": code(status), "message": format!("A test asked for the status {status}.") });
            fresh("application/json", json.to_string().into_bytes())
        }
        Explanation::Html => fresh("text/html", PAGE.into()),
        Explanation::Nothing => fresh("text/plain", Vec::new()),
    }
}

/// A code of the kind the real refusals have.
fn code(status: u16) -> &'static str {
    match status {
        302 => "moved",
        400 => "bad-request",
        401 => "unauthorized",
        403 => "forbidden",
        404 => "unknown-link",
        409 => "conflict",
        410 => "used-link",
        413 => "content-too-large",
        429 => "too-many-requests",
        500 => "internal-error",
        502 => "bad-gateway",
        503 => "service-unavailable",
        504 => "gateway-timeout",
        _ => "other",
    }
}

/// The honest answer, cut.
pub(crate) fn truncated(answer: Answer, framing: Framing) -> Answer {
    answer.map(|body| body.cut_in_the_middle(framing))
}

/// The honest JSON of `POST /api/cert`, with the fault in it.
pub(crate) fn altered(answer: Answer, fault: &Fault) -> Answer {
    let Ok(Value::Object(mut object)) = serde_json::from_slice(answer.body().bytes()) else {
        return answer;
    };
    match fault {
        Fault::Missing(field) => {
            object.remove(field.name());
        }
        Fault::WrongType(field) => {
            object.insert(field.name().to_owned(), json!(1));
        }
        Fault::Link(link) => {
            let uri = object.get("uri").and_then(Value::as_str).unwrap_or_default();
            let uri = other_link(uri, link);
            object.insert("uri".to_owned(), json!(uri));
        }
        Fault::Before(_) | Fault::After(_) | Fault::Late(_) | Fault::Truncated(_) | Fault::Bundle(_) => {}
    }
    let text = Value::Object(object).to_string();
    answer.map(|_| AnswerBody::whole(text))
}

fn other_link(uri: &str, link: &Link) -> String {
    let rest = uri.strip_prefix("https://").unwrap_or(uri);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    match link {
        Link::OnHost(other) => format!("https://{other}/{path}"),
        Link::PlainHttp => format!("http://{host}/{path}"),
        Link::UserInformation => format!("https://user:secret@{host}/{path}"),
        // What would run if a page followed it.
        Link::JavaScript => format!("javascript:location='https://{host}/{path}'"),
        Link::Relative => format!("/{path}"),
    }
}
