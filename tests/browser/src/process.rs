//! Programs that run for the length of a test.

use crate::wait;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;

/// A running program, ended when dropped.
pub struct Running(Child);

impl Running {
    /// Starts a program.
    ///
    /// # Panics
    /// When it is not installed; `package` is the Debian package named then.
    pub fn start(command: &mut Command, package: &str) -> Self {
        let name = command.get_program().to_string_lossy().into_owned();
        match command.stdin(Stdio::null()).spawn() {
            Ok(child) => Self(child),
            Err(error) => panic!("cannot start {name} (on Debian: apt install {package}): {error}"),
        }
    }

    /// Reads the program's standard output until a line gives a value. What comes later is thrown away.
    /// `None` when the program ends without such a line.
    ///
    /// # Panics
    /// When the command did not pipe its standard output, or it was read before.
    pub fn first_output<T>(&mut self, find: impl Fn(&str) -> Option<T>) -> Option<T> {
        let mut lines = BufReader::new(self.0.stdout.take().expect("a piped output")).lines();
        let value = lines.by_ref().map_while(Result::ok).find_map(|line| find(&line));
        // A full pipe would stop the program.
        thread::spawn(move || lines.for_each(drop));
        value
    }

    /// Its process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// Whether the program has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        !matches!(self.0.try_wait(), Ok(None))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs a program to its end and returns its standard output.
///
/// # Panics
/// When it is not installed or fails.
pub fn output(command: &mut Command) -> Vec<u8> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("cannot start {name}: {error}"));
    assert!(
        output.status.success(),
        "{name} failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

/// Keeps a TCP port on loopback for a program that is about to listen on it: drop this just before.
///
/// # Panics
/// When the system has none.
pub(crate) fn reserve_port() -> TcpListener {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port")
}

/// The processes that name a text in their command line.
#[must_use]
pub fn naming(text: &str) -> Vec<u32> {
    let named = |id: &u32| {
        let line = fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&line).contains(text)
    };
    processes().filter(named).collect()
}

/// Kills a process, all that it started directly or indirectly, and all that name a folder in their command line
/// (a browser's crash handler leaves its family). Nothing is asked to end: the signal is SIGKILL.
///
/// # Panics
/// When something lives on.
pub(crate) fn kill_all_of(process: u32, folder: &Path) {
    signal_all_of(process, folder, Signal::SIGKILL);
    let folder = folder.to_str().expect("a path in UTF-8");
    wait::until("every process of the browser to end", || {
        naming(folder).is_empty().then_some(())
    });
}

/// Sends a signal to the same processes as [`kill_all_of`].
pub(crate) fn signal_all_of(process: u32, folder: &Path, signal: Signal) {
    let mut family = vec![process];
    let mut next = 0;
    while let Some(&parent) = family.get(next) {
        family.extend(processes().filter(|&id| parent_of(id) == Some(parent)));
        next += 1;
    }
    family.extend(naming(folder.to_str().expect("a path in UTF-8")));
    for id in family {
        // It may have ended with another one of the family.
        let _ = kill(Pid::from_raw(id.try_into().expect("a process id")), signal);
    }
}

fn processes() -> impl Iterator<Item = u32> {
    let entries = fs::read_dir("/proc").expect("/proc").filter_map(Result::ok);
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}

fn parent_of(id: u32) -> Option<u32> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let parent = status.lines().find_map(|line| line.strip_prefix("PPid:"))?;
    parent.trim().parse().ok()
}
