//! A running browser on a profile of its own, and how it is made as new for the next test.

use crate::bidi::Events;
use crate::driver::Driver;
use crate::home::Home;
use crate::warm::warm;
use crate::webdriver::{Failure, Session};
use crate::{Family, Visitor, cleanup};
use serde_json::json;
use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The hosts of every site, on whatever port.
const HOSTS: [&str; 2] = ["localhost", "auth.localhost"];

/// Makes Firefox present the certificate with this CN to these hosts, as if a person had chosen it and had it remember
/// that. It keeps such decisions apart by the page that connects; the first host is the page's.
const REMEMBER: &str = r#"
    const [commonName, hosts] = arguments;
    const store = Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB);
    const certificate = store.getCerts().find((one) => one.commonName === commonName);
    if (!certificate) throw new Error(`no certificate of ${commonName}`);
    const service = Cc["@mozilla.org/security/clientAuthRememberService;1"].getService(Ci.nsIClientAuthRememberService);
    const [page] = hosts;
    for (const host of hosts) {
        for (const attributes of [{}, { partitionKey: `(https,${page})` }]) {
            service.rememberDecisionScriptable(host, attributes, certificate, Ci.nsIClientAuthRememberService.Session);
        }
    }
"#;

/// Has Firefox close all tabs but the one in use, where no page may ask before it is left, and forget what it knows of every site,
/// but not which certificate to present.
const FORGET: &str = r#"
    const { gBrowser } = Services.wm.getMostRecentWindow("navigator:browser");
    for (const tab of [...gBrowser.tabs]) {
        if (tab !== gBrowser.selectedTab) gBrowser.removeTab(tab, { animate: false, skipPermitUnload: true });
    }
    const { CLEAR_ALL, CLEAR_CLIENT_AUTH_REMEMBER_SERVICE } = Ci.nsIClearDataService;
    return new Promise((resolve) =>
        Services.clearData.deleteData(CLEAR_ALL & ~CLEAR_CLIENT_AUTH_REMEMBER_SERVICE, { onDataDeleted: resolve }),
    );
"#;

/// What a browser is started with. Two of a kind are as good as each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kind {
    family: Family,
    /// The files of the certificates, with their passwords.
    certificates: Vec<(PathBuf, String)>,
    common_name: Option<String>,
    languages: String,
    /// Chromium only: whether pages can be installed in it.
    installs: bool,
}

impl Kind {
    pub(crate) fn that_installs(self) -> Self {
        Self { installs: true, ..self }
    }

    pub(crate) fn new(family: Family, visitor: &Visitor<'_>) -> Self {
        let certificates = visitor.certificates.iter();
        Self {
            family,
            certificates: certificates
                .map(|one| (one.p12.to_owned(), one.password.to_owned()))
                .collect(),
            common_name: visitor.common_name.map(str::to_owned),
            languages: visitor.languages.to_owned(),
            installs: false,
        }
    }
}

/// A headless browser, ended when dropped.
pub(crate) struct Instance {
    kind: Kind,
    // In the order in which they must end. None of the first three: the browser was killed, and not started again.
    session: Option<Session>,
    events: RefCell<Option<Events>>,
    driver: Option<Driver>,
    home: Home,
    downloads: TempDir,
}

impl Instance {
    pub(crate) fn start(kind: Kind, visitor: &Visitor<'_>) -> Self {
        let downloads = tempfile::tempdir().expect("a temporary folder");
        let home = Home::create(kind.family, visitor, downloads.path());
        cleanup::after_this_process(home.path());
        cleanup::after_this_process(downloads.path());
        if kind.family == Family::Firefox {
            warm(home.path());
        }
        let mut instance = Self {
            kind,
            session: None,
            events: RefCell::new(None),
            driver: None,
            home,
            downloads,
        };
        instance.reopen();
        instance
    }

    pub(crate) fn kill(&mut self) {
        let driver = self.driver.take().expect("a running browser");
        driver.kill_browser(self.home.path());
        // Both would only find that nobody is there.
        self.events.take();
        self.session.take();
    }

