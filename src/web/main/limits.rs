//! The limits.

use tsify::Ts;
use wasm_bindgen::prelude::*;

use crate::limits::{LIMITS, Limits};
use crate::web::results::to_ts;

/// How much is read, and how much work a file may ask for.
#[wasm_bindgen]
pub fn limits() -> Result<Ts<Limits>, JsValue> {
    to_ts(LIMITS)
}
