//! A visitor of the page: a browser with a profile of its own.

use crate::card::{Card, READ_CARDS};
use crate::process::Running;
use crate::webdriver::{Element, Failure, Session};
use crate::{Site, demo, wait};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use browser_profile::{Browser as Family, Certificate, Presentation, Profile, Settings, find_program_of};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Who visits.
#[derive(Clone)]
pub struct Visitor<'a> {
    /// The client certificates in the browser.
    pub certificates: Vec<Certificate<'a>>,
    /// The CN of the one to present, when there are several.
    pub common_name: Option<&'a str>,
    /// The languages the visitor reads.
    pub languages: &'a str,
}

impl<'a> Visitor<'a> {
    /// Somebody without a certificate who reads Japanese.
    #[must_use]
    pub fn without_certificate() -> Self {
        Self {
            certificates: Vec::new(),
            common_name: None,
            languages: "ja,en",
        }
    }

    /// Somebody with a certificate who reads Japanese.
    #[must_use]
    pub fn with(p12: &'a Path, password: &'a str) -> Self {
        Self {
            certificates: vec![Certificate { p12, password }],
            ..Self::without_certificate()
        }
    }

    /// Somebody with a demo certificate who reads Japanese.
    #[must_use]
    pub fn holding(site: &Site, name: &str) -> Self {
        let certificate = site.certificate(name);
        Self::with(&certificate.pkcs12, &certificate.password)
    }

    /// The same person, reading English.
    #[must_use]
    pub fn reading_english(self) -> Self {
        Self {
            languages: "en,ja",
            ..self
        }
    }
}

/// A request the browser made, by its own account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: String,
    /// The whole address.
    pub url: String,
}

/// A headless Chromium with the page open, ended when dropped.
pub struct Browser {
    // In the order in which they must end.
    session: Session,
    _driver: Running,
    profile: Profile,
    downloads: TempDir,
}

impl Browser {
    /// Opens the page of a site and waits until it is ready to work.
    ///
    /// # Panics
    /// When the browser or the page does not come.
    #[must_use]
    pub fn visit(site: &Site, visitor: &Visitor<'_>) -> Self {
        let browser = Self::start(&site.origin(), visitor);
        browser.open(&site.origin());
        browser.see("renew-start");
        wait::until("the module to be loaded", || {
            let script = "return performance.getEntriesByType('resource')
                .some(({ name, responseEnd }) => name.endsWith('.wasm') && responseEnd > 0)";
            (browser.execute(script, &[]) == Value::Bool(true)).then_some(())
        });
        browser
    }

    /// A browser that has not opened anything yet; certificates are presented to `origin`.
    ///
    /// # Panics
    /// When a program is missing or the browser does not start.
    #[must_use]
    pub fn start(origin: &str, visitor: &Visitor<'_>) -> Self {
        let downloads = tempfile::tempdir().expect("a temporary folder");
        let profile = Profile::create(&Settings {
            authorities: vec![demo().certificate_authority_file()],
            certificates: visitor.certificates.clone(),
            present: vec![Presentation {
                origin,
                common_name: visitor.common_name,
            }],
            downloads: Some(downloads.path()),
            languages: Some(visitor.languages),
            ..Settings::new(Family::Chromium)
        })
        .unwrap_or_else(|error| panic!("{error}"));
        let (driver, address) = start_driver(&profile);
        let session = Session::start(&address, &capabilities(&profile))
            .unwrap_or_else(|failure| panic!("Chromium does not start: {failure}"));
        Self {
            session,
            _driver: driver,
            profile,
            downloads,
        }
    }

    /// The WebDriver session, for what has no method here.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The profile's folder, which the command line of every process of this browser names.
    #[must_use]
    pub fn home(&self) -> &Path {
        self.profile.home()
    }

    /// Opens an address and waits until it is loaded.
    ///
    /// # Panics
    /// When it does not load.
    pub fn open(&self, url: &str) {
        self.session
            .open(url)
            .unwrap_or_else(|failure| panic!("{url}: {failure}"));
    }

