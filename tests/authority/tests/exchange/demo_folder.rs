//! The demo folder: kept where it can be, renewed where it must be.

use crate::support::{Program, World, succeeds};
use renewal_authority::{Error, demo::Demo};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};
use time::{Date, Duration, Month, OffsetDateTime};

/// 21:00 in Japan.
fn evening() -> OffsetDateTime {
    Date::from_calendar_date(2026, Month::November, 23)
        .unwrap()
        .with_hms(12, 0, 0)
        .unwrap()
        .assume_utc()
}

fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

fn openssl(arguments: &[&str]) -> String {
    succeeds(&Program::OPENSSL.run(arguments))
}

#[test]
fn each_certificate_ends_on_the_day_its_description_says() {
    let folder = tempfile::tempdir().unwrap();
    Demo::prepare_at(folder.path(), evening()).unwrap();
    for (name, last_instant) in [
        ("client0001", "2027-01-07 14:59:59Z"),
        ("db0002", "2027-02-11 14:59:59Z"),
        ("client0003", "2029-08-19 14:59:59Z"),
        ("client0004", "2026-11-13 14:59:59Z"),
        ("api0005", "2027-01-07 14:59:59Z"),
        ("backup0006", "2027-01-07 14:59:59Z"),
    ] {
        let file = folder.path().join(format!("{name}.crt"));
        let facts = [
            "-noout", "-subject", "-nameopt", "RFC2253", "-enddate", "-dateopt", "iso_8601",
        ];
        let reported = openssl(&[&["x509", "-in", file.to_str().unwrap()], facts.as_slice()].concat());
        assert_eq!(
            reported,
            format!("subject=CN={name},O=orcamo-cert demo\nnotAfter={last_instant}\n")
        );
    }
}

#[test]
fn each_bundle_opens_with_the_password_listed_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Demo::prepare_at(folder.path(), evening()).unwrap();
    let list = fs::read_to_string(folder.path().join("passwords.txt")).unwrap();
    assert_eq!(demo.certificates().len(), 6);
    for entry in demo.certificates() {
        let line = list
            .lines()
            .find(|line| line.starts_with(&format!("{}.p12 ", entry.name)))
            .unwrap();
        let password = format!("pass:{}", line.split_whitespace().nth(1).unwrap());
        let file = entry.pkcs12.to_str().unwrap();
        let leaf = openssl(&[
            "pkcs12", "-in", file, "-passin", &password, "-nokeys", "-clcerts", "-legacy",
        ]);
        assert!(
            leaf.contains(&fs::read_to_string(&entry.certificate).unwrap()),
            "{}",
            entry.name
        );
        assert!(line.ends_with(entry.shows), "{line}");
    }
}

#[test]
fn on_the_same_day_nothing_changes() {
    let folder = tempfile::tempdir().unwrap();
    Demo::prepare_at(folder.path(), evening()).unwrap();
    let before = contents(folder.path());
    Demo::prepare_at(folder.path(), evening() + Duration::hours(2)).unwrap();
    assert!(before == contents(folder.path()));
}

#[test]
fn on_another_day_the_certificates_are_new_and_the_authority_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    Demo::prepare_at(folder.path(), evening()).unwrap();
    let before = contents(folder.path());
    // Midnight in Japan.
    Demo::prepare_at(folder.path(), evening() + Duration::hours(3)).unwrap();
    for (path, bytes) in contents(folder.path()) {
        let renewed = path
            .extension()
            .is_some_and(|extension| extension == "p12" || extension == "crt");
        assert_eq!(before[&path] != bytes, renewed, "{}", path.display());
    }
}

#[test]
fn a_missing_or_damaged_certificate_is_made_anew_and_the_others_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Demo::prepare_at(folder.path(), evening()).unwrap();
    let before = contents(folder.path());
    fs::remove_file(&demo.certificates()[0].pkcs12).unwrap();
    fs::write(&demo.certificates()[1].certificate, "nonsense").unwrap();
    Demo::prepare_at(folder.path(), evening()).unwrap();
    for (path, bytes) in contents(folder.path()) {
        let touched = ["client0001", "db0002"]
            .iter()
            .any(|name| path.file_stem().unwrap() == *name);
        assert_eq!(before[&path] != bytes, touched, "{}", path.display());
    }
}

#[test]
fn certificates_of_an_authority_that_is_gone_are_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Demo::prepare_at(folder.path(), evening()).unwrap();
    let before = fs::read(&demo.certificates()[0].certificate).unwrap();
    fs::remove_file(folder.path().join("ca.pem")).unwrap();
    fs::remove_file(folder.path().join("ca.key.pem")).unwrap();
    Demo::prepare_at(folder.path(), evening()).unwrap();
    let (authority, leaf) = (folder.path().join("ca.pem"), &demo.certificates()[0].certificate);
    assert_ne!(fs::read(leaf).unwrap(), before);
    let instant = evening().unix_timestamp().to_string();
    openssl(&[
        "verify",
        "-attime",
        &instant,
        "-CAfile",
        authority.to_str().unwrap(),
        leaf.to_str().unwrap(),
    ]);
}

#[test]
fn a_broken_authority_is_an_error_that_names_the_folder_and_not_the_key() {
    let world = World::new();
    let other = world.certificate_authority.private_key_pem();
    for (file, bytes) in [
        ("ca.pem", "nonsense"),
        ("ca.key.pem", "very-secret"),
        ("ca.key.pem", other.as_str()),
    ] {
        let folder = tempfile::tempdir().unwrap();
        Demo::prepare_at(folder.path(), evening()).unwrap();
        fs::write(folder.path().join(file), bytes).unwrap();
        let error = Demo::prepare_at(folder.path(), evening()).unwrap_err();
        assert!(matches!(error, Error::DemoCertificateAuthority { .. }), "{error}");
        let text = format!("{error} {error:?}");
        assert!(text.contains(folder.path().to_str().unwrap()), "{text}");
        assert!(!text.contains(bytes) || bytes == "nonsense", "{text}");
    }
}

#[test]
fn an_expired_authority_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    Demo::prepare_at(folder.path(), evening()).unwrap();
    let error = Demo::prepare_at(folder.path(), evening() + Duration::days(3651)).unwrap_err();
    assert!(error.to_string().contains("expired"), "{error}");
}

#[cfg(unix)]
#[test]
fn files_that_hold_keys_or_passwords_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    Demo::prepare_at(folder.path(), evening()).unwrap();
    let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode() & 0o777;
    for name in ["ca.key.pem", "client0001.p12", "passwords.txt"] {
        assert_eq!(mode(name), 0o600, "{name}");
    }
    assert_eq!(mode("ca.pem") & 0o400, 0o400);
}

#[test]
fn programs_that_prepare_the_same_folder_at_once_share_one_authority() {
    let folder = tempfile::tempdir().unwrap();
    let prepare = || {
        Demo::prepare_at(folder.path(), evening())
            .unwrap()
            .certificate_authority()
            .certificate_pem()
    };
    let authorities: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..3).map(|_| scope.spawn(prepare)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(authorities[0], authorities[1]);
    assert_eq!(authorities[0], authorities[2]);
}
