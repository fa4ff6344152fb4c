//! Results as objects of JavaScript, by way of JSON: where neither speed nor weight matters.

use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use super::arguments::invalid_argument;

/// The object of JavaScript, by way of JSON.
pub(super) fn to_ts<T: Tsify + serde::Serialize>(value: T) -> Result<Ts<T>, JsValue> {
    let json = serde_json::to_string(&value).map_err(|_| invalid_argument("result"))?;
    Ok(Ts::new_unchecked(js_sys::JSON::parse(&json)?))
}
