//! `cargo xtask differential`: mutants of the fixtures, put to OpenSSL, Java and NSS and to the built module.

use std::process::ExitCode;

use anyhow::ensure;

use crate::interrupt::{Interrupt, Interrupted};
use crate::project::Project;
use crate::{build, tool};

/// Builds the module and puts so many mutants to all of them.
///
/// # Errors
/// The build fails; a signal. What is found is printed and is the exit code.
pub(crate) async fn differential(
    project: &Project,
    mutants: u32,
    seed: Option<&str>,
    interrupt: &mut Interrupt,
) -> anyhow::Result<ExitCode> {
    build::modules(project, interrupt).await?;
    match run(project, mutants, seed, interrupt).await {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(error) if error.is::<Interrupted>() => Err(error),
        Err(error) => {
            eprintln!("error: {error:#}");
            Ok(ExitCode::FAILURE)
        }
    }
}

/// Puts so many mutants to all of them, with the module that is built.
///
/// # Errors
/// Something was found, or a program is missing; a signal.
pub(crate) async fn run(
    project: &Project,
    mutants: u32,
    seed: Option<&str>,
    interrupt: &mut Interrupt,
) -> anyhow::Result<()> {
    ensure!(
        project.npm().join("package.json").exists(),
        "there is no dist/npm to compare: run `cargo xtask build` first"
    );
    let mut python = tool::command(project, "python3");
    // No compiled files among the sources.
    python.env("PYTHONDONTWRITEBYTECODE", "1");
    python.arg(project.root().join("tests/differential/differential.py"));
    python.arg("--mutants").arg(mutants.to_string());
    if let Some(seed) = seed {
        python.arg("--seed").arg(seed);
    }
    tool::run(python, interrupt).await
}
