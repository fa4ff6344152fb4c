//! Finding the browser.

use crate::Error;
use std::env;
use std::ffi::OsStr;
use std::path::PathBuf;

/// A family of browsers that keeps its profile in the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Browser {
    /// Chromium and Google Chrome.
    Chromium,
    /// Firefox and Firefox ESR.
    Firefox,
}

impl Browser {
    /// The names its program goes by, the preferred one first.
    fn program_names(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &["chromium", "chromium-browser", "google-chrome"],
            Self::Firefox => &["firefox-esr", "firefox"],
        }
    }

    fn package(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox-esr",
        }
    }
}

/// A browser that is installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Its family.
    pub browser: Browser,
    /// Where its program is.
    pub path: PathBuf,
}

/// The first browser found in `PATH`: a Chromium, or else a Firefox.
///
/// # Errors
/// [`Error::NoBrowser`] when there is neither.
pub fn find_program() -> Result<Program, Error> {
    find_program_of(Browser::Chromium)
        .or_else(|_| find_program_of(Browser::Firefox))
        .map_err(|_| Error::NoBrowser {
            names: [Browser::Chromium, Browser::Firefox]
                .into_iter()
                .flat_map(|browser| browser.program_names().iter().copied())
                .collect(),
            packages: "chromium (or firefox-esr)",
        })
}

/// The program of one family of browsers, found in `PATH`.
///
/// # Errors
/// [`Error::NoBrowser`] when none is installed.
pub fn find_program_of(browser: Browser) -> Result<Program, Error> {
    let path = env::var_os("PATH").unwrap_or_default();
    browser
        .program_names()
        .iter()
        .find_map(|name| find_in(&path, name))
        .map(|path| Program { browser, path })
        .ok_or_else(|| Error::NoBrowser {
            names: browser.program_names().to_vec(),
            packages: browser.package(),
        })
}

/// The first file called `name` in a list of folders written as `PATH` is.
fn find_in(path: &OsStr, name: &str) -> Option<PathBuf> {
    env::split_paths(path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn a_program_is_found_in_the_first_folder_of_the_path_that_has_it() {
        let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let expected = second.path().join("chromium");
        std::fs::write(&expected, "").unwrap();
        let path = env::join_paths([first.path(), second.path()]).unwrap();
        assert_eq!(find_in(&path, "chromium"), Some(expected));
        assert_eq!(find_in(&path, "firefox"), None);
    }
}
