//! The services.

use tsify::Ts;
use wasm_bindgen::prelude::*;

use crate::renewal::services::{SERVICES, Service};
use crate::web::results::to_ts;

/// The services whose hosts are known.
#[wasm_bindgen(unchecked_return_type = "Service[]")]
pub fn services() -> Result<Vec<Ts<Service>>, JsValue> {
    SERVICES.iter().copied().map(to_ts).collect()
}
