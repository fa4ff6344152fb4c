//! The fuzz targets on their seeds, once each: that they build, and hold for what they begin with.

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};

use super::clippy;
use super::count::Count;
use super::step::WHOLE;
use crate::fuzz;
use crate::interrupt::{Interrupt, Interrupted};
use crate::project::Project;
use crate::tool;

/// Builds the targets without instrumentation, which needs neither cargo-fuzz nor its minutes, and runs each on its seeds.
///
/// # Errors
/// The build or the making of the seeds fails; a signal. A target that fails is reported and counted.
pub(super) async fn run(
    project: &Project,
    scratch: &Path,
    count: &mut Count,
    interrupt: &mut Interrupt,
) -> anyhow::Result<()> {
    let mut cargo = clippy::cargo(project, interrupt).await?;
    cargo.args(["build", WHOLE]);
    for name in fuzz::target_names() {
        cargo.args(["--bin", name]);
    }
    tool::run(cargo, interrupt).await?;
    let seeds = scratch.join("seeds");
    let mut make = tool::command(project, "bash");
    make.arg(fuzz::source(project).join("seeds.sh")).arg(&seeds);
    make.env("TMPDIR", scratch)
        .stderr(File::create(scratch.join("seeds.log"))?);
    tool::run(make, interrupt).await?;

    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    let programs = project.root().join(target).join("debug");
    for name in fuzz::target_names() {
        let mut files = Vec::new();
        let folder = seeds.join(name);
        for entry in std::fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
            files.push(entry?.path());
        }
        ensure!(!files.is_empty(), "seeds.sh makes no seed for {name}");
        files.sort();
        let log = scratch.join(format!("{name}.log"));
        let mut program = tool::command(project, programs.join(name));
        program
            .arg("-timeout=60")
            .arg(format!("-artifact_prefix={}/", scratch.display()));
        program.args(&files).stderr(File::create(&log)?);
        match tool::run(program, interrupt).await {
            Ok(()) => {
                println!("{name}: {} seeds", files.len());
                count.passed += 1;
            }
            Err(error) if error.is::<Interrupted>() => return Err(error),
            Err(_) => {
                // A panic message may quote any octets.
                println!("{}", String::from_utf8_lossy(&std::fs::read(&log)?));
                println!("{name}: failed on the seed that is named last");
                count.failed += 1;
            }
        }
    }
    Ok(())
}
