//! Moves the bytes of an exchange with WHATWG fetch, over the browser's own client-certificate TLS.

use gloo_net::http::RequestBuilder;
use js_sys::{Date, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials, RequestMode,
    RequestRedirect, ResponseType,
};
use zeroize::Zeroizing;

use super::abort::{Abort, is_aborted};
use crate::web::clock;
use crate::{
    error::Error,
    limits::LIMITS,
    renewal::link::HttpsUrl,
    renewal::{Method, Request, Response},
    secret::SecretBytes,
};

/// How long a probe may take, in seconds.
const PROBE_SECONDS: u32 = 10;

/// Sends one request and reads its whole answer, up to [`Limits::response_bytes`](crate::limits::Limits::response_bytes), within so many seconds.
pub(super) async fn send(request: &Request, signal: Option<&AbortSignal>, seconds: u32) -> Result<Response, Error> {
    let host = || request.url.host().to_owned();
    if is_aborted(signal) {
        return Err(Error::Cancelled);
    }
    let abort = Abort::after(seconds, signal);
    let ended = || match signal {
        signal if is_aborted(signal) => Some(Error::Cancelled),
        _ if abort.timed_out() => Some(Error::TimedOut { host: host(), seconds }),
        _ => None,
    };
    let sent = build(request, &abort.signal())
        .map_err(|_| Error::InvalidArgument {
            argument: "endpoint".to_owned(),
        })?
        .send()
        .await;
    let Ok(response) = sent else {
        return Err(match ended() {
            Some(error) => error,
            None => why_not(&request.url, signal).await,
        });
    };
    if response.type_() == ResponseType::Opaqueredirect {
        return Err(Error::Redirected { host: host() });
    }
    let mut body = Zeroizing::new(Vec::new());
    if let Some(stream) = response.body() {
        let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
        let broken = |_| ended().unwrap_or(Error::Interrupted { host: host() });
        while let Some(chunk) = next_chunk(&reader).await.map_err(broken)? {
            let length = chunk.length() as usize;
            if body.len() + length > LIMITS.response_bytes {
                abort.abort();
                return Err(Error::ResponseTooLarge {
                    host: host(),
                    limit: LIMITS.response_bytes,
                });
            }
            append(&mut body, &chunk);
        }
    }
    let header = |name| response.headers().get(name);
    Ok(Response {
        status: response.status(),
        retry_after: header("Retry-After").and_then(|seconds| seconds.trim().parse().ok()),
        date: header("Date").and_then(|date| clock::from_milliseconds(Date::parse(&date))),
        body: SecretBytes::new(std::mem::take(&mut *body)),
    })
}

/// What kept an answer from coming. A browser does not say that to a page, so an address that needs no certificate is asked: any
/// answer, even one that this page may not read, shows that the host is there and that TLS without a certificate works.
async fn why_not(url: &HttpsUrl, signal: Option<&AbortSignal>) -> Error {
    let host = || url.host().to_owned();
    if !online() {
        return Error::Offline { host: host() };
    }
    let abort = Abort::after(PROBE_SECONDS, signal);
    let probe = RequestBuilder::new(&format!("https://{}/reachable", url.host()))
        .mode(RequestMode::NoCors)
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(&abort.signal()));
    let answered = probe.send().await.is_ok();
    match answered {
        _ if is_aborted(signal) => Error::Cancelled,
        false => Error::Unreachable { host: host() },
        true if is_own_host(url.host()) => Error::Interrupted { host: host() },
        true => Error::Blocked { host: host() },
    }
}

/// Whether the page or worker itself came from there: then there is no CORS that could refuse.
fn is_own_host(host: &str) -> bool {
    Reflect::get(&js_sys::global(), &"location".into())
        .and_then(|location| Reflect::get(&location, &"host".into()))
        .is_ok_and(|own| own == host)
}

fn build(request: &Request, signal: &AbortSignal) -> Result<gloo_net::http::Request, gloo_net::Error> {
    let builder = RequestBuilder::new(request.url.as_str())
        .header("Accept", "application/json")
        .credentials(RequestCredentials::Include)
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Manual)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(signal));
    match request.method {
        Method::Post => builder
            .method(gloo_net::http::Method::POST)
            .header("Content-Type", "application/json")
            .body("{}"),
        Method::Get => builder.method(gloo_net::http::Method::GET).build(),
    }
}

/// Grows without leaving an unwiped copy of the answer behind.
fn append(body: &mut Zeroizing<Vec<u8>>, chunk: &Uint8Array) {
    let start = body.len();
    let length = start + chunk.length() as usize;
    if body.capacity() < length {
        let mut larger = Zeroizing::new(Vec::with_capacity(length.max(start * 2)));
        larger.extend_from_slice(body);
        *body = larger;
    }
    body.resize(length, 0);
    if let Some(end) = body.get_mut(start..) {
        chunk.copy_to(end);
    }
}

async fn next_chunk(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, JsValue> {
    let result = JsFuture::from(reader.read()).await?;
    if Reflect::get(&result, &"done".into())?.is_truthy() {
        return Ok(None);
    }
    Ok(Some(Reflect::get(&result, &"value".into())?.unchecked_into()))
}

/// `navigator.onLine` of the window or worker; true where there is none.
fn online() -> bool {
    Reflect::get(&js_sys::global(), &"navigator".into())
        .and_then(|navigator| Reflect::get(&navigator, &"onLine".into()))
        .map_or(true, |value| value.as_bool() != Some(false))
}
