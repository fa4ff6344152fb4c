//! Text that is data, as JavaScript shows it and calls files by it.

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use crate::web::arguments::invalid_argument;
use crate::{error::Error, text};

/// A text out of a file, from a server or of a user's folder, as it is shown: on one line, and what cannot be seen is named, `⟨U+202E⟩`.
/// That is every control and format character, the ends of lines and paragraphs, tags, surrogates without their other half, what is
/// ignored where fonts have no glyph for it, and what is no character. `inspect` gives the facts as they are; show them through
/// this, and isolate them (`<bdi>`).
#[wasm_bindgen]
pub fn printable(#[wasm_bindgen(unchecked_param_type = "string")] text: JsValue) -> Result<String, JsValue> {
    let text: &JsString = text.dyn_ref().ok_or_else(|| invalid_argument("text"))?;
    let units: Vec<u16> = text.iter().collect();
    Ok(text::printable_utf16(&units))
}

/// A name that every system takes for a file, made of any text; one that is such a name already is kept. No path, no device of Windows
/// and no stream, nothing that cannot be seen, neither a dot nor a dash at its beginning, 255 octets of UTF-8 at most (200 where
/// it is made anew, so that programs can put something behind it), with `extension` (".p12"; default: the one that the text has).
#[wasm_bindgen(js_name = fileName)]
pub fn file_name(
    #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "string")] extension: JsValue,
) -> Result<String, JsValue> {
    let extension = if extension.is_undefined() {
        Some(String::new())
    } else {
        extension.as_string()
    };
    let (text, extension): (String, String) = text.as_string().zip(extension).ok_or_else(not_text)?;
    Ok(text::file_name(&text, &extension))
}

fn not_text() -> Error {
    invalid_argument("text")
}
