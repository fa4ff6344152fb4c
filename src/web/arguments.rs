//! What JavaScript hands over, as the core takes it.

use js_sys::Uint8Array;
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
    let bytes: &Uint8Array = value.dyn_ref().ok_or_else(|| invalid_argument(argument))?;
    Ok(SecretBytes::new(bytes.to_vec()))
}

/// The error of an argument.
pub(super) fn invalid_argument(argument: &str) -> Error {
    Error::InvalidArgument {
        argument: argument.to_owned(),
    }
}
