//! package.json of the npm package.

use std::path::Path;

use anyhow::Context;
use serde_json::{Map, Value, json};

use super::module::Module;

/// Writes package.json into the folder of the generated files.
///
/// # Errors
/// The file cannot be written.
pub(crate) fn write(folder: &Path) -> anyhow::Result<()> {
    let place = |file: String| format!("./{file}");
    let mut exports = Map::new();
    let mut files = Vec::new();
    for module in Module::ALL {
        let (script, types, wasm) = (place(module.script()), place(module.types()), place(module.wasm()));
        exports.insert(module.entry().into(), json!({ "types": types, "default": script }));
        exports.insert(wasm.clone(), json!(wasm));
        files.extend([script, types, wasm].map(Value::from));
    }
    exports.insert("./package.json".into(), json!("./package.json"));
    let package = json!({
        "name": "orcamo-cert",
        // One version for the whole workspace.
        "version": env!("CARGO_PKG_VERSION"),
        "description": "Reads client certificates and renews them over the browser's own client-certificate TLS",
        "license": env!("CARGO_PKG_LICENSE"),
        "type": "module",
        "main": place(Module::Main.script()),
        "types": place(Module::Main.types()),
        "exports": exports,
        "files": files,
        "sideEffects": false,
    });
    let path = folder.join("package.json");
    std::fs::write(&path, format!("{package:#}\n")).with_context(|| format!("cannot write {}", path.display()))
}
