//! What JavaScript hands over, as the core takes it.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use super::code_pages;
use crate::{
    error::Error,
    input::Credentials,
    secret::{Password, SecretBytes},
};

/// What opens a file: the passwords that were given, in the code pages that the platform knows.
pub(super) fn credentials(password: Option<String>, second_password: Option<String>) -> Credentials {
    Credentials {
        password: password.map(Password::new),
        second_password: second_password.map(Password::new),
        code_pages: Some(code_pages::encode),
    }
}

/// The octets of an argument.
pub(super) fn take_bytes(argument: &str, value: &JsValue) -> Result<SecretBytes, Error> {
    let bytes: &Uint8Array = value.dyn_ref().ok_or_else(|| unusable(argument))?;
    Ok(SecretBytes::new(bytes.to_vec()))
}

/// A URL relative to the page or worker made absolute; where there is neither, as it is.
pub(super) fn absolute(url: String) -> String {
    let base = Reflect::get(&js_sys::global(), &"location".into())
        .and_then(|location| Reflect::get(&location, &"href".into()))
        .ok()
        .and_then(|href| href.as_string());
    let resolved = base.and_then(|base| web_sys::Url::new_with_base(&url, &base).ok());
    resolved.map_or(url, |resolved| resolved.href())
}

/// The error of an argument.
pub(super) fn unusable(argument: &str) -> Error {
    Error::InvalidArgument {
        argument: argument.to_owned(),
    }
}
