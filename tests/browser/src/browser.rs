//! A browser with a profile of its own. What is done with it on the page is in `page`, `files` and `records`.

use crate::bidi::Events;
use crate::driver::{Driver, capabilities};
use crate::warm::warm;
use crate::webdriver::{Failure, Session, Window};
use crate::{Family, Site, Visitor, demo, wait};
use browser_profile::{Presentation, Profile, Settings};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::path::Path;
use tempfile::TempDir;

/// Makes Firefox present the certificate with this CN to these origins, as if a person had chosen it and had it remember
/// that. It keeps such decisions apart by the page that connects; the first origin is the page's.
const REMEMBER: &str = r#"
    const [commonName, origins] = arguments;
    const store = Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB);
    const certificate = store.getCerts().find((one) => one.commonName === commonName);
    if (!certificate) throw new Error(`no certificate of ${commonName}`);
    const service = Cc["@mozilla.org/security/clientAuthRememberService;1"].getService(Ci.nsIClientAuthRememberService);
    const [page] = origins.map((origin) => new URL(origin).hostname);
    for (const { hostname } of origins.map((origin) => new URL(origin))) {
        for (const attributes of [{}, { partitionKey: `(https,${page})` }]) {
            service.rememberDecisionScriptable(hostname, attributes, certificate, Ci.nsIClientAuthRememberService.Session);
        }
    }
"#;

/// A headless browser, ended when dropped.
pub struct Browser {
    // In the order in which they must end. None of the first three: the browser was killed.
    session: Option<Session>,
    events: RefCell<Option<Events>>,
    driver: Option<Driver>,
    profile: Profile,
    downloads: TempDir,
    /// The CN of the certificate to present, and the origins.
    choice: Option<(String, Vec<String>)>,
}

impl Browser {
    /// Opens the page of a site and waits until it is ready to work.
    ///
    /// # Panics
    /// When the browser or the page does not come.
    #[must_use]
    pub fn visit(family: Family, site: &Site, visitor: &Visitor<'_>) -> Self {
        let browser = Self::start(family, &site.origins(), visitor);
        browser.open_page(site);
        browser
    }

    /// A browser that has not opened anything yet; certificates are presented to `origins`.
    ///
    /// # Panics
    /// When a program is missing or the browser does not start.
    #[must_use]
    pub fn start(family: Family, origins: &[String], visitor: &Visitor<'_>) -> Self {
        let downloads = tempfile::tempdir().expect("a temporary folder");
        let present = origins.iter().map(|origin| Presentation {
            origin,
            common_name: visitor.common_name,
        });
        let profile = Profile::create(&Settings {
            authorities: vec![demo().certificate_authority_file()],
            certificates: visitor.certificates.clone(),
            present: present.collect(),
            downloads: Some(downloads.path()),
            languages: Some(visitor.languages),
            ..Settings::new(family)
        })
        .unwrap_or_else(|error| panic!("{error}"));
        if family == Family::Firefox {
            warm(profile.home());
        }
        let mut browser = Self {
            session: None,
            events: RefCell::new(None),
            driver: None,
            profile,
            downloads,
            choice: visitor.common_name.map(|name| (name.to_owned(), origins.to_vec())),
        };
        browser.reopen();
        browser
    }

    /// Kills the browser and all its processes as `kill -9` does. The profile stays for [`Self::reopen`].
    ///
    /// # Panics
    /// When it is not running, or something of it lives on.
    pub fn kill(&mut self) {
        let driver = self.driver.take().expect("a running browser");
        driver.kill_browser(self.profile.home());
        // Both would only find that nobody is there.
        self.events.take();
        self.session.take();
    }

