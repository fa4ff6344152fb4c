//! A browser with a profile of its own. What is done with it on the page is in `page`, `files` and `records`.

use crate::instance::{Instance, Kind};
use crate::shadow::LOOKING;
use crate::webdriver::{Failure, Session, Window};
use crate::{Family, Site, Visitor, pool, wait, webkit};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;
use std::thread;

/// A headless browser, as new. When it is dropped another test may get it, made as new. One whose test failed is ended, as is one that
/// was killed and not started again.
pub struct Browser {
    /// Always there until it is dropped.
    instance: Option<Instance>,
    /// Where it was.
    origins: RefCell<BTreeSet<String>>,
}

impl Browser {
    /// Opens the page of a site and waits until it is ready to work.
    ///
    /// # Panics
    /// When the browser or the page does not come.
    #[must_use]
    pub fn visit(family: Family, site: &Site, visitor: &Visitor<'_>) -> Self {
        let browser = Self::start(family, visitor);
        browser.open_page(site);
        browser
    }

    /// A browser that has not opened anything yet.
    ///
    /// # Panics
    /// When a program is missing or the browser does not start.
    #[must_use]
    pub fn start(family: Family, visitor: &Visitor<'_>) -> Self {
        let kind = Kind::new(family, visitor);
        let idle = pool::take(&kind).inspect(Instance::begin);
        Self::of(idle.unwrap_or_else(|| Instance::start(kind, visitor)))
    }

    /// The same, and no other test had it before.
    ///
    /// # Panics
    /// When a program is missing or the browser does not start.
    #[must_use]
    pub fn start_anew(family: Family, visitor: &Visitor<'_>) -> Self {
        Self::of(Instance::start(Kind::new(family, visitor), visitor))
    }

    /// Chromium, anew, in which a page can be installed: its driver speaks with it through a pipe.
    ///
    /// # Panics
    /// When a program is missing or the browser does not start.
    #[must_use]
    pub fn start_to_install(visitor: &Visitor<'_>) -> Self {
        let kind = Kind::new(Family::Chromium, visitor).that_installs();
        Self::of(Instance::start(kind, visitor))
    }

    fn of(instance: Instance) -> Self {
        Self {
            instance: Some(instance),
            origins: RefCell::default(),
        }
    }

    fn instance(&self) -> &Instance {
        self.instance.as_ref().expect("a browser")
    }

    /// Kills the browser and all its processes as `kill -9` does. The profile stays for [`Self::reopen`].
    ///
    /// # Panics
    /// When it is not running, or something of it lives on.
    pub fn kill(&mut self) {
        self.instance.as_mut().expect("a browser").kill();
    }

    /// Starts a killed browser again on its profile. It opens nothing by itself.
    ///
    /// # Panics
    /// When the browser does not start.
    pub fn reopen(&mut self) {
        self.instance.as_mut().expect("a browser").reopen();
    }

    /// Which browser it is.
    #[must_use]
    pub fn family(&self) -> Family {
        self.instance().family()
    }

    /// The WebDriver session, for what has no method here.
    ///
    /// # Panics
    /// When the browser was killed.
    #[must_use]
    pub fn session(&self) -> &Session {
        self.instance().session()
    }

    /// The profile's folder, which the command line of every process of this browser names.
    #[must_use]
    pub fn home(&self) -> &Path {
        self.instance().home()
    }

    pub(crate) fn downloads_folder(&self) -> &Path {
        self.instance().downloads_folder()
    }

    /// Opens an address and waits until it is loaded.
    ///
    /// # Panics
    /// When it does not load.
    pub fn open(&self, url: &str) {
        self.origins.borrow_mut().insert(origin_of(url));
        // Chromium gives up what it loads when the machine's network changes, as it does where others start containers.
        let was_interrupted = |failure: &Failure| failure.message.contains("net::ERR_NETWORK_CHANGED");
        wait::until("the network to stay as it is", || match self.session().open(url) {
            Err(failure) if was_interrupted(&failure) => None,
            outcome => Some(outcome),
        })
        .unwrap_or_else(|failure| panic!("{url}: {failure}"));
        self.record();
    }

    /// WebKit only: from here on the page keeps what it says.
    fn record(&self) {
        if self.family() == Family::WebKit {
            succeed(self.session().execute(webkit::RECORD, &json!([])));
        }
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
        let loaded = "return document.readyState === 'complete' && performance.getEntriesByType('resource')
            .filter(({ name, responseEnd }) => name.endsWith('.wasm') && responseEnd > 0).length === 2";
        wait::until("the page and its modules to be loaded", || self.watch(loaded, &[]));
    }

    /// Waits until a page whose address begins with this is loaded, whatever it is.
    ///
    /// # Panics
    /// When it never is.
    pub fn wait_for_address(&self, beginning: &str) {
        wait::until(&format!("a page of {beginning} to be loaded"), || {
            // No `watch`: a page that may run no scripts has no timers.
            let script = "return document.readyState === 'complete' && document.URL.startsWith(arguments[0])";
            let loaded = self.session().execute(script, &json!([beginning]));
            matches!(loaded, Ok(Value::Bool(true))).then_some(())
        });
    }

    /// Runs the body of a JavaScript function in the page and gives its result. `one(selector)`, `all(selector)`, `focused()`,
    /// `text_of_page()` and `html_of_page()` look into the page's elements, too.
    ///
    /// # Panics
    /// With what the script throws.
    pub fn execute(&self, script: &str, arguments: &[Value]) -> Value {
        self.session()
            .execute(&format!("{LOOKING}{{{script}\n}}"), &json!(arguments))
            .unwrap_or_else(|failure| panic!("{failure} in {script}"))
    }

    /// Loads the page again. Where it may ask before it is left, begin with [`Self::asks_before_leaving`].
    ///
    /// # Panics
    /// When it does not load.
    pub fn reload(&self) {
        succeed(self.session().reload());
        self.record();
    }

    /// Goes back in the history.
    ///
    /// # Panics
    /// When the driver refuses.
    pub fn back(&self) {
        succeed(self.session().back());
        self.record();
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

    /// Loads the page again and returns whether it asks first. Then the question is open: [`Self::answer_dialog`].
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
                let command = "emulation.setNetworkConditions";
                self.instance().with_events(|bidi| bidi.command(command, &parameters));
            }
            Family::WebKit => panic!("WebKit's driver has no such command"),
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

    /// Chromium only: the colours are the system's, as in a contrast theme of Windows, until the next [`Self::emulate`].
    ///
    /// # Panics
    /// When the browser refuses.
    pub fn force_colours(&self) {
        let features = json!({ "features": [{ "name": "forced-colors", "value": "active" }] });
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
        self.instance().with_events(|events| events.take(name))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let Some(instance) = self.instance.take() else { return };
        let origins: Vec<String> = self.origins.take().into_iter().collect();
        if thread::panicking() {
            return;
        }
        if let Some(idle) = instance.made_as_new(&origins) {
            pool::keep(idle);
        }
    }
}

/// `https://localhost:8443` of an address there.
fn origin_of(url: &str) -> String {
    url.split('/').take(3).collect::<Vec<_>>().join("/")
}

fn succeed<T>(outcome: Result<T, Failure>) -> T {
    outcome.unwrap_or_else(|failure| panic!("{failure}"))
}
