//! What the settings of a client hold.

use tsify::Ts;
use wasm_bindgen::prelude::*;

use crate::clients::{self, Contents, Settings};
use crate::web::{
    arguments::{invalid_argument, take_bytes},
    results::to_ts,
};

/// What the settings of a client hold: the connections to choose from, each with its files, the client's folder as far as they show it, and
/// why a new certificate would be of no use to it.
#[wasm_bindgen(js_name = clientSettings)]
pub fn client_settings(
    #[wasm_bindgen(unchecked_param_type = "ClientId")] client: &str,
    #[wasm_bindgen(unchecked_param_type = "Uint8Array")] settings: JsValue,
) -> Result<Ts<Contents>, JsValue> {
    let file = take_bytes("settings", &settings)?.expose().to_vec();
    let settings = Settings {
        file,
        ..Settings::default()
    };
    let contents = clients::client(client).and_then(|client| client.contents(&settings));
    to_ts(contents.ok_or_else(|| invalid_argument("client"))??)
}
