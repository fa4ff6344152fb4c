//! The profile itself.

use crate::{Browser, Error, Program, chromium, firefox, nss};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// A client certificate with its private key.
#[derive(Clone, Copy)]
pub struct Certificate<'a> {
    /// A PKCS#12 file.
    pub p12: &'a Path,
    /// Its password. Handed to pk12util in a file, never as an argument.
    pub password: &'a str,
}

/// Which certificate a server is shown, without the user being asked.
#[derive(Debug, Clone, Copy)]
pub struct Presentation<'a> {
    /// The server's origin, such as `https://localhost:8443`, or a pattern of Chromium's for several, such as `https://[*.]localhost`:
    /// this host and those below it, on any port.
    pub origin: &'a str,
    /// The subject CN of the certificate, or `None` for any that the server would accept.
    ///
    /// Chromium asks after all when no certificate of the profile fits (an expired one never does),
    /// except when it has none that the server would accept. Firefox asks about a named one until it is given a decision
    /// to remember, which no file of a profile can hold.
    pub common_name: Option<&'a str>,
}

/// What a profile is to hold.
#[derive(Clone)]
pub struct Settings<'a> {
    /// The browser it is for.
    pub browser: Browser,
    /// CA certificates, PEM files, trusted to issue server certificates.
    pub authorities: Vec<&'a Path>,
    /// Client certificates.
    pub certificates: Vec<Certificate<'a>>,
    /// Where they are presented unasked. Firefox presents one everywhere as soon as there is any entry.
    pub present: Vec<Presentation<'a>>,
    /// Where downloads land without a question; the browser's own choice when `None`.
    pub downloads: Option<&'a Path>,
    /// The languages to ask pages for, as in `ja,en`; the browser's own choice when `None`.
    pub languages: Option<&'a str>,
}

impl Settings<'_> {
    /// Nothing in it yet.
    #[must_use]
    pub fn new(browser: Browser) -> Self {
        Self {
            browser,
            authorities: Vec::new(),
            certificates: Vec::new(),
            present: Vec::new(),
            downloads: None,
            languages: None,
        }
    }
}

/// A browser profile on disk, removed when dropped. End its browser first.
#[derive(Debug)]
pub struct Profile {
    browser: Browser,
    languages: Option<String>,
    home: TempDir,
}

impl Profile {
    /// Makes a profile in a new folder that only this user can read.
    ///
    /// # Errors
    /// [`Error::MissingTool`] without certutil or pk12util, [`Error::ToolFailed`] when a certificate
    /// cannot be read or a password is wrong, [`Error::File`] when the folder cannot be written.
    pub fn create(settings: &Settings<'_>) -> Result<Self, Error> {
        let home = tempfile::Builder::new()
            .prefix("orcamo-cert-browser-")
            .tempdir()
            .map_err(|source| Error::File {
                path: env::temp_dir(),
                source,
            })?;
        let folder = match settings.browser {
            Browser::Chromium => chromium::store_folder(home.path()),
            Browser::Firefox => firefox::profile_folder(home.path()),
        };
        fs::create_dir_all(&folder).map_err(|source| Error::File {
            path: folder.clone(),
            source,
        })?;
        let store = nss::Store::create(&folder)?;
        for (number, authority) in settings.authorities.iter().enumerate() {
            store.trust(&format!("orcamo-cert CA {number}"), authority)?;
        }
        for certificate in &settings.certificates {
            store.import(certificate.p12, certificate.password)?;
        }
        match settings.browser {
            Browser::Chromium => chromium::write_settings(home.path(), settings)?,
            Browser::Firefox => firefox::write_settings(home.path(), settings)?,
        }
        Ok(Self {
            browser: settings.browser,
            languages: settings.languages.map(str::to_owned),
            home,
        })
    }

    /// The browser this profile is for.
    #[must_use]
    pub fn browser(&self) -> Browser {
        self.browser
    }

    /// The folder that holds everything, and is the browser's home folder.
    #[must_use]
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The arguments that make the browser use this profile, for a WebDriver's capabilities.
    #[must_use]
    pub fn arguments(&self) -> Vec<OsString> {
        match self.browser {
            Browser::Chromium => chromium::arguments(self.home(), self.languages.as_deref()),
            Browser::Firefox => firefox::arguments(self.home()),
        }
    }

    /// The environment the browser, or the WebDriver that starts it, needs.
    #[must_use]
    pub fn environment(&self) -> Vec<(&'static str, OsString)> {
        let mut environment = vec![("HOME", self.home().as_os_str().to_owned())];
        // The right to open windows is read from the real home folder unless this says otherwise.
        let real = env::home_dir().map(|home| home.join(".Xauthority"));
        if let (None, Some(file)) = (env::var_os("XAUTHORITY"), real.filter(|file| file.exists())) {
            environment.push(("XAUTHORITY", file.into_os_string()));
        }
        environment
    }

    /// The command that opens a page in a window of this profile. `program` must be of [`Self::browser`].
    #[must_use]
    pub fn command(&self, program: &Program, url: &str) -> Command {
        let mut command = Command::new(&program.path);
        command.args(self.arguments()).arg(url).envs(self.environment());
        command
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        // The helper processes of a browser that was just ended may still write for a moment.
        for _ in 0..40 {
            if !remains(self.home.path()) {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
    }
}

/// Removes a folder and returns whether it is still there.
fn remains(folder: &Path) -> bool {
    let _ = fs::remove_dir_all(folder);
    PathBuf::from(folder).exists()
}