    /// Runs the body of a JavaScript function in the page and gives its result.
    ///
    /// # Panics
    /// With what the script throws.
    pub fn execute(&self, script: &str, arguments: &[Value]) -> Value {
        self.session
            .execute(script, &json!(arguments))
            .unwrap_or_else(|failure| panic!("{failure} in {script}"))
    }

    /// The text of the page that can be seen.
    #[must_use]
    pub fn text_of_page(&self) -> String {
        let text = self.execute("return document.body.innerText", &[]);
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Whether a part of the page can be seen at this moment.
    #[must_use]
    pub fn shows(&self, test_id: &str) -> bool {
        self.visible(test_id).is_some()
    }

    /// Waits until a part of the page can be seen, and gives its text.
    ///
    /// # Panics
    /// When it does not come.
    pub fn see(&self, test_id: &str) -> String {
        self.until(&format!("{test_id} to be seen"), || {
            let element = self.visible(test_id)?;
            self.session.text(&element).ok()
        })
    }

    /// Waits until a part of the page can be seen, and gives one of its attributes (empty: not there).
    ///
    /// # Panics
    /// When it does not come.
    pub fn attribute(&self, test_id: &str, name: &str) -> String {
        self.until(&format!("{test_id} to be seen"), || {
            let element = self.visible(test_id)?;
            self.session
                .attribute(&element, name)
                .ok()
                .map(Option::unwrap_or_default)
        })
    }

    /// Clicks on a part of the page as soon as that is possible.
    ///
    /// # Panics
    /// When it is not, for too long.
    pub fn click(&self, test_id: &str) {
        self.act(test_id, |element| self.session.click(element));
    }

    /// Clicks twice in a row on a part of the page as soon as that is possible.
    ///
    /// # Panics
    /// When it is not, for too long.
    pub fn double_click(&self, test_id: &str) {
        self.act(test_id, |element| self.session.double_click(element));
    }

    /// Types into a field of the page.
    ///
    /// # Panics
    /// When it does not come.
    pub fn type_into(&self, test_id: &str, text: &str) {
        self.act(test_id, |element| self.session.type_into(element, text));
    }

    /// Presses keys wherever the focus is.
    ///
    /// # Panics
    /// When the driver refuses.
    pub fn press(&self, keys: &str) {
        self.session.press(keys).unwrap_or_else(|failure| panic!("{failure}"));
    }

    /// Presses keys together, such as Ctrl and V.
    ///
    /// # Panics
    /// When the driver refuses.
    pub fn press_together(&self, keys: &str) {
        let pressed = self.session.press_together(keys);
        pressed.unwrap_or_else(|failure| panic!("{failure}"));
    }

    /// The part of the page that has the focus; empty when it is none with an id, or nothing.
    ///
    /// # Panics
    /// When the driver refuses.
    #[must_use]
    pub fn focus(&self) -> String {
        let focus = self.execute("return document.activeElement?.dataset.testid ?? ''", &[]);
        focus.as_str().unwrap_or_default().to_owned()
    }

    /// Lets the page use the clipboard without asking, as it may after a click of a person.
    ///
    /// # Panics
    /// When the browser refuses.
    pub fn allow_clipboard(&self, origin: &str) {
        let permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"];
        let grant = json!({ "origin": origin, "permissions": permissions });
        self.devtools("Browser.grantPermissions", &grant);
    }

    /// The text in the clipboard.
    ///
    /// # Panics
    /// When the page may not read it.
    #[must_use]
    pub fn clipboard(&self) -> String {
        let text = self.execute("return navigator.clipboard.readText()", &[]);
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Presses a key until the part of the page with this id has the focus.
    ///
    /// # Panics
    /// When the focus does not get there within a hundred presses.
    pub fn press_until_focus(&self, key: &str, test_id: &str) {
        for _ in 0..100 {
            if self.focus() == test_id {
                return;
            }
            self.press(key);
        }
        panic!("the keyboard does not reach {test_id}");
    }

    /// Drags files from outside over the page and lets them go there, as a hand with a mouse does.
    ///
    /// # Panics
    /// When the browser refuses.
    pub fn drop_files(&self, files: &[&Path]) {
        let place = self.execute(
            "const { x, y, width, height } = document.querySelector('[data-testid=\"dropzone\"]').getBoundingClientRect();
             return { x: x + width / 2, y: y + height / 2 };",
            &[],
        );
        for kind in ["dragEnter", "dragOver", "drop"] {
            let event = json!({
                "type": kind, "x": place["x"], "y": place["y"],
                "data": { "items": [], "files": files, "dragOperationsMask": 1 },
            });
            self.devtools("Input.dispatchDragEvent", &event);
        }
    }

    /// Chooses files through the file input.
    ///
    /// # Panics
    /// When there is none.
    pub fn choose_files(&self, files: &[&Path]) {
        let paths: Vec<_> = files.iter().map(|file| file.to_str().expect("UTF-8")).collect();
        let inputs = self.session.find("[data-testid=\"file-input\"]").expect("an answer");
        let input = inputs.first().expect("a file input");
        self.session
            .type_into(input, &paths.join("\n"))
            .unwrap_or_else(|failure| panic!("{failure}"));
    }

    /// Waits until the page has made up its mind about so many files, and gives their cards in the page's order.
    ///
    /// # Panics
    /// When it does not.
    pub fn cards(&self, count: usize) -> Vec<Card> {
        self.until(&format!("{count} cards"), || {
            let cards = Card::all(&self.execute(READ_CARDS, &[]));
            (cards.len() == count && cards.iter().all(Card::is_settled)).then_some(cards)
        })
    }

    /// Waits until a card has this code (empty: until it has none) and gives it. For pages with one card.
    ///
    /// # Panics
    /// When it does not come.
    pub fn card_with_code(&self, code: &str) -> Card {
        self.until(&format!("the card to have the code {code:?}"), || {
            let card = self.cards(1).into_iter().next()?;
            (card.code() == code).then_some(card)
        })
    }

    /// Waits for a downloaded file with this extension and gives its path.
    ///
    /// # Panics
    /// When none comes.
    pub fn downloaded(&self, extension: &str) -> PathBuf {
        wait::until(&format!("a download ending in .{extension}"), || {
            // Chromium holds the name with an empty file until it moves the whole one there.
            let is_whole = |path: &PathBuf| fs::metadata(path).is_ok_and(|file| file.len() > 0);
            self.downloads()
                .into_iter()
                .find(|path| path.extension().is_some_and(|found| found == extension) && is_whole(path))
        })
    }

    /// All files in the downloads folder at this moment, those under way too.
    ///
    /// # Panics
    /// When it cannot be read.
    #[must_use]
    pub fn downloads(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.downloads.path()).expect("the downloads folder");
        entries
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .collect()
    }

    /// The network requests the browser made since it was last asked, from its own log. What stays inside the
    /// browser (`chrome:`, `data:`, `blob:`) is none, and its icon it fetches when it pleases: that is left out too.
    ///
    /// # Panics
    /// When there is no log.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        self.log("performance")
            .iter()
            .filter_map(|entry| serde_json::from_str::<Value>(entry["message"].as_str()?).ok())
            .filter(|entry| entry["message"]["method"] == "Network.requestWillBeSent")
            .map(|entry| {
                let request = &entry["message"]["params"]["request"];
                Request {
                    method: text(&request["method"]),
                    url: text(&request["url"]),
                }
            })
            .filter(|Request { url, .. }| url.starts_with("http") && !url.ends_with("/favicon.svg"))
            .collect()
    }

