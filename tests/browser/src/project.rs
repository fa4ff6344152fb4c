//! Where things are in the working tree.

use std::fs;
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

/// The built page, as it is deployed.
///
/// # Panics
/// When it was not built.
#[must_use]
pub fn built_page() -> PathBuf {
    page("dist/site")
}

/// The built page as `cargo xtask serve` shows it: its scripts are not bundled.
///
/// # Panics
/// When it was not built.
#[must_use]
pub fn plain_page() -> PathBuf {
    page("dist/plain")
}

/// The built page that is one file.
///
/// # Panics
/// When it was not built.
#[must_use]
pub fn offline_page() -> PathBuf {
    let page = root().join("dist/cert-check.html");
    assert!(
        page.is_file(),
        "{} is not there; run: cargo xtask build",
        page.display()
    );
    page
}

fn page(folder: &str) -> PathBuf {
    let page = root().join(folder);
    assert!(
        page.join("index.html").is_file() && page.join("module/orcamo_cert_bg.wasm").is_file(),
        "{} does not hold the built page; run: cargo xtask build",
        page.display()
    );
    page
}

/// Copies a folder with all that is in it.
///
/// # Panics
/// When something cannot be read or written.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}
