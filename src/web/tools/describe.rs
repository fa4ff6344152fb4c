//! Everything that a certificate says.

use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use crate::web::{
    arguments::{credentials, invalid_argument, take_bytes},
    clock,
    options::{self, OptionFields, Options},
    results::to_ts,
    wipe,
};
use crate::{
    eligibility::Policy,
    error::Error,
    input::Derivations,
    inspection,
    report::description::{self, Description},
};

/// Which certificate is described. Everything may be left out.
#[derive(Default, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct DescribeOptions {
    /// Its place in `certificates`, as `inspect` gives them. Default: `leaf`.
    #[tsify(optional)]
    pub index: Option<u32>,
    /// The password of a PKCS#12 file. Without one, an empty one is tried.
    #[tsify(optional)]
    pub password: Option<String>,
    /// A second one, where MAC and encryption have passwords of their own.
    #[tsify(optional)]
    pub second_password: Option<String>,
}

impl Options for DescribeOptions {
    fn from_fields(fields: &OptionFields) -> Result<Self, Error> {
        Ok(Self {
            index: fields.whole_number("index")?,
            password: fields.text("password")?,
            second_password: fields.text("secondPassword")?,
        })
    }
}

/// Everything that a certificate of a file says, as a certificate viewer shows it: every extension in words. Makes no network request.
///
/// Where a file needs a password, the bytes of its certificate alone (`certificateBytes` of `inspect`) need none.
#[wasm_bindgen]
pub fn describe(
    #[wasm_bindgen(unchecked_param_type = "Uint8Array")] bytes: JsValue,
    options: Option<Ts<DescribeOptions>>,
) -> Result<Ts<Description>, JsValue> {
    let bytes = take_bytes("bytes", &bytes)?;
    let options = match options {
        Some(options) => options::read(&options)?,
        None => DescribeOptions::default(),
    };
    let credentials = credentials(options.password, options.second_password);
    let now = clock::now(&JsValue::UNDEFINED, None)?;
    let (policy, mut derivations) = (Policy::default(), Derivations::default());
    let read = || inspection::inspect_with(bytes.expose(), None, &credentials, &policy, now, &mut derivations);
    let inspection = wipe::afterwards(read)?;
    let index = options
        .index
        .map(|index| index as usize)
        .or(inspection.leaf)
        .unwrap_or(0);
    let certificate = inspection
        .certificates
        .get(index)
        .ok_or_else(|| invalid_argument("index"))?;
    to_ts(description::describe(certificate)?)
}