    /// Starts a killed browser again on its profile. It opens nothing by itself.
    ///
    /// # Panics
    /// When the browser does not start.
    pub fn reopen(&mut self) {
        assert!(self.driver.is_none(), "the browser is still running");
        let driver = Driver::start(&self.profile);
        let session = Session::start(driver.address(), &capabilities(&self.profile))
            .unwrap_or_else(|failure| panic!("{:?} does not start: {failure}", self.family()));
        if self.family() == Family::Chromium {
            // chromedriver's own words about WebDriver BiDi are not the page's.
            drop(session.log("browser"));
        } else {
            let url = session.capabilities()["webSocketUrl"].as_str().expect("WebDriver BiDi");
            self.events.replace(Some(Events::subscribe(url)));
        }
        self.driver = Some(driver);
        self.session = Some(session);
        if let (Family::Firefox, Some((common_name, origins))) = (self.family(), &self.choice) {
            self.execute_in_firefox(REMEMBER, &[json!(common_name), json!(origins)]);
        }
    }

    /// Which browser it is.
    #[must_use]
    pub fn family(&self) -> Family {
        self.profile.browser()
    }

    /// The WebDriver session, for what has no method here.
    ///
    /// # Panics
    /// When the browser was killed.
    #[must_use]
    pub fn session(&self) -> &Session {
        self.session.as_ref().expect("a running browser")
    }

    /// The profile's folder, which the command line of every process of this browser names.
    #[must_use]
    pub fn home(&self) -> &Path {
        self.profile.home()
    }

    pub(crate) fn downloads_folder(&self) -> &Path {
        self.downloads.path()
    }

    /// Opens an address and waits until it is loaded.
    ///
    /// # Panics
    /// When it does not load.
    pub fn open(&self, url: &str) {
        // Chromium gives up what it loads when the machine's network changes, as it does where others start containers.
        let was_interrupted = |failure: &Failure| failure.message.contains("net::ERR_NETWORK_CHANGED");
        wait::until("the network to stay as it is", || match self.session().open(url) {
            Err(failure) if was_interrupted(&failure) => None,
            outcome => Some(outcome),
        })
        .unwrap_or_else(|failure| panic!("{url}: {failure}"));
    }

    /// Opens the page of a site and waits until it is ready to work.
    ///
    /// # Panics
    /// When the page does not come.
    pub fn open_page(&self, site: &Site) {
        self.open(&site.origin());
        self.wait_for_page();
    }

    /// Waits until the page is ready to work: after [`Self::reload`], [`Self::back`] and the like.
    ///
    /// # Panics
    /// When it never is.
    pub fn wait_for_page(&self) {
        wait::until("the page and its modules to be loaded", || {
            let script = "return document.readyState === 'complete' && performance.getEntriesByType('resource')
                .filter(({ name, responseEnd }) => name.endsWith('.wasm') && responseEnd > 0).length === 2";
            let ready = self.session().execute(script, &json!([]));
            matches!(ready, Ok(Value::Bool(true))).then_some(())
        });
    }

    /// Waits until a page whose address begins with this is loaded, whatever it is.
    ///
    /// # Panics
    /// When it never is.
    pub fn wait_for_address(&self, beginning: &str) {
        wait::until(&format!("a page of {beginning} to be loaded"), || {
            let script = "return document.readyState === 'complete' && document.URL.startsWith(arguments[0])";
            let loaded = self.session().execute(script, &json!([beginning]));
            matches!(loaded, Ok(Value::Bool(true))).then_some(())
        });
    }

    /// Runs the body of a JavaScript function in the page and gives its result.
    ///
    /// # Panics
    /// With what the script throws.
    pub fn execute(&self, script: &str, arguments: &[Value]) -> Value {
        self.session()
            .execute(script, &json!(arguments))
            .unwrap_or_else(|failure| panic!("{failure} in {script}"))
    }

    /// Loads the page again. Where it may ask before it is left, begin with [`Self::asks_before_leaving`].
    ///
    /// # Panics
    /// When it does not load.
    pub fn reload(&self) {
        succeed(self.session().reload());
    }

    /// Goes back in the history.
    ///
    /// # Panics
    /// When the driver refuses.
    pub fn back(&self) {
        succeed(self.session().back());
    }

