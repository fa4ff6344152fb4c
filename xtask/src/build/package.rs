//! package.json of the npm package.

use std::path::Path;

use anyhow::Context;
use serde_json::json;

use super::bindings::NAME;

/// Writes package.json into the folder of the generated files.
///
/// # Errors
/// The file cannot be written.
pub(crate) fn write(folder: &Path) -> anyhow::Result<()> {
    let script = format!("./{NAME}.js");
    let types = format!("./{NAME}.d.ts");
    let wasm = format!("./{NAME}_bg.wasm");
    let package = json!({
        "name": "orcamo-cert",
        // One version for the whole workspace.
        "version": env!("CARGO_PKG_VERSION"),
        "description": "Reads client certificates and renews them over the browser's own client-certificate TLS",
        "license": env!("CARGO_PKG_LICENSE"),
        "type": "module",
        "main": script,
        "types": types,
        "exports": {
            ".": { "types": types, "default": script },
            format!("./{NAME}_bg.wasm"): wasm,
            "./package.json": "./package.json",
        },
        "files": [script, types, wasm],
        "sideEffects": false,
    });
    let path = folder.join("package.json");
    std::fs::write(&path, format!("{package:#}\n")).with_context(|| format!("cannot write {}", path.display()))
}
