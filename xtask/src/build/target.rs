//! The compiler's target for browsers.

use anyhow::bail;

use crate::interrupt::Interrupt;
use crate::project::Project;
use crate::tool;

/// The target triple of the module.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Installs the target when this toolchain lacks it.
///
/// # Errors
/// It is missing and there is no rustup to add it, or rustup fails.
pub(crate) async fn ensure(project: &Project, interrupt: &mut Interrupt) -> anyhow::Result<()> {
    let mut rustc = tool::command(project, std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.args(["--print", "target-libdir", "--target", WASM]);
    let libraries = tool::output(rustc, interrupt).await?;
    if std::path::Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    if tool::find("rustup").is_none() {
        bail!(
            "this Rust toolchain lacks the target {WASM} and there is no rustup to add it: \
             install it with your Rust (for example Debian's libstd-rust-dev-wasm32) or use rustup"
        );
    }
    println!("Adding the target {WASM} to this Rust toolchain …");
    let mut rustup = tool::command(project, "rustup");
    rustup.args(["target", "add", WASM]);
    tool::run(rustup, interrupt).await
}
