//! `WebKitGTK` under a test's control: its driver starts a browser on a display that nobody sees.

use crate::process::{Running, reserve_port};
use crate::visitor::TIME_ZONE;
use crate::wait;
use serde_json::{Map, Value, json};
use std::fs;
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};

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
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let process = Running::start(&mut command, "webkit2gtk-driver");
    wait::until("WebKit's driver to take commands", || {
        TcpStream::connect(("127.0.0.1", port)).ok()
    });
    (process, port, screen)
}

/// Has the page keep what it says from here on, since the driver keeps no record: errors and warnings, and what the policy refuses.
pub(crate) const RECORD: &str = r#"
    if (window.saidSoFar) return;
    const said = (window.saidSoFar = []);
    for (const kind of ["error", "warn"]) {
        const speak = console[kind];
        console[kind] = (...words) => {
            said.push(words.join(" "));
            speak.apply(console, words);
        };
    }
    addEventListener("error", ({ message }) => said.push(String(message)));
    addEventListener("unhandledrejection", ({ reason }) => said.push(String(reason)));
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
        said.push(`${violatedDirective} refuses ${blockedURI}`));
"#;

/// What it has said since it was last asked; null: it keeps nothing.
pub(crate) const SAID: &str = "return window.saidSoFar?.splice(0) ?? null";

/// What its sessions are to be like besides.
pub(crate) fn capabilities() -> Map<String, Value> {
    Map::from_iter([
        // It trusts no authority but the system's.
        ("acceptInsecureCerts".to_owned(), json!(true)),
        // It tells no kinds of questions apart.
        ("unhandledPromptBehavior".to_owned(), json!("ignore")),
    ])
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