    /// What the browser's console says since it was last asked: errors, warnings, refused loads.
    ///
    /// # Panics
    /// When there is no log.
    #[must_use]
    pub fn console(&self) -> Vec<String> {
        let entries = self.log("browser");
        entries
            .iter()
            .filter_map(|entry| entry["message"].as_str().map(str::to_owned))
            .collect()
    }

    /// Sets the size of the window's content in CSS pixels, and `light` or `dark`.
    ///
    /// # Panics
    /// When the browser refuses.
    pub fn emulate(&self, width: u32, height: u32, scheme: &str) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", &metrics);
        // Pictures of whole pages are cut off where a scroll bar was.
        self.devtools("Emulation.setScrollbarsHidden", &json!({ "hidden": true }));
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", &features);
    }

    /// A picture of the whole page, PNG.
    ///
    /// # Panics
    /// When the browser gives none.
    #[must_use]
    pub fn picture(&self) -> Vec<u8> {
        let answer = self.devtools("Page.captureScreenshot", &json!({ "captureBeyondViewport": true }));
        STANDARD
            .decode(answer["data"].as_str().unwrap_or_default())
            .expect("base64")
    }

    /// Waits until there is a value; the page's text says why there is none.
    ///
    /// # Panics
    /// When there is none within a minute.
    pub fn until<T>(&self, what: &str, look: impl FnMut() -> Option<T>) -> T {
        wait::until_or(look, || format!("{what}; the page: {}", self.text_of_page()))
    }

    /// A command of the DevTools protocol.
    ///
    /// # Panics
    /// When the browser refuses.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.session
            .devtools(command, parameters)
            .unwrap_or_else(|failure| panic!("{command}: {failure}"))
    }

    fn log(&self, kind: &str) -> Vec<Value> {
        self.session.log(kind).unwrap_or_else(|failure| panic!("{failure}"))
    }

    fn visible(&self, test_id: &str) -> Option<Element> {
        let found = self.session.find(&format!("[data-testid=\"{test_id}\"]")).ok()?;
        found
            .into_iter()
            .find(|element| self.session.is_displayed(element).unwrap_or(false))
    }

    /// Tries until it works: the page may redraw itself, or something may still lie above the element.
    fn act(&self, test_id: &str, action: impl Fn(&Element) -> Result<(), Failure>) {
        let last = RefCell::new("it was never seen".to_owned());
        wait::until_or(
            || match action(&self.visible(test_id)?) {
                Ok(()) => Some(()),
                Err(failure) => {
                    last.replace(failure.to_string());
                    None
                }
            },
            || {
                format!(
                    "{test_id} to be usable: {}; the page: {}",
                    last.borrow(),
                    self.text_of_page()
                )
            },
        );
    }
}

