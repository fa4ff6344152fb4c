//! The program that gets a test's commands for a browser: chromedriver, or Firefox itself.

use crate::home::Home;
use crate::process::{Running, kill_all_of, signal_all_of};
use crate::visitor::TIME_ZONE;
use crate::webdriver::{Failure, Session};
use crate::{Family, firefox, http, marionette, wait, webkit};
use browser_profile::{Browser, Profile, find_program_of};
use nix::sys::signal::Signal;
use serde_json::{Map, Value, json};
use std::path::Path;
use std::process::{Command, Stdio};

/// The capability of WebDriver `BiDi`.
const BIDI: &str = "webSocketUrl";

/// One that knows one profile only.
pub(crate) struct Driver {
    process: Running,
    family: Family,
    port: u16,
    /// Where its browser needs one. It ends after the driver.
    _display: Option<Running>,
}

impl Driver {
    /// Starts the driver of the browser that lives there.
    pub(crate) fn start(home: &Home, downloads: &Path) -> Self {
        let (family, (process, port), display) = match home {
            Home::Profile(profile) => match profile.browser() {
                Browser::Chromium => (Family::Chromium, chromedriver(profile), None),
                Browser::Firefox => (Family::Firefox, firefox::start(profile), None),
            },
            Home::Folder(folder) => {
                let (process, port, display) = webkit::start(folder.path(), downloads);
                (Family::WebKit, (process, port), Some(display))
            }
        };
        Self {
            process,
            family,
            port,
            _display: display,
        }
    }

    /// Begins a session: with chromedriver, the browser starts then. `installs`: pages can be installed in it.
    ///
    /// # Errors
    /// What the driver says, for example when the browser does not start.
    pub(crate) fn session(&self, home: &Home, installs: bool) -> Result<Session, Failure> {
        let mut capabilities = capabilities();
        match (self.family, home) {
            (Family::Firefox, _) => return marionette::start(self.port, &Value::Object(capabilities)),
            (Family::Chromium, Home::Profile(profile)) => capabilities.extend(of_chromium(profile, installs)),
            (_, _) => {
                capabilities.remove(BIDI);
                capabilities.extend(webkit::capabilities());
            }
        }
        http::start(&format!("http://127.0.0.1:{}", self.port), &Value::Object(capabilities))
    }

    /// Stops the browser, all its processes and the driver: an idle Firefox takes 2 % of a core.
    pub(crate) fn pause(&self, home: &Path) {
        signal_all_of(self.process.id(), home, Signal::SIGSTOP);
    }

    /// Lets them go on.
    pub(crate) fn go_on(&self, home: &Path) {
        signal_all_of(self.process.id(), home, Signal::SIGCONT);
    }

    /// SIGKILL for the browser, all its processes and the driver. Returns once none of them is left.
    pub(crate) fn kill_browser(&self, home: &Path) {
        kill_all_of(self.process.id(), home);
    }
}

fn chromedriver(profile: &Profile) -> (Running, u16) {
    // chromedriver picks a port that is free on IPv6 and gives up when the same is taken on IPv4: another try helps.
    wait::until("a WebDriver to find a port", || {
        let mut command = Command::new("chromedriver");
        command
            .args(["--port=0", "--log-level=SEVERE"])
            .envs(profile.environment())
            .envs([TIME_ZONE])
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut process = Running::start(&mut command, "chromium-driver");
        let port = process.first_output(port)?;
        Some((process, port))
    })
}

/// The port in chromedriver's first words.
fn port(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("started successfully on port ")?;
    port.trim_end_matches('.').parse().ok()
}

/// What a session is to be like in either browser.
fn capabilities() -> Map<String, Value> {
    Map::from_iter([
        // A question before leaving a page stays open in either browser until the test answers it.
        (
            "unhandledPromptBehavior".to_owned(),
            json!({ "beforeUnload": "ignore" }),
        ),
        // A script may run all of the module's checks; more than this is a test that hangs.
        ("timeouts".to_owned(), json!({ "script": 180_000 })),
        // WebDriver BiDi: with it, either browser leaves that question to the test, and Firefox records what it does.
        (BIDI.to_owned(), json!(true)),
    ])
}

fn of_chromium(profile: &Profile, installs: bool) -> Map<String, Value> {
    let program = find_program_of(profile.browser()).unwrap_or_else(|error| panic!("{error}"));
    let mut arguments: Vec<String> = profile
        .arguments()
        .into_iter()
        .map(|argument| argument.into_string().expect("UTF-8"))
        .collect();
    arguments.extend(["--headless", "--disable-gpu", "--window-size=1280,900"].map(str::to_owned));
    // A process in stock for the next page is started for each test, and ended with it.
    arguments.push("--disable-features=SpareRendererForSitePerProcess".to_owned());
    if installs {
        // Over a port nobody may install a page.
        arguments.push("--remote-debugging-pipe".to_owned());
    }
    Map::from_iter([
        ("browserName".to_owned(), json!("chrome")),
        (
            "goog:loggingPrefs".to_owned(),
            json!({ "performance": "ALL", "browser": "ALL" }),
        ),
        (
            "goog:chromeOptions".to_owned(),
            json!({ "binary": program.path, "args": arguments }),
        ),
    ])
}
