//! Ends a request early: because the caller's signal says so, or because its time is over.

use std::{cell::Cell, rc::Rc};

use gloo_timers::callback::Timeout;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal};

use crate::error::Error;

const MILLISECONDS: u32 = 1_000;

/// An abort controller of our own that follows the caller's signal and the clock: fetch rejects with the caller's reason, which may
/// be anything, and gloo-net takes only an `Error`.
pub(super) struct Abort {
    controller: AbortController,
    _listener: Option<Listener>,
    _timeout: Timeout,
    timed_out: Rc<Cell<bool>>,
}

impl Abort {
    pub(super) fn after(seconds: u32, signal: Option<&AbortSignal>) -> Self {
        #[expect(clippy::unwrap_used, reason = "every browser and worker can construct one")]
        let controller = AbortController::new().unwrap();
        let listener = signal.map(|signal| {
            if signal.aborted() {
                controller.abort();
            }
            let target = controller.clone();
            Listener::new(signal, move || target.abort())
        });
        let timed_out = Rc::new(Cell::new(false));
        let timeout = {
            let (target, timed_out) = (controller.clone(), Rc::clone(&timed_out));
            Timeout::new(seconds.saturating_mul(MILLISECONDS), move || {
                timed_out.set(true);
                target.abort();
            })
        };
        Self {
            controller,
            _listener: listener,
            _timeout: timeout,
            timed_out,
        }
    }

    pub(super) fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }

    pub(super) fn abort(&self) {
        self.controller.abort();
    }

    pub(super) fn timed_out(&self) -> bool {
        self.timed_out.get()
    }
}

/// Waits; the caller's signal ends it early.
pub(super) async fn sleep(seconds: u32, signal: Option<&AbortSignal>) -> Result<(), Error> {
    let mut resolve = None;
    let promise = Promise::new(&mut |done: Function, _| resolve = Some(done));
    if let (Some(resolve), false) = (resolve, is_aborted(signal)) {
        let wake = {
            let resolve = resolve.clone();
            move || {
                let _ = resolve.call0(&JsValue::UNDEFINED);
            }
        };
        let _listener = signal.map(|signal| Listener::new(signal, wake.clone()));
        let _timeout = Timeout::new(seconds.saturating_mul(MILLISECONDS), wake);
        let _ = JsFuture::from(promise).await;
    }
    if is_aborted(signal) {
        Err(Error::Cancelled)
    } else {
        Ok(())
    }
}

pub(super) fn is_aborted(signal: Option<&AbortSignal>) -> bool {
    signal.is_some_and(AbortSignal::aborted)
}

/// Hears a signal's `abort` until it is dropped.
struct Listener {
    signal: AbortSignal,
    closure: Closure<dyn FnMut()>,
}

impl Listener {
    fn new(signal: &AbortSignal, call: impl FnMut() + 'static) -> Self {
        let closure = Closure::<dyn FnMut()>::new(call);
        let _ = signal.add_event_listener_with_callback("abort", closure.as_ref().unchecked_ref());
        Self {
            signal: signal.clone(),
            closure,
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let callback = self.closure.as_ref().unchecked_ref();
        let _ = self.signal.remove_event_listener_with_callback("abort", callback);
    }
}
