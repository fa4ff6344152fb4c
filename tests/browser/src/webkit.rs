//! `WebKitGTK` under a test's control: its driver starts a browser on a display that nobody sees.

use crate::process::{Running, reserve_port};
use crate::visitor::TIME_ZONE;
use crate::wait;
use serde_json::{Map, Value, json};
use std::fs::{self, File};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// In its home: what the browser writes, the words of the console among them.
const CONSOLE: &str = "console.txt";
/// In its home: where downloads go, as the desktop says it.
const FOLDERS: &str = ".config/user-dirs.dirs";

/// Starts the driver, and gives the port on which it takes commands, and the display.
pub(crate) fn start(home: &Path, downloads: &Path) -> (Running, u16, Running) {
    let folders = home.join(FOLDERS);
    fs::create_dir_all(folders.parent().expect("a folder")).expect("a new folder");
    fs::write(folders, format!("XDG_DOWNLOAD_DIR=\"{}\"\n", downloads.display())).expect("a new file");
    let (screen, name) = display(home);
    let reserved = reserve_port();
    let port = reserved.local_addr().expect("a port").port();
    drop(reserved);
    let mut command = Command::new("WebKitWebDriver");
    command
        .arg(format!("--port={port}"))
        .env("DISPLAY", name)
        .env("HOME", home)
        .env("XDG_RUNTIME_DIR", home)
        .env("LC_ALL", "C.UTF-8")
        .envs([TIME_ZONE])
        .env_remove("WAYLAND_DISPLAY")
        .stdout(File::create(home.join(CONSOLE)).expect("a new file"))
        .stderr(Stdio::null());
    let process = Running::start(&mut command, "webkit2gtk-driver");
    wait::until("WebKit's driver to take commands", || {
        TcpStream::connect(("127.0.0.1", port)).ok()
    });
    (process, port, screen)
}

/// What its sessions are to be like besides.
pub(crate) fn capabilities() -> Map<String, Value> {
    Map::from_iter([
        // It trusts no authority but the system's.
        ("acceptInsecureCerts".to_owned(), json!(true)),
        // It tells no kinds of questions apart.
        ("unhandledPromptBehavior".to_owned(), json!("ignore")),
        (
            "webkitgtk:browserOptions".to_owned(),
            json!({
                "binary": browser(),
                "args": ["--automation", "--enable-write-console-messages-to-stdout=true"],
            }),
        ),
    ])
}

/// The browser that comes with the engine; `multiarch` names the folder.
fn browser() -> PathBuf {
    let folders = fs::read_dir("/usr/lib").expect("a system");
    let browsers = folders.filter_map(|entry| Some(entry.ok()?.path().join("webkit2gtk-4.1/MiniBrowser")));
    browsers
        .into_iter()
        .find(|path| path.is_file())
        .expect("MiniBrowser (on Debian: apt install webkit2gtk-driver)")
}

/// What its console says since `after` octets of it were read, and how many there are.
pub(crate) fn console(home: &Path, after: usize) -> (Vec<String>, usize) {
    let written = fs::read_to_string(home.join(CONSOLE)).expect("the console");
    // A line that is not yet whole comes next time.
    let whole = written.rfind('\n').map_or(0, |end| end + 1);
    let lines = written[after..whole].lines().filter_map(|line| {
        let (_, message) = line.split_once("CONSOLE ")?;
        Some(message.to_owned())
    });
    (lines.collect(), whole)
}

/// A display of its own, where its window has the focus whatever others do; as `DISPLAY` names it.
fn display(home: &Path) -> (Running, String) {
    let mut command = Command::new("Xvfb");
    command
        .args(["-displayfd", "1", "-screen", "0", "1280x1000x24", "-nolisten", "tcp"])
        // So that it ends, whatever becomes of this process (`cleanup`).
        .env("HOME", home)
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut process = Running::start(&mut command, "xvfb");
    let number = process.first_output(|line| line.trim().parse::<u16>().ok());
    (process, format!(":{}", number.expect("a display")))
}
