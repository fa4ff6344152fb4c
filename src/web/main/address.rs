//! Addresses, as a page gives them.

use js_sys::Reflect;

/// A URL relative to the page or worker made absolute; where there is neither, as it is.
pub(super) fn absolute(url: String) -> String {
    let base = Reflect::get(&js_sys::global(), &"location".into())
        .and_then(|location| Reflect::get(&location, &"href".into()))
        .ok()
        .and_then(|href| href.as_string());
    let resolved = base.and_then(|base| web_sys::Url::new_with_base(&url, &base).ok());
    resolved.map_or(url, |resolved| resolved.href())
}
