//! Errors as JavaScript has them: a real `Error` with the facts as fields.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

use super::results::to_ts;
use crate::error::Error;

const NAME: &str = "CertError";

#[wasm_bindgen(typescript_custom_section)]
const CERT_ERROR: &str = r#"
/** What every function here throws or rejects with; `code` says which facts it has. */
export type CertError = Error & { name: "CertError" } & CertErrorFacts & {
    /** Of renew and resume: whether the server has issued a certificate. */
    issued?: "no" | "maybe" | "yes";
    /** Of renew and resume: the file that the checks refused, as the server sent it. */
    p12?: Uint8Array;
};
"#;

impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        let thrown = js_sys::Error::new(&error.to_string());
        thrown.set_name(NAME);
        if let Ok(facts) = to_ts(error) {
            Object::assign(&thrown, facts.js_value().unchecked_ref());
        }
        thrown.into()
    }
}

/// Whether something that was caught is a `CertError`.
#[wasm_bindgen(js_name = isCertError, unchecked_return_type = "error is CertError")]
pub fn is_cert_error(#[wasm_bindgen(unchecked_param_type = "unknown")] error: &JsValue) -> bool {
    let name = error
        .dyn_ref::<js_sys::Error>()
        .and_then(|error| Reflect::get(error, &"name".into()).ok());
    name.is_some_and(|name| name == NAME)
}
