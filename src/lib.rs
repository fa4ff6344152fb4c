//! probe
use serde::Serialize;
/// p
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Point {
    /// x
    pub x_y: Option<i32>,
}
#[cfg(target_arch = "wasm32")]
mod web {
    use tsify::Ts;
    use tsify::Tsify;
    use wasm_bindgen::prelude::*;
    /// doc
    #[wasm_bindgen]
    pub fn into_js(a: &[u8]) -> Result<Ts<super::Point>, JsValue> {
        Ok(super::Point { x_y: Some(a.len() as i32) }.into_ts().map_err(|_| JsValue::NULL)?)
    }
    /// b
    #[wasm_bindgen]
    pub struct Bundle { x: i32 }
    #[wasm_bindgen]
    impl Bundle {
        /// g
        #[wasm_bindgen(getter)]
        pub fn x(&self) -> i32 { self.x }
    }
}
