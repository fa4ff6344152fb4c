//! chromedriver and geckodriver: the programs that run a browser on behalf of a test.

use crate::process::{Running, kill_all_of};
use crate::{Family, project, wait};
use browser_profile::{Profile, find_program_of};
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Stdio};

/// A driver that knows one profile only.
pub(crate) struct Driver {
    process: Running,
    address: String,
}

impl Driver {
    /// Starts the driver of the profile's browser.
    pub(crate) fn start(profile: &Profile) -> Self {
        // chromedriver picks a port that is free on IPv6 and gives up when the same is taken on IPv4: another try helps.
        let (process, port) = wait::until("a WebDriver to find a port", || {
            let (mut command, package) = match profile.browser() {
                Family::Chromium => (chromedriver(), "chromium-driver"),
                Family::Firefox => (geckodriver(), "firefox-esr, and run: cargo xtask test --only browser"),
            };
            command
                .envs(profile.environment())
                // Dates on the page are in the visitor's time zone, and the visitor is in Japan.
                .env("TZ", "Asia/Tokyo")
                .stdout(Stdio::piped())
                .stderr(Stdio::null());
            let mut process = Running::start(&mut command, package);
            let port = process.first_output(port)?;
            Some((process, port))
        });
        Self {
            process,
            address: format!("http://127.0.0.1:{port}"),
        }
    }

    /// Where it listens, such as `http://127.0.0.1:9515`.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// SIGKILL for the browser, all its processes and the driver. Returns once none of them is left.
    pub(crate) fn kill_browser(&self, home: &Path) {
        kill_all_of(self.process.id(), home);
    }
}

fn chromedriver() -> Command {
    let mut command = Command::new("chromedriver");
    command.args(["--port=0", "--log-level=SEVERE"]);
    command
}

/// From `target/tools`, where `cargo xtask test` installs it, or from PATH. It may have Firefox's own settings
/// changed, as a person can in its menus.
fn geckodriver() -> Command {
    let own = project::root().join("target/tools/bin/geckodriver");
    let mut command = Command::new(if own.is_file() {
        own.as_path()
    } else {
        Path::new("geckodriver")
    });
    command.args(["--port=0", "--websocket-port=0", "--allow-system-access"]);
    command
}

/// The port in a driver's first words.
fn port(line: &str) -> Option<u16> {
    let (_, port) = line
        .split_once("started successfully on port ")
        .or_else(|| line.split_once("Listening on 127.0.0.1:"))?;
    port.trim_end_matches('.').parse().ok()
}

/// What the session of a profile's browser is to be like. A question before leaving a page stays open in either
/// browser until the test answers it.
pub(crate) fn capabilities(profile: &Profile) -> Value {
    let program = find_program_of(profile.browser()).unwrap_or_else(|error| panic!("{error}"));
    let arguments = |further: &[&str]| -> Vec<String> {
        profile
            .arguments()
            .into_iter()
            .map(|argument| argument.into_string().expect("UTF-8"))
            .chain(further.iter().map(|&argument| argument.to_owned()))
            .collect()
    };
    let questions = json!({ "beforeUnload": "ignore" });
    // A script may run all of the module's checks; more than this is a test that hangs.
    let timeouts = json!({ "script": 180_000 });
    // WebDriver BiDi: with it, either browser leaves that question to the test, and Firefox records what it does.
    let bidi = true;
    match profile.browser() {
        Family::Chromium => json!({
            "browserName": "chrome",
            "unhandledPromptBehavior": questions,
            "timeouts": timeouts,
            "webSocketUrl": bidi,
            "goog:loggingPrefs": { "performance": "ALL", "browser": "ALL" },
            "goog:chromeOptions": {
                "binary": program.path,
                "args": arguments(&["--headless", "--disable-gpu", "--window-size=1280,900"]),
            },
        }),
        Family::Firefox => json!({
            "browserName": "firefox",
            "unhandledPromptBehavior": questions,
            "timeouts": timeouts,
            "webSocketUrl": bidi,
            "moz:firefoxOptions": {
                "binary": program.path,
                "args": arguments(&["--headless", "--width=1280", "--height=900"]),
                "prefs": {
                    // Marionette switches these questions off.
                    "dom.disable_beforeunload": false,
                    // Reading the clipboard would otherwise wait for a click on a little button of the browser's own.
                    "dom.events.testing.asyncClipboard": true,
                },
            },
        }),
    }
}
