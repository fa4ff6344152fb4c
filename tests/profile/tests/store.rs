//! The profile's certificate store, judged by NSS's own tools.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use browser_profile::{Browser, Certificate, Error, Profile, Settings};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const PASSWORD: &str = "a b'c\"日本";

fn run(program: &str, arguments: &[&str], folder: &Path) -> String {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{program}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// A CA and a client certificate, both made by openssl.
fn mint() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let openssl = |arguments: &[&str]| run("openssl", arguments, folder.path());
    for (name, subject) in [("ca", "/CN=Test CA"), ("client0001", "/CN=client0001")] {
        openssl(&[
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-keyout",
            &format!("{name}.key"),
            "-out",
            &format!("{name}.pem"),
            "-subj",
            subject,
        ]);
    }
    std::fs::write(folder.path().join("password"), PASSWORD).unwrap();
    openssl(&[
        "pkcs12",
        "-export",
        "-in",
        "client0001.pem",
        "-inkey",
        "client0001.key",
        "-out",
        "client0001.p12",
        "-passout",
        "file:password",
    ]);
    folder
}

fn store(profile: &Profile) -> PathBuf {
    match profile.browser() {
        Browser::Chromium => profile.home().join(".pki/nssdb"),
        Browser::Firefox => profile.home().join("firefox"),
    }
}

#[test]
fn a_profile_trusts_the_authority_and_holds_the_certificate_with_its_key() {
    let files = mint();
    let (ca, p12) = (files.path().join("ca.pem"), files.path().join("client0001.p12"));
    for browser in [Browser::Chromium, Browser::Firefox] {
        let profile = Profile::create(&Settings {
            authorities: vec![&ca],
            certificates: vec![Certificate {
                p12: &p12,
                password: PASSWORD,
            }],
            ..Settings::new(browser)
        })
        .unwrap();
        let database = format!("sql:{}", store(&profile).display());
        let certificates = run("certutil", &["-d", &database, "-L"], profile.home());
        assert!(certificates.contains("C,,"), "{browser:?}: {certificates}");
        let keys = run("certutil", &["-d", &database, "-K"], profile.home());
        assert_eq!(keys.matches("rsa ").count(), 1, "{browser:?}: {keys}");
    }
}

#[test]
fn a_wrong_password_is_reported_without_repeating_it() {
    let files = mint();
    let p12 = files.path().join("client0001.p12");
    let error = Profile::create(&Settings {
        certificates: vec![Certificate {
            p12: &p12,
            password: "not-the-password",
        }],
        ..Settings::new(Browser::Chromium)
    })
    .unwrap_err();
    assert!(matches!(error, Error::ToolFailed { tool: "pk12util", .. }), "{error:?}");
    let text = format!("{error} {error:?}");
    assert!(text.contains("client0001.p12"), "{text}");
    assert!(!text.contains("not-the-password"), "{text}");
}

#[test]
fn a_dropped_profile_leaves_nothing_behind() {
    let profile = Profile::create(&Settings::new(Browser::Firefox)).unwrap();
    let home = profile.home().to_owned();
    assert!(home.join("firefox/cert9.db").exists());
    drop(profile);
    assert!(!home.exists());
}
