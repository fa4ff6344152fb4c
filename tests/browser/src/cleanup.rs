//! What ends the browsers that are idle when the tests are over: no value is dropped then, and a process may be killed.

use std::io::Write as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};

/// Reads folders, one a line. Once nobody can write any more, kills every process that names one of them in its command line
/// or its environment, as a driver does, and removes them.
const CLEAN_UP: &str = r#"
    folders=$(cat)
    # An empty pattern would match every process.
    [ -n "$folders" ] || exit 0
    found=$folders
    while [ -n "$found" ]; do
        found=
        for process in /proc/[0-9]*; do
            id=${process#/proc/}
            [ "$id" != $$ ] && grep -qsF "$folders" "$process/cmdline" "$process/environ" && kill -KILL "$id" && found=yes
        done
    done
    echo "$folders" | while read -r folder; do rm -rf "$folder"; done
"#;

/// Has a folder removed, and all killed that names it, as soon as this process has ended, in whatever way.
///
/// # Panics
/// When there is no shell.
pub(crate) fn after_this_process(folder: &Path) {
    static SHELL: Mutex<Option<Child>> = Mutex::new(None);
    let mut shell = SHELL.lock().unwrap_or_else(PoisonError::into_inner);
    let running = shell.get_or_insert_with(start);
    let folders = running.stdin.as_mut().expect("a piped input");
    writeln!(folders, "{}", folder.display()).expect("a running shell");
}

/// Its standard output is that of the tests: who reads that to its end waits for this too.
fn start() -> Child {
    let mut shell = Command::new("sh");
    shell.args(["-c", CLEAN_UP]).stdin(Stdio::piped()).stderr(Stdio::null());
    // Not in the group that a terminal interrupts.
    shell.process_group(0).spawn().expect("a shell")
}
