//! Firefox under a test's control: it listens for commands by itself.

use crate::process::Running;
use crate::visitor::TIME_ZONE;
use crate::wait;
use browser_profile::{Profile, find_program_of};
use serde_json::{Value, json};
use std::fs;
use std::io;
use std::process::{Command, Stdio};

/// The profile's folder is in its home under this name.
pub(crate) const PROFILE: &str = "firefox";
/// In that folder; Firefox writes it.
const PORT: &str = "MarionetteActivePort";
/// In that folder.
const PREFERENCES: &str = "user.js";

/// Starts it, and gives the port on which it takes commands.
pub(crate) fn start(profile: &Profile) -> (Running, u16) {
    let folder = profile.home().join(PROFILE);
    let file = folder.join(PORT);
    // One that was killed has left it there.
    match fs::remove_file(&file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => panic!("{}: {error}", file.display()),
        Ok(()) | Err(_) => {}
    }
    prefer(profile);
    let program = find_program_of(profile.browser()).unwrap_or_else(|error| panic!("{error}"));
    let mut command = Command::new(program.path);
    command
        .args(profile.arguments())
        // System access: its own settings may be changed, as a person can in its menus. The other port is that of WebDriver BiDi.
        .args([
            "--marionette",
            "--remote-allow-system-access",
            "--remote-debugging-port=0",
        ])
        .args(["--headless", "--width=1280", "--height=900"])
        .envs(profile.environment())
        .envs([TIME_ZONE])
        .env("MOZ_CRASHREPORTER_NO_REPORT", "1")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut process = Running::start(&mut command, "firefox-esr");
    let port = wait::until("Firefox to take commands", || {
        assert!(!process.has_ended(), "Firefox ended as it started");
        fs::read_to_string(&file).ok()?.trim().parse().ok()
    });
    (process, port)
}

/// What must be set before it starts. What else a test wants of it, Marionette sets by itself.
fn prefer(profile: &Profile) {
    let preferences: [(&str, Value); 9] = [
        ("marionette.port", json!(0)),
        // Marionette switches these questions off.
        ("dom.disable_beforeunload", json!(false)),
        // Reading the clipboard would otherwise wait for a click on a little button of the browser's own.
        ("dom.events.testing.asyncClipboard", json!(true)),
        // Pages have the focus, however many browsers there are.
        ("focusmanager.testmode", json!(true)),
        // After it was killed it starts as ever.
        ("browser.sessionstore.resume_from_crash", json!(false)),
        ("toolkit.startup.max_resumed_crashes", json!(-1)),
        // A machine that is busy with tests is slow.
        ("dom.ipc.reportProcessHangs", json!(false)),
        // No traffic of its own.
        ("services.settings.server", json!("data:,#remote-settings-dummy/v1")),
        ("extensions.installDistroAddons", json!(false)),
    ];
    let lines = preferences.map(|(name, value)| format!("user_pref(\"{name}\", {value});\n"));
    let file = profile.home().join(PROFILE).join(PREFERENCES);
    let mut text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let lines = lines.concat();
    if !text.ends_with(&lines) {
        text.push_str(&lines);
        fs::write(&file, text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }
}
