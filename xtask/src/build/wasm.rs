//! The crate compiled to wasm.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::Value;

use super::module::Module;
use super::target::WASM;
use crate::interrupt::Interrupt;
use crate::project::Project;
use crate::tool;

/// Compiles a module of `orcamo-cert` and returns its .wasm file, in `folder`: cargo's own place is the same for both.
///
/// # Errors
/// The compiler's; its messages are shown.
pub(super) async fn compile(
    module: Module,
    folder: &Path,
    project: &Project,
    interrupt: &mut Interrupt,
) -> anyhow::Result<PathBuf> {
    let mut cargo = tool::cargo(project);
    // Only here is it a cdylib: with that in Cargo.toml the library has one file name for every set of features, and a program that is built
    // after a test finds the wrong one.
    cargo.args([
        "rustc",
        "--release",
        "--lib",
        "--package",
        "orcamo-cert",
        "--crate-type",
        "cdylib",
    ]);
    cargo.args(["--target", WASM]);
    cargo.args(module.features());
    cargo.args(["--message-format", "json-render-diagnostics"]);
    let messages = tool::output(cargo, interrupt).await?;
    let built = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message.pointer("/target/name") == Some(&"orcamo_cert".into()))
        .filter_map(|message| message.get("filenames")?.as_array().cloned())
        .flatten()
        .filter_map(|file| file.as_str().map(PathBuf::from))
        .find(|file| file.extension().is_some_and(|extension| extension == "wasm"))
        .context("cargo built orcamo-cert but named no .wasm file")?;
    let copy = folder.join(format!("{}.wasm", module.name()));
    fs::copy(&built, &copy).with_context(|| format!("cannot copy {}", built.display()))?;
    Ok(copy)
}
