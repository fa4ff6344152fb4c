//! Firefox compiles its own scripts at the first start of a profile: two seconds of processor time. What it makes of them is put into
//! the profiles of the tests. Firefox throws it away where it is of another version.

use crate::driver::Driver;
use crate::firefox::PROFILE;
use crate::home::Home;
use crate::{Family, Visitor, cleanup, project, wait};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

const SCRIPTS: &str = "startupCache";
/// Tells of which version they are.
const VERSION: &str = "compatibility.ini";

/// Puts the compiled scripts into the home of a new Firefox profile.
pub(crate) fn warm(home: &Path) {
    static TEMPLATE: OnceLock<PathBuf> = OnceLock::new();
    let template = TEMPLATE.get_or_init(make);
    let folder = home.join(PROFILE);
    project::copy(&template.join(SCRIPTS), &folder.join(SCRIPTS));
    fs::copy(template.join(VERSION), folder.join(VERSION)).expect("a copy");
}

/// Starts and ends a browser once.
fn make() -> PathBuf {
    let template = tempfile::tempdir().expect("a temporary folder").keep();
    cleanup::after_this_process(&template);
    let home = Home::create(Family::Firefox, &Visitor::without_certificate(), &template);
    cleanup::after_this_process(home.path());
    let driver = Driver::start(&home, &template);
    let session = driver
        .session(&home, false)
        .unwrap_or_else(|failure| panic!("Firefox does not start: {failure}"));
    session
        .open("about:blank")
        .unwrap_or_else(|failure| panic!("about:blank: {failure}"));
    // It writes them when it ends.
    drop(session);
    let made = home.path().join(PROFILE);
    wait::until("Firefox to keep its scripts", || {
        made.join(SCRIPTS).join("scriptCache.bin").is_file().then_some(())
    });
    drop(driver);
    project::copy(&made.join(SCRIPTS), &template.join(SCRIPTS));
    fs::copy(made.join(VERSION), template.join(VERSION)).expect("a copy");
    template
}