    pub(crate) fn reopen(&mut self) {
        assert!(self.driver.is_none(), "the browser is still running");
        let driver = Driver::start(&self.home, self.downloads.path());
        let session = driver
            .session(&self.home, self.kind.installs)
            .unwrap_or_else(|failure| panic!("{:?} does not start: {failure}", self.family()));
        match self.family() {
            // chromedriver's own words about WebDriver BiDi are not the page's.
            Family::Chromium => drop(session.log("browser")),
            Family::Firefox => {
                let url = session.capabilities()["webSocketUrl"].as_str().expect("WebDriver BiDi");
                self.events.replace(Some(Events::subscribe(url)));
            }
            Family::WebKit => {
                let sized = session.resize(1280, 900);
                sized.unwrap_or_else(|failure| panic!("{failure}"));
            }
        }
        if let (Family::Firefox, Some(common_name)) = (self.family(), &self.kind.common_name) {
            let remembered = session.execute_in_firefox(REMEMBER, &json!([common_name, HOSTS]));
            remembered.unwrap_or_else(|failure| panic!("{failure}"));
        }
        self.driver = Some(driver);
        self.session = Some(session);
    }

    /// Closes what a test has opened, and forgets what it has left. `None`: it cannot serve another test.
    ///
    /// What a test sets for a tab (network, size, style, clock) ends with the tab.
    pub(crate) fn made_as_new(self, origins: &[String]) -> Option<Self> {
        let session = self.session.as_ref()?;
        // A new one starts as fast.
        if self.family() == Family::WebKit {
            return None;
        }
        let renewed = renew(session, self.family(), origins);
        renewed.is_ok().then_some(self)
    }

    /// It takes no time of the others until it goes on.
    pub(crate) fn pause(&self) {
        self.driver().pause(self.home.path());
    }

    /// The next test takes it.
    pub(crate) fn go_on(&self) {
        self.driver().go_on(self.home.path());
    }

    fn driver(&self) -> &Driver {
        self.driver.as_ref().expect("a running browser")
    }

    /// Forgets what it has recorded and saved meanwhile.
    pub(crate) fn begin(&self) {
        for entry in fs::read_dir(self.downloads.path()).expect("the downloads folder") {
            let path = entry.expect("an entry").path();
            // One that was under way may go of itself.
            let _ = fs::remove_file(path);
        }
        match self.family() {
            Family::Chromium => ["performance", "browser"].into_iter().for_each(|kind| {
                let log = self.session().log(kind);
                log.unwrap_or_else(|failure| panic!("{failure}"));
            }),
            Family::Firefox => self.with_events(Events::clear),
            Family::WebKit => {}
        }
    }

    pub(crate) fn kind(&self) -> &Kind {
        &self.kind
    }

    pub(crate) fn family(&self) -> Family {
        self.kind.family
    }

    pub(crate) fn session(&self) -> &Session {
        self.session.as_ref().expect("a running browser")
    }

    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    pub(crate) fn downloads_folder(&self) -> &Path {
        self.downloads.path()
    }

    /// Firefox only: WebDriver `BiDi`.
    pub(crate) fn with_events<T>(&self, act: impl FnOnce(&mut Events) -> T) -> T {
        act(self.events.borrow_mut().as_mut().expect("WebDriver BiDi"))
    }
}

impl Drop for Instance {
    /// What a browser does when it is asked to end takes a second, and nobody looks at it.
    fn drop(&mut self) {
        if self.driver.is_some() {
            self.kill();
        }
    }
}

fn renew(session: &Session, family: Family, origins: &[String]) -> Result<(), Failure> {
    let left = session.windows()?;
    let new = session.new_tab()?;
    session.switch_to(&new)?;
    match family {
        Family::WebKit => Ok(()),
        Family::Chromium => {
            for tab in &left {
                session.switch_to(tab)?;
                session.close_window()?;
            }
            session.switch_to(&new)?;
            // It was opened in the background, without the focus.
            session.devtools("Page.bringToFront", &json!({}))?;
            for origin in origins {
                let everything = json!({ "origin": origin, "storageTypes": "all" });
                session.devtools("Storage.clearDataForOrigin", &everything)?;
            }
            for command in [
                "Network.clearBrowserCookies",
                "Network.clearBrowserCache",
                "Browser.resetPermissions",
            ] {
                session.devtools(command, &json!({}))?;
            }
            Ok(())
        }
        Family::Firefox => {
            let failed = session.execute_in_firefox(FORGET, &json!([]))?;
            if failed == 0 {
                return Ok(());
            }
            Err(Failure {
                error: "not forgotten".to_owned(),
                message: failed.to_string(),
            })
        }
    }
}
