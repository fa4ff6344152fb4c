//! Programs that cargo installs, into `target/tools`.

use std::path::PathBuf;

use crate::interrupt::Interrupt;
use crate::project::Project;
use crate::tool;

/// Sees to it that a crate's program is in `target/tools`, and gives its path. Another version there stays.
///
/// # Errors
/// The program cannot be built; a signal.
pub(crate) async fn ensure(
    project: &Project,
    name: &str,
    version: &str,
    arguments: &[&str],
    interrupt: &mut Interrupt,
) -> anyhow::Result<PathBuf> {
    let tools = project.root().join("target").join("tools");
    let program = tools
        .join("bin")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if !program.is_file() {
        println!("Installing {name} {version} into {} …", project.short(&tools));
        let mut cargo = tool::cargo(project);
        cargo.args(["install", name, "--locked", "--version", version]);
        cargo.args(arguments).arg("--root").arg(&tools);
        // Nobody looks into it with a debugger.
        cargo.env("CARGO_PROFILE_DEV_DEBUG", "0");
        tool::run(cargo, interrupt).await?;
    }
    Ok(program)
}
