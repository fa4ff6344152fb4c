//! Octets, as they are given in options.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use crate::secret::SecretBytes;

/// Octets that may be secret.
pub struct Bytes(pub(super) SecretBytes);

impl Bytes {
    pub(super) fn of(value: JsValue) -> Option<Self> {
        let bytes: &Uint8Array = value.dyn_ref()?;
        Some(Self(SecretBytes::new(bytes.to_vec())))
    }
}