/// A chromedriver that knows one profile only, and its address.
fn start_driver(profile: &Profile) -> (Running, String) {
    // It picks a port that is free on IPv6 and gives up when the same is taken on IPv4: another try helps.
    wait::until("chromedriver to find a port", || {
        let mut command = Command::new("chromedriver");
        command
            .args(["--port=0", "--log-level=SEVERE"])
            .envs(profile.environment())
            // Dates on the page are in the visitor's time zone, and the visitor is in Japan.
            .env("TZ", "Asia/Tokyo")
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut driver = Running::start(&mut command, "chromium-driver");
        let port: u16 = driver.first_output(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse().ok()
        })?;
        Some((driver, format!("http://127.0.0.1:{port}")))
    })
}

fn capabilities(profile: &Profile) -> Value {
    let program = find_program_of(Family::Chromium).unwrap_or_else(|error| panic!("{error}"));
    let mut arguments: Vec<String> = profile
        .arguments()
        .into_iter()
        .map(|argument| argument.into_string().expect("UTF-8"))
        .collect();
    arguments.extend(["--headless", "--disable-gpu", "--window-size=1280,900"].map(str::to_owned));
    json!({
        "browserName": "chrome",
        "goog:loggingPrefs": { "performance": "ALL", "browser": "ALL" },
        "goog:chromeOptions": { "binary": program.path, "args": arguments },
    })
}
