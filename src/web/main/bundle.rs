//! A renewed certificate.

use js_sys::{JsString, Uint8Array};
use tsify::Ts;
use wasm_bindgen::prelude::*;

use super::objects::to_object;
use crate::{certificate::Certificate, renewal};

/// A renewed certificate that passed every check. `free()` wipes it from the module's memory.
#[wasm_bindgen]
pub struct Bundle(pub(super) renewal::Bundle);

#[wasm_bindgen]
impl Bundle {
    /// The PKCS#12 file, as the server issued it.
    #[wasm_bindgen(getter)]
    pub fn p12(&self) -> Uint8Array {
        Uint8Array::from(self.0.p12.expose())
    }

    /// Its password.
    #[wasm_bindgen(getter, unchecked_return_type = "string")]
    pub fn password(&self) -> JsString {
        JsString::from(self.0.password.expose())
    }

    /// The facts of the new certificate.
    #[wasm_bindgen(getter)]
    pub fn certificate(&self) -> Result<Ts<Certificate>, JsValue> {
        to_object(&self.0.certificate)
    }

    /// Whether the private key belongs to it: `true`, or `null` where the key does not show that and this browser cannot find out. A key
    /// that does not belong to it is refused as `key-mismatch`.
    #[wasm_bindgen(getter, js_name = keyMatches, unchecked_return_type = "true | null")]
    pub fn key_matches(&self) -> JsValue {
        self.0.key_matches.map_or(JsValue::NULL, JsValue::from)
    }

    /// Whether its key is that of the old certificate (`expect.publicKeySha256`): it works, but whoever has the old key has the new one.
    #[wasm_bindgen(getter, js_name = sameKey)]
    pub fn same_key(&self) -> bool {
        self.0.same_key
    }

    /// Whether its key is weaker than RSA with 2048 bits or P-256, and accepted only because the old one (`expect.publicKey`) is no stronger.
    #[wasm_bindgen(getter, js_name = weakKey)]
    pub fn weak_key(&self) -> bool {
        self.0.weak_key
    }
}
