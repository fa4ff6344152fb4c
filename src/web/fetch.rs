//! Moves the bytes of an exchange with WHATWG fetch, over the browser's own client-certificate TLS.

use gloo_net::http::RequestBuilder;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials,
    RequestRedirect, ResponseType,
};
use zeroize::Zeroizing;

use crate::{
    error::Error,
    renewal::{MOST_RESPONSE_BYTES, Method, Request, Response},
    secret::SecretBytes,
};

/// Sends one request and reads its whole answer, up to [`MOST_RESPONSE_BYTES`].
pub(super) async fn send(request: &Request, signal: Option<&AbortSignal>) -> Result<Response, Error> {
    let host = || request.url.host().to_owned();
    let abort = Abort::following(signal);
    let failed = |_| match signal {
        Some(signal) if signal.aborted() => Error::Cancelled,
        _ if !online() => Error::Offline { host: host() },
        _ => Error::Unreachable { host: host() },
    };
    let response = build(request, &abort.controller.signal())
        .map_err(|_| Error::InvalidArgument {
            argument: "endpoint".to_owned(),
        })?
        .send()
        .await
        .map_err(|error| failed(error.to_string()))?;
    if response.type_() == ResponseType::Opaqueredirect {
        return Err(Error::Redirected { host: host() });
    }
    let mut body = Zeroizing::new(Vec::new());
    if let Some(stream) = response.body() {
        let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
        while let Some(chunk) = next_chunk(&reader).await.map_err(|_| failed(String::new()))? {
            let length = chunk.length() as usize;
            if body.len() + length > MOST_RESPONSE_BYTES {
                abort.controller.abort();
                return Err(Error::ResponseTooLarge {
                    host: host(),
                    limit: MOST_RESPONSE_BYTES,
                });
            }
            append(&mut body, &chunk);
        }
    }
    Ok(Response {
        status: response.status(),
        body: SecretBytes::new(std::mem::take(&mut *body)),
    })
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

/// An abort controller of our own that follows the caller's signal: fetch rejects with the caller's reason, which may be anything,
/// and gloo-net takes only an `Error`.
struct Abort {
    controller: AbortController,
    followed: Option<(AbortSignal, Closure<dyn FnMut()>)>,
}

impl Abort {
    fn following(signal: Option<&AbortSignal>) -> Self {
        #[expect(clippy::unwrap_used, reason = "every browser and worker can construct one")]
        let controller = AbortController::new().unwrap();
        let followed = signal.map(|signal| {
            if signal.aborted() {
                controller.abort();
            }
            let target = controller.clone();
            let listener = Closure::<dyn FnMut()>::new(move || target.abort());
            let _ = signal.add_event_listener_with_callback("abort", listener.as_ref().unchecked_ref());
            (signal.clone(), listener)
        });
        Self { controller, followed }
    }
}

impl Drop for Abort {
    fn drop(&mut self) {
        if let Some((signal, listener)) = &self.followed {
            let _ = signal.remove_event_listener_with_callback("abort", listener.as_ref().unchecked_ref());
        }
    }
}
