//! What `wasm-bindgen --target web` does, as a library call: no tool to install, and the version
//! always fits.

use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

use super::module::Module;

/// Writes the JavaScript module, its types and the final .wasm into `output`.
///
/// # Errors
/// wasm-bindgen's own.
pub(super) fn generate(module: Module, wasm: &Path, output: &Path) -> anyhow::Result<()> {
    Bindgen::new()
        .web(true)?
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        // `init()` without an argument loads the .wasm beside the script, as the tool has it.
        .omit_default_module_path(false)
        .out_name(module.name())
        .input_path(wasm)
        .generate(output)?;
    // Types of the raw wasm exports: nobody but the generated JavaScript uses those.
    let raw = output.join(format!("{}.d.ts", module.wasm()));
    if raw.exists() {
        std::fs::remove_file(raw)?;
    }
    Ok(())
}
