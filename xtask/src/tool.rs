//! Other programs: finding them, running them, and ending them with everything they started.

use std::ffi::{OsStr, OsString};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::Instant;

use crate::interrupt::Interrupt;
use crate::project::Project;

/// How long a program may take to end by itself before it is killed.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long the output of a program is still read after its end.
const REST: Duration = Duration::from_secs(1);

/// PATH, and where Debian keeps servers (nginx), which is not in a user's PATH.
fn search_path() -> OsString {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let servers = cfg!(unix).then(|| PathBuf::from("/usr/sbin"));
    std::env::join_paths(std::env::split_paths(&path).chain(servers)).unwrap_or(path)
}

/// Where the program `name` is.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&search_path())
        .map(|folder| folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
        .find(|file| file.is_file())
}

/// A command at the repository's top folder, without a terminal to ask questions on.
pub(crate) fn command(project: &Project, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir(project.root())
        .stdin(Stdio::null())
        .env("PATH", search_path());
    command
}

/// The cargo that runs this program.
pub(crate) fn cargo(project: &Project) -> Command {
    command(project, std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// How a person would type the command.
pub(crate) fn describe(command: &Command) -> String {
    let command = command.as_std();
    let program = PathBuf::from(command.get_program());
    std::iter::once(program.file_stem().unwrap_or(command.get_program()))
        .chain(command.get_args())
        .map(|part| part.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Runs a command with its output shown and waits for its success.
///
/// # Errors
/// The program is missing, ends with another code than 0, or a signal comes (the program and all
/// it started are ended first).
pub(crate) async fn run(mut command: Command, interrupt: &mut Interrupt) -> anyhow::Result<()> {
    let name = describe(&command);
    let status = Group::start(&mut command)?.wait(interrupt).await?;
    success(&name, status)
}

/// Runs a command and hands over each line of its standard output; errors stay visible.
///
/// # Errors
/// As [`run`].
pub(crate) async fn lines(
    mut command: Command,
    interrupt: &mut Interrupt,
    mut line: impl FnMut(&str),
) -> anyhow::Result<()> {
    let name = describe(&command);
    let mut group = Group::start(command.stdout(Stdio::piped()))?;
    let stdout = group.child.stdout.take();
    let mut segments = BufReader::new(stdout.context("no pipe to read from")?).split(b'\n');
    let mut ended: Option<(ExitStatus, Instant)> = None;
    loop {
        // A program that the ended one left behind may hold the pipe open for ever.
        let rest = ended.map_or_else(Instant::now, |(_, at)| at + REST);
        tokio::select! {
            biased;
            signal = interrupt.wait() => {
                group.end().await;
                return Err(signal.into());
            }
            segment = segments.next_segment() => match segment {
                Ok(Some(bytes)) => line(&String::from_utf8_lossy(&bytes)),
                Ok(None) => break,
                Err(error) => {
                    return Err(error).with_context(|| format!("cannot read what `{name}` prints"));
                }
            },
            status = group.child.wait(), if ended.is_none() => {
                ended = Some((status.context("cannot wait for a program's end")?, Instant::now()));
            }
            () = tokio::time::sleep_until(rest), if ended.is_some() => break,
        }
    }
    let status = match ended {
        Some((status, _)) => status,
        None => group.wait(interrupt).await?,
    };
    success(&name, status)
}

/// Runs a command and returns what it wrote to its standard output; errors stay visible.
///
/// # Errors
/// As [`run`].
pub(crate) async fn output(command: Command, interrupt: &mut Interrupt) -> anyhow::Result<String> {
    let mut text = String::new();
    lines(command, interrupt, |line| {
        text.push_str(line);
        text.push('\n');
    })
    .await?;
    Ok(text)
}

fn success(name: &str, status: ExitStatus) -> anyhow::Result<()> {
    if !status.success() {
        bail!("`{name}` failed ({status})");
    }
    Ok(())
}

/// A running program and everything it starts.
///
/// On Unix it leads a process group of its own: a Ctrl-C in the terminal reaches only this program,
/// which then ends the group in order.
pub(crate) struct Group {
    child: Child,
}

impl Group {
    /// Starts the command.
    ///
    /// # Errors
    /// The program is missing or cannot be started.
    pub(crate) fn start(command: &mut Command) -> anyhow::Result<Self> {
        #[cfg(unix)]
        command.process_group(0);
        let spawned = command.kill_on_drop(true).spawn();
        let child = spawned.map_err(|error| {
            let program = Path::new(command.as_std().get_program()).display();
            if error.kind() == ErrorKind::NotFound {
                anyhow!("{program} is not installed, or not in PATH")
            } else {
                anyhow!("cannot start {program}: {error}")
            }
        })?;
        Ok(Self { child })
    }

    /// Waits for the program's end.
    ///
    /// # Errors
    /// A signal came; the group has been ended then.
    pub(crate) async fn wait(&mut self, interrupt: &mut Interrupt) -> anyhow::Result<ExitStatus> {
        tokio::select! {
            status = self.child.wait() => status.context("cannot wait for a program's end"),
            signal = interrupt.wait() => {
                self.end().await;
                Err(signal.into())
            }
        }
    }

    /// Asks the group to end, and kills it when it does not.
    pub(crate) async fn end(&mut self) {
        #[cfg(unix)]
        if let Some(group) = self.group() {
            use nix::sys::signal::{Signal, killpg};
            // An error means that nothing of the group is left.
            let _ = killpg(group, Signal::SIGTERM);
            let _ = tokio::time::timeout(PATIENCE, self.child.wait()).await;
            let _ = killpg(group, Signal::SIGKILL);
        }
        let _ = self.child.kill().await;
    }

    #[cfg(unix)]
    fn group(&self) -> Option<nix::unistd::Pid> {
        // `None` once the program was waited for: its number may belong to another process by then.
        let id = i32::try_from(self.child.id()?).ok()?;
        Some(nix::unistd::Pid::from_raw(id))
    }
}
