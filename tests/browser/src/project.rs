//! Where things are in the working tree.

use std::path::{Path, PathBuf};

/// The top folder of the working tree.
///
/// # Panics
/// Never: this crate lies two folders below it.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("tests/browser is two folders below the top")
        .to_owned()
}

/// The built page.
///
/// # Panics
/// When it was not built.
#[must_use]
pub fn built_page() -> PathBuf {
    let page = root().join("dist/site");
    assert!(
        page.join("index.html").is_file() && page.join("module/orcamo_cert_bg.wasm").is_file(),
        "{} does not hold the built page; run: cargo xtask build",
        page.display()
    );
    page
}
