//! `WebKitGTK` under a test's control: its driver starts a browser on a display that nobody sees.

use crate::process::{Running, reserve_port};
use crate::visitor::TIME_ZONE;
use crate::{cleanup, wait};
use serde_json::{Map, Value, json};
use std::fs;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// In its home: where downloads go, as the desktop says it.
const FOLDERS: &str = ".config/user-dirs.dirs";

/// Starts the driver, and gives the port on which it takes commands.
pub(crate) fn start(home: &Path, downloads: &Path) -> (Running, u16) {
    let folders = home.join(FOLDERS);
    fs::create_dir_all(folders.parent().expect("a folder")).expect("a new folder");
    fs::write(folders, format!("XDG_DOWNLOAD_DIR=\"{}\"\n", downloads.display())).expect("a new file");
    let reserved = reserve_port();
    let port = reserved.local_addr().expect("a port").port();
    drop(reserved);
    let mut command = Command::new("WebKitWebDriver");
    command
        .arg(format!("--port={port}"))
        .env("DISPLAY", display())
        .env("HOME", home)
        .env("XDG_RUNTIME_DIR", home)
        .env("LC_ALL", "C.UTF-8")
        .envs([TIME_ZONE])
        .env_remove("WAYLAND_DISPLAY")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let process = Running::start(&mut command, "webkit2gtk-driver");
    wait::until("WebKit's driver to take commands", || {
        TcpStream::connect(("127.0.0.1", port)).ok()
    });
    (process, port)
}

/// What its sessions are to be like besides.
pub(crate) fn capabilities() -> Map<String, Value> {
    Map::from_iter([
        // It trusts no authority but the system's.
        ("acceptInsecureCerts".to_owned(), json!(true)),
        // It tells no kinds of questions apart.
        ("unhandledPromptBehavior".to_owned(), json!("ignore")),
    ])
}

/// One display for all of them, as `DISPLAY` names it.
fn display() -> &'static str {
    static DISPLAY: OnceLock<String> = OnceLock::new();
    DISPLAY.get_or_init(|| {
        let folder: PathBuf = tempfile::tempdir().expect("a temporary folder").keep();
        let mut command = Command::new("Xvfb");
        command
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1280x1000x24",
                "-nolisten",
                "tcp",
                "-fbdir",
            ])
            .arg(&folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut process = Running::start(&mut command, "xvfb");
        // It ends with this process, which drops nothing of what is static.
        cleanup::after_this_process(&folder);
        let number = process.first_output(|line| line.trim().parse::<u16>().ok());
        std::mem::forget(process);
        format!(":{}", number.expect("a display"))
    })
}
