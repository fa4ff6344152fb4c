//! `cargo xtask test`: everything that can be checked, in one run.

mod count;
mod fixtures;
mod requirements;
mod seeds;
mod step;

use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Context;

use crate::interrupt::{Interrupt, Interrupted};
use crate::project::Project;
use count::Count;
pub(crate) use step::Step;

/// Runs every step, or the one named. In each row of steps the first that fails is the last that runs.
///
/// The last line says how many tests passed and failed; a step that failed without a test counts as
/// one. A step that is there to run tests and ran none has failed.
///
/// # Errors
/// A signal, or a program that is missing; a failed step is told and is the exit code.
pub(crate) async fn test(project: &Project, only: Option<Step>, interrupt: &mut Interrupt) -> anyhow::Result<ExitCode> {
    let (first, [beside, then]) = match &only {
        Some(step) => (std::slice::from_ref(step), [[].as_slice(); 2]),
        None => (Step::FIRST.as_slice(), Step::ROWS),
    };
    let steps = [first, beside, then].concat();
    requirements::ensure(project, &steps, interrupt).await?;
    // What a test that was ended half-way leaves behind goes with this folder.
    let scratch = tempfile::Builder::new()
        .prefix("orcamo-cert-test-")
        .tempdir()
        .context("cannot create a temporary folder")?;

    let run = Run {
        project,
        scratch: scratch.path(),
        begin: Instant::now(),
        steps: &steps,
    };
    let mut outcomes = vec![run.row(first, interrupt.clone()).await?];
    if outcomes.iter().all(|row| row.failed.is_none()) {
        let (one, other) = tokio::join!(run.row(beside, interrupt.clone()), run.row(then, interrupt.clone()));
        outcomes.extend([one?, other?]);
    }
    let mut total = Count::default();
    let mut code = ExitCode::SUCCESS;
    for Row { count, failed } in outcomes {
        total += count;
        if let Some((step, failure)) = failed {
            println!("\nStep `{}` failed: {failure}.", step.name());
            println!("Repeat it with: cargo xtask test --only {}", step.name());
            code = ExitCode::FAILURE;
        }
    }
    if code == ExitCode::SUCCESS {
        let done = if only.is_some() { "The step" } else { "All steps" };
        println!("\n{done} passed in {}.", minutes(run.begin.elapsed()));
    }
    println!("{total}");
    Ok(code)
}

/// What all steps of a run have in common.
struct Run<'a> {
    project: &'a Project,
    scratch: &'a Path,
    begin: Instant,
    /// All of them, in the order of their numbers.
    steps: &'a [Step],
}

/// What came of steps that ran one after the other.
struct Row {
    count: Count,
    /// The step that failed, and why.
    failed: Option<(Step, String)>,
}

impl Run<'_> {
    async fn row(&self, steps: &[Step], mut interrupt: Interrupt) -> anyhow::Result<Row> {
        let mut total = Count::default();
        for &step in steps {
            let begin = Instant::now();
            self.announce(step);
            let mut count = Count::default();
            let outcome = step.run(self.project, self.scratch, &mut count, &mut interrupt).await;
            let failure = match outcome {
                Err(error) if error.is::<Interrupted>() => return Err(error),
                Err(error) => Some(format!("{error:#}")),
                Ok(()) if step.has_tests() && count.is_empty() => Some("it ran no test at all".into()),
                Ok(()) if count.failed > 0 => Some("a test failed".into()),
                Ok(()) => None,
            };
            if failure.is_some() && count.failed == 0 {
                // Formatting, the build or a type: the last line must not say that nothing failed.
                count.failed = 1;
            }
            total += count;
            if let Some(failure) = failure {
                let failed = Some((step, failure));
                return Ok(Row { count: total, failed });
            }
            println!("{}: passed in {}", step.name(), minutes(begin.elapsed()));
        }
        Ok(Row {
            count: total,
            failed: None,
        })
    }

    fn announce(&self, step: Step) {
        let number = self
            .steps
            .iter()
            .position(|one| *one == step)
            .map_or(0, |place| place + 1);
        let (of, since) = (self.steps.len(), minutes(self.begin.elapsed()));
        println!("\n[{number}/{of}] {} ({since} since the start)", step.title());
    }
}

fn minutes(time: Duration) -> String {
    let seconds = time.as_secs();
    format!("{}:{:02} min", seconds / 60, seconds % 60)
}
