//! A new certificate must be usable now. These are made by openssl, and stand where the download would have been put.

use super::{PASSWORD, Setting, files_of, words};
use crate::support::{Program, succeeds};
use renewal_authority::{Encryption, bundle};
use std::{fs, path::Path};
use time::{Duration, OffsetDateTime};

const SUBJECT: &str = "/O=orcamo-cert demo/CN=client0001";

/// The password in a kept answer.
fn password(kept: &Path) -> String {
    let answer: serde_json::Value = serde_json::from_slice(&fs::read(kept.join("answer.json")).unwrap()).unwrap();
    answer["pass"].as_str().unwrap().to_owned()
}

/// A self-signed certificate as a .p12; these are options of `openssl req -x509`.
fn lay(setting: &Setting, kept: &Path, options: &[&str]) {
    let (certificate, key) = (setting.path("laid.crt"), setting.path("laid.pem"));
    let mut request = vec![
        "req",
        "-x509",
        "-nodes",
        "-days",
        "1095",
        "-subj",
        SUBJECT,
        "-out",
        &certificate,
    ];
    let p12 = kept.join("new.p12");
    let mut own = "";
    if let [rest @ .., "-key", file] = options {
        request.extend(rest);
        request.extend(["-key", file]);
        own = file;
    } else {
        request.extend(["-keyout", &key]);
        request.extend(options);
    }
    succeeds(&Program::OPENSSL.run(&request));
    let inkey = if own.is_empty() { key.as_str() } else { own };
    let passout = format!("pass:{}", password(kept));
    succeeds(&Program::OPENSSL.run([
        "pkcs12",
        "-export",
        "-in",
        &certificate,
        "-inkey",
        inkey,
        "-out",
        p12.to_str().unwrap(),
        "-passout",
        &passout,
    ]));
}

const RSA: [&str; 2] = ["-newkey", "rsa:2048"];
const LEAF: [&str; 4] = [
    "-addext",
    "basicConstraints=critical,CA:FALSE",
    "-addext",
    "extendedKeyUsage=clientAuth",
];

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_no_server_would_take_is_refused_and_kept() {
    let setting = Setting::start(PASSWORD).await;
    let kept = setting.interrupted();
    let asked = setting.asked("GET");
    let ca = [
        "-addext",
        "basicConstraints=critical,CA:TRUE",
        "-addext",
        "extendedKeyUsage=clientAuth",
    ];
    let server = [
        "-addext",
        "basicConstraints=critical,CA:FALSE",
        "-addext",
        "extendedKeyUsage=serverAuth,emailProtection",
    ];
    let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp224r1"];
    for (options, code) in [
        ([RSA.as_slice(), &ca].concat(), "is-ca"),
        ([RSA.as_slice(), &server].concat(), "no-client-auth"),
        ([["-newkey", "rsa:1024"].as_slice(), &LEAF].concat(), "weak-key"),
        ([["-newkey", "rsa:2040"].as_slice(), &LEAF].concat(), "weak-key"),
        ([curve.as_slice(), &LEAF].concat(), "weak-key"),
    ] {
        lay(&setting, &kept, &options);
        let output = setting.resume(&kept);
        assert_eq!(output.status.code(), Some(8), "{code}: {}", words(&output));
        assert!(
            words(&output).contains(&format!("、{code}）")),
            "{code}: {}",
            words(&output)
        );
        assert_eq!(setting.kept(&["answer.json", "new.p12"]), kept, "{code}");
    }
    assert_eq!(setting.asked("GET"), asked);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_of_any_good_form_is_taken() {
    let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
    let plain = ["-addext", "basicConstraints=critical,CA:FALSE"];
    let any = [plain.as_slice(), &["-addext", "extendedKeyUsage=anyExtendedKeyUsage"]].concat();
    for options in [
        [RSA.as_slice(), &LEAF].concat(),
        [curve.as_slice(), &LEAF].concat(),
        [["-newkey", "ed25519"].as_slice(), &LEAF].concat(),
        [RSA.as_slice(), &plain].concat(),
        [RSA.as_slice(), &any].concat(),
    ] {
        let setting = Setting::start(PASSWORD).await;
        let kept = setting.interrupted();
        lay(&setting, &kept, &options);
        let output = setting.resume(&kept);
        assert!(output.status.success(), "{options:?}: {}", words(&output));
        assert!(!words(&output).contains("same-key"), "{options:?}: {}", words(&output));
        setting.assert_renewed();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_old_key_again_is_told_before_the_end() {
    let setting = Setting::start(PASSWORD).await;
    let kept = setting.interrupted();
    lay(
        &setting,
        &kept,
        &[LEAF.as_slice(), &["-key", &setting.path("old.pem")]].concat(),
    );
    let output = setting.resume(&kept);
    let words = words(&output);
    assert!(output.status.success(), "{words}");
    let place = |part: &str| words.find(part).unwrap_or_else(|| panic!("{part} in {words}"));
    assert!(place("same-key") < place("更新しました"), "{words}");
    setting.assert_renewed();
}

/// By five minutes clocks may differ.
#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_is_not_valid_yet_is_refused() {
    for (minutes, code) in [(60, Some(8)), (6, Some(8)), (3, Some(0)), (-60, Some(0))] {
        let setting = Setting::start(PASSWORD).await;
        let kept = setting.interrupted();
        let from = OffsetDateTime::now_utc() + Duration::minutes(minutes);
        let identity = setting
            .world
            .certificate_authority
            .client_certificate("client0001", from, from + Duration::days(1095))
            .unwrap();
        let p12 = bundle::pkcs12(
            &identity,
            &setting.world.certificate_authority,
            "client0001",
            &password(&kept),
            Encryption::Modern,
        );
        fs::write(kept.join("new.p12"), p12.unwrap()).unwrap();
        let output = setting.resume(&kept);
        assert_eq!(output.status.code(), code, "{minutes}: {}", words(&output));
        if code == Some(8) {
            assert!(words(&output).contains("not-yet-valid"), "{}", words(&output));
            assert_eq!(files_of(&kept).len(), 2);
        }
    }
}

/// The clock that counts is the server's, where its answer tells it: a machine's own may be years behind.
#[tokio::test(flavor = "multi_thread")]
async fn a_machine_whose_clock_is_behind_takes_what_the_server_has_just_issued() {
    let setting = Setting::start(PASSWORD).await;
    let path = setting.program("date", "#!/bin/sh\necho 20200101000000\n");
    let options = setting.options();
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let output = setting.script(&["dash"], &options).env("PATH", &path).output().unwrap();
    assert!(output.status.success(), "{}", words(&output));
    setting.assert_renewed();

    let setting = Setting::start(PASSWORD).await;
    setting.authority.shift_date(-Duration::days(1));
    let output = setting.renew(&[]);
    assert_eq!(output.status.code(), Some(8), "{}", words(&output));
    assert!(words(&output).contains("not-yet-valid"), "{}", words(&output));
}
