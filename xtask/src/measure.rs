//! `cargo xtask corpus` and `cargo xtask bench`: the built module against other people's files and programs.

use std::path::{Path, PathBuf};

use crate::build;
use crate::interrupt::Interrupt;
use crate::project::Project;
use crate::test::requirements;
use crate::tool;

/// Runs every file of a corpus through the built module and compares with what its manifest says.
///
/// # Errors
/// The build fails, the manifest is missing, or a scored file does not agree.
pub(crate) async fn corpus(project: &Project, folder: &Path, interrupt: &mut Interrupt) -> anyhow::Result<()> {
    let folder = folder.to_path_buf();
    anyhow::ensure!(
        folder.join("manifest.jsonl").is_file(),
        "there is no manifest.jsonl in {}; give the folder of a corpus",
        folder.display()
    );
    let folder = folder.canonicalize()?;
    build::modules(project, interrupt).await?;
    let mut node = tool::command(project, "node");
    node.arg(tests(project).join("module/corpus.js")).arg(folder);
    tool::run(node, interrupt).await
}

/// Measures the built module against other programs in the same run, in Node and in Chromium where it is installed; then
/// a first visit to the page, and thousands of files in it.
///
/// # Errors
/// A program is missing; the build or the installation of the other programs fails.
pub(crate) async fn bench(project: &Project, quick: bool, interrupt: &mut Interrupt) -> anyhow::Result<()> {
    requirements::ensure_for_bench(project, interrupt).await?;
    build::build(project, interrupt).await?;
    let folder = tests(project).join("bench");
    let mut npm = tool::command(project, "npm");
    npm.args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder);
    tool::run(npm, interrupt).await?;
    let mut node = tool::command(project, "node");
    // What one program leaves to the garbage collector must not be another's time.
    node.arg("--expose-gc").arg(folder.join("bench.js"));
    node.args(quick.then_some("--quick"));
    tool::run(node, interrupt).await?;
    for measured in ["visit/main.js", "many/main.js"] {
        let mut node = tool::command(project, "node");
        node.arg(folder.join(measured)).args(quick.then_some("--quick"));
        tool::run(node, interrupt).await?;
    }
    Ok(())
}

fn tests(project: &Project) -> PathBuf {
    project.root().join("tests")
}
