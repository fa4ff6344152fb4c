//! Programs that run for the length of a test.

use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, TcpListener};
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
