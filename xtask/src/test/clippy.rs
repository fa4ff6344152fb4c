//! Cargo with clippy's compiler for the crates of the workspace: what is compiled for the tests is linted in the same pass. `cargo clippy`
//! would check all dependencies first, without compiling them.

use std::fs::{self, File};
use std::path::Path;

use anyhow::{bail, ensure};
use tokio::process::Command;

use crate::interrupt::{Interrupt, Interrupted};
use crate::project::Project;
use crate::tool;

/// What `cargo clippy -- -Dwarnings` hands to its compiler. It is in no document, hence [`ensure_it_refuses`].
const ARGUMENTS: (&str, &str) = ("CLIPPY_ARGS", "-Dwarnings");

/// A line that clippy warns of, and the compiler alone does not.
const CARELESS: &str = "pub fn has_none(text: &str) -> bool { text.len() == 0 }\n";
/// The lint that does.
const LINT: &str = "clippy::len-zero";

/// Cargo, with that compiler. Every step that compiles tests must use it, or crates are compiled twice.
///
/// # Errors
/// There is no rustc; a signal.
pub(super) async fn cargo(project: &Project, interrupt: &mut Interrupt) -> anyhow::Result<Command> {
    let mut rustc = tool::command(project, "rustc");
    rustc.args(["--print", "sysroot"]);
    let sysroot = tool::output(rustc, interrupt).await?;
    let driver = Path::new(sysroot.trim()).join("bin").join("clippy-driver");
    ensure!(
        driver.with_extension(std::env::consts::EXE_EXTENSION).is_file(),
        "clippy is not installed: rustup component add clippy"
    );
    let mut cargo = tool::cargo(project);
    cargo.env("RUSTC_WORKSPACE_WRAPPER", driver).envs([ARGUMENTS]);
    Ok(cargo)
}

/// Sees that a warning of clippy is an error in such a pass.
///
/// # Errors
/// A crate that deserves a warning compiles; a signal.
pub(super) async fn ensure_it_refuses(
    project: &Project,
    scratch: &Path,
    interrupt: &mut Interrupt,
) -> anyhow::Result<()> {
    let folder = scratch.join("careless");
    let log = folder.join("errors");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("lib.rs"), CARELESS)?;
    let manifest = "[package]\nname = \"careless\"\nedition = \"2024\"\n[lib]\npath = \"lib.rs\"\n[workspace]\n";
    fs::write(folder.join("Cargo.toml"), manifest)?;
    let mut build = cargo(project, interrupt).await?;
    build
        .args(["build", "--quiet", "--offline"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .stderr(File::create(&log)?);
    match tool::run(build, interrupt).await {
        Err(error) if error.is::<Interrupted>() => return Err(error),
        Err(_) => {}
        Ok(()) => bail!(
            "clippy's warnings are no errors here: {} has no effect any more",
            ARGUMENTS.0
        ),
    }
    let errors = fs::read_to_string(&log)?;
    ensure!(
        errors.contains(LINT),
        "this should be refused by {LINT} alone:\n{errors}"
    );
    Ok(())
}
