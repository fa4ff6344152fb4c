//! `cargo xtask`: what a person does in this repository. `cargo xtask help` lists the commands.

mod arguments;
mod build;
mod demo;
mod differential;
mod fuzz;
mod install;
mod interrupt;
mod measure;
mod mutants;
mod project;
mod serve;
mod test;
mod tool;

use std::process::ExitCode;

use arguments::Command;
use interrupt::{Interrupt, Interrupted};
use project::Project;

fn main() -> ExitCode {
    let command = match arguments::parse(std::env::args_os().skip(1)) {
        Ok(command) => command,
        Err(error) => {
            eprintln!("error: {error}\nTry `cargo xtask help`.");
            return ExitCode::from(2);
        }
    };
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("error: cannot start the async runtime: {error}");
            return ExitCode::FAILURE;
        }
    };
    let outcome = runtime.block_on(run(command));
    // A blocking step that was interrupted must not hold the exit up.
    runtime.shutdown_background();
    match outcome {
        Ok(code) => code,
        Err(error) => report(&error),
    }
}

async fn run(command: Command) -> anyhow::Result<ExitCode> {
    let project = Project::here();
    let mut interrupt = Interrupt::listen()?;
    match command {
        Command::Help => print!("{}", arguments::HELP),
        Command::Build => build::build(&project, &mut interrupt).await?,
        Command::Serve { port, browser } => {
            serve::serve(&project, port, browser, &mut interrupt).await?;
        }
        Command::Test { only } => return test::test(&project, only, &mut interrupt).await,
        Command::Fuzz { seconds } => return fuzz::fuzz(&project, seconds, &mut interrupt).await,
        Command::Corpus { folder } => measure::corpus(&project, &folder, &mut interrupt).await?,
        Command::Differential { mutants, seed } => {
            return differential::differential(&project, mutants, seed.as_deref(), &mut interrupt).await;
        }
        Command::Mutants { only } => mutants::mutants(&project, only, &mut interrupt).await?,
        Command::Bench { quick } => measure::bench(&project, quick, &mut interrupt).await?,
        Command::Demo => demo::demo(&project)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// An error whose text says all, also of its sources: printing those again would repeat them.
fn flattened(error: impl std::fmt::Display) -> anyhow::Error {
    anyhow::Error::msg(error.to_string())
}

/// One line for people; the exit code shows a shell whether a signal ended the run.
fn report(error: &anyhow::Error) -> ExitCode {
    if let Some(interrupted) = error.downcast_ref::<Interrupted>() {
        eprintln!("\n{interrupted}");
        return ExitCode::from(interrupted.exit_code());
    }
    eprintln!("error: {error:#}");
    ExitCode::FAILURE
}
