//! The fixtures, made anew by the programs that write such files, and compared with the committed ones.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::clippy;
use super::count::Count;
use super::step::{WHOLE, run_tests};
use crate::interrupt::{Interrupt, Interrupted};
use crate::project::Project;
use crate::tool;

/// The Python package that makes the fixtures' certificates. What it writes may differ in another version.
const CRYPTOGRAPHY: &str = "50.0.2";

/// Makes the fixtures anew in `scratch`, compares them with the committed ones, and has the reader's tests read them. Without the
/// Python package this is left out, which is printed.
///
/// # Errors
/// A fixture differs, or the reader reads a new one otherwise; a signal.
pub(super) async fn compare(
    project: &Project,
    scratch: &Path,
    count: &mut Count,
    interrupt: &mut Interrupt,
) -> anyhow::Result<()> {
    let python = match python(project, interrupt).await {
        Ok(python) => python,
        Err(error) if error.is::<Interrupted>() => return Err(error),
        Err(error) => {
            println!(
                "left out: every producer, since Python's cryptography {CRYPTOGRAPHY} cannot be installed ({error:#})"
            );
            return Ok(());
        }
    };
    let anew = scratch.join("fixtures");
    let mut make = tool::command(project, python);
    make.arg(project.root().join("tests/fixtures/make.py"))
        .arg("compare")
        .arg(&anew);
    make.env("TMPDIR", scratch);
    tool::run(make, interrupt).await?;
    if !anew.join("facts.json").is_file() {
        // The script has printed it: the programs that the others build on are of another version.
        return Ok(());
    }
    let mut tests = clippy::cargo(project, interrupt).await?;
    // What each file is said to hold; the tests of wrong passwords learn nothing from other salts, and take their time.
    tests.args(["test", WHOLE, "--test", "core", "reading_fixtures::every_"]);
    tests.env("FIXTURES", &anew);
    run_tests(tests, count, interrupt).await
}

/// Python in a virtual environment that has the package.
async fn python(project: &Project, interrupt: &mut Interrupt) -> anyhow::Result<PathBuf> {
    let folder = project
        .root()
        .join("target")
        .join("python")
        .join(format!("cryptography-{CRYPTOGRAPHY}"));
    let python = folder.join("bin").join("python");
    if python.is_file() {
        let mut import = tool::command(project, &python);
        import.args(["-c", "import cryptography"]).stderr(Stdio::null());
        match tool::run(import, interrupt).await {
            Ok(()) => return Ok(python),
            Err(error) if error.is::<Interrupted>() => return Err(error),
            // Half installed, or of a Python that is gone.
            Err(_) => {}
        }
    }
    println!(
        "Installing Python's cryptography {CRYPTOGRAPHY} into {} …",
        project.short(&folder)
    );
    let mut venv = tool::command(project, "python3");
    venv.args(["-m", "venv", "--clear"]).arg(&folder);
    tool::run(venv, interrupt).await?;
    let mut pip = tool::command(project, &python);
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--only-binary=:all:",
    ]);
    pip.arg(format!("cryptography=={CRYPTOGRAPHY}"));
    tool::run(pip, interrupt).await?;
    Ok(python)
}
