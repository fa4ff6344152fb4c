//! The steps of a renewal, as every test of one takes them.

use crate::openssl::{CertificateFile, public_key_of};
use crate::{Browser, Family, Site, demo, output};
use renewal_authority::demo::DemoCertificate;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The two files of a new certificate, as downloaded.
pub struct Saved {
    /// The PKCS#12.
    pub p12: PathBuf,
    /// Its password.
    pub pass: PathBuf,
}

impl Browser {
    /// 更新, はい, and the wait for the new certificate.
    ///
    /// # Panics
    /// When none comes.
    pub fn renew(&self) {
        self.click("renew-start");
        self.click("dialog-yes");
        self.see("new-certificate");
    }

    /// Saves both files.
    ///
    /// # Panics
    /// When they do not come.
    pub fn save(&self) -> Saved {
        self.click("save-p12");
        let p12 = self.downloaded("p12");
        self.click("save-pass");
        Saved {
            p12,
            pass: self.downloaded("pass"),
        }
    }
}

impl Saved {
    /// The new password.
    ///
    /// # Panics
    /// When it cannot be read.
    #[must_use]
    pub fn password(&self) -> String {
        fs::read_to_string(&self.pass).expect("the password's file")
    }

    /// Has openssl judge the bundle: it opens, is issued by the demo authority, carries on the old certificate, and its key
    /// is its own.
    ///
    /// # Panics
    /// With what openssl says against it.
    pub fn assert_renews(&self, old: &DemoCertificate) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (certificate, key) = (folder.path().join("new.crt"), folder.path().join("new.key"));
        self.extract(&["-clcerts", "-nokeys"], &certificate);
        self.extract(&["-nocerts", "-noenc"], &key);
        let mut openssl = Command::new("openssl");
        openssl.args(["verify", "-purpose", "sslclient", "-CAfile"]);
        output(openssl.arg(demo().certificate_authority_file()).arg(&certificate));

        let (new, old) = (CertificateFile(&certificate), CertificateFile(&old.certificate));
        assert_eq!(new.common_name(), old.common_name());
        let (after, before) = (new.not_after(), old.not_after());
        assert!(after > before, "{after} is later than {before}");
        assert_eq!(public_key_of(&key), new.public_key());
        assert_ne!(new.public_key(), old.public_key());
    }

    fn extract(&self, what: &[&str], to: &Path) {
        let mut openssl = Command::new("openssl");
        // -legacy knows the new algorithms too.
        openssl.args(["pkcs12", "-legacy", "-in"]).arg(&self.p12);
        openssl.args(what).arg("-out").arg(to);
        output(openssl.arg("-passin").arg(format!("file:{}", self.pass.display())));
    }
}

/// Nobody asked the renewal interface for anything, by the browser's own account, where it keeps one, and by that of nginx.
///
/// # Panics
/// When somebody did.
pub fn assert_nothing_was_asked_for(site: &Site, browser: &Browser) {
    if browser.family() != Family::WebKit {
        let requests = browser.requests();
        let asked = requests.iter().any(|request| request.url.contains("/api/"));
        assert!(!asked, "{requests:?}");
    }
    assert_eq!(site.answered("POST"), 0);
}
