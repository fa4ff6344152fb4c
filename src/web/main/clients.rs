//! The clients.

use tsify::Ts;
use wasm_bindgen::prelude::*;

use crate::clients::{CLIENTS, Client};
use crate::web::results::to_ts;

/// Every program that uses a client certificate: its names, how it renews, its folder, settings and files. In the order in which people
/// choose from them.
#[wasm_bindgen(unchecked_return_type = "Client[]")]
pub fn clients() -> Result<Vec<Ts<Client>>, JsValue> {
    CLIENTS.into_iter().copied().map(to_ts).collect()
}
