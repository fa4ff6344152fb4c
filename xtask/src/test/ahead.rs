//! The build, begun before its step: tests that wait for servers and other programs leave cores idle.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::interrupt::Interrupt;
use crate::project::Project;
use crate::tool::{self, Group};

/// A build under way.
pub(super) struct Ahead {
    group: Group,
    /// What it prints, which is shown at its step.
    output: PathBuf,
}

impl Ahead {
    /// Begins the build by this program, which is at `program`.
    ///
    /// # Errors
    /// It cannot be started.
    pub(super) fn begin(project: &Project, program: &Path, scratch: &Path) -> anyhow::Result<Self> {
        let output = scratch.join("build.log");
        let file = std::fs::File::create(&output).with_context(|| format!("cannot create {}", output.display()))?;
        let mut build = tool::command(project, program);
        let errors = file.try_clone().context("cannot write to one file twice")?;
        build.arg("build").stdout(file).stderr(errors);
        let group = Group::start(&mut build)?;
        Ok(Self { group, output })
    }

    /// Waits for the build, and shows what it has printed.
    ///
    /// # Errors
    /// It failed; a signal.
    pub(super) async fn finish(mut self, interrupt: &mut Interrupt) -> anyhow::Result<()> {
        let status = self.group.wait(interrupt).await?;
        let printed = std::fs::read_to_string(&self.output);
        print!(
            "{}",
            printed.with_context(|| format!("cannot read {}", self.output.display()))?
        );
        if !status.success() {
            bail!("the build failed ({status})");
        }
        Ok(())
    }

    /// Nobody needs it any more.
    pub(super) async fn end(mut self) {
        self.group.end().await;
    }
}
