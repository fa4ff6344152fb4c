//! Randomness: the Web Cryptography API's.

use js_sys::{Function, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::error::Error;
use crate::web::arguments::invalid_argument;

/// Fills octets; it fails where there is no `crypto.getRandomValues`.
pub(super) fn fill(octets: &mut [u8]) -> Result<(), Error> {
    try_fill(octets).map_err(|_| invalid_argument("crypto"))
}

fn try_fill(octets: &mut [u8]) -> Result<(), JsValue> {
    let crypto = Reflect::get(&js_sys::global(), &"crypto".into())?;
    let function: Function = Reflect::get(&crypto, &"getRandomValues".into())?.dyn_into()?;
    let length = u32::try_from(octets.len()).map_err(|_| JsValue::NULL)?;
    let values = Uint8Array::new_with_length(length);
    function.call1(&crypto, &values)?;
    values.copy_to(octets);
    Ok(())
}
