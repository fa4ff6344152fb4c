//! `cargo xtask test`: everything that can be checked, in one run.

mod ahead;
mod clippy;
mod count;
mod fixtures;
pub(crate) mod requirements;
mod seeds;
mod step;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Context;

use crate::interrupt::{Interrupt, Interrupted};
use crate::project::Project;
use ahead::Ahead;
use count::Count;
pub(crate) use step::Step;

/// Runs every step, or the one named, and stops at the first that fails.
///
/// The last line says how many tests passed and failed; a step that failed without a test counts as
/// one. A step that is there to run tests and ran none has failed.
///
/// # Errors
/// A signal, or a program that is missing; a failed step is printed and is the exit code.
pub(crate) async fn test(project: &Project, only: Option<Step>, interrupt: &mut Interrupt) -> anyhow::Result<ExitCode> {
    let steps = match &only {
        Some(step) => std::slice::from_ref(step),
        None => Step::ALL.as_slice(),
    };
    requirements::ensure(project, steps, interrupt).await?;
    // What a test that was ended half-way leaves behind goes with this folder.
    let scratch = tempfile::Builder::new()
        .prefix("orcamo-cert-test-")
        .tempdir()
        .context("cannot create a temporary folder")?;

    // Asked now: the lint step puts a new file in its place.
    let program = std::env::current_exe().context("cannot find this program")?;

    let begin = Instant::now();
    let mut total = Count::default();
    let mut ahead = None;
    for (number, step) in steps.iter().enumerate() {
        println!(
            "\n[{}/{}] {} ({} since the start)",
            number + 1,
            steps.len(),
            step.title(),
            minutes(begin.elapsed())
        );
        if only.is_none() && *step == Step::Native {
            ahead = Some(Ahead::begin(project, &program, scratch.path())?);
        }
        let mut count = Count::default();
        let outcome = match (step, ahead.take_if(|_| *step == Step::Build)) {
            (Step::Build, Some(build)) => build.finish(interrupt).await,
            _ => step.run(project, scratch.path(), &mut count, interrupt).await,
        };
        let failure = match outcome {
            Err(error) if error.is::<Interrupted>() => {
                if let Some(build) = ahead {
                    build.end().await;
                }
                return Err(error);
            }
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
            if let Some(build) = ahead {
                build.end().await;
            }
            println!("\nStep `{}` failed: {failure}.", step.name());
            println!("Repeat it with: cargo xtask test --only {}", step.name());
            println!("{total}");
            return Ok(ExitCode::FAILURE);
        }
    }
    let done = if only.is_some() { "The step" } else { "All steps" };
    println!("\n{done} passed in {}.", minutes(begin.elapsed()));
    println!("{total}");
    Ok(ExitCode::SUCCESS)
}

fn minutes(time: Duration) -> String {
    let seconds = time.as_secs();
    format!("{}:{:02} min", seconds / 60, seconds % 60)
}