    /// Opens a tab with an address and goes on there. [`Self::switch_to`] the tab of before to get back.
    ///
    /// # Panics
    /// When it does not load.
    pub fn open_tab(&self, url: &str) -> Window {
        let window = succeed(self.session().new_tab());
        self.switch_to(&window);
        self.open(url);
        window
    }

    /// The tab this browser is used through at the moment.
    ///
    /// # Panics
    /// When the driver refuses.
    #[must_use]
    pub fn tab(&self) -> Window {
        succeed(self.session().window())
    }

    /// Goes on in another tab.
    ///
    /// # Panics
    /// When there is no such tab.
    pub fn switch_to(&self, window: &Window) {
        succeed(self.session().switch_to(window));
    }

    /// Closes the current tab without a question and goes on in `next`.
    ///
    /// # Panics
    /// When there is no such tab.
    pub fn close_tab(&self, next: &Window) {
        succeed(self.session().close_window());
        self.switch_to(next);
    }

    /// Loads the page again and tells whether it asks first. Then the question is open: [`Self::answer_dialog`].
    ///
    /// # Panics
    /// When neither happens.
    #[must_use]
    pub fn asks_before_leaving(&self) -> bool {
        // Later, since the answer to this very command would wait for the answer to the question. No `reload()`: Firefox
        // stays where it is for good once somebody said no to one.
        self.execute(
            "window.stillHere = true; setTimeout(() => location.assign(location.href))",
            &[],
        );
        wait::until("the page to be left, or to ask", || {
            if self.session().dialog().is_ok() {
                return Some(true);
            }
            let still = self.session().execute("return window.stillHere === true", &json!([]));
            still.is_ok_and(|still| still == Value::Bool(false)).then_some(false)
        })
    }

    /// Says yes (leave, OK) or no (stay, cancel) to the dialog that is open.
    ///
    /// # Panics
    /// When none is.
    pub fn answer_dialog(&self, yes: bool) {
        succeed(self.session().answer_dialog(yes));
    }

    /// Takes the network away from the browser, or gives it back.
    ///
    /// # Panics
    /// When the browser refuses.
    pub fn set_offline(&self, offline: bool) {
        match self.family() {
            Family::Chromium => {
                let conditions =
                    json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
                self.devtools("Network.emulateNetworkConditions", &conditions);
            }
            Family::Firefox => {
                let conditions = if offline {
                    json!({ "type": "offline" })
                } else {
                    Value::Null
                };
                let parameters = json!({ "networkConditions": conditions, "contexts": [self.tab().handle()] });
                let mut events = self.events.borrow_mut();
                let bidi = events.as_mut().expect("WebDriver BiDi");
                bidi.command("emulation.setNetworkConditions", &parameters);
            }
        }
    }

    /// Chromium only: sets the size of the window's content in CSS pixels, and `light` or `dark`.
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

    /// Chromium only: a command of the DevTools protocol.
    ///
    /// # Panics
    /// When the browser refuses.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.session()
            .devtools(command, parameters)
            .unwrap_or_else(|failure| panic!("{command}: {failure}"))
    }

    /// Firefox only: runs the body of a function as part of the browser itself.
    ///
    /// # Panics
    /// With what the script throws.
    pub fn execute_in_firefox(&self, script: &str, arguments: &[Value]) -> Value {
        succeed(self.session().execute_in_firefox(script, &json!(arguments)))
    }

    /// Firefox only: the events of this name since they were last asked for.
    pub(crate) fn events(&self, name: &str) -> Vec<Value> {
        self.events.borrow_mut().as_mut().expect("WebDriver BiDi").take(name)
    }
}

impl Drop for Browser {
    /// What a browser does when it is asked to end takes a second, and nobody looks at it.
    fn drop(&mut self) {
        if self.driver.is_some() {
            self.kill();
        }
    }
}

fn succeed<T>(outcome: Result<T, Failure>) -> T {
    outcome.unwrap_or_else(|failure| panic!("{failure}"))
}
