//! Time for the browser to draw.

use gloo_timers::callback::Timeout;
use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// A little longer than a frame at 60 Hz. A timer and no `requestAnimationFrame`: workers have none, and a hidden page gets no frame.
const MILLISECONDS: u32 = 20;

/// Lets the browser draw what it has been given, before work that keeps its thread for long.
pub(super) async fn drawn() {
    let promise = Promise::new(&mut |resolve: Function, _| {
        let done = move || drop(resolve.call0(&JsValue::UNDEFINED));
        Timeout::new(MILLISECONDS, done).forget();
    });
    let _ = JsFuture::from(promise).await;
}
